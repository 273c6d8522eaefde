import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { PURGE_AFTER } from "#core/sync/purge.ts";
import type { ScanFacts } from "#shared/features/catalog/catalog.ts";
import { writePatch, writeScan } from "#shared/features/catalog/poc-document.ts";
import { MARK_AHEAD, MAX_DOCUMENT, MAX_VECTOR } from "#shared/sync/limits.ts";
import type { Given } from "#shared/sync/messages.ts";
import { temporaryFolder } from "#test/builders/folders.ts";
import { BEGUN, devices, id, type Device } from "./support/sync-devices.ts";

const STRANGER = new Uint8Array(32).fill(99);
const NO_UPDATE = Y.encodeStateAsUpdate(new Y.Doc());
const NEVER = { deleted: false, at: 0 };

function given(at: number, update: Uint8Array, mark = NEVER): Given {
  return { id: id(at), kind: "poc", schema: 1, mark, update };
}

/** What somebody else makes of a device's document. */
function edited(device: Device, at: number, edit: (doc: Y.Doc) => void): Uint8Array {
  const doc = device.documents.read(id(at));
  const before = Y.encodeStateVector(doc);
  edit(doc);
  return Y.encodeStateAsUpdate(doc, before);
}

/** An update of one client whose structs were collected: of so many steps each. */
function collected(client: number, lengths: readonly number[]): number[] {
  const varint = (value: number): number[] =>
    value < 128 ? [value] : [(value % 128) | 128, ...varint(Math.floor(value / 128))];
  return [
    ...varint(lengths.length),
    ...varint(client),
    0,
    ...lengths.flatMap((length) => [0, ...varint(length)]),
  ];
}

describe("marks", () => {
  it("S-412 of a time that is more than a day ahead are refused, and count when it has come", () => {
    const { room, one } = devices(1);
    one.add(1, "mine");
    const far = { deleted: true, at: BEGUN + MARK_AHEAD + 1 };
    expect(one.replica.take(given(1, NO_UPDATE, far), STRANGER).result).toBe("refused");
    expect(one.replica.take(given(2, NO_UPDATE, { deleted: true, at: 2 ** 53 - 1 }), STRANGER).result).toBe(
      "refused",
    );
    expect(one.find("")).toEqual(["mine"]);
    expect(one.documents.head(id(2))).toBeUndefined();
    room.time.advance(1);
    expect(one.replica.take(given(1, NO_UPDATE, far), STRANGER).result).toBe("changed");
    expect(one.find("")).toEqual([]);
  });

  it("S-412 of a time that is far ahead hold up nothing that was written, where the document is not deleted", () => {
    const { room, one } = devices(1);
    one.add(1, "mine");
    const far = { deleted: false, at: BEGUN + 3 * MARK_AHEAD };
    const update = edited(one, 1, (doc) => writePatch(doc, { name: "theirs" }));
    expect(one.replica.take(given(1, update, far), STRANGER).result).toBe("changed");
    expect(one.find("")).toEqual(["theirs"]);
    expect(one.documents.head(id(1))?.marked_at).toBe(0);
    // The same again: of the mark alone it still says no.
    expect(one.replica.take(given(1, update, far), STRANGER).result).toBe("refused");
    // What is deleted here stays so until then.
    one.documents.remove([id(1)], one.origin);
    const more = edited(one, 1, (doc) => writePatch(doc, { name: "later" }));
    expect(one.replica.take(given(1, more, far), STRANGER).result).toBe("changed");
    expect(one.find("")).toEqual([]);
    room.time.advance(2 * MARK_AHEAD);
    expect(one.replica.take(given(1, more, far), STRANGER).result).toBe("changed");
    expect(one.find("")).toEqual(["later"]);
  });

  it("S-413 made here count over what was known here, though another's clock is ahead", () => {
    const { room, one, other } = devices(2);
    one.add(1, "contested");
    const ahead = { deleted: true, at: BEGUN + MARK_AHEAD };
    expect(one.replica.take(given(1, NO_UPDATE, ahead), STRANGER).result).toBe("changed");
    one.sync.changed(id(1));
    room.join();
    room.settle();
    one.documents.restore([id(1)], one.origin);
    room.time.advance(10);
    room.settle();
    for (const device of room.all) expect(device.find("")).toEqual(["contested"]);
    other.documents.remove([id(1)], other.origin);
    room.time.advance(10);
    for (const device of room.all) expect(device.find("")).toEqual([]);
  });

  it("S-414 leave what another has deleted restorable for 30 days from when it was heard", () => {
    const { room, one } = devices(1);
    one.add(1, "mine");
    expect(one.replica.take(given(1, NO_UPDATE, { deleted: true, at: 1 }), STRANGER).result).toBe("changed");
    room.time.advance(PURGE_AFTER);
    expect(one.documents.purge()).toBe(0);
    one.documents.restore([id(1)], one.origin);
    expect(one.find("")).toEqual(["mine"]);
  });
});

