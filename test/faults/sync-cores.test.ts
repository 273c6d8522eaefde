import { describe, expect, it, onTestFinished } from "vitest";
import * as Y from "yjs";
import { openDatabase } from "#core/db/open.ts";
import { pocKind, SearchIndex } from "#core/features/catalog/index.ts";
import { WorkspaceService } from "#core/features/workspace/index.ts";
import { Documents, PURGE_AFTER } from "#core/sync/documents.ts";
import { RoomReplica } from "#core/sync/room-replica.ts";
import { SearchInput } from "#shared/features/catalog/catalog.api.ts";
import { writePatch } from "#shared/features/catalog/poc-document.ts";
import { keyPair } from "#shared/sync/noise.ts";
import { memoryPipes, type MemoryPipes } from "#shared/sync/memory-pipe.ts";
import { RoomSync } from "#shared/sync/room-sync.ts";
import { temporaryFolder } from "#test/builders/folders.ts";
import { joinRoom } from "#test/builders/room.ts";
import { seededBytes } from "#test/builders/secure-channels.ts";
import { VirtualTime } from "#test/builders/virtual-time.ts";

const BEGUN = Date.UTC(2026, 0, 1);
const id = (at: number): string => `00000000-0000-7000-8000-${String(at).padStart(12, "0")}`;

/** One device: a real database with documents, projections and index, and its side of the room. */
class Device {
  readonly documents: Documents;
  readonly index: SearchIndex;
  readonly sync: RoomSync;
  readonly replica: RoomReplica;
  readonly roomId: string;
  readonly origin;

  constructor(at: number, time: VirtualTime, roomId: string | null) {
    const clock = (): number => BEGUN + time.now;
    const { db } = openDatabase(temporaryFolder(), clock);
    onTestFinished(() => void db.close());
    const workspace = new WorkspaceService(db, clock);
    workspace.ensure();
    // The room of the first device is everybody's: how a room is joined is not what is tried here.
    if (roomId !== null) db.prepare("UPDATE room SET id = ?").run(roomId);
    this.roomId = roomId ?? workspace.current().id;
    this.origin = { author: `device ${at}`, command: "catalog.update" };
    this.index = new SearchIndex(db);
    this.documents = new Documents(db, clock);
    this.documents.register(pocKind(db, this.index));
    this.documents.onChanged(() => this.index.changed("all"));
    this.replica = new RoomReplica(this.documents, this.roomId);
    this.sync = new RoomSync({ replica: this.replica, mayWrite: () => true, clock, timer: time });
    this.documents.onOwnChanges((changes) => {
      for (const { id: changed, roomId: room, update } of changes) {
        const given = room === this.roomId ? this.replica.told(changed, update) : null;
        if (given !== null) this.sync.publish(given);
      }
    });
  }

  add(at: number, name: string): void {
    this.documents.create({ id: id(at), roomId: this.roomId, kind: "poc" }, this.origin, (doc) =>
      writePatch(doc, { name, notes: `notes of ${name}` }),
    );
  }

  rename(at: number, name: string): void {
    this.documents.change(id(at), this.origin, (doc) => writePatch(doc, { name }));
  }

  find(query: string): string[] {
    return this.index.search(SearchInput.parse({ query, sort: "name" })).items.map((item) => item.name);
  }
}

class Devices {
  readonly time = new VirtualTime();
  readonly all: Device[];
  #pipes: MemoryPipes[] = [];

  constructor(count: number) {
    this.all = [];
    for (let at = 0; at < count; at++) this.all.push(new Device(at, this.time, this.all[0]?.roomId ?? null));
  }

  join(): void {
    const random = seededBytes("devices");
    for (const [one, first] of this.all.entries()) {
      for (const [other, second] of this.all.entries()) {
        if (one >= other) continue;
        const pipes = memoryPipes({ clock: () => this.time.now, timer: this.time, delay: () => 2 });
        this.#pipes.push(pipes);
        for (const [end, [at, { sync }]] of (
          [
            [one, first],
            [other, second],
          ] as const
        ).entries())
          joinRoom(sync, {
            pipe: pipes.ends[end as 0 | 1],
            initiator: end === 0,
            staticKey: keyPair(new Uint8Array(32).fill(at + 1)),
            random,
            timer: this.time,
          });
      }
    }
  }

  part(): void {
    for (const pipes of this.#pipes.splice(0)) pipes.cut();
  }

  /** Lets time pass until all are equal. */
  settle(): void {
    for (let turn = 0; turn < 2_000; turn++) {
      const digests = new Set(this.all.map(({ sync }) => Buffer.from(sync.digest).toString("hex")));
      if (digests.size === 1) return;
      this.time.advance(50);
    }
    throw new Error("The devices do not become equal.");
  }
}

function devices(count: number): { room: Devices; one: Device; other: Device; third: Device } {
  const room = new Devices(count);
  const [one, other, third] = room.all as [Device, Device, Device];
  return { room, one, other, third };
}

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
