import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "#test/builders/folders.ts";
import { connect } from "#core/db/sqlite.ts";
import { connected, entries, refused, scanned } from "./support/core.ts";
import { ended, firstLine, program, support, tatamiJson } from "./support/processes.ts";
import { smallDisk } from "./support/small-disk.ts";
import { poc } from "./support/tree.ts";

const NO_MOUNT = "mounting a small file system needs root on Linux";

/** Adds entries until one is refused; answers the ids that were saved, and the refusal. */
async function addUntilRefused({ client }: Awaited<ReturnType<typeof connected>>, most: number) {
  const saved: string[] = [];
  for (let number = 0; number < most; number++) {
    const call = client.catalog.add({ name: `Entry ${number}`, description: "x".repeat(3000) });
    const outcome = await call.then(
      (detail) => ({ id: detail.id }),
      () => null,
    );
    if (outcome === null) return { saved, refusal: await refused(call) };
    saved.push(outcome.id);
  }
  throw new Error("the disk never was full");
}

describe("a full disk", () => {
  it("is said as STORAGE_FULL, loses nothing that was saved, keeps reading, and writes again when there is space", async (ctx) => {
    const disk = smallDisk(8);
    if (disk === null) return ctx.skip(NO_MOUNT);
    const core = await connected(disk.folder);
    const first = await core.client.catalog.add({ name: "First", tags: ["kept"] });
    disk.fill(256 * 1024);
    const { saved, refusal } = await addUntilRefused(core, 2000);
    expect(refusal).toMatchObject({ code: "STORAGE_FULL", correlated: true });
    disk.fill();
    // The log is on the same disk: its lines are lost, the core is not.
    let notes = "";
    for (let refusals = 0, number = 0; refusals < 60; number++) {
      // Early ones may still find room inside the files that are there.
      const next = `more ${number} ${String.fromCharCode(97 + (number % 26)).repeat(150_000)}`;
      const { code } = await refused(core.client.catalog.update({ id: first.id, patch: { notes: next } }));
      if (code === "none") notes = next;
      else refusals++;
      expect(["none", "STORAGE_FULL"]).toContain(code);
    }
    expect(await core.client.catalog.get({ id: first.id })).toMatchObject({
      name: "First",
      user: { tags: ["kept"], notes },
    });
    expect((await core.client.catalog.search({ query: "first" })).total).toBe(1);
    expect((await core.client.catalog.search({ query: "" })).total).toBe(saved.length + 1);
    disk.free();
    await core.client.catalog.update({ id: first.id, patch: { notes: "there is space" } });
    expect(await core.client.settings.rebuild()).toMatchObject({
      documents: saved.length + 1,
      differed: 0,
      setAside: 0,
    });
    await core.close();
    const again = await connected(disk.folder);
    for (const id of [first.id, ...saved]) await again.client.catalog.get({ id });
    expect(await again.client.catalog.get({ id: first.id })).toMatchObject({
      user: { notes: "there is space" },
    });
  });

  it("ends a scan with STORAGE_FULL, keeps what was saved, and a scan with space finds the rest", async (ctx) => {
    const disk = smallDisk(6);
    if (disk === null) return ctx.skip(NO_MOUNT);
    const root = temporaryFolder();
    for (let number = 0; number < 120; number++)
      poc(root, `poc-${number}`, `# poc-${number}\n\n${`word${number} `.repeat(4000)}\n`);
    const core = await connected(disk.folder);
    disk.fill(600 * 1024);
    const job = await core.client.catalog.startScan({ path: root });
    let last = job;
    for await (const step of await core.client.catalog.watchScan({ id: job.id })) last = step;
    expect(last).toMatchObject({ state: "failed", error: { code: "STORAGE_FULL" } });
    const kept = (await entries(core)).length;
    expect(kept).toBeLessThan(120);
    disk.free();
    // Still too small a disk for all: what fits in is asked of a roomy one below; here only that it did not break.
    expect(await core.client.settings.rebuild()).toMatchObject({ documents: kept, differed: 0 });
  });

  it("does not keep a core from closing", async (ctx) => {
    const disk = smallDisk(4);
    if (disk === null) return ctx.skip(NO_MOUNT);
    const core = await connected(disk.folder);
    const { id } = await core.client.catalog.add({ name: "Kept" });
    disk.fill();
    for (let number = 0; number < 60; number++)
      await refused(core.client.catalog.get({ id: "0197f000-0000-7000-8000-000000000001" }));
    await core.close();
    disk.free();
    expect(await (await connected(disk.folder)).client.catalog.get({ id })).toMatchObject({ name: "Kept" });
    // Lines that could not be written are lost; the log goes on.
    expect(
      readFileSync(join(disk.folder, "logs", "tatami.1.log"), "utf8").match(/core started/gu),
    ).toHaveLength(2);
  });

  it("at the start is one sentence and exit code 3, and nothing is harmed", async (ctx) => {
    const disk = smallDisk(4);
    if (disk === null) return ctx.skip(NO_MOUNT);
    disk.fill();
    const { code, answer } = await tatamiJson(["doctor"], { data: disk.folder });
    expect({ code, answer }).toMatchObject({
      code: 3,
      answer: { schema: "tatami.error/1", code: "STORAGE_FULL" },
    });
    disk.free();
    const core = await connected(disk.folder);
    const { id } = await core.client.catalog.add({ name: "Kept" });
    await core.close();
    disk.fill();
    const full = await tatamiJson(["show", id], { data: disk.folder });
    // It may start or refuse; it may not crash or lose.
    if (full.code !== 0) expect(full).toMatchObject({ code: 3, answer: { code: "STORAGE_FULL" } });
    disk.free();
    expect(await tatamiJson(["show", id], { data: disk.folder })).toMatchObject({
      code: 0,
      answer: { name: "Kept" },
    });
  });

  it("does not end a core that stands in a process of its own, whatever is asked of it", async (ctx) => {
    const disk = smallDisk(4);
    if (disk === null) return ctx.skip(NO_MOUNT);
    const child = program(support("holder.ts"), [disk.folder]);
    await firstLine(child);
    disk.fill();
    for (let number = 0; number < 3; number++) {
      expect(await tatamiJson(["search", "anything"], { data: disk.folder })).toMatchObject({
        code: 0,
        answer: { total: 0 },
      });
      const root = temporaryFolder();
      poc(root, `poc-${number}`);
      expect(await tatamiJson(["scan", root], { data: disk.folder })).toMatchObject({
        code: 3,
        answer: { code: "STORAGE_FULL" },
      });
    }
    expect(child.exitCode).toBeNull();
    disk.free();
    child.stdin?.end();
    expect(await ended(child)).toMatchObject({ code: 0, signal: null });
  });

  it("without a mount: a database at its largest size refuses, and goes on when it may grow", async () => {
    const dataFolder = temporaryFolder();
    const before = await connected(dataFolder);
    const { id } = await before.client.catalog.add({ name: "Kept" });
    await before.close();
    // The limit is of a connection, so the database itself is asked, below the core.
    const db = connect(join(dataFolder, "tatami.db"));
    const { openDatabase } = await import("#core/db/open.ts");
    db.close();
    const opened = openDatabase(dataFolder, Date.now);
    const pages = Number(opened.db.pragma("page_count", { simple: true }));
    opened.db.pragma(`max_page_count = ${pages}`);
    const { Documents } = await import("#core/sync/documents.ts");
    const { pocKind, SearchIndex } = await import("#core/features/catalog/index.ts");
    const documents = new Documents(opened.db, Date.now);
    documents.register(pocKind(opened.db, new SearchIndex(opened.db)));
    const write = (text: string) =>
      documents.change(
        id,
        { author: "one", command: "test" },
        (doc) => void doc.getText("notes").insert(0, text),
      );
    expect(() => write("z".repeat(100_000))).toThrow(expect.objectContaining({ code: "STORAGE_FULL" }));
    expect(documents.read(id).getText("notes").toString()).toBe("");
    opened.db.pragma(`max_page_count = ${pages + 1000}`);
    expect(write("z".repeat(100_000))).toBe(true);
    expect(documents.rebuild()).toMatchObject({ differed: 0 });
    opened.db.close();
    expect(statSync(opened.file).size).toBeGreaterThan(0);
    const after = await connected(dataFolder);
    expect(await scanned(after, temporaryFolder())).toMatchObject({ found: 0 });
    expect((await after.client.catalog.get({ id })).user.notes).toHaveLength(100_000);
  });
});
