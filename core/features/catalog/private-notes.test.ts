import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import * as Y from "yjs";
import { migrate } from "#core/db/migrate.ts";
import { MIGRATIONS } from "#core/db/migrations/index.ts";
import { openDatabase } from "#core/db/open.ts";
import { connect } from "#core/db/sqlite.ts";
import { connectCore, type Connection } from "#core/main.ts";
import { Documents } from "#core/sync/documents.ts";
import { PURGE_AFTER } from "#core/sync/purge.ts";
import { corpusPoc } from "#test/bench/corpus.ts";
import { temporaryFolder } from "#test/builders/folders.ts";
import { pocKind } from "./catalog-store.ts";
import { PlacesStore } from "./places-store.ts";
import { PrivateNotes } from "./private-notes.ts";
import { ScanSaver } from "./scan-saver.ts";
import { SearchIndex } from "./search/search-index.ts";

const NOTHING = Y.encodeStateAsUpdate(new Y.Doc());

type Client = Connection["client"];

async function connected(dataFolder = temporaryFolder(), clock = Date.now): Promise<Connection> {
  const connection = await connectCore({ dataFolder, shell: "test", logLevel: "debug", clock });
  onTestFinished(() => connection.close());
  return connection;
}

async function begun(): Promise<{ readonly client: Client; readonly id: string; readonly data: string }> {
  const data = temporaryFolder();
  const { client } = await connected(data);
  const { id } = await client.catalog.add({ name: "giraffe" });
  return { client, id, data };
}

const texts = async (client: Client, id: string) => {
  const { user, privateNotes } = await client.catalog.get({ id });
  return [user.notes, privateNotes];
};

