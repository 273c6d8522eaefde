import * as z from "zod";
import type { Database } from "#core/db/sqlite.ts";
import type { PeerView } from "#core/sync/room-peers.ts";

const KEY = "last-equal";
const Saved = z.record(z.string(), z.number());

/** When each member last had the same documents as this device: also of those that are away, and after a restart. */
export class LastEqual {
  readonly #db: Database;
  readonly #at: Map<string, number>;
  #there: ReadonlySet<string> = new Set();

  constructor(db: Database) {
    this.#db = db;
    this.#at = new Map(Object.entries(this.#saved()));
  }

  /** Milliseconds since the epoch; null for never, or not that this device remembers. */
  of(device: string): number | null {
    return this.#at.get(device) ?? null;
  }

  /** Notes how those stand that are connected now. What is known of one who has gone is saved. */
  note(peers: readonly PeerView[]): void {
    for (const { device, equalAt } of peers) if (equalAt !== null) this.#at.set(device, equalAt);
    const there = new Set(peers.map(({ device }) => device));
    const gone = [...this.#there].some((device) => !there.has(device));
    this.#there = there;
    if (gone) this.#save();
  }

  /** Forgets everybody. */
  clear(): void {
    this.#at.clear();
    this.#there = new Set();
    this.#db.prepare("DELETE FROM meta WHERE key = ?").run(KEY);
  }

  #save(): void {
    this.#db
      .prepare("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)")
      .run(KEY, JSON.stringify(Object.fromEntries(this.#at)));
  }

  #saved(): Readonly<Record<string, number>> {
    const text = this.#db.prepare<[string], string>("SELECT value FROM meta WHERE key = ?").pluck().get(KEY);
    if (text === undefined) return {};
    try {
      return Saved.parse(JSON.parse(text));
    } catch {
      // It is a courtesy: without it nobody is missing anything.
      return {};
    }
  }
}
