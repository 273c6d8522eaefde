import { fc } from "#test/builders/properties.ts";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { reason } from "#shared/api/reasons.ts";
import { connect, type Database } from "#core/db/sqlite.ts";
import { migrate } from "#core/db/migrate.ts";
import { MIGRATIONS } from "#core/db/migrations/index.ts";
import type { DocumentKind } from "./document-kind.ts";
import { Documents } from "./documents.ts";
import { PURGE_AFTER } from "./purge.ts";
import { COMPACT_UPDATES, stateHash } from "./state.ts";

const ROOM = "0197f000-0000-7000-8000-000000000001";
const ORIGIN = { author: "device-one", command: "test.change" };
const ID = "0197f000-0000-7000-8000-00000000000a";

function setUp(options: { keepsLog?: boolean } = {}) {
  const db = connect(":memory:");
  migrate(db, MIGRATIONS, () => undefined);
  db.prepare("INSERT INTO room (id, name, key, created_at) VALUES (?, 'Personal', zeroblob(32), 0)").run(
    ROOM,
  );
  const rows = new Map<string, string>();
  const kind: DocumentKind<string> = {
    kind: "note",
    schema: 1,
    keepsLog: options.keepsLog ?? false,
    purged: () => undefined,
    project: (doc) => {
      const title = doc.getMap("fields").get("title");
      return typeof title === "string"
        ? { ok: true, value: title }
        : { ok: false, problem: reason("input.not-text", { field: "title" }) };
    },
    fieldOf: () => null,
    historyFields: (doc) =>
      Object.fromEntries(
        Object.entries(doc.getMap("fields").toJSON()).map(([key, value]) => [key, String(value)]),
      ),
    nameOf: () => null,
    store: (id, _room, row) => rows.set(id, row),
    unstore: (id) => rows.delete(id),
    digest: (id) => rows.get(id) ?? null,
    storedIds: () => [...rows.keys()],
    flush: () => undefined,
    discard: () => undefined,
    reindex: () => undefined,
  };
  let now = 1_000_000;
  const documents = new Documents(db, () => now);
  documents.register(kind);
  const pass = (ms: number) => (now += ms);
  const create = (id = ID, title = "first") =>
    documents.create({ id, roomId: ROOM, kind: "note" }, ORIGIN, (doc) => {
      doc.getMap("fields").set("title", title);
    });
  const retitle = (title: string, id = ID) =>
    documents.change(id, ORIGIN, (doc) => {
      doc.getMap("fields").set("title", title);
    });
  return { db, documents, rows, pass, create, retitle };
}

const count = (db: Database, table: string) =>
  (db.prepare(`SELECT count(*) AS n FROM ${table}`).get() as { n: number }).n;