describe("private notes", () => {
  it("are saved beside notes, found by their words with a piece to show, and kept by a rebuild and a restart", async () => {
    const { client, id, data } = await begun();
    expect(await texts(client, id)).toEqual(["", ""]);
    const heard = (await client.catalog.events()).next();
    await client.catalog.update({ id, patch: { privateNotes: "ask about the okapi" } });
    expect(await heard).toMatchObject({ value: { type: "changed", ids: [id] } });
    await client.catalog.update({ id, patch: { notes: "about zebras" } });
    const found = async (one: Client, query: string) =>
      (await one.catalog.search({ query })).items.map(({ snippet }) => snippet);
    const piece = [{ text: "ask about the okapi", marks: [[14, 19]] }];
    expect(await found(client, "okapi")).toEqual(piece);
    expect(await client.settings.rebuild()).toMatchObject({ documents: 1, differed: 0 });
    expect(await found(client, "okapi")).toEqual(piece);
    expect(await found(client, '"zebras ask"')).toEqual([]);

    const again = (await connected(data)).client;
    expect(await texts(again, id)).toEqual(["about zebras", "ask about the okapi"]);
    await again.catalog.update({ id, patch: { privateNotes: "" } });
    expect(await found(again, "okapi")).toEqual([]);
  });

  it("move behind one another in one edit, which is done whole or not at all", async () => {
    const { client, id } = await begun();
    await client.catalog.update({ id, patch: { notes: "one", privateNotes: "two" } });
    expect(await texts(client, id)).toEqual(["one", "two"]);
    const patch = { name: null, notes: "", privateNotes: "two\n\none" };
    // Added by hand, it has no scanned name to go back to.
    await expect(client.catalog.update({ id, patch })).rejects.toMatchObject({ code: "VALIDATION_ERROR" });
    expect(await texts(client, id)).toEqual(["one", "two"]);
    await client.catalog.update({ id, patch: { notes: "", privateNotes: "two\n\none" } });
    expect(await texts(client, id)).toEqual(["", "two\n\none"]);
  });

  it("keep what two windows write at once, and take no more than notes do", async () => {
    const { client, id } = await begun();
    await client.catalog.update({ id, patch: { privateNotes: "middle" } });
    await client.catalog.update({ id, patch: { privateNotes: "above middle", privateNotesBase: "middle" } });
    await client.catalog.update({ id, patch: { privateNotes: "middle below", privateNotesBase: "middle" } });
    expect(await texts(client, id)).toEqual(["", "above middle below"]);
    await expect(
      client.catalog.update({ id, patch: { privateNotes: "x".repeat(200_001) } }),
    ).rejects.toMatchObject({
      code: "VALIDATION_ERROR",
      message: expect.stringContaining("rivate") as string,
    });
    expect(await texts(client, id)).toEqual(["", "above middle below"]);
    const nobody = "0197f000-0000-7000-8000-000000000001";
    await expect(client.catalog.update({ id: nobody, patch: { privateNotes: "x" } })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });

  it("have a history of their own among the other changes, and each of them is given back", async () => {
    const { client, id } = await begun();
    await client.catalog.update({ id, patch: { privateNotes: "first" } });
    await client.catalog.update({ id, patch: { notes: "shared", privateNotes: "second" } });
    await client.catalog.update({ id, patch: { privateNotes: "" } });
    const history = await client.catalog.history({ id });
    expect(new Set(history.map((change) => change.id)).size).toBe(history.length);
    expect(new Set(history.map(({ author }) => author)).size).toBe(1);
    expect(history.map(({ at }) => at)).toEqual(history.map(({ at }) => at).toSorted((a, b) => b - a));
    const own = history.filter(({ field }) => field === "privateNotes");
    expect(own.map(({ before, after }) => [before, after])).toEqual([
      ["second", null],
      ["first", "second"],
      [null, "first"],
    ]);
    const revert = (changeId = "") => client.catalog.revert({ id, changeId });
    expect(await revert(own[1]?.id)).toMatchObject({ privateNotes: "first", user: { notes: "shared" } });
    expect(await revert(own[2]?.id)).toMatchObject({ privateNotes: "" });
    const shared = history.find(({ field }) => field === "notes");
    expect(await revert(shared?.id)).toMatchObject({ privateNotes: "", user: { notes: "" } });
    const other = (await client.catalog.add({ name: "okapi" })).id;
    for (const changeId of [own[0]?.id ?? "", "private-", "private-x", "private-999", "", "x", "1.5"])
      await expect(client.catalog.revert({ id: other, changeId })).rejects.toMatchObject({
        code: "NOT_FOUND",
      });
  });

  it("are in no table of documents, and in no line of the log", async () => {
    const { client, id, data } = await begun();
    await client.catalog.update({ id, patch: { privateNotes: "okapi secret" } });
    await client.catalog.update({ id, patch: { name: "renamed", privateNotes: "okapi secret, more" } });
    await expect(
      client.catalog.update({ id, patch: { name: null, privateNotes: "okapi lost" } }),
    ).rejects.toMatchObject({ code: "VALIDATION_ERROR" });
    const { db } = openDatabase(data, Date.now);
    const tables = db
      .prepare<[], { name: string }>(
        "SELECT name FROM sqlite_schema WHERE name LIKE 'document%' AND type = 'table'",
      )
      .all();
    expect(tables.length).toBeGreaterThan(3);
    const rows = tables.flatMap(({ name }) => db.prepare<[], object>(`SELECT * FROM ${name}`).all());
    db.close();
    const bytes = rows.flatMap((row) =>
      Object.values(row).map((value) => (value instanceof Uint8Array ? Buffer.from(value) : String(value))),
    );
    expect(bytes.some((value) => value.includes("renamed"))).toBe(true);
    expect(bytes.some((value) => value.includes("okapi"))).toBe(false);
    const logs = join(data, "logs");
    const log = readdirSync(logs)
      .map((name) => readFileSync(join(logs, name), "utf8"))
      .join("");
    expect(log).toContain("transaction");
    expect(log).not.toContain("okapi");
  });

  it("come back with an entry that was removed, and go with its content for good", async () => {
    const data = temporaryFolder();
    let now = Date.UTC(2026, 0, 1);
    const first = await connected(data, () => now);
    const { id } = await first.client.catalog.add({ name: "giraffe" });
    await first.client.catalog.update({ id, patch: { privateNotes: "okapi" } });
    const total = async () => (await first.client.catalog.search({ query: "okapi" })).total;
    await first.client.catalog.remove({ ids: [id] });
    expect(await total()).toBe(0);
    expect(await texts(first.client, id)).toEqual(["", "okapi"]);
    await first.client.catalog.restore({ ids: [id] });
    expect(await total()).toBe(1);
    await first.client.catalog.remove({ ids: [id] });
    await first.close();

    now += PURGE_AFTER + 1;
    await connected(data, () => now);
    const { db } = openDatabase(data, () => now);
    for (const table of ["private_notes", "private_notes_change"])
      expect(db.prepare(`SELECT count(*) AS n FROM ${table}`).get()).toEqual({ n: 0 });
    db.close();
  });
});

describe("private notes of an entry that somebody else removed", () => {
  const ROOM = "0197f000-0000-7000-8000-000000000001";
  const ID = "0197f000-0000-7000-8000-000000000002";
  const ORIGIN = { author: "this device", command: "test" };

  function setUp() {
    const db = connect(":memory:");
    migrate(db, MIGRATIONS, () => undefined);
    db.prepare("INSERT INTO room (id, name, key, created_at) VALUES (?, 'Team', zeroblob(32), 0)").run(ROOM);
    let now = 1_000_000;
    const documents = new Documents(db, () => now);
    documents.register(pocKind(db, new SearchIndex(db)));
    const notes = new PrivateNotes(db);
    documents.create({ id: ID, roomId: ROOM, kind: "poc" }, ORIGIN, (doc) => {
      doc.getMap("user").set("name", "giraffe");
    });
    notes.write(ID, "mine", undefined, "test", now);
    const update = () => Y.encodeStateAsUpdate(documents.read(ID));
    const mark = (deleted: boolean, update = NOTHING) =>
      documents.receive(
        { id: ID, roomId: ROOM, kind: "poc", schema: 1, update, mark: { deleted, at: ++now } },
        "another device",
      );
    const saver = new ScanSaver(
      documents,
      new PlacesStore(db),
      notes,
      () => now,
      ROOM,
      "this device",
      () => ID,
    );
    return { db, documents, notes, saver, mark, update, pass: (ms: number) => (now += ms) };
  }

  it("outlive its content, and are there again with it", () => {
    const { documents, notes, mark, update, pass } = setUp();
    const content = update();
    expect(mark(true).result).toBe("changed");
    pass(PURGE_AFTER + 1);
    expect(documents.purge()).toBe(1);
    expect(notes.of(ID)).toBe("mine");
    expect(mark(false, content).result).toBe("changed");
    expect(documents.head(ID)).toMatchObject({ purged: 0, deleted_at: null });
    expect(notes.history(ID)).toMatchObject([{ field: "privateNotes", after: "mine" }]);
  });

  it("outlive it, too, where this device had removed it before and it was restored", () => {
    const { documents, notes, mark, pass } = setUp();
    documents.remove([ID], ORIGIN);
    documents.restore([ID], ORIGIN);
    mark(true);
    pass(PURGE_AFTER + 1);
    documents.purge();
    expect(notes.of(ID)).toBe("mine");
  });

  it("go along to the entry that takes its place when a scan finds its folder", () => {
    const { db, documents, notes, saver, mark, pass } = setUp();
    mark(true);
    pass(PURGE_AFTER + 1);
    documents.purge();
    db.exec("INSERT INTO catalog_root (id, path) VALUES ('root', '/pocs')");
    const { facts } = corpusPoc(1).scanned;
    const local = {
      path: "/pocs/giraffe",
      relativePath: "giraffe",
      thumbnail: null,
      oldestFileAt: null,
      newestFileAt: null,
      authors: [],
      fingerprint: "",
      signature: "",
    };
    const { id, saved } = documents.transaction(() => saver.save("root", { facts, local }));
    expect(saved).toBe("new");
    expect(id).not.toBe(ID);
    expect(notes.of(ID)).toBe("");
    expect(notes.of(id)).toBe("mine");
    expect(notes.history(id)).toMatchObject([{ after: "mine" }]);
  });
});
