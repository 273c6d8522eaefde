import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { temporaryFolder } from "#test/builders/folders.ts";
import { openCore, startCore } from "#core/main.ts";
import { takeLock } from "#core/db/lock.ts";
import { listenOn, preferredPort } from "#web/ports.ts";
import { serveWeb } from "#web/server.ts";
import { connected, refused } from "./support/core.ts";
import { ended, program, tatamiJson, WEB } from "./support/processes.ts";
import { poc } from "./support/tree.ts";
import { ask, knock } from "./support/web.ts";
import { clientOn, commandCore, openTab, webProcess } from "./support/windows.ts";

const names = async (client: Awaited<ReturnType<typeof connected>>["client"]) =>
  (await client.catalog.search({ query: "", sort: "name" })).items.map((item) => item.name);

describe("a web shell beside a core without a page", () => {
  it("is a full window of it: sees its data, hears its events, saves, and has its folder scanned there", async () => {
    const dataFolder = temporaryFolder();
    const root = temporaryFolder();
    poc(root, "scanned-there");
    await commandCore(dataFolder);
    const other = await connected(dataFolder);
    await other.client.catalog.add({ name: "Added before" });
    const web = await webProcess(dataFolder, [root]);
    expect(web.said[0]).toContain("one more window");
    const tab = await openTab(web.address);
    const client = await tab.client();
    const jobs = await client.catalog.jobs();
    expect(jobs.map((job) => job.root)).toEqual([root]);
    for await (const step of await other.client.catalog.watchScan({ id: jobs[0]?.id ?? "" }))
      if (step.state !== "running") expect(step.result).toMatchObject({ found: 1 });
    expect(await names(client)).toEqual(["Added before", "scanned-there"]);
    expect((await client.settings.diagnostics()).shell).toBe("test");

    const events = await client.catalog.events();
    const added = await other.client.catalog.add({ name: "Added beside" });
    for await (const event of events) if (event.type === "changed" && event.ids.includes(added.id)) break;
    const { id } = await client.catalog.add({ name: "Added in the tab" });
    expect((await other.client.catalog.get({ id })).name).toBe("Added in the tab");
    expect(await refused(client.catalog.update({ id: added.id, patch: { name: "" } }))).toMatchObject({
      code: "VALIDATION_ERROR",
      correlated: true,
    });
  });

  it("carries the id of a click to the log of the core", async () => {
    const dataFolder = temporaryFolder();
    await commandCore(dataFolder);
    const tab = await openTab((await webProcess(dataFolder)).address);
    const { socket } = await knock(tab.host, "/api/core", ["tatami", `key.${tab.key}`], {
      origin: tab.origin,
    });
    const answer = new Promise<string>((done) => socket.once("message", (data) => done(String(data))));
    const id = "0198c0de-0000-7000-8000-000000000001";
    const unknown = "0198c0de-0000-7000-8000-00000000dead";
    socket.send(
      JSON.stringify({
        i: "1",
        p: { u: "/catalog/get", b: { json: { id: unknown } }, h: { "x-correlation-id": id } },
      }),
    );
    expect(await answer).toContain(id);
    expect(readFileSync(join(dataFolder, "logs", "tatami.1.log"), "utf8")).toContain(id);
    socket.terminate();
  });

  it("passes what is large in both directions, and closes for what is too large as a core's own page does", async () => {
    const dataFolder = temporaryFolder();
    await commandCore(dataFolder);
    const tab = await openTab((await webProcess(dataFolder)).address);
    const client = await tab.client();
    const { id } = await client.catalog.add({ name: "Large" });
    const long = (round: number) => `${round} ${"あ".repeat(190_000)}`;
    for (let round = 0; round < 8; round++)
      await client.catalog.update({ id, patch: { notes: long(round) } });
    // Some eight megabytes in one answer, and other answers are not held up for good.
    const [history, found] = await Promise.all([
      client.catalog.history({ id }),
      client.catalog.search({ query: "large" }),
    ]);
    expect(history.filter((entry) => entry.field === "notes").map((entry) => entry.after)).toEqual(
      Array.from({ length: 8 }, (_, index) => long(7 - index)),
    );
    expect(found.total).toBe(1);
    expect(
      await refused(client.catalog.update({ id, patch: { notes: "x".repeat(3_900_000) } })),
    ).toMatchObject({ code: "VALIDATION_ERROR" });
    const gone = tab.lost();
    await expect(client.catalog.update({ id, patch: { notes: "x".repeat(4_300_000) } })).rejects.toThrow();
    await gone;
    expect((await (await tab.client()).catalog.get({ id })).user.notes).toBe(long(7));
  });

  it("keeps its tabs when the core is killed: it takes its place, and what was saved is there", async () => {
    const dataFolder = temporaryFolder();
    const core = await commandCore(dataFolder);
    const web = await webProcess(dataFolder);
    const tab = await openTab(web.address);
    const before = await (await tab.client()).catalog.add({ name: "Saved before" });
    const broken = (await (await tab.client()).catalog.events()).next();
    core.kill("SIGKILL");
    await expect(broken).rejects.toThrow();
    const client = await tab.client();
    expect((await client.catalog.get({ id: before.id })).name).toBe("Saved before");
    await client.catalog.update({ id: before.id, patch: { notes: "Saved after" } });
    expect((await client.settings.diagnostics()).shell).toBe("web");
    expect(await tatamiJson(["search", "after"], { data: dataFolder })).toMatchObject({
      code: 0,
      answer: { total: 1 },
    });
    // It is the core now, so the next start is shown to it.
    const third = await webProcess(dataFolder);
    expect(new URL(third.address).port).toBe(new URL(web.address).port);
    expect(await ended(third.child)).toMatchObject({ code: 0 });
    expect(await names(await (await openTab(third.address)).client())).toEqual(["Saved before"]);
  });

  it("does not hold a command up, whose end cuts no scan of the window short", async () => {
    const dataFolder = temporaryFolder();
    const root = temporaryFolder();
    for (let number = 0; number < 60; number++) poc(root, `poc-${number}`);
    const command = await commandCore(dataFolder);
    const tab = await openTab((await webProcess(dataFolder)).address);
    await (await tab.client()).catalog.startScan({ path: root });
    const gone = ended(command);
    command.stdin?.end();
    expect(await gone).toMatchObject({ code: 0 });
    await tab.lost();
    expect((await (await tab.client()).catalog.roots())[0]).toMatchObject({ pocs: 60, missing: 0 });
  });

  it("is one of two that want the place of a killed core: one takes it, the other joins, and no tab is lost", async () => {
    const dataFolder = temporaryFolder();
    const core = await commandCore(dataFolder);
    const webs = await Promise.all([webProcess(dataFolder), webProcess(dataFolder)]);
    const tabs = await Promise.all(webs.map(({ address }) => openTab(address)));
    for (const tab of tabs) await (await tab.client()).settings.get();
    core.kill("SIGKILL");
    await Promise.all(tabs.map((tab) => tab.lost()));
    for (const [number, tab] of tabs.entries())
      await (await tab.client()).catalog.add({ name: `Of tab ${number}` });
    for (const tab of tabs) expect(await names(await tab.client())).toEqual(["Of tab 0", "Of tab 1"]);
    for (const { child } of webs) expect(child.exitCode).toBeNull();
  });

  it("ends with one sentence beside a core of another version", async () => {
    const dataFolder = temporaryFolder();
    const lock = takeLock(dataFolder);
    onTestFinished(() => lock?.release());
    writeFileSync(join(dataFolder, "core.json"), JSON.stringify({ version: "9.9.9", contractVersion: 999 }));
    const web = program(WEB, ["--data", dataFolder, "--no-open"]);
    const { code, stderr } = await ended(web);
    expect(code).toBe(3);
    expect(stderr.trim().split("\n")).toEqual([expect.stringContaining("9.9.9")]);
  });
});

