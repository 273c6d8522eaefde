import {
  closeSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRouterClient } from "@orpc/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { temporaryFolder } from "#test/builders/folders.ts";
import { connect } from "#core/db/sqlite.ts";
import { connectCore } from "#core/main.ts";
import { connected, entries, refused, started } from "./support/core.ts";
import { tatamiJson } from "./support/processes.ts";
import { seeded } from "#test/builders/random.ts";

const PAGE = 4096;
let sound = "";
const ids: string[] = [];

beforeAll(async () => {
  sound = mkdtempSync(join(tmpdir(), "tatami-sound-"));
  const core = await connectCore({ dataFolder: sound, shell: "test" });
  for (let number = 0; number < 60; number++) {
    const { id } = await core.client.catalog.add({
      name: `Entry ${number}`,
      description: "d".repeat(2000),
      tags: ["kept"],
    });
    ids.push(id);
  }
  await core.close();
});
afterAll(() => rmSync(sound, { recursive: true, force: true }));

/** A copy of a sound data folder. */
function copy(): string {
  const folder = join(temporaryFolder(), "data");
  cpSync(sound, folder, { recursive: true });
  return folder;
}

function overwrite(file: string, at: number, bytes: Buffer): void {
  const handle = openSync(file, "r+");
  writeSync(handle, bytes, 0, bytes.length, at);
  closeSync(handle);
}

const noise = (length: number, seed: number) => {
  const random = seeded(seed);
  return Buffer.from(Array.from({ length }, () => Math.floor(random() * 256)));
};

