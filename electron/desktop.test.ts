import { once, type EventEmitter } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { MessagePort } from "node:worker_threads";
import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/message-port";
import type { ContractRouterClient } from "@orpc/contract";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { coreContract } from "#shared/api/contract.ts";
import type { hostContract } from "#shared/api/host.api.ts";
import { startDesktop, type Desktop } from "#test/doubles/desktop.ts";

const out = process.env.TATAMI_TEST_OUT ?? join(import.meta.dirname, "../out");
const built = existsSync(join(out, "main", "electron.js"));

/** A link on a port, as the page makes one. */
function linkOn(port: MessagePort): RPCLink<Record<never, never>> {
  const link = new RPCLink({ port });
  port.start();
  return link;
}
const coreOn = (port: MessagePort): ContractRouterClient<typeof coreContract> =>
  createORPCClient(linkOn(port));
const hostOn = (port: MessagePort): ContractRouterClient<typeof hostContract> =>
  createORPCClient(linkOn(port));

// Real: main, preload and core as built, the ports and the process borders between them. Stood in for: Electron.
describe.skipIf(!built)("the desktop app (skipped where it is not built: npm run build)", () => {
  let desktop: Desktop;
  let data = "";
  const window = () => {
    const found = desktop.electron.record.windows[0];
    if (found === undefined) throw new Error("There is no window.");
    return found;
  };
  const ask = (name: string, ...args: readonly unknown[]): unknown =>
    desktop.electron.record.session.get(name)?.(...args);
  const fetchPage = async (url: string, method = "GET"): Promise<Response> => {
    const serve = desktop.electron.record.protocols.get("app");
    if (serve === undefined) throw new Error("Nothing serves app://.");
    return await serve(new Request(url, { method }));
  };

  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), "tatami-desktop-"));
    desktop = await startDesktop(["--data", data], out);
  });

  afterAll(() => rm(data, { recursive: true, force: true }));

  it("gives the page a port to the core and one to the shell once it listens", async () => {
    desktop.pageReady();
    const workspace = await coreOn(await desktop.nextPort("core")).workspace.current();
    expect(workspace.name).toBe("Personal");
    const host = hostOn(await desktop.nextPort("host"));
    expect(await host.capabilities()).toMatchObject({ shell: "electron", pickFolder: true });
  });

  it("S-561 gives the page a port for direct connections, on which the core begins", async () => {
    desktop.pageReady();
    const port = await desktop.nextPort("pipes");
    const begun = once(port, "message");
    port.start();
    expect(await begun).toEqual(['{"type":"begin"}']);
    // What no page would say ends it, and nothing else.
    const closed = once(port, "close");
    port.postMessage(new Uint8Array(3));
    await closed;
    await desktop.nextPort("host");
    expect((await coreOn(await desktop.nextPort("core")).workspace.current()).name).toBe("Personal");
    expect(desktop.electron.record.errors).toEqual([]);
  });

  it("names a folder by the system's dialog, or none when it was cancelled", async () => {
    desktop.pageReady();
    const host = hostOn(await desktop.nextPort("host"));
    await desktop.nextPort("core");
    desktop.electron.record.picked = { canceled: false, filePaths: ["/home/somebody/code"] };
    expect(await host.pickFolder()).toEqual({ path: "/home/somebody/code" });
    desktop.electron.record.picked = { canceled: true, filePaths: [] };
    expect(await host.pickFolder()).toEqual({ path: null });
  });

  it("starts a crashed core again and hands the page a new port", async () => {
    const before = desktop.electron.record.utilities.length;
    desktop.electron.record.utilities.at(-1)?.kill();
    const core = coreOn(await desktop.nextPort("core"));
    expect((await core.workspace.current()).name).toBe("Personal");
    expect(desktop.electron.record.utilities.length).toBe(before + 1);
    expect(desktop.electron.record.errors).toEqual([]);
  });

  it("starts it at once, and gives no port before, when the page asks while it waits to start again", async () => {
    const before = desktop.electron.record.utilities.length;
    const crashed = once(desktop.electron.record.utilities.at(-1) as EventEmitter, "exit");
    desktop.electron.record.utilities.at(-1)?.kill();
    await crashed;
    expect(desktop.electron.record.utilities.length).toBe(before);
    desktop.pageReady();
    expect(desktop.electron.record.utilities.length).toBe(before + 1);
    await desktop.nextPort("host");
    expect((await coreOn(await desktop.nextPort("core")).workspace.current()).name).toBe("Personal");
  });

  it("gives no port to a frame inside the page, nor to a page of another origin", () => {
    const sent: string[] = [];
    const contents = window().webContents;
    const real = contents.toPage;
    contents.toPage = (channel) => sent.push(channel);
    const { ipcMain } = desktop.electron;
    ipcMain.emit("tatami:ready", { sender: contents, senderFrame: { url: "app://tatami/index.html" } });
    ipcMain.emit("tatami:ready", { sender: contents, senderFrame: null });
    const strange = { mainFrame: { url: "https://example.org/" } };
    ipcMain.emit("tatami:ready", { sender: strange, senderFrame: strange.mainFrame });
    contents.toPage = real;
    expect(sent).toEqual([]);
  });

  it("gives the page no Node, no webview, and a sandbox", () => {
    expect(desktop.electron.record.sandboxed).toBe(true);
    expect(window().options.webPreferences).toEqual({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      preload: join(out, "preload", "index.cjs"),
    });
    expect(window().webContents.mainFrame.url).toBe("app://tatami/index.html");
    expect(window().shown).toBe(true);
  });

  it("tells other members its real addresses", () => {
    expect(desktop.electron.record.switches).toEqual(["disable-features=WebRtcHideLocalIpsWithMdns"]);
  });

  it("exposes one call to the page: where a dropped file lies", () => {
    const exposed = desktop.electron.record.exposed.get("tatami") as {
      pathOf: (file: { name: string }) => string;
    };
    expect(Object.keys(exposed)).toEqual(["pathOf"]);
    expect(exposed.pathOf({ name: "poc" })).toBe("/dropped/poc");
    expect([...desktop.electron.record.exposed.keys()]).toEqual(["tatami"]);
  });

  it.each(["https://example.org/", "http://127.0.0.1:80/", "file:///etc/passwd", "app://other/index.html"])(
    "does not go to %s and opens no window for it",
    (url) => {
      const contents = window().webContents;
      const prevented: string[] = [];
      const event = (isMainFrame: boolean, to: string) => ({
        isMainFrame,
        url: to,
        preventDefault: () => prevented.push(to),
      });
      contents.emit("will-frame-navigate", event(true, url));
      contents.emit("will-frame-navigate", event(false, "app://tatami/index.html"));
      contents.emit("will-redirect", event(true, url));
      contents.emit("will-frame-navigate", event(true, "app://tatami/index.html#/settings"));
      expect(prevented).toEqual([url, "app://tatami/index.html", url]);
      expect(contents.windowOpenHandler?.({ url })).toEqual({ action: "deny" });
    },
  );

  it.each([
    ["https://example.org/a?b#c", true],
    ["http://example.org/", true],
    ["mailto:one@example.com", true],
    ["file:///etc/passwd", false],
    ["javascript:alert(1)", false],
    ["app://tatami/index.html", false],
    ["ssh://example.org/", false],
    ["x-program:run", false],
    ["no address", false],
  ])("a link to %s opens in the system's program: %s", (url, opens) => {
    const { outside } = desktop.electron.record;
    outside.length = 0;
    expect(window().webContents.windowOpenHandler?.({ url })).toEqual({ action: "deny" });
    expect(outside).toEqual(opens ? [url] : []);
  });

  it("attaches no webview", () => {
    let prevented = false;
    window().webContents.emit("will-attach-webview", { preventDefault: () => (prevented = true) });
    expect(prevented).toBe(true);
  });

  it("denies every permission but writing text to the clipboard, and that to others too", () => {
    const page = "app://tatami/index.html";
    const request = (permission: string, requestingUrl: string): unknown => {
      let given: unknown;
      ask("permissionRequest", null, permission, (answer: unknown) => (given = answer), { requestingUrl });
      return given;
    };
    const denied = [
      "media",
      "geolocation",
      "notifications",
      "openExternal",
      "clipboard-read",
      "fileSystem",
      "hid",
      "usb",
    ];
    for (const permission of [...denied, "one-of-tomorrow"]) {
      expect(request(permission, page)).toBe(false);
      expect(ask("permissionCheck", null, permission, "app://tatami")).toBe(false);
    }
    expect(request("clipboard-sanitized-write", page)).toBe(true);
    expect(request("clipboard-sanitized-write", "https://example.org/")).toBe(false);
    expect(ask("permissionCheck", null, "clipboard-sanitized-write", "app://tatami/")).toBe(true);
    expect(ask("permissionCheck", null, "clipboard-sanitized-write", "https://example.org")).toBe(false);
    expect(ask("devicePermission", {})).toBe(false);
  });

  it("lets no request leave the machine", () => {
    const cancelled = (url: string): unknown => {
      let answer: unknown;
      ask("beforeRequest", { url }, (given: { cancel: boolean }) => (answer = given.cancel));
      return answer;
    };
    for (const url of [
      "https://example.org/",
      "http://127.0.0.1/",
      "ws://127.0.0.1/",
      "file:///etc/passwd",
      "ftp://x/",
      "x",
    ]) {
      expect(cancelled(url)).toBe(true);
    }
    for (const url of ["app://tatami/index.html", "data:image/png;base64,AA==", "blob:app://tatami/1"]) {
      expect(cancelled(url)).toBe(false);
    }
  });

  it("serves the built page under a strict policy", async () => {
    expect(desktop.electron.record.schemes).toEqual([
      { scheme: "app", privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
    ]);
    const response = await fetchPage("app://tatami/index.html");
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
    const policy = response.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toContain("unsafe-eval");
  });

  it.each([
    "app://tatami/%2e%2e/main/core.js",
    "app://tatami/..%2fmain/core.js",
    "app://tatami/..%5cmain%5ccore.js",
    "app://tatami/assets/%2e%2e%2f%2e%2e%2fmain%2fcore.js",
    "app://tatami/%00",
    "app://tatami/%",
    "app://tatami/",
    "app://other/index.html",
    "app://tatami/nothing.js",
  ])("serves nothing for %s", async (url) => {
    expect((await fetchPage(url)).status).toBe(404);
  });

  it("answers only GET", async () => {
    expect((await fetchPage("app://tatami/index.html", "POST")).status).toBe(404);
  });

  it("comes to the front when it is started a second time", () => {
    const { app, record } = desktop.electron;
    expect(record.singleInstance).toEqual({ scanFolder: null });
    const before = window().focused;
    app.emit("second-instance", {}, [], "/", { scanFolder: null });
    expect(window().focused).toBe(before + 1);
    expect(record.windows).toHaveLength(1);
  });

  it.skipIf(process.platform === "darwin")(
    "goes on without a window while the page says so, and is back when it is started again",
    async () => {
      desktop.pageReady();
      const core = coreOn(await desktop.nextPort("core"));
      const host = hostOn(await desktop.nextPort("host"));
      const { app, record } = desktop.electron;
      await host.keepRunning({ keep: true });
      app.emit("window-all-closed");
      expect((await core.workspace.current()).name).toBe("Personal");
      expect(record.quits).toBe(0);
      const windows = record.windows.splice(0);
      app.emit("second-instance", {}, [], "/", { scanFolder: null });
      await vi.waitFor(() => expect(record.windows).toHaveLength(1));
      record.windows.splice(0, 1, ...windows);
      await host.keepRunning({ keep: false });
    },
  );

  it("quits when the page says so, and only when the core has closed its database", async () => {
    desktop.pageReady();
    await desktop.nextPort("core");
    const host = hostOn(await desktop.nextPort("host"));
    const { app, record } = desktop.electron;
    const ended = once(record.utilities.at(-1) as EventEmitter, "exit");
    // The last window closes, which on macOS ends nothing.
    if (process.platform === "darwin") await host.quit();
    else app.emit("window-all-closed");
    expect(record.quits).toBe(0);
    expect(await ended).toEqual([0]);
    await vi.waitFor(() => expect(record.quits).toBe(1));
    expect(record.errors).toEqual([]);
  });
});
