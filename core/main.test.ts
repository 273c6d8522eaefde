import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { temporaryFolder } from "#test/builders/folders.ts";
import { openDatabase } from "./db/open.ts";
import { connectCore, startCore, type Connection } from "./main.ts";

async function connected(
  dataFolder = temporaryFolder(),
): Promise<Connection & { readonly dataFolder: string }> {
  const connection = await connectCore({ dataFolder, shell: "test", logLevel: "debug" });
  onTestFinished(() => connection.close());
  return { ...connection, dataFolder };
}

function poc(
  root: string,
  name: string,
  readme = `# ${name}\n\nShows how ${name} works in practice.\n`,
): string {
  const folder = join(root, name);
  mkdirSync(join(folder, "src"), { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name, dependencies: { react: "^19.0.0" } }));
  writeFileSync(join(folder, "src", "index.ts"), `export const name = "${name}";\n`);
  writeFileSync(join(folder, "README.md"), readme);
  return folder;
}

async function scan({ client }: Connection, path: string) {
  const job = await client.catalog.startScan({ path });
  let last = job;
  for await (const step of await client.catalog.watchScan({ id: job.id })) last = step;
  if (last.result === null) throw new Error(`scan ${last.state}: ${last.error?.message ?? ""}`);
  return last.result;
}

const all = async ({ client }: Connection, query = "") =>
  (await client.catalog.search({ query, limit: 200 })).items;

