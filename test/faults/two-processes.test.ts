import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { connect as knockAt } from "node:net";
import { join } from "node:path";
import { createRouterClient, implement } from "@orpc/server";
import { WebSocket } from "ws";
import { describe, expect, it, onTestFinished } from "vitest";
import { temporaryFolder } from "#test/builders/folders.ts";
import { localContract } from "#shared/api/contract.ts";
import { serveOptions } from "#core/api/serve.ts";
import { startCore } from "#core/main.ts";
import { takeLock } from "#core/db/lock.ts";
import { connect } from "#core/db/sqlite.ts";
import { silentLogger } from "#core/platform/logger.ts";
import { connected, refused, scanned, started } from "./support/core.ts";
import { ended, firstLine, program, support, tatami, tatamiJson } from "./support/processes.ts";
import { poc } from "./support/tree.ts";

interface CoreFile {
  readonly address: string;
  readonly key: string;
}

const coreFile = (folder: string) => JSON.parse(readFileSync(join(folder, "core.json"), "utf8")) as CoreFile;

describe("many processes on one data folder", () => {
  it("eight commands at once: one is the core, the others join, and each answer is right", async () => {
    const dataFolder = temporaryFolder();
    const roots = [0, 1, 2].map((number) => {
      const root = temporaryFolder();
      for (let each = 0; each <= number; each++) poc(root, `poc-${number}-${each}`);
      return root;
    });
    const scans = roots.map((root) =>
      tatamiJson<{ found: number; pocs: unknown[] }>(["scan", root], { data: dataFolder }),
    );
    const others = [
      ["search", "poc"],
      ["doctor"],
      ["search", ""],
      ["doctor", "--rebuild"],
      ["search", "works"],
    ].map((args) => tatamiJson(args, { data: dataFolder }));
    for (const [number, scan] of (await Promise.all(scans)).entries()) {
      expect(scan).toMatchObject({
        code: 0,
        answer: { schema: "tatami.scan/1", found: number + 1 },
        stderr: "",
      });
      expect(scan.answer.pocs).toHaveLength(number + 1);
    }
    for (const other of await Promise.all(others)) expect(other).toMatchObject({ code: 0, stderr: "" });
    expect(await tatamiJson(["search", "poc"], { data: dataFolder })).toMatchObject({
      code: 0,
      answer: { total: 6 },
    });
    expect(await tatamiJson(["doctor", "--rebuild"], { data: dataFolder })).toMatchObject({
      code: 0,
      answer: { rebuilt: { differed: 0 } },
    });
  });

  it("cores that start and end in turn hand the folder over, and no writer is turned away", async () => {
    const dataFolder = temporaryFolder();
    const turns = Array.from({ length: 6 }, async (_, turn) => {
      for (let round = 0; round < 3; round++) {
        const { connectCore } = await import("#core/main.ts");
        const connection = await connectCore({ dataFolder, shell: "test" });
        await connection.client.catalog.add({ name: `Turn ${turn} ${round}` });
        await connection.alone();
        await connection.close();
      }
    });
    await Promise.all(turns);
    expect((await (await connected(dataFolder)).client.catalog.search({ query: "turn" })).total).toBe(18);
  });

  it("a core.json that a killed process left behind sends nobody astray, not even one of another version", async () => {
    const dataFolder = temporaryFolder();
    const child = program(support("holder.ts"), [dataFolder]);
    await firstLine(child);
    const gone = ended(child);
    child.kill("SIGKILL");
    await gone;
    const left = readFileSync(join(dataFolder, "core.json"), "utf8");
    expect(await tatamiJson(["search", "x"], { data: dataFolder })).toMatchObject({
      code: 0,
      answer: { total: 0 },
    });
    writeFileSync(
      join(dataFolder, "core.json"),
      JSON.stringify({ ...(JSON.parse(left) as object), contractVersion: 999, version: "9.9.9" }),
    );
    const both = await Promise.all([
      tatamiJson(["search", "x"], { data: dataFolder }),
      tatamiJson(["search", "x"], { data: dataFolder }),
    ]);
    for (const one of both) expect(one).toMatchObject({ code: 0, answer: { total: 0 } });
  });

  it.each([
    ["its own shape", { pid: 1, version: "9.9.9", contractVersion: 999, address: "/nowhere", key: "k" }],
    ["another shape", { version: "9.9.9", contractVersion: 2, listensOn: { port: 1 } }],
  ])("a running core of another contract, in %s, is refused in one sentence", async (_what, file) => {
    const dataFolder = temporaryFolder();
    const lock = takeLock(dataFolder);
    onTestFinished(() => lock?.release());
    writeFileSync(join(dataFolder, "core.json"), JSON.stringify(file));
    const { code, answer, stderr } = await tatamiJson<{ message: string }>(["search", "x"], {
      data: dataFolder,
    });
    expect({ code, answer }).toMatchObject({ code: 3, answer: { code: "VERSION_MISMATCH" } });
    expect(answer.message).toContain("9.9.9");
    expect(stderr.trim().split("\n")).toEqual([answer.message]);
  });

  it("a holder that never answers is waited for, and then said", async () => {
    const dataFolder = temporaryFolder();
    const lock = takeLock(dataFolder);
    onTestFinished(() => lock?.release());
    // Something else took the address of the dead core: it takes connections and keeps silent.
    const address = join(temporaryFolder(), "silent.sock");
    const silent = createServer().on("upgrade", () => undefined);
    await new Promise<void>((done) => silent.listen(address, done));
    onTestFinished(() => void silent.close());
    writeFileSync(
      join(dataFolder, "core.json"),
      JSON.stringify({ pid: 1, version: "0.1.0", contractVersion: 1, address, key: "k" }),
    );
    expect(await tatamiJson(["search", "x"], { data: dataFolder })).toMatchObject({
      code: 3,
      answer: { code: "SERVICE_UNAVAILABLE" },
    });
  });

  it("a core that dies under a joined command is a typed error and exit code 3", async () => {
    const dataFolder = temporaryFolder();
    const root = temporaryFolder();
    for (let number = 0; number < 400; number++) poc(root, `poc-${number}`);
    const core = program(support("holder.ts"), [dataFolder]);
    await firstLine(core);
    const heart = await connected(dataFolder);
    expect(heart.joined).toBe(true);
    const scan = tatamiJson(["scan", root], { data: dataFolder });
    // The scan runs in the core: it is killed in the middle of it.
    for await (const event of await heart.client.catalog.events())
      if (event.type === "changed" || event.type === "jobs") break;
    core.kill("SIGKILL");
    expect(await scan).toMatchObject({
      code: 3,
      answer: { schema: "tatami.error/1", code: "SERVICE_UNAVAILABLE" },
    });
    expect(await refused(heart.client.settings.get())).toMatchObject({ code: "SERVICE_UNAVAILABLE" });
    expect(await tatamiJson(["scan", root], { data: dataFolder })).toMatchObject({
      code: 0,
      answer: { found: 400 },
    });
  });

  it("a second core of one process and a core of a second process are null, and the first goes on", async () => {
    const dataFolder = temporaryFolder();
    const first = await started(dataFolder);
    expect(await startCore({ dataFolder, shell: "test" })).toBeNull();
    const second = program(support("holder.ts"), [dataFolder]);
    expect(await firstLine(second)).toBe("joined");
    expect(first.workspaces.home.documents.rebuild()).toMatchObject({ differed: 0 });
  });
});

