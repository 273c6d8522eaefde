import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, it } from "vitest";

const watch = pathToFileURL(join(import.meta.dirname, "watch-fetch.mjs")).href;
let folder = "";
let server;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tatami-fetch-"));
});

afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => (server ? server.close(resolve) : resolve()));
  server = undefined;
  await rm(folder, { recursive: true, force: true });
});

/** Downloads from `handler` under the watch, as Electron's installer does: with the global fetch. */
async function download(handler, connectMs) {
  server = createServer(handler ?? undefined).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const url = `http://127.0.0.1:${server.address().port}/`;
  // Without a handler: a port where nobody listens any more.
  if (!handler) await new Promise((resolve) => server.close(resolve));
  const report = join(folder, "report.json");
  const env = {
    ...process.env,
    TATAMI_FETCH_REPORT: report,
    TATAMI_FETCH_CONNECT_MS: String(connectMs ?? 10_000),
  };
  const program = `const r = await fetch(${JSON.stringify(url)}); process.stdout.write(String((await r.arrayBuffer()).byteLength))`;
  const result = await new Promise((resolve) => {
    const args = ["--import", watch, "--input-type=module", "-e", program];
    execFile(process.execPath, args, { env }, (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, stdout, stderr }),
    );
  });
  const why = await readFile(report, "utf8").then(
    (text) => JSON.parse(text).why,
    () => null,
  );
  return { ...result, why };
}

it("gives up on a server that accepts and says nothing", async () => {
  expect(await download(() => undefined, 300)).toMatchObject({ code: 1, why: "no connection within 0.3 s" });
});

it("gives up at once where nothing listens", async () => {
  expect(await download(null)).toMatchObject({ code: 1, why: "no connection: ECONNREFUSED" });
});

it("says what the server answered", async () => {
  const answer = (_request, response) => response.writeHead(404).end("no");
  expect(await download(answer)).toMatchObject({ code: 1, why: "the server answered 404" });
});

it("lets a slow download run longer than the wait for a connection, and shows how far it is", async () => {
  const slow = (_request, response) => {
    response.writeHead(200, { "content-length": 2_097_152 });
    response.write(Buffer.alloc(1_048_576));
    setTimeout(() => response.end(Buffer.alloc(1_048_576)), 2000);
  };
  const { code, stdout, stderr, why } = await download(slow, 1500);
  expect({ code, stdout, why }).toEqual({ code: 0, stdout: "2097152", why: null });
  expect(stderr).toContain("2 of 2 MB, 100 %");
});