describe("documents", () => {
  it("S-408 an update of no bytes is none: it damages neither a new document nor one that was purged", () => {
    const { room, one } = devices(1);
    one.add(1, "mine");
    one.documents.remove([id(1)], one.origin);
    room.time.advance(PURGE_AFTER + 1);
    expect(one.documents.purge()).toBe(1);
    const back = { deleted: false, at: BEGUN + PURGE_AFTER + 1 };
    for (const at of [1, 2])
      expect(one.replica.take(given(at, new Uint8Array(0), back), STRANGER).result).toBe("refused");
    expect(one.replica.take(given(1, NO_UPDATE, back), STRANGER).result).toBe("changed");
    expect(() => one.documents.read(id(1))).not.toThrow();
  });

  it("S-415 do not grow above 16 MiB, in however many changes, and one that has grown goes on", () => {
    const { one } = devices(1);
    one.add(1, "mine");
    const part = "x".repeat(3 * 1024 * 1024);
    const results: string[] = [];
    for (let at = 0; at < 7; at++) {
      const update = edited(one, 1, (doc) => doc.getMap("more").set(`part ${at}`, part));
      results.push(one.replica.take(given(1, update), STRANGER).result);
    }
    expect(results).toEqual([...Array<string>(5).fill("changed"), "refused", "refused"]);
    expect(Y.encodeStateAsUpdate(one.documents.read(id(1))).length).toBeLessThanOrEqual(MAX_DOCUMENT);
    const smaller = edited(one, 1, (doc) => doc.getMap("more").delete("part 0"));
    expect(one.replica.take(given(1, smaller), STRANGER).result).toBe("changed");
  });

  it("S-415 have no more writers than a question for them holds, and no clock that cannot be counted", () => {
    const { one } = devices(1);
    const writers = MAX_VECTOR / 4;
    const crowd = [
      0x80 | (writers % 128),
      0x80 | (Math.floor(writers / 128) % 128),
      Math.floor(writers / 16_384),
    ];
    for (let client = 0; client < writers; client++) crowd.push(...collected(100_000 + client, [1]));
    expect(one.replica.take(given(2, Uint8Array.from([...crowd, 0])), STRANGER)).toEqual({
      result: "refused",
      text: "The document is too large.",
    });
    const endless = Uint8Array.of(1, ...collected(5, [2 ** 53 - 1, 2 ** 53 - 1, 2 ** 53 - 1]), 0);
    expect(one.replica.take(given(3, endless), STRANGER).result).toBe("refused");
    for (const at of [2, 3]) expect(one.documents.head(id(at))).toBeUndefined();
  });

  it("S-415 that claim millions of parts in a few bytes take no memory", async () => {
    // 30 million structs of one client, at once or behind some that are there, and as many deletes.
    const claim = [128, 135, 167, 14];
    const updates = [
      [1, ...claim, 5, 0, 0, 1],
      [2, 1, 5, 0, 0, 1, ...claim, 6, 0, 0, 1],
      [0, ...claim, 5, 1, 0, 1],
      [0, 1, 5, ...claim, 0, 1],
      [...claim, 1, 5, 0, 0, 1],
    ].map((bytes) => Uint8Array.from(bytes));
    const thread = new Worker(new URL("support/taking-thread.ts", import.meta.url), {
      workerData: { folder: temporaryFolder(), updates: [...updates, NO_UPDATE] },
      resourceLimits: { maxOldGenerationSizeMb: 64 },
    });
    const [taken] = (await once(thread, "message")) as [string[]];
    expect(taken).toEqual([...updates.map(() => "refused"), "changed"]);
  });

  it("S-415 of a kind that is not known have their log folded too", () => {
    const { one } = devices(1);
    const doc = new Y.Doc();
    for (let at = 0; at < 450; at++) {
      const before = Y.encodeStateVector(doc);
      doc.getMap("any").set("count", at);
      const change = { ...given(1, Y.encodeStateAsUpdate(doc, before)), kind: "of-later" };
      expect(one.replica.take(change, STRANGER).result).toBe("changed");
    }
    expect(one.documents.head(id(1))?.log_updates).toBeLessThan(201);
    expect(one.documents.read(id(1)).getMap("any").get("count")).toBe(449);
  });

  it("S-416 who types is one step of the history a minute, and the value that was lost is in it", () => {
    const { room, one } = devices(1);
    one.documents.create({ id: id(1), roomId: one.roomId, kind: "poc" }, one.origin, (doc) =>
      writePatch(doc, { name: "mine", notes: "n".repeat(150_000) }),
    );
    const rows = (): number => one.documents.history(id(1)).length;
    const before = rows();
    for (let at = 0; at < 30; at++) {
      const update = edited(one, 1, (doc) => doc.getText("notes").insert(0, `${at} `));
      expect(one.replica.take(given(1, update), STRANGER).result).toBe("changed");
    }
    expect(rows()).toBe(before + 1);
    expect(one.documents.history(id(1))[0]).toMatchObject({ field: "notes", before: "n".repeat(150_000) });
    expect(one.documents.history(id(1))[0]?.after).toMatch(/^29 28 27 /u);
    room.time.advance(60_000);
    const more = edited(one, 1, (doc) => doc.getText("notes").insert(0, "y".repeat(300_000)));
    expect(one.replica.take(given(1, more), STRANGER).result).toBe("changed");
    expect(rows()).toBe(before + 2);
    expect(one.documents.history(id(1))[0]?.after).toHaveLength(200_000);
  });

  it("S-408 values that JSON does not have stop neither a rebuild nor an edit made here", () => {
    const { one } = devices(1);
    one.add(1, "mine");
    const update = edited(one, 1, (doc) => {
      doc.getMap("scan").set("languages", [10n]);
      doc.getMap("scan").set("__proto__", { name: 1 });
      doc.getMap("user").set("__proto__", { name: "theirs" });
      doc.getMap("tags").set("__proto__", true);
    });
    expect(one.replica.take(given(1, update), STRANGER).result).toBe("changed");
    expect(one.documents.rebuild().setAside).toBe(1);
    const facts = { languages: [], name: "found", readme: "" } as unknown as ScanFacts;
    expect(one.documents.change(id(1), one.origin, (doc) => void writeScan(doc, facts, BEGUN))).toBe(true);
    one.rename(1, "still mine");
    expect(one.documents.read(id(1)).getMap("user").get("name")).toBe("still mine");
    expect(({} as { name?: unknown }).name).toBeUndefined();
  });
});