describe("a core", () => {
  it("says why a stream fails as it says why a call does", async () => {
    const { client } = await connected();
    const words = "ability able about above absent absorb";
    const steps = await client.workspace.join({ invitation: words, name: "Somebody", addresses: [] });
    await expect(steps.next()).rejects.toMatchObject({
      defined: true,
      code: "VALIDATION_ERROR",
      data: { reason: { id: "join.nowhere" } },
    });
  });

  it("scans a folder, finds a POC by its README, and says what a second scan brought", async () => {
    const core = await connected();
    const root = temporaryFolder();
    poc(root, "alpha");
    poc(root, "beta", "# beta\n\nCounts clicks in tumbling windows.\n");
    expect(await scan(core, root)).toMatchObject({
      found: 2,
      new: 2,
      changed: 0,
      unchanged: 0,
      missing: 0,
      failed: [],
    });
    // A language is found as a word, too, and by what people call it.
    expect((await all(core, "ts")).length).toBe(2);
    const [hit] = await all(core, "tumbling");
    expect(hit).toMatchObject({
      name: "beta",
      language: "TypeScript",
      frameworks: ["React"],
      missing: false,
    });
    expect(await scan(core, root)).toMatchObject({ found: 2, new: 0, changed: 0, unchanged: 2 });
    writeFileSync(join(root, "beta", "src", "more.ts"), "export const more = 1;\n");
    expect(await scan(core, root)).toMatchObject({ found: 2, new: 0, changed: 1, unchanged: 1 });
  });

  it("calls changed what says something else, not what was only read anew", async () => {
    const dataFolder = temporaryFolder();
    const root = temporaryFolder();
    poc(root, "alpha");
    poc(root, "beta");
    const earlier = await connectCore({ dataFolder, shell: "test", logLevel: "debug" });
    await scan(earlier, root);
    await earlier.close();
    const { db } = openDatabase(dataFolder, Date.now);
    // As a version left it that read less.
    const left = db
      .prepare("UPDATE poc_place SET fingerprint = rtrim(fingerprint, '0123456789') || '0'")
      .run();
    expect(left.changes).toBe(2);
    db.close();
    const core = await connected(dataFolder);
    expect(await scan(core, root)).toMatchObject({ found: 2, new: 0, changed: 0, unchanged: 2 });
  });

  it("keeps what the user edited through rescans, a rename and a disappearance", async () => {
    const core = await connected();
    const root = temporaryFolder();
    poc(root, "alpha");
    poc(root, "beta");
    await scan(core, root);
    const before = (await all(core, "alpha"))[0];
    if (before === undefined) throw new Error("alpha was not found");
    await core.client.catalog.update({
      id: before.id,
      patch: { description: "Mine", addTags: ["Talk"], notes: "remember" },
    });
    renameSync(join(root, "alpha"), join(root, "gamma"));
    writeFileSync(join(root, "beta", "README.md"), "# beta\n\nSomething new was written here.\n");
    expect(await scan(core, root)).toMatchObject({ found: 2, new: 0, changed: 2, missing: 0 });
    const moved = await core.client.catalog.get({ id: before.id });
    expect(moved).toMatchObject({
      path: join(root, "gamma"),
      description: "Mine",
      user: { tags: ["talk"], notes: "remember" },
    });
    rmSync(join(root, "gamma"), { recursive: true });
    expect(await scan(core, root)).toMatchObject({ found: 1, missing: 1 });
    expect(await core.client.catalog.get({ id: before.id })).toMatchObject({
      missing: true,
      description: "Mine",
    });
    expect((await all(core)).length).toBe(2);
  });

  it("gives one entry for overlapping roots and for two clones of one repository", async () => {
    const core = await connected();
    const root = temporaryFolder();
    poc(join(root, "inner"), "alpha");
    poc(root, "beta");
    await scan(core, join(root, "inner"));
    expect(await scan(core, root)).toMatchObject({ found: 2, new: 1 });
    expect((await all(core)).length).toBe(2);

    const clones = temporaryFolder();
    for (const name of ["one", "two"]) {
      const folder = poc(clones, name, "# same\n\nOne repository, cloned twice.\n");
      writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "same" }));
      const git = (...args: string[]) =>
        execFileSync("git", ["-c", "user.name=Author One", "-c", "user.email=one@example.com", ...args], {
          cwd: folder,
          stdio: "pipe",
        });
      git("init", "-q");
      git("remote", "add", "origin", "git@git.example.com:author/same.git");
      git("add", ".");
      git("commit", "-qm", "Start");
    }
    expect(await scan(core, clones)).toMatchObject({ found: 1, new: 1 });
    expect(await scan(core, clones)).toMatchObject({ found: 1, new: 0, missing: 0 });
  });

  it("obeys corrections and ignore patterns, and takes them back", async () => {
    const core = await connected();
    const root = temporaryFolder();
    for (const name of ["alpha", "beta", "gamma"]) poc(root, name);
    await scan(core, root);
    const [own] = await core.client.catalog.roots();
    if (own === undefined) throw new Error("there is no root");
    const corrected = await core.client.catalog.correct({
      rootId: own.id,
      correction: { kind: "not-a-poc", path: "alpha" },
    });
    expect((await all(core)).map((item) => item.name).toSorted()).toEqual(["beta", "gamma"]);
    expect(await scan(core, root)).toMatchObject({ found: 2, missing: 0 });
    await core.client.catalog.setIgnore({ rootId: own.id, ignore: ["gam*"] });
    expect(await scan(core, root)).toMatchObject({ found: 1, missing: 0 });
    expect((await all(core)).map((item) => item.name)).toEqual(["beta"]);
    await expect(
      core.client.catalog.setIgnore({ rootId: own.id, ignore: ["beta", "[[["] }),
    ).rejects.toMatchObject({ code: "VALIDATION_ERROR", message: expect.stringContaining("[[[") as unknown });
    expect((await core.client.catalog.roots())[0]?.ignore).toEqual(["gam*"]);
    await core.client.catalog.setIgnore({ rootId: own.id, ignore: [] });
    const correctionId = corrected.corrections[0]?.id ?? -1;
    await core.client.catalog.removeCorrection({ rootId: own.id, correctionId });
    expect(await scan(core, root)).toMatchObject({ found: 3, new: 0 });
    expect((await all(core)).length).toBe(3);
  });

  it("merges and splits, and takes both back without leaving anything missing", async () => {
    const core = await connected();
    const root = temporaryFolder();
    poc(join(root, "pair"), "left");
    poc(join(root, "pair"), "right");
    poc(root, "beta");
    await scan(core, root);
    const [own] = await core.client.catalog.roots();
    if (own === undefined) throw new Error("there is no root");
    const names = async () =>
      (await all(core))
        .filter((item) => !item.missing)
        .map((item) => item.name)
        .toSorted();
    expect(await names()).toEqual(["beta", "left", "right"]);
    const merged = await core.client.catalog.correct({
      rootId: own.id,
      correction: { kind: "merge", path: "pair", members: ["pair/left", "pair/right"] },
    });
    expect(await scan(core, root)).toMatchObject({ found: 2, missing: 0 });
    expect(await names()).toEqual(["beta", "pair"]);
    await core.client.catalog.removeCorrection({
      rootId: own.id,
      correctionId: merged.corrections[0]?.id ?? -1,
    });
    expect(await scan(core, root)).toMatchObject({ found: 3, new: 0, missing: 0 });
    expect(await names()).toEqual(["beta", "left", "right"]);
    writeFileSync(join(root, "pair", "package.json"), JSON.stringify({ name: "pair", workspaces: ["*"] }));
    const split = await core.client.catalog.correct({
      rootId: own.id,
      correction: { kind: "split", path: "pair" },
    });
    expect(await scan(core, root)).toMatchObject({ found: 3, missing: 0 });
    await core.client.catalog.removeCorrection({
      rootId: own.id,
      correctionId: split.corrections[0]?.id ?? -1,
    });
    expect(await scan(core, root)).toMatchObject({ found: 2, missing: 0 });
    expect(await names()).toEqual(["beta", "pair"]);
  });

  it("removes with a way back, and a rescan does not bring a removed one", async () => {
    const core = await connected();
    const root = temporaryFolder();
    poc(root, "alpha");
    poc(root, "beta");
    await scan(core, root);
    const id = (await all(core, "alpha"))[0]?.id ?? "";
    await core.client.catalog.remove({ ids: [id] });
    expect(await scan(core, root)).toMatchObject({ found: 1 });
    expect((await all(core)).length).toBe(1);
    await core.client.catalog.restore({ ids: [id] });
    expect((await all(core)).length).toBe(2);
    expect(await scan(core, root)).toMatchObject({ found: 2, new: 0 });
  });

  it("tells the history and gives a field back", async () => {
    const core = await connected();
    const added = await core.client.catalog.add({ name: "By hand", tags: ["Idea"] });
    await core.client.catalog.update({ id: added.id, patch: { name: "Renamed", removeTags: ["idea"] } });
    const history = await core.client.catalog.history({ id: added.id });
    expect(history.map((entry) => [entry.command, entry.field, entry.before, entry.after])).toEqual(
      expect.arrayContaining([
        ["catalog.update", "name", "By hand", "Renamed"],
        ["catalog.update", "tag:idea", "idea", null],
        ["catalog.add", "created", null, null],
      ]),
    );
    for (const entry of history.filter((one) => one.field !== "created")) {
      await core.client.catalog.revert({ id: added.id, changeId: entry.id });
    }
    expect(await core.client.catalog.get({ id: added.id })).toMatchObject({
      name: "By hand",
      user: { tags: ["idea"] },
    });
  });

  it("is joined by a second one, and both see one truth", async () => {
    const first = await connected();
    const second = await connected(first.dataFolder);
    expect([first.joined, second.joined]).toEqual([false, true]);
    expect(await startCore({ dataFolder: first.dataFolder, shell: "test" })).toBeNull();
    const heard = (async () => {
      for await (const event of await first.client.catalog.events()) return event;
      return null;
    })();
    const root = temporaryFolder();
    poc(root, "alpha");
    expect(await scan(second, root)).toMatchObject({ new: 1 });
    expect(await all(first)).toMatchObject([{ name: "alpha" }]);
    expect((await heard)?.type).toBeDefined();
    await expect(
      second.client.catalog.get({ id: "0197f000-0000-7000-8000-000000000001" }),
    ).rejects.toMatchObject({
      code: "NOT_FOUND",
      data: { correlationId: expect.stringMatching(/^[0-9a-f-]{36}$/u) as string },
    });
  });

  it("keeps files private, and no address, key or home folder in the log", async () => {
    const core = await connected();
    const root = temporaryFolder();
    poc(root, "alpha");
    await scan(core, root);
    await expect(
      core.client.catalog.startScan({ path: join(root, "nobody@example.com") }),
    ).rejects.toMatchObject({ code: "NOT_FOUND" });
    const file = JSON.parse(readFileSync(join(core.dataFolder, "core.json"), "utf8")) as { key: string };
    if (process.platform !== "win32")
      expect(statSync(join(core.dataFolder, "core.json")).mode & 0o077).toBe(0);
    const lines = await core.client.settings.log({ lines: 500 });
    const logs = join(core.dataFolder, "logs");
    const text = readdirSync(logs)
      .map((name) => readFileSync(join(logs, name), "utf8"))
      .join("");
    expect(text).toContain("scan done");
    expect(text).not.toContain(file.key);
    expect(text).not.toContain("nobody@example.com");
    expect(text).toContain("[email]");
    expect(lines.some((line) => line.message === "transaction" && line.correlationId !== null)).toBe(true);
  });

  it("rebuilds its projections equal to what they were", async () => {
    const core = await connected();
    const root = temporaryFolder();
    for (const name of ["alpha", "beta", "gamma"]) poc(root, name);
    await scan(core, root);
    const before = await all(core, "works");
    const byLanguage = await all(core, "ts");
    expect(byLanguage.length).toBe(3);
    expect(await core.client.settings.rebuild()).toEqual({ documents: 3, rows: 3, differed: 0, setAside: 0 });
    expect(await all(core, "works")).toEqual(before);
    expect(await all(core, "ts")).toEqual(byLanguage);
    expect(await core.client.settings.diagnostics()).toMatchObject({
      setAside: [],
      counts: expect.arrayContaining([{ name: "documents", count: 3 }]) as unknown[],
    });
  });

  it("refuses input that does not fit, with a message that names the field", async () => {
    const core = await connected();
    await expect(core.client.catalog.search({ query: "x", limit: -1 })).rejects.toMatchObject({
      code: "VALIDATION_ERROR",
      message: expect.stringContaining("limit") as string,
    });
    await expect(core.client.catalog.startScan({ path: "relative" })).rejects.toMatchObject({
      code: "VALIDATION_ERROR",
    });
    await expect(core.client.catalog.startScan({ path: "/a\0b" })).rejects.toMatchObject({
      code: "VALIDATION_ERROR",
    });
    // Unknown keys are refused, not dropped.
    await expect(
      core.client.catalog.get({ id: "0197f000-0000-7000-8000-000000000001", extra: 1 } as never),
    ).rejects.toMatchObject({ code: "VALIDATION_ERROR" });
  });
});
