import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { PURGE_AFTER } from "#core/sync/purge.ts";
import { RoomReplica } from "#core/sync/room-replica.ts";
import { writePatch } from "#shared/features/catalog/poc-document.ts";
import { keyPair } from "#shared/sync/noise.ts";
import { RoomSync } from "#shared/sync/room-sync.ts";
import { VirtualTime } from "#test/builders/virtual-time.ts";
import { devices, id, type Device } from "./support/sync-devices.ts";

describe("devices with databases", () => {
  it("S-401 S-403 three edit apart, meet, and find the same, also after a rebuild from their logs", () => {
    const { room, one, other, third } = devices(3);
    for (let at = 0; at < 40; at++) one.add(at, `kafka ${at}`);
    room.join();
    room.settle();
    expect(third.find("kafka")).toHaveLength(40);
    room.part();
    one.rename(1, "rust one");
    other.documents.change(id(1), other.origin, (doc) => writePatch(doc, { addTags: ["theirs"] }));
    third.rename(2, "elixir two");
    other.rename(2, "erlang two");
    third.add(100, "born apart");
    room.join();
    room.settle();
    for (const device of room.all) {
      expect(device.find("rust")).toEqual(["rust one"]);
      expect(device.find("tag:theirs")).toEqual(["rust one"]);
      expect(device.find("born")).toEqual(["born apart"]);
      expect(device.find("two")).toEqual(one.find("two"));
      const before = Buffer.from(device.sync.digest).toString("hex");
      expect(device.documents.rebuild()).toMatchObject({ differed: 0, setAside: 0 });
      expect(
        Buffer.from(new RoomSync({ ...syncOf(device), replica: device.replica }).digest).toString("hex"),
      ).toBe(before);
    }
  });

  it("S-404 a change is in the other's search within the time of the way, with its author and what it replaced", () => {
    const { room, one, other } = devices(2);
    one.add(1, "before");
    room.join();
    room.settle();
    one.rename(1, "after");
    room.time.advance(10);
    expect(other.find("after")).toEqual(["after"]);
    const [change] = other.documents.history(id(1));
    expect(change).toMatchObject({ command: "sync", field: "name", before: "before", after: "after" });
    expect(change?.author).toBe(Buffer.from(keyPair(new Uint8Array(32).fill(1)).publicKey).toString("hex"));
  });

  it("S-425 a change is told before the disk has it; one that cannot be saved comes back from whoever was told", () => {
    const { room, one, other } = devices(2);
    one.add(1, "before");
    room.join();
    room.settle();
    const { db } = one;
    db.exec("CREATE TABLE damage (room TEXT REFERENCES room(id) DEFERRABLE INITIALLY DEFERRED) STRICT");
    const write = (words: string) => {
      one.documents.change(id(1), one.origin, (doc) => doc.getText("notes").insert(0, words));
    };
    const notes = (device: Device) => device.documents.look(id(1), (doc) => doc.getText("notes").toString());
    // SQLite sees what is wrong when it commits, and not before: all is written by then.
    expect(() =>
      one.documents.transaction(() => {
        db.exec("INSERT INTO damage VALUES ('nowhere')");
        write("lost? ");
        one.rename(1, "after");
        one.add(2, "begun");
      }),
    ).toThrow("FOREIGN KEY");
    expect(notes(one)).toBe("notes of before");
    expect(one.documents.head(id(2))).toBeUndefined();
    expect(one.find("after")).toEqual([]);
    // What is written next is a change of its own, and not one that the other takes for known.
    write("next ");
    room.time.advance(10);
    expect(notes(other)).toContain("lost? ");
    expect(notes(other)).toContain("next ");
    room.settle();
    expect(notes(one)).toBe(notes(other));
    for (const device of room.all) {
      expect(device.find("after")).toEqual(["after"]);
      expect(device.find("begun")).toEqual(["begun"]);
      expect(device.documents.rebuild()).toMatchObject({ differed: 0, setAside: 0 });
    }
  });

  it("S-403 deleting and restoring cross as marks; what was purged does not come back by an older edit", () => {
    const { room, one, other } = devices(2);
    one.add(1, "short lived");
    one.add(2, "kept");
    room.join();
    room.settle();
    one.documents.remove([id(1)], one.origin);
    room.time.advance(10);
    expect(other.find("lived")).toEqual([]);
    other.documents.restore([id(1)], other.origin);
    room.time.advance(10);
    expect(one.find("lived")).toEqual(["short lived"]);
    room.part();
    // Deleted and purged here, edited there before that was known.
    other.rename(1, "edited late");
    room.time.advance(1);
    one.documents.remove([id(1)], one.origin);
    room.time.advance(PURGE_AFTER + 1);
    expect(one.documents.purge()).toBe(1);
    room.join();
    room.settle();
    for (const device of room.all) expect(device.find("")).toEqual(["kept"]);
    expect(one.documents.head(id(1))?.purged).toBe(1);
    // Restored where the content still is: it comes back everywhere.
    room.time.advance(1);
    other.documents.restore([id(1)], other.origin);
    room.settle();
    room.time.advance(5_000);
    room.settle();
    for (const device of room.all) expect(device.find("late")).toEqual(["edited late"]);
  });

  it("S-408 a document of any shape is kept, set aside and passed on, and the list goes on", () => {
    const { room, one, other, third } = devices(3);
    one.add(1, "sound");
    room.join();
    room.settle();
    const hostile = new Y.Doc();
    hostile.getText("user").insert(0, "a text where fields should be");
    hostile.getArray("tags").push([1, { deep: true }]);
    hostile.getMap("notes").set("x", 1);
    const given = { kind: "poc", schema: 1, mark: { deleted: false, at: 0 } };
    const update = Y.encodeStateAsUpdate(hostile);
    expect(one.replica.take({ ...given, id: id(7), update }, new Uint8Array(32)).result).toBe("changed");
    expect(one.replica.take({ ...given, id: id(1), update }, new Uint8Array(32)).result).toBe("changed");
    expect(
      one.replica.take({ ...given, id: id(8), kind: "from the future", update }, new Uint8Array(32)).result,
    ).toBe("changed");
    for (const at of [1, 7, 8]) one.sync.changed(id(at));
    room.time.advance(10_000);
    room.settle();
    for (const device of [one, other, third]) {
      expect(device.documents.problems().map((problem) => problem.id)).toEqual(
        expect.arrayContaining([id(7), id(8)]),
      );
      expect(() => device.find("")).not.toThrow();
    }
    one.add(9, "after it");
    room.time.advance(10);
    expect(third.find("after")).toEqual(["after it"]);
  });

  it("S-408 nothing of another room is listed, given or changed, and its ids tell nothing", () => {
    const { room, one } = devices(1);
    one.add(1, "mine");
    const elsewhere = new RoomReplica(one.documents, "00000000-0000-7000-8000-0000000000ff");
    expect([...elsewhere.entries()]).toEqual([]);
    expect(elsewhere.hash(id(1))).toBeNull();
    expect(elsewhere.give(id(1), Uint8Array.of(0))).toBeNull();
    const edit = new Y.Doc();
    edit.getMap("user").set("name", "stolen");
    const given = {
      id: id(1),
      kind: "poc",
      schema: 1,
      mark: { deleted: true, at: 1e15 },
      update: Y.encodeStateAsUpdate(edit),
    };
    expect(elsewhere.take(given, new Uint8Array(32)).result).toBe("refused");
    expect(one.find("")).toEqual(["mine"]);
    room.part();
  });

  it("S-405 a change whose beginning is missing leaves no trace in log or history", () => {
    const { one } = devices(1);
    one.add(1, "mine");
    const before = one.documents.history(id(1)).length;
    const source = one.documents.read(id(1));
    source.getMap("user").set("name", "unknown step");
    const updates: Uint8Array[] = [];
    source.on("update", (update: Uint8Array) => updates.push(update));
    source.getMap("user").set("name", "known step");
    const given = {
      id: id(1),
      kind: "poc",
      schema: 1,
      mark: { deleted: false, at: 0 },
      update: updates[0] as Uint8Array,
    };
    expect(one.replica.take(given, new Uint8Array(32)).result).toBe("pending");
    expect(one.find("")).toEqual(["mine"]);
    expect(one.documents.history(id(1))).toHaveLength(before);
  });
});

function syncOf(device: Device) {
  return { replica: device.replica, mayWrite: () => true, clock: () => 0, timer: new VirtualTime() };
}