describe("Documents", () => {
  it("writes head, log, history and projection in one transaction", () => {
    const { db, documents, rows, create, retitle } = setUp();
    create();
    retitle("second");
    expect(rows.get(ID)).toBe("second");
    expect(count(db, "document_update")).toBe(2);
    expect(documents.history(ID)).toMatchObject([
      { field: "title", before: "first", after: "second", author: "device-one", command: "test.change" },
      { field: "created" },
    ]);
    expect(documents.head(ID)?.state_hash).toEqual(stateHash(documents.read(ID)));
  });

  it("writes nothing of a change that fails, and tells nobody", () => {
    const { db, documents, rows, create } = setUp();
    create();
    const told: string[][] = [];
    documents.onChanged((ids) => told.push([...ids]));
    expect(() =>
      documents.transaction(() => {
        documents.change(ID, ORIGIN, (doc) => {
          doc.getMap("fields").set("title", "lost");
        });
        throw new Error("power cut");
      }),
    ).toThrow("power cut");
    expect(count(db, "document_update")).toBe(1);
    expect(documents.read(ID).getMap("fields").get("title")).toBe("first");
    expect(told).toEqual([]);
    // The projection of this test lives in memory and shows that it was written inside the transaction.
    expect(rows.get(ID)).toBe("lost");
  });

  it("answers false and appends nothing when a mutation leaves the document as it was", () => {
    const { db, documents, create } = setUp();
    create();
    expect(documents.change(ID, ORIGIN, () => undefined)).toBe(false);
    expect(count(db, "document_update")).toBe(1);
    expect(count(db, "document_change")).toBe(1);
  });

  it("folds a long log into a snapshot and keeps state and history", () => {
    const { db, documents, create, retitle } = setUp();
    create();
    for (let index = 0; index <= COMPACT_UPDATES; index++) retitle(`title ${index}`);
    expect(count(db, "document_update")).toBeLessThan(COMPACT_UPDATES);
    expect(count(db, "document_snapshot")).toBe(1);
    expect(documents.read(ID).getMap("fields").get("title")).toBe(`title ${COMPACT_UPDATES}`);
    expect(count(db, "document_change")).toBe(COMPACT_UPDATES + 2);
    expect(documents.head(ID)?.state_hash).toEqual(stateHash(documents.read(ID)));
  });

  it("never compacts a kind that needs its log for a replay", () => {
    const { db, documents, create, retitle } = setUp({ keepsLog: true });
    create();
    for (let index = 0; index <= COMPACT_UPDATES; index++) retitle(`title ${index}`);
    documents.compact(ID);
    expect(count(db, "document_update")).toBe(COMPACT_UPDATES + 2);
  });

  it("a change that was rolled back is not in the next one, nor in what peers are told", () => {
    const { documents, create } = setUp();
    create();
    const write = (letter: string) =>
      documents.change(ID, ORIGIN, (doc) => doc.getText("text").insert(doc.getText("text").length, letter));
    const told: Uint8Array[] = [];
    documents.own.listen({
      live: (changes) => told.push(...changes.map(({ update }) => update)),
      lost: () => undefined,
    });
    write("a");
    for (const lost of ["lost", "gone"]) {
      const power = () =>
        documents.transaction(() => {
          write(lost);
          throw new Error("power cut");
        });
      expect(power).toThrow("power cut");
      expect(documents.look(ID, (doc) => doc.getText("text").toString())).toBe("a");
    }
    write("b");
    expect(documents.read(ID).getText("text").toString()).toBe("ab");
    const peer = new Y.Doc();
    for (const update of told) Y.applyUpdate(peer, update);
    expect(peer.getText("text").toString()).toBe("ab");
    expect(peer.store.pendingStructs).toBeNull();
  });

  it("a mutation that throws half way leaves nothing in the next change", () => {
    const { documents, create, retitle } = setUp();
    create();
    retitle("second");
    const half = () =>
      documents.change(ID, ORIGIN, (doc) => {
        doc.getMap("fields").set("half", true);
        throw new Error("half way");
      });
    expect(half).toThrow("half way");
    retitle("third");
    expect(documents.read(ID).getMap("fields").toJSON()).toEqual({ title: "third" });
    expect(documents.head(ID)?.state_hash).toEqual(stateHash(documents.read(ID)));
  });

  it("many documents that are changed in turn stay what their logs say", () => {
    const { documents, create, retitle } = setUp();
    const ids = Array.from({ length: 40 }, (_, at) => ID.slice(0, -2) + String(at).padStart(2, "0"));
    for (const id of ids) create(id, id);
    for (let round = 0; round < 3; round++) for (const id of ids) retitle(`${id} ${round}`, id);
    for (const id of ids) {
      expect(documents.read(id).getMap("fields").get("title")).toBe(`${id} 2`);
      expect(documents.look(id, stateHash)).toEqual(stateHash(documents.read(id)));
    }
  });

  it("marks as deleted, restores, and purges the content after 30 days while the mark stays", () => {
    const { db, documents, rows, pass, create } = setUp();
    create();
    documents.remove([ID], ORIGIN);
    expect(rows.has(ID)).toBe(false);
    documents.restore([ID], ORIGIN);
    expect(rows.get(ID)).toBe("first");
    documents.remove([ID], ORIGIN);
    pass(PURGE_AFTER - 1000);
    expect(documents.purge()).toBe(0);
    pass(2000);
    expect(documents.purge()).toBe(1);
    expect(count(db, "document_update")).toBe(0);
    expect(documents.head(ID)).toMatchObject({ purged: 1 });
    expect(() => documents.restore([ID], ORIGIN)).toThrow(expect.objectContaining({ code: "NOT_FOUND" }));
    expect(() => documents.read(ID)).toThrow(expect.objectContaining({ code: "NOT_FOUND" }));
    expect(() => create()).toThrow(expect.objectContaining({ code: "CONFLICT" }));
  });

  it("keeps a document that does not fit, sets it aside, and takes it back when it fits again", () => {
    const { db, documents, rows, create } = setUp();
    create();
    documents.change(ID, ORIGIN, (doc) => {
      doc.getMap("fields").set("title", 7);
      doc.getMap("fields").set("from the future", { deep: true });
    });
    expect(rows.has(ID)).toBe(false);
    expect(documents.problems()).toEqual([
      {
        id: ID,
        kind: "note",
        why: "title: this must be text.",
        reason: { id: "input.not-text", params: { field: "title" } },
      },
    ]);
    // As a version from before there were reasons has left it.
    db.prepare("UPDATE document SET problem = 'it has no title'").run();
    expect(documents.problems()).toEqual([{ id: ID, kind: "note", why: "it has no title", reason: null }]);
    documents.change(ID, ORIGIN, (doc) => {
      doc.getMap("fields").set("title", "mended");
    });
    expect(rows.get(ID)).toBe("mended");
    expect(documents.problems()).toEqual([]);
    expect(documents.read(ID).getMap("fields").get("from the future")).toEqual({ deep: true });
  });

  it("rebuilds the same rows from the logs, removes orphans, and says what differed", () => {
    const { documents, rows, create } = setUp();
    create();
    expect(documents.rebuild()).toEqual({ documents: 1, rows: 1, differed: 0, setAside: 0 });
    rows.set(ID, "tampered");
    rows.set("0197f000-0000-7000-8000-00000000000b", "orphan");
    expect(documents.rebuild()).toEqual({ documents: 1, rows: 1, differed: 2, setAside: 0 });
    expect([...rows]).toEqual([[ID, "first"]]);
  });

  it("a damaged log sets its document aside and does not stop the others", () => {
    const { db, documents, rows, create } = setUp();
    create();
    const other = "0197f000-0000-7000-8000-00000000000c";
    create(other, "sound");
    db.prepare("UPDATE document_update SET bytes = x'ff00ff00ff' WHERE document_id = ?").run(ID);
    expect(() => documents.read(ID)).toThrow(expect.objectContaining({ code: "STORAGE_DAMAGED" }));
    expect(documents.rebuild()).toMatchObject({ documents: 2, rows: 1, setAside: 1 });
    expect(rows.get(other)).toBe("sound");
    expect(count(db, "document_update")).toBe(2);
  });

  it("reads back what was written, whatever the edits, compactions and restarts", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.record({
              type: fc.constant("set" as const),
              key: fc.constantFrom("title", "a", "b"),
              value: fc.string({ maxLength: 20 }),
            }),
            fc.record({ type: fc.constant("drop" as const), key: fc.constantFrom("a", "b") }),
            fc.record({ type: fc.constant("compact" as const) }),
          ),
          { maxLength: 40 },
        ),
        (steps) => {
          const { db, documents, create } = setUp();
          create();
          const expected: Record<string, string> = { title: "first" };
          for (const step of steps) {
            if (step.type === "compact") documents.compact(ID);
            else if (step.type === "set") {
              expected[step.key] = step.value;
              documents.change(ID, ORIGIN, (doc) => {
                if (doc.getMap("fields").get(step.key) !== step.value)
                  doc.getMap("fields").set(step.key, step.value);
              });
            } else {
              delete expected[step.key];
              documents.change(ID, ORIGIN, (doc) => {
                if (doc.getMap("fields").has(step.key)) doc.getMap("fields").delete(step.key);
              });
            }
          }
          const doc = documents.read(ID);
          expect(doc.getMap("fields").toJSON()).toEqual(expected);
          expect(documents.head(ID)?.state_hash).toEqual(stateHash(doc));
          db.close();
        },
      ),
      { numRuns: 30, seed: 20260101 },
    );
  });
});

describe("stateHash", () => {
  it("is equal on equal documents, whatever way the updates came, and covers deletes", () => {
    const left = new Y.Doc();
    const right = new Y.Doc();
    left.getText("t").insert(0, "hello");
    right.getMap("m").set("k", 1);
    Y.applyUpdate(right, Y.encodeStateAsUpdate(left));
    Y.applyUpdate(left, Y.encodeStateAsUpdate(right));
    expect(stateHash(left)).toEqual(stateHash(right));
    left.getText("t").delete(0, 1);
    expect(stateHash(left)).not.toEqual(stateHash(right));
  });
});
