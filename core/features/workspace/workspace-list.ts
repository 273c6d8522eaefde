import { randomBytes } from "node:crypto";
import { failure } from "#shared/api/failures.ts";
import { uuidV7 } from "#shared/lib/ids.ts";
import type { Clock } from "#shared/lib/time.ts";
import type { Database } from "#core/db/sqlite.ts";
import type { RoomSeed } from "./workspace-service.ts";

const CURRENT = "current-workspace";
const PAUSED = "sync-paused";

/** The workspaces beside Personal that this device has, and which one is looked at. */
export class WorkspaceList {
  readonly #db: Database;
  readonly #clock: Clock;

  constructor(db: Database, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  /** All, in the order in which they came. */
  all(): RoomSeed[] {
    return this.#db
      .prepare<[], RoomSeed>(
        "SELECT id, name, key, created_at AS createdAt, founder, members FROM workspace ORDER BY added_at, id",
      )
      .all();
  }

  /** Begins a workspace with an id and a key of its own. */
  create(name: string): RoomSeed {
    const now = this.#clock();
    const seed = {
      id: uuidV7(now, randomBytes),
      name,
      key: randomBytes(32),
      createdAt: now,
      founder: null,
      members: null,
    };
    this.add(seed);
    return seed;
  }

  /** Takes up a workspace that somebody else has begun. Throws CONFLICT for one that is here. */
  add(seed: RoomSeed): void {
    const added = this.#db
      .prepare(
        `INSERT INTO workspace (id, name, key, founder, members, created_at, added_at)
         VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
      )
      .run(seed.id, seed.name, seed.key, seed.founder, seed.members, seed.createdAt, this.#clock());
    if (added.changes === 0) throw failure("workspace.exists", { name: seed.name });
  }

  rename(id: string, name: string): void {
    this.#db.prepare("UPDATE workspace SET name = ? WHERE id = ?").run(name, id);
  }

  /** Keeps who belongs to a workspace; nothing for Personal, which does not stand here. */
  keepMembers(id: string, founder: Uint8Array, members: Uint8Array): void {
    this.#db.prepare("UPDATE workspace SET founder = ?, members = ? WHERE id = ?").run(founder, members, id);
  }

  /** Keeps a workspace that is shared with nobody any more, under another key. */
  unshare(id: string, key: Uint8Array): void {
    this.#db
      .prepare("UPDATE workspace SET founder = NULL, members = NULL, key = ? WHERE id = ?")
      .run(key, id);
  }

  /** Forgets a workspace and its key. */
  remove(id: string): void {
    this.#db.prepare("DELETE FROM workspace WHERE id = ?").run(id);
  }

  /** The workspace that is looked at, or null for Personal. */
  get current(): string | null {
    return this.#get(CURRENT);
  }

  set current(id: string | null) {
    this.#set(CURRENT, id);
  }

  /** True while a person wants nothing to be synced. */
  get paused(): boolean {
    return this.#get(PAUSED) !== null;
  }

  set paused(paused: boolean) {
    this.#set(PAUSED, paused ? "yes" : null);
  }

  #get(key: string): string | null {
    return (
      this.#db.prepare<[string], string>("SELECT value FROM meta WHERE key = ?").pluck().get(key) ?? null
    );
  }

  #set(key: string, value: string | null): void {
    if (value === null) this.#db.prepare("DELETE FROM meta WHERE key = ?").run(key);
    else this.#db.prepare("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)").run(key, value);
  }
}
