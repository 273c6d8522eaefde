import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/websocket";
import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { coreContract } from "#shared/api/contract.ts";
import { hostContract } from "#shared/api/host.api.ts";
import { joinCore, type Joined } from "#core/api/local-client.ts";
import { firstLine, support } from "./support/processes.ts";
import { fuzz, outcome, procedures } from "./support/fuzz.ts";
import { poc } from "./support/tree.ts";
import { knock, webShell, type Shell } from "./support/web.ts";

const RUNS = Number(process.env.TATAMI_FUZZ_RUNS ?? 60);
/** A secret in words is stretched on purpose, and each of them waits for guests until the end. */
const INVITATIONS = 100;
const SEED = Number(process.env.TATAMI_SEED ?? 42);

let home = "";
let core: ChildProcess;
let joined: Joined;
let said = "";
const places = { folders: [] as string[], ids: [] as string[] };

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), "tatami-fuzz-"));
  const [bin, data, root] = ["bin", "data", "root"].map((name) => join(home, name)) as [
    string,
    string,
    string,
  ];
  for (const folder of [bin, data, root]) mkdirSync(folder, { mode: 0o700 });
  // Whatever a call may start: git, and a program that does nothing. No opener, editor or terminal.
  const found = (name: string) =>
    (process.env.PATH ?? "")
      .split(delimiter)
      .map((folder) => join(folder, name))
      .find((path) => canRun(path));
  for (const name of ["git", "true"]) {
    const path = found(name);
    if (path !== undefined) symlinkSync(path, join(bin, name));
  }
  places.folders.push(root, join(root, "alpha"));
  for (const name of ["alpha", "beta"]) poc(root, name);
  core = spawn(process.execPath, ["--no-warnings", support("holder.ts"), data], {
    env: { PATH: bin, HOME: home, TMPDIR: tmpdir() },
    stdio: ["pipe", "pipe", "pipe"],
  });
  core.stderr?.on("data", (chunk: Buffer) => (said += chunk.toString("utf8")));
  await firstLine(core);
  joined = await joinCore(data);
  const job = await joined.core.catalog.startScan({ path: root });
  for await (const step of await joined.core.catalog.watchScan({ id: job.id }))
    if (step.state !== "running") break;
  for (const name of ["One", "Two", "Three"]) places.ids.push((await joined.core.catalog.add({ name })).id);
  places.ids.push(
    job.id,
    ...(await joined.core.catalog.search({})).items.map((item) => item.id),
    ...(await joined.core.catalog.roots()).map((one) => one.id),
  );
});
afterAll(async () => {
  joined.close();
  core.stdin?.end();
  await new Promise((done) => core.once("close", done));
  rmSync(home, { recursive: true, force: true });
});

function canRun(path: string): boolean {
  try {
    execFileSync(path, ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

describe("the core's contract", () => {
  const all = procedures(coreContract, {}).map(({ path }) => path);

  it.each(all.map((path) => [path.join("."), path] as const))(
    "%s meets whatever it is given with typed errors only",
    async (_name, path) => {
      const procedure = procedures(coreContract, joined.core).find((one) => one.path.join() === path.join());
      if (procedure === undefined) throw new Error("it is in the contract");
      const most = path.join(".") === "workspace.invite" ? INVITATIONS : RUNS;
      await fuzz(procedure, places, Math.min(RUNS, most), SEED);
    },
  );

  it("keeps halves of characters as the log does, so that a rebuild finds nothing else", async () => {
    for (const half of ["\ud800", "x\ud83dy", "\udfff\0"]) {
      const { id } = await joined.core.catalog.add({
        name: `n${half}n`,
        description: half,
        tags: [`t${half}t`],
        remote: half,
      });
      await joined.core.catalog.update({
        id,
        patch: { name: `m${half}`, notes: half, addTags: [`u${half}u`] },
      });
      expect((await joined.core.catalog.get({ id })).name).toBe(`m${half.toWellFormed()}`);
    }
    expect(await joined.core.settings.rebuild()).toMatchObject({ differed: 0 });
  });

  it("carries the id of a click from the sender to the error", async () => {
    const failure = await joined.core.catalog
      .get({ id: "0197f000-0000-7000-8000-000000000001" })
      .catch((error: unknown) => error);
    const { correlationId } = (failure as { data: { correlationId: string } }).data;
    const lines = await joined.core.settings.log({ lines: 50 });
    expect(lines.filter((line) => line.correlationId === correlationId).map((line) => line.message)).toEqual([
      "call refused: NOT_FOUND",
    ]);
  });

  it("is alive and whole after it all", async () => {
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect(core.exitCode).toBeNull();
    expect(said).toBe("");
    expect(await joined.core.settings.rebuild()).toMatchObject({ differed: 0, setAside: 0 });
    const { health, setAside } = await joined.core.settings.diagnostics();
    expect(health.filter((one) => one.state === "bad")).toEqual([]);
    expect(setAside).toEqual([]);
    for (const name of ["search", "list"] as const) {
      const call =
        name === "search" ? joined.core.catalog.search({}) : joined.core.catalog.list({ under: home });
      expect(await outcome(call)).toBeNull();
    }
  });
});

describe("the host's contract over the web shell", () => {
  let shell: Shell;
  beforeAll(async () => {
    shell = await webShell();
  });
  afterAll(() => shell.close());

  it.each(["capabilities", "pickFolder"])(
    "%s meets whatever it is given with typed errors only",
    async (name) => {
      const { socket } = await knock(shell.host, "/api/host", ["tatami", `key.${await shell.key()}`], {
        origin: shell.origin,
      });
      const client = createORPCClient(new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }));
      const procedure = procedures(hostContract, client).find((one) => one.path[0] === name);
      if (procedure === undefined) throw new Error("it is in the contract");
      await fuzz(procedure, places, RUNS, SEED);
      socket.terminate();
    },
  );
});
