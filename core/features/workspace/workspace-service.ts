import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import { isName } from "#shared/features/workspace/records.ts";
import { FIRST_WORKSPACE } from "#shared/features/workspace/workspace.ts";
import { uuidV7 } from "#shared/lib/ids.ts";
import type { Clock } from "#shared/lib/time.ts";
import type { Database } from "#core/db/sqlite.ts";

/** Names of those who were in a workspace that is shared with nobody any more. */
const FORMER_NAMES = "former-names";

export interface Room {
  readonly id: string;
  readonly name: string;
  readonly created_at: number;
}

/** A workspace as its members know it. The key never leaves the core. */
export interface RoomSeed {
  readonly id: string;
  readonly name: string;
  readonly key: Uint8Array;
  readonly createdAt: number;
  /** The founder's public key and the members' records; null for a workspace that was never shared. */
  readonly founder: Uint8Array | null;
  readonly members: Uint8Array | null;
}

/** This device and the workspace that every document of a database names. */
export class WorkspaceService {
  readonly #db: Database;
  readonly #clock: Clock;
  #nameOf: (author: string) => string | null = () => null;

  constructor(db: Database, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  /** Makes what is missing: the device, and the workspace Personal with an id and a key of its own. */
  ensure(): void {
    const now = this.#clock();
    this.#make(
      { id: uuidV7(now, randomBytes), name: hostname() || "Tatami" },
      {
        id: uuidV7(now, randomBytes),
        name: FIRST_WORKSPACE,
        key: randomBytes(32),
        createdAt: now,
        founder: null,
        members: null,
      },
    );
  }

  /** Makes the database that of a workspace, and names the device in it that it has elsewhere. */
  ensureRoom(device: { readonly id: string; readonly name: string }, room: RoomSeed): void {
    this.#make(device, room);
    this.#db.prepare("UPDATE device SET name = ? WHERE id = ?").run(device.name, device.id);
    this.#db.prepare("UPDATE room SET name = ? WHERE id = ?").run(room.name, room.id);
  }

  #make(device: { readonly id: string; readonly name: string }, room: RoomSeed): void {
    this.#db
      .transaction(() => {
        if (this.#db.prepare("SELECT 1 FROM device").get() === undefined) {
          this.#db
            .prepare("INSERT INTO device (id, name, created_at) VALUES (?, ?, ?)")
            .run(device.id, device.name, this.#clock());
        }
        if (this.#db.prepare("SELECT 1 FROM room").get() === undefined) {
          this.#db
            .prepare(
              "INSERT INTO room (id, name, key, founder, members, created_at) VALUES (?, ?, ?, ?, ?, ?)",
            )
            .run(room.id, room.name, room.key, room.founder, room.members, room.createdAt);
        }
      })
      .immediate();
  }

  /** Id and name of this device. */
  device(): { readonly id: string; readonly name: string } {
    const row = this.#db
      .prepare<[], { id: string; name: string }>("SELECT id, name FROM device LIMIT 1")
      .get();
    if (row === undefined) throw new Error("the device is made at the first start");
    return row;
  }

  /** The key of this device's own; made when it is first asked for. For the first database only. */
  secret(): Uint8Array {
    const known = this.#db.prepare<[], Uint8Array | null>("SELECT secret FROM device LIMIT 1").pluck().get();
    if (known) return Uint8Array.from(known);
    const secret = randomBytes(32);
    this.#db.prepare("UPDATE device SET secret = ?").run(secret);
    return Uint8Array.from(secret);
  }

  /** The workspace with its key. */
  seed(): RoomSeed {
    const seed = this.#db
      .prepare<[], RoomSeed>(
        "SELECT id, name, key, created_at AS createdAt, founder, members FROM room LIMIT 1",
      )
      .get();
    if (seed === undefined) throw new Error("the workspace is made when its database is");
    return seed;
  }

  /** Keeps who belongs to the workspace. */
  keepMembers(founder: Uint8Array, members: Uint8Array): void {
    this.#db.prepare("UPDATE room SET founder = ?, members = ?").run(founder, members);
  }

  /** Makes it a workspace of this device alone, under another key of 32 bytes; `names` are those of authors who were in it. */
  unshare(key: Uint8Array, names: ReadonlyMap<string, string>): void {
    this.#db.prepare("UPDATE room SET founder = NULL, members = NULL, key = ?").run(key);
    const all = { ...this.#formerNames(), ...Object.fromEntries(names) };
    this.#db
      .prepare("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)")
      .run(FORMER_NAMES, JSON.stringify(all));
  }

  #formerNames(): Readonly<Record<string, string>> {
    const text = this.#db
      .prepare<[string], string>("SELECT value FROM meta WHERE key = ?")
      .pluck()
      .get(FORMER_NAMES);
    return text === undefined ? {} : (JSON.parse(text) as Record<string, string>);
  }

  rename(name: string): void {
    this.#db.prepare("UPDATE room SET name = ?").run(name);
  }

  renameDevice(name: string): void {
    this.#db.prepare("UPDATE device SET name = ?").run(name);
  }

  /** Says who names the authors that are other devices. */
  nameAuthorsBy(nameOf: (author: string) => string | null): void {
    this.#nameOf = nameOf;
  }

  /** Name of a device by its id, or the key that it has proved; what is given for one that is not known here. */
  deviceName(id: string): string {
    return (
      this.#nameOf(id) ??
      this.#db.prepare<[string], { name: string }>("SELECT name FROM device WHERE id = ?").get(id)?.name ??
      this.#formerNames()[id] ??
      id
    );
  }

  /** The workspace of this database. */
  current(): { id: string; name: string; createdAt: number; documents: number } {
    const room = this.#db
      .prepare<[], Room>("SELECT id, name, created_at FROM room ORDER BY created_at LIMIT 1")
      .get();
    if (room === undefined) throw new Error("the workspace is made at the first start");
    const documents = this.#db
      .prepare<[string], { n: number }>(
        "SELECT count(*) AS n FROM document WHERE room_id = ? AND deleted_at IS NULL",
      )
      .get(room.id);
    return { id: room.id, name: room.name, createdAt: room.created_at, documents: documents?.n ?? 0 };
  }
}

/** A device's name as others may be told it. */
export function nameFrom(name: string): string {
  return isName(name.trim()) ? name.trim() : "Tatami";
}
