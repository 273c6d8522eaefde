import { onTestFinished } from "vitest";
import { openDatabase } from "#core/db/open.ts";
import { pocKind, SearchIndex } from "#core/features/catalog/index.ts";
import { WorkspaceService } from "#core/features/workspace/index.ts";
import { Documents } from "#core/sync/documents.ts";
import { RoomReplica } from "#core/sync/room-replica.ts";
import type { Database } from "#core/db/sqlite.ts";
import { SearchInput } from "#shared/features/catalog/catalog.api.ts";
import { writePatch } from "#shared/features/catalog/poc-document.ts";
import { memoryPipes, type MemoryPipes } from "#shared/sync/memory-pipe.ts";
import { keyPair } from "#shared/sync/noise.ts";
import { RoomSync } from "#shared/sync/room-sync.ts";
import { temporaryFolder } from "#test/builders/folders.ts";
import { joinRoom } from "#test/builders/room.ts";
import { seededBytes } from "#test/builders/secure-channels.ts";
import { VirtualTime } from "#test/builders/virtual-time.ts";

/** When the time of the devices begins. */
export const BEGUN = Date.UTC(2026, 0, 1);
/** The id of a document by its number. */
export const id = (at: number): string => `00000000-0000-7000-8000-${String(at).padStart(12, "0")}`;

/** One device: a real database with documents, projections and index, and its side of the room. */
export class Device {
  readonly db: Database;
  readonly documents: Documents;
  readonly index: SearchIndex;
  readonly sync: RoomSync;
  readonly replica: RoomReplica;
  readonly roomId: string;
  readonly origin;

  constructor(at: number, time: VirtualTime, roomId: string | null) {
    const clock = (): number => BEGUN + time.now;
    const { db } = openDatabase(temporaryFolder(), clock);
    this.db = db;
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
    this.documents.own.listen({
      live: (changes) => {
        for (const { id: changed, roomId: room, update } of changes) {
          const given = room === this.roomId ? this.replica.told(changed, update) : null;
          if (given !== null) this.sync.publish(given);
        }
      },
      lost: (ids) => {
        for (const lost of ids) this.sync.changed(lost);
      },
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

/** Devices in a time of their own, not joined yet. */
export class Devices {
  readonly time = new VirtualTime();
  readonly all: Device[];
  #pipes: MemoryPipes[] = [];

  constructor(count: number) {
    this.all = [];
    for (let at = 0; at < count; at++) this.all.push(new Device(at, this.time, this.all[0]?.roomId ?? null));
  }

  /** Joins each of them with each other one. */
  join(who: readonly Device[] = this.all): void {
    const random = seededBytes("devices");
    for (const [one, first] of this.all.entries()) {
      for (const [other, second] of this.all.entries()) {
        if (one >= other || !who.includes(first) || !who.includes(second)) continue;
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

  /** Lets time pass until they are equal. */
  settle(who: readonly Device[] = this.all): void {
    for (let turn = 0; turn < 2_000; turn++) {
      const digests = new Set(who.map(({ sync }) => Buffer.from(sync.digest).toString("hex")));
      if (digests.size === 1) return;
      this.time.advance(50);
    }
    throw new Error("The devices do not become equal.");
  }
}

/** So many devices of one room. */
export function devices(count: number): { room: Devices; one: Device; other: Device; third: Device } {
  const room = new Devices(count);
  const [one, other, third] = room.all as [Device, Device, Device];
  return { room, one, other, third };
}