describe("the reason of a failure in another process", () => {
  it("arrives whole, and goes on whole to whoever is served by the one that has joined", async () => {
    const dataFolder = temporaryFolder();
    await firstLine(program(support("holder.ts"), [dataFolder]));
    const { client, joined } = await connected(dataFolder);
    expect(joined).toBe(true);
    const path = join(temporaryFolder(), "not-there");
    const failed = {
      code: "NOT_FOUND",
      message: `There is no folder "${path}": it was moved, or its name is another.`,
      data: { reason: { id: "folder.missing", params: { path } } },
    };
    await expect(client.catalog.startScan({ path })).rejects.toMatchObject(failed);
    await expect(client.catalog.search({ query: "x", limit: 5000 })).rejects.toMatchObject({
      data: { reason: { id: "input.too-high", params: { field: "limit", maximum: 200 } } },
    });
    const os = implement(localContract);
    const router = os.router({
      webAddress: os.webAddress.handler(async () => ({ url: (await client.catalog.startScan({ path })).id })),
    });
    const { clientInterceptors } = serveOptions(silentLogger());
    const next = createRouterClient(router, { interceptors: clientInterceptors as [] });
    await expect(next.webAddress()).rejects.toMatchObject(failed);
  });

  it("stands in a scan that failed: here the database is locked for longer than a scan waits", async () => {
    const dataFolder = temporaryFolder();
    await firstLine(program(support("holder.ts"), [dataFolder]));
    const joined = await connected(dataFolder);
    const { client } = joined;
    const root = temporaryFolder();
    await scanned(joined, root);
    poc(root, "alpha");
    const writer = connect(join(dataFolder, "tatami.db"));
    onTestFinished(() => void writer.close());
    writer.exec("BEGIN IMMEDIATE");
    const job = await client.catalog.startScan({ path: root });
    let last = job;
    for await (const step of await client.catalog.watchScan({ id: job.id })) last = step;
    expect(last).toMatchObject({
      state: "failed",
      error: { code: "SERVER_ERROR", reason: { id: "scan.failed", params: {} } },
    });
  });
});

