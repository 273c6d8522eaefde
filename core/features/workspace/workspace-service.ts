import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import { FIRST_WORKSPACE } from "#shared/features/workspace/workspace.ts";
import { uuidV7 } from "#shared/lib/ids.ts";
import type { Clock } from "#shared/lib/time.ts";
import type { Database } from "#core/db/sqlite.ts";

export interface Room {
  readonly id: string;
  readonly name: string;
  readonly created_at: number;
}

/** This device and the workspace that every document names. Both are made at the first start. */
export class WorkspaceService {
  readonly #db: Database;
  readonly #clock: Clock;

  constructor(db: Database, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  /** Makes what is missing: the device, and the workspace Personal with an id and a key of its own. */
  ensure(): void {
    this.#db
      .transaction(() => {
        const now = this.#clock();
        if (this.#db.prepare("SELECT 1 FROM device").get() === undefined) {
          this.#db
            .prepare("INSERT INTO device (id, name, created_at) VALUES (?, ?, ?)")
            .run(uuidV7(now, randomBytes), hostname() || "Tatami", now);
        }
        if (this.#db.prepare("SELECT 1 FROM room").get() === undefined) {
          this.#db
            .prepare("INSERT INTO room (id, name, key, created_at) VALUES (?, ?, ?, ?)")
            .run(uuidV7(now, randomBytes), FIRST_WORKSPACE, randomBytes(32), now);
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

  renameDevice(name: string): void {
    this.#db.prepare("UPDATE device SET name = ?").run(name);
  }

  /** Name of a device by its id; the id itself for one that is not known here. */
  deviceName(id: string): string {
    return (
      this.#db.prepare<[string], { name: string }>("SELECT name FROM device WHERE id = ?").get(id)?.name ?? id
    );
  }

  /** The one workspace. */
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