describe("a damaged database at the start", () => {
  it.each<[string, (file: string) => void]>([
    ["a zeroed header", (file) => overwrite(file, 0, Buffer.alloc(100))],
    ["noise for its first page", (file) => overwrite(file, 0, noise(PAGE, 1))],
    ["a file cut in a page", (file) => truncateSync(file, 5 * PAGE + 100)],
    ["a file of three pages", (file) => truncateSync(file, 3 * PAGE)],
    ["a schema page of zeroes after the header", (file) => overwrite(file, 100, Buffer.alloc(PAGE - 100))],
    ["somebody's text", (file) => writeFileSync(file, "not a database\n".repeat(1000))],
    [
      "every page but the first flipped",
      (file) => overwrite(file, PAGE, noise(statSync(file).size - PAGE, 2)),
    ],
  ])("with %s is set aside byte for byte, and said", async (_what, damage) => {
    const folder = copy();
    const file = join(folder, "tatami.db");
    damage(file);
    const damaged = readFileSync(file);
    const core = await connected(folder);
    const aside = readdirSync(folder).filter((name) => name.startsWith("damaged-"));
    expect(aside).toHaveLength(1);
    expect(await core.client.settings.diagnostics()).toMatchObject({
      setAside: [{ kind: "database", id: aside[0] }],
    });
    await core.close();
    expect(readFileSync(join(folder, aside[0] ?? "", "tatami.db")).equals(damaged)).toBe(true);
    // The next start finds the new one sound and moves nothing more.
    expect(await entries(await connected(folder))).toEqual([]);
    expect(readdirSync(folder).filter((name) => name.startsWith("damaged-"))).toEqual(aside);
  });

  it("is a problem that the command line tells, exit code 1", async () => {
    const folder = copy();
    overwrite(join(folder, "tatami.db"), 0, Buffer.alloc(100));
    const { code, answer } = await tatamiJson<{ setAside: unknown[] }>(["doctor"], { data: folder });
    expect(code).toBe(1);
    expect(answer.setAside).toMatchObject([{ kind: "database" }]);
  });

  it("with an empty file begins anew: there is nothing in it to set aside", async () => {
    const folder = copy();
    truncateSync(join(folder, "tatami.db"), 0);
    expect(await tatamiJson(["search", "entry"], { data: folder })).toMatchObject({
      code: 0,
      answer: { total: 0 },
    });
  });

  it("with a folder in the file's place refuses in one sentence and leaves the folder", async () => {
    const folder = copy();
    const file = join(folder, "tatami.db");
    rmSync(file);
    mkdirSync(join(file, "inside"), { recursive: true });
    const { code, answer } = await tatamiJson<{ message: string }>(["search", "x"], { data: folder });
    expect({ code, answer }).toMatchObject({ code: 3, answer: { code: "SERVICE_UNAVAILABLE" } });
    expect(answer.message.split("\n")).toHaveLength(1);
    expect(readdirSync(file)).toEqual(["inside"]);
  });

  it.each<[string, (wal: Buffer) => Buffer]>([
    [
      "noise in its middle",
      (wal) =>
        Buffer.concat([
          wal.subarray(0, wal.length >> 1),
          noise(5000, 3),
          wal.subarray((wal.length >> 1) + 5000),
        ]),
    ],
    ["its end cut off", (wal) => wal.subarray(0, wal.length - 3000)],
    ["a header of zeroes", (wal) => Buffer.concat([Buffer.alloc(32), wal.subarray(32)])],
    ["nothing but noise", (wal) => noise(wal.length, 4)],
  ])("with a write-ahead log that has %s keeps every page before the damage", async (_what, damage) => {
    const folder = copy();
    const core = await connectCore({ dataFolder: folder, shell: "test" });
    for (let number = 0; number < 10; number++)
      await core.client.catalog.update({
        id: ids[number] ?? "",
        patch: { notes: `later ${number} ${"n".repeat(4000)}` },
      });
    // As a killed process leaves it: database, log and no closing.
    const killed = join(temporaryFolder(), "data");
    mkdirSync(killed, { mode: 0o700 });
    for (const name of ["tatami.db", "tatami.db-wal"]) cpSync(join(folder, name), join(killed, name));
    await core.close();
    const wal = join(killed, "tatami.db-wal");
    writeFileSync(wal, damage(readFileSync(wal)));
    const after = await connected(killed);
    // A log is applied up to its first bad frame: all of the sixty are there, with more or fewer of the later notes.
    expect((await entries(after, "entry")).length).toBe(60);
    expect(await after.client.settings.rebuild()).toMatchObject({ documents: 60, differed: 0, setAside: 0 });
  });

  it.each<[string, (file: string) => void]>([
    ["noise", (file) => writeFileSync(file, noise(9000, 5))],
    ["text", (file) => writeFileSync(file, "locked by nobody\n")],
  ])("with %s in lock.db starts all the same: nothing of worth is in it", async (_what, damage) => {
    const folder = copy();
    damage(join(folder, "lock.db"));
    expect(await tatamiJson(["search", "entry"], { data: folder })).toMatchObject({
      code: 0,
      answer: { total: 60 },
    });
  });

  it("with a folder in the place of lock.db refuses in one sentence", async () => {
    const folder = copy();
    rmSync(join(folder, "lock.db"), { force: true });
    mkdirSync(join(folder, "lock.db"));
    expect(await tatamiJson(["search", "entry"], { data: folder })).toMatchObject({
      code: 3,
      answer: { code: "SERVICE_UNAVAILABLE" },
    });
  });

  it.each([
    ["noise", noise(300, 6)],
    ["half of a JSON object", Buffer.from('{"pid":1,"version":"0.1.0","contr')],
    ["another shape", Buffer.from('[null,{"__proto__":{"key":1}}]')],
    ["nothing", Buffer.alloc(0)],
    ["null", Buffer.from("null")],
  ])("with %s in core.json is not disturbed", async (_what, content) => {
    const folder = copy();
    writeFileSync(join(folder, "core.json"), content);
    expect((await entries(await connected(folder))).length).toBe(60);
  });

  it.each(["logs", "core.json"])(
    "with a file or folder where %s belongs refuses in one sentence, or goes on",
    async (name) => {
      const folder = copy();
      rmSync(join(folder, name), { recursive: true, force: true });
      if (name === "logs") writeFileSync(join(folder, name), "a file");
      else mkdirSync(join(folder, name, "inside"), { recursive: true });
      const told = await tatamiJson(["search", "entry"], { data: folder });
      expect(told).toMatchObject(
        told.code === 0 ? { answer: { total: 60 } } : { code: 3, answer: { code: "SERVICE_UNAVAILABLE" } },
      );
    },
  );

  it("with a data folder that is a file, or lies below one, refuses in one sentence", async () => {
    const file = join(temporaryFolder(), "file");
    writeFileSync(file, "");
    for (const data of [file, join(file, "below")]) {
      expect(await tatamiJson(["search", "entry"], { data })).toMatchObject({
        code: 3,
        answer: { code: "SERVICE_UNAVAILABLE" },
      });
    }
  });
});