describe("a web shell that is started again", () => {
  /** A data folder whose port nobody has at this moment. */
  async function folderWithFreePort(): Promise<string> {
    for (;;) {
      const folder = temporaryFolder();
      const probe = createServer();
      const free = await listenOn(probe, [preferredPort(folder)]).then(
        () => true,
        () => false,
      );
      await new Promise((done) => probe.close(done));
      if (free) return folder;
    }
  }

  it("has its port and its data again, and knows no key of before", async () => {
    const dataFolder = await folderWithFreePort();
    const web = await webProcess(dataFolder);
    expect(Number(new URL(web.address).port)).toBe(preferredPort(dataFolder));
    const tab = await openTab(web.address);
    await (await tab.client()).catalog.add({ name: "Kept" });
    web.child.kill("SIGKILL");
    await tab.lost();
    const again = await webProcess(dataFolder);
    expect(new URL(again.address).origin).toBe(tab.origin);
    const { outcome } = await knock(tab.host, "/api/core", ["tatami", `key.${tab.key}`], {
      origin: tab.origin,
    });
    expect(outcome).toBe("closed 4001");
    expect(await names(await (await openTab(again.address)).client())).toEqual(["Kept"]);
  });

  it("takes another port when its own is taken, but refuses to replace one that was asked for", async () => {
    const dataFolder = await folderWithFreePort();
    const other = createServer();
    await listenOn(other, [preferredPort(dataFolder)]);
    onTestFinished(() => void other.close());
    const asked = ["--data", dataFolder, "--no-open", "--port", String(preferredPort(dataFolder))];
    const web = program(WEB, asked);
    expect(await ended(web)).toMatchObject({
      code: 3,
      stderr: expect.stringContaining(`Port ${preferredPort(dataFolder)} is taken`),
    });
    const free = await webProcess(dataFolder);
    expect(new URL(free.address).port).not.toBe(String(preferredPort(dataFolder)));
    expect(await names(await (await openTab(free.address)).client())).toEqual([]);
  });
});