describe("a fault of this side", () => {
  it("S-417 a full disk takes nothing, says so, and takes it when there is room again", () => {
    const { room, one, other } = devices(2);
    one.add(1, "small");
    room.join();
    room.settle();
    const pages = other.db.pragma("page_count", { simple: true }) as number;
    other.db.pragma(`max_page_count = ${pages + 2}`);
    one.documents.change(id(1), one.origin, (doc) => writePatch(doc, { notes: "n".repeat(190_000) }));
    expect(() => room.time.advance(100)).not.toThrow();
    expect(other.documents.read(id(1)).getText("notes").toString()).toBe("notes of small");
    expect(other.sync.peers()).toHaveLength(1);
    other.db.pragma(`max_page_count = ${pages + 10_000}`);
    room.time.advance(60_000);
    room.settle();
    expect(other.documents.read(id(1)).getText("notes").length).toBe(190_000);
  });

  it("S-417 a damaged log is left as it is, and the other documents cross", () => {
    const { room, one, other } = devices(2);
    one.add(1, "sound");
    one.add(2, "broken");
    one.db.prepare("UPDATE document_update SET bytes = x'ff' WHERE document_id = ?").run(id(2));
    other.add(3, "theirs");
    room.join();
    expect(() => room.time.advance(5_000)).not.toThrow();
    expect(other.find("")).toEqual(["sound", "theirs"]);
    expect(one.find("theirs")).toEqual(["theirs"]);
    expect(one.sync.peers()).toHaveLength(1);
  });
});
