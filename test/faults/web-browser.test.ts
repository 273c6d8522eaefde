import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, Page } from "@playwright/test";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { browserLaunch, launchBrowser } from "#test/e2e/support/browser.ts";
import { webShell, type Shell } from "./support/web.ts";

/** Another page of this machine: what any program that listens on 127.0.0.1 can show to the same browser. */
const EVIL = "<!doctype html><title>Another page</title><body>";

let shell: Shell;
let evil: Server;
let evilOrigin = "";
let browser: Browser | null = null;
let why = "";

beforeAll(async () => {
  shell = await webShell();
  evil = createServer((_request, response) =>
    response.writeHead(200, { "content-type": "text/html" }).end(EVIL),
  );
  await new Promise<void>((done) => evil.listen(0, "127.0.0.1", done));
  evilOrigin = `http://127.0.0.1:${(evil.address() as AddressInfo).port}`;
  const launch = await browserLaunch();
  why = launch.why;
  if (launch.options !== null) browser = await launchBrowser({ args: ["--no-sandbox"] });
});
afterAll(async () => {
  await browser?.close();
  await new Promise((done) => evil.close(done));
  evil.closeAllConnections();
  await shell.close();
});

describe("another page in the same browser", () => {
  let page: Page | null = null;
  beforeEach(async () => {
    if (browser === null) return;
    await page?.context().close();
    page = await (await browser.newContext()).newPage();
    await page.goto(evilOrigin);
  });

  it("reads nothing by fetch, whatever its mode, and exchanges no token", async (ctx) => {
    if (page === null) return ctx.skip(why);
    const token = new URL(shell.server.address()).hash.slice("#token=".length);
    const tries = await page.evaluate(
      async ([origin, token]) => {
        const attempt = async (path: string, options: RequestInit) => {
          try {
            const response = await fetch(`${origin}${path}`, options);
            return response.type === "opaque" ? "opaque" : await response.text();
          } catch {
            return "refused";
          }
        };
        const body = JSON.stringify({ token });
        return {
          page: await attempt("/", {}),
          credentials: await attempt("/", { credentials: "include" }),
          json: await attempt("/api/session", {
            method: "POST",
            body,
            headers: { "content-type": "application/json" },
          }),
          text: await attempt("/api/session", {
            method: "POST",
            body,
            mode: "no-cors",
            headers: { "content-type": "text/plain" },
          }),
          blob: await attempt("/api/session", {
            method: "POST",
            body: new Blob([body], { type: "application/json" }),
            mode: "no-cors",
          }),
          beacon: String(navigator.sendBeacon(`${origin}/api/session`, body)),
        };
      },
      [shell.origin, token] as const,
    );
    expect(tries).toMatchObject({ page: "refused", credentials: "refused", json: "refused" });
    for (const answer of [tries.text, tries.blob]) expect(["opaque", "refused"]).toContain(answer);
    // None of them used the token up.
    const own = await page.context().newPage();
    await own.goto(`${shell.origin}/`);
    expect(
      await own.evaluate(
        async (token) =>
          (
            await fetch("/api/session", {
              method: "POST",
              body: JSON.stringify({ token }),
              headers: { "content-type": "application/json" },
            })
          ).status,
        token,
      ),
    ).toBe(200);
  });

  it("opens no WebSocket, even with a good key", async (ctx) => {
    if (page === null) return ctx.skip(why);
    const outcome = await page.evaluate(
      ([host, key]) =>
        new Promise<string>((done) => {
          const socket = new WebSocket(`ws://${host}/api/core`, ["tatami", `key.${key}`]);
          socket.addEventListener("open", () =>
            setTimeout(() => done(socket.readyState === WebSocket.OPEN ? "open" : "closed"), 200),
          );
          socket.addEventListener("close", () => done("closed"));
        }),
      [shell.host, await shell.key()] as const,
    );
    expect(outcome).toBe("closed");
  });

  it("posts no form, frames nothing, embeds nothing and holds no handle of a window", async (ctx) => {
    if (page === null) return ctx.skip(why);
    const token = new URL(shell.server.address()).hash.slice("#token=".length);
    const framed = await page.evaluate(
      (origin) =>
        new Promise<string>((done) => {
          const frame = document.createElement("iframe");
          frame.src = origin;
          frame.addEventListener("load", () => {
            let title = "closed to us";
            try {
              title = frame.contentDocument?.title ?? title;
            } catch {
              // Another origin's: as it should be.
            }
            done(title);
          });
          document.body.append(frame);
          setTimeout(() => done("never"), 3000);
        }),
      shell.origin,
    );
    expect(framed).not.toBe("Tatami");
    expect(
      page
        .frames()
        .slice(1)
        .every((frame) => !frame.url().startsWith(shell.origin)),
    ).toBe(true);
    const embedded = await page.evaluate(
      (origin) =>
        Promise.all(
          ["script", "img", "link"].map(
            (name) =>
              new Promise<string>((done) => {
                const element = document.createElement(name);
                element.addEventListener("load", () => done("loaded"));
                element.addEventListener("error", () => done("refused"));
                if (name === "link") Object.assign(element, { rel: "stylesheet", href: `${origin}/` });
                else Object.assign(element, { src: `${origin}/` });
                document.body.append(element);
              }),
          ),
        ),
      shell.origin,
    );
    expect(embedded).toEqual(["refused", "refused", "refused"]);
    const [popup] = await Promise.all([
      page.context().waitForEvent("page"),
      page.evaluate(
        (origin) => void Object.assign(globalThis, { opened: window.open(origin) }),
        shell.origin,
      ),
    ]);
    await popup.waitForLoadState();
    expect(await popup.title()).toBe("Tatami");
    expect(await popup.evaluate(() => window.opener === null)).toBe(true);
    expect(await page.evaluate(() => (globalThis as unknown as { opened: Window }).opened.closed)).toBe(true);
    await page.evaluate(
      ([origin, token]) => {
        const form = document.createElement("form");
        Object.assign(form, { method: "POST", action: `${origin}/api/session`, enctype: "text/plain" });
        const field = document.createElement("input");
        Object.assign(field, { name: `{"token":"${token}","x":"`, value: '"}' });
        form.append(field);
        document.body.append(form);
        form.submit();
      },
      [shell.origin, token] as const,
    );
    await page.waitForURL(`${shell.origin}/api/session`);
    expect(await page.textContent("body")).toContain("Not from here.");
  });

  it("is given no cookie, nor is the page itself", async (ctx) => {
    if (page === null) return ctx.skip(why);
    await page.goto(`${shell.origin}/`);
    expect(await page.context().cookies()).toEqual([]);
  });

  it("under a name that points here is refused", async (ctx) => {
    if (browser === null) return ctx.skip(why);
    const rebound = await launchBrowser({
      args: ["--no-sandbox", "--host-resolver-rules=MAP rebound.example 127.0.0.1"],
    });
    const tab = await rebound.newPage();
    const answer = await tab.goto(`http://rebound.example:${shell.server.port}/`);
    expect(answer?.status()).toBe(403);
    await rebound.close();
  });
});