describe("the socket of a core", () => {
  it("refuses whoever lacks the key, and no noise on it ends the core", async () => {
    const dataFolder = temporaryFolder();
    const core = program(support("holder.ts"), [dataFolder]);
    await firstLine(core);
    const { address, key } = coreFile(dataFolder);
    const status = (headers: Record<string, string>) =>
      new Promise<number | string>((done) => {
        const socket = new WebSocket(`ws+unix:${address}:/core`, { headers });
        socket.once("unexpected-response", (_request, response) => done(response.statusCode ?? 0));
        socket.once("open", () => done("open"));
        socket.once("error", (error) => done(error.message));
      });
    expect(await status({})).toBe(401);
    expect(await status({ authorization: "Bearer " })).toBe(401);
    expect(await status({ authorization: `Bearer ${key}x` })).toBe(401);
    expect(await status({ authorization: `bearer ${key}` })).toBe(401);
    const request = (authorization: string) =>
      `GET /core HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nauthorization: ${authorization}\r\n\r\n`;
    const throwAt = (bytes: string | Buffer, more?: Buffer) =>
      new Promise<void>((done) => {
        const socket = knockAt(address);
        socket.on("error", () => undefined);
        socket.resume();
        socket.once("close", () => done());
        socket.once("connect", () => {
          socket.write(bytes);
          if (more === undefined) socket.destroy();
          else setTimeout(() => socket.end(more), 20);
        });
      });
    for (let round = 0; round < 10; round++) {
      await throwAt(request("Bearer wrong"));
      await throwAt(request(`Bearer ${key}`));
      await throwAt(Buffer.from([0, 255, 13, 10, 13, 10]), Buffer.alloc(10_000, 7));
      await throwAt(
        request(`Bearer ${key}`),
        Buffer.concat([Buffer.from([0xff, 0xff]), Buffer.alloc(500, 0xee)]),
      );
    }
    expect(await status({ authorization: `Bearer ${key}` })).toBe("open");
    expect(await tatami(["search", "x"], { data: dataFolder })).toMatchObject({ code: 0 });
    expect(core.exitCode).toBeNull();
    rmSync(join(dataFolder, "core.json"), { force: true });
  });
});