describe("damage that is met while the core runs", () => {
  it("is STORAGE_DAMAGED; the core lives, overwrites nothing, and the next start says it", async () => {
    const folder = copy();
    const file = join(folder, "tatami.db");
    const core = await connected(folder);
    expect((await entries(core)).length).toBe(60);
    overwrite(file, PAGE, noise(statSync(file).size - PAGE, 7));
    const damaged = readFileSync(file);
    const codes = new Set<string>();
    for (const id of ids) {
      codes.add((await refused(core.client.catalog.get({ id }))).code);
      codes.add((await refused(core.client.catalog.update({ id, patch: { notes: "more" } }))).code);
      codes.add((await refused(core.client.catalog.history({ id }))).code);
    }
    codes.add((await refused(core.client.settings.rebuild())).code);
    codes.delete("none");
    expect([...codes]).toEqual(["STORAGE_DAMAGED"]);
    // The core still answers what needs no page.
    expect(await core.client.settings.log({ lines: 5 })).not.toEqual([]);
    expect(["none", "STORAGE_DAMAGED"]).toContain((await refused(core.client.settings.diagnostics())).code);
    await core.close();
    expect(readFileSync(file).subarray(PAGE).equals(damaged.subarray(PAGE))).toBe(true);
    const { answer } = await tatamiJson<{ setAside: unknown[] }>(["doctor"], { data: folder });
    expect(answer.setAside).toHaveLength(1);
  });
});

describe("what does not fit while the file is sound", () => {
  it("a document of a wrong form is kept and told with its reason, and reading it says where to look", async () => {
    const core = await started(copy());
    const id = ids[0] ?? "";
    core.workspaces.home.documents.change(id, { author: "device-one", command: "test" }, (doc) => {
      doc.getMap("scan").set("name", 7);
    });
    const client = createRouterClient(core.router, { interceptors: core.serving.clientInterceptors as [] });
    const reason = { id: "input.not-text", params: { field: "scan.name" } };
    expect((await client.settings.diagnostics()).setAside).toEqual([
      { id, kind: "poc", why: "scan.name: this must be text.", reason },
    ]);
    await expect(client.catalog.get({ id })).rejects.toMatchObject({
      code: "STORAGE_DAMAGED",
      data: { reason: { id: "entry.unreadable", params: {} } },
    });
    expect(core.workspaces.home.documents.rebuild()).toMatchObject({ documents: 60, setAside: 1 });
    expect((await client.settings.diagnostics()).setAside).toMatchObject([{ id, reason }]);
  });

  it("rows that refer to nothing are counted", async () => {
    const folder = copy();
    const core = await connected(folder);
    const other = connect(join(folder, "tatami.db"));
    other.pragma("foreign_keys = OFF");
    other.prepare("UPDATE document_update SET document_id = 'nobody' WHERE document_id = ?").run(ids[0]);
    other.close();
    const { health } = await core.client.settings.diagnostics();
    expect(health.filter((one) => one.state === "bad")).toEqual([
      {
        name: "references",
        state: "bad",
        detail: "Rows that refer to what does not exist: 1.",
        reason: { id: "database.stray-rows", params: { count: 1 } },
      },
    ]);
  });
});