describe("the access of a joined web shell", () => {
  /** A web shell in this process that has joined a core of this process. */
  async function joined() {
    const dataFolder = temporaryFolder();
    const core = await startCore({ dataFolder, shell: "test" });
    const endings: unknown[] = [];
    const shared = await openCore({ dataFolder, shell: "web" }, { ended: (error) => endings.push(error) });
    const server = await serveWeb(shared, join(dataFolder, "pages"), [0], "npm start -- --web");
    onTestFinished(async () => {
      await server.close();
      await shared.close();
      await core?.close();
    });
    expect(shared.joined).toBe(true);
    return { dataFolder, core, shared, endings, tab: await openTab(server.address()) };
  }

  it.each<[string, string, (key: string) => readonly string[], Record<string, string>]>([
    ["without a key", "closed 4001", () => ["tatami"], {}],
    ["with a wrong key", "closed 4001", () => ["tatami", "key.AAAA"], {}],
    ["with the core's own way in", "closed 4001", () => ["tatami"], { authorization: "Bearer {core}" }],
    [
      "from another site",
      "refused 403",
      (key) => ["tatami", `key.${key}`],
      { origin: "http://evil.example" },
    ],
    ["from another port", "refused 403", (key) => ["tatami", `key.${key}`], { origin: "http://127.0.0.1:1" }],
    ["under another name", "refused 403", (key) => ["tatami", `key.${key}`], { host: "evil.example" }],
  ])("%s there is none", async (_who, expected, offered, headers) => {
    const { dataFolder, tab } = await joined();
    const { key } = JSON.parse(readFileSync(join(dataFolder, "core.json"), "utf8")) as { key: string };
    const sent = Object.fromEntries(
      Object.entries({ origin: tab.origin, ...headers }).map(([name, value]) => [
        name,
        value.replace("{core}", key),
      ]),
    );
    expect((await knock(tab.host, "/api/core", offered(tab.key), sent)).outcome).toBe(expected);
    expect((await ask({ host: tab.host, path: "/", headers: { host: "evil.example" } })).status).toBe(403);
    expect(await names(await tab.client())).toEqual([]);
  });

  it("no frame of nonsense that it passes on ends it or the core", async () => {
    const { tab } = await joined();
    const offered = ["tatami", `key.${tab.key}`];
    const { socket } = await knock(tab.host, "/api/core", offered, { origin: tab.origin });
    for (const text of ["", "null", "{", "\0", '{"i":"1","t":99}', "x".repeat(100_000)]) {
      socket.send(text);
      socket.send(Buffer.from(text));
    }
    expect((await clientOn(socket).workspace.current()).name).toBe("Personal");
    socket.terminate();
  });

  it("is kept while there is no core: a tab is told to come again, and gets in when its place was taken", async () => {
    const { dataFolder, core, shared, tab } = await joined();
    await (await tab.client()).catalog.add({ name: "Saved before" });
    const lost = tab.lost();
    await core?.close();
    // Somebody who serves nothing has the folder, for as long as this test wants.
    const lock = takeLock(dataFolder);
    expect(lock).not.toBeNull();
    await lost;
    const offered = ["tatami", `key.${tab.key}`];
    const { outcome } = await knock(tab.host, "/api/core", offered, { origin: tab.origin });
    expect(outcome).toBe("refused 503");
    expect((await knock(tab.host, "/api/host", offered, { origin: tab.origin })).outcome).toBe("open");
    lock?.release();
    expect(await names(await tab.client())).toEqual(["Saved before"]);
    expect(shared.joined).toBe(false);
  });

  it("S-561 keeps a page that can hold direct connections until it is the core itself", async () => {
    const { core, shared, tab } = await joined();
    const offered = ["tatami", `key.${tab.key}`];
    const { outcome, socket } = await knock(tab.host, "/api/pipes", offered, { origin: tab.origin });
    const heard: string[] = [];
    const begun = new Promise<void>((done) =>
      socket.on("message", (data) => {
        heard.push((data as Buffer).toString());
        done();
      }),
    );
    expect([outcome, heard]).toEqual(["open", []]);
    expect(shared.joined).toBe(true);
    await core?.close();
    await begun;
    expect(heard).toEqual(['{"type":"begin"}']);
    expect([shared.joined, socket.readyState]).toEqual([false, socket.OPEN]);
  });

  it("ends in words when a core of another version takes the place", async () => {
    const { dataFolder, core, endings, tab } = await joined();
    const lost = tab.lost();
    await tab.client();
    await core?.close();
    const lock = takeLock(dataFolder);
    writeFileSync(join(dataFolder, "core.json"), JSON.stringify({ version: "9.9.9", contractVersion: 999 }));
    await lost;
    await expect.poll(() => endings, { timeout: 15_000 }).toHaveLength(1);
    expect(endings[0]).toMatchObject({
      code: "VERSION_MISMATCH",
      message: expect.stringContaining("9.9.9"),
    });
    lock?.release();
  });
});
