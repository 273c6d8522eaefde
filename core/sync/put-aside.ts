import type { Database } from "#core/db/sqlite.ts";

/** Something that was written here and nobody took. */
export interface PutAsideEntry {
  readonly id: number;
  /** Id of the document, which is not here any more where it was begun on this device. */
  readonly document: string;
  /** What it was called; null for one without a name. */
  readonly name: string | null;
  /** As in the history: "created", "deleted" and "restored" too, which have no values. */
  readonly field: string;
  /** What stood there before, and what was written. */
  readonly before: string | null;
  readonly mine: string | null;
  /** When it was written, milliseconds since the epoch. */
  readonly at: number;
}

/** What was written on this device just before it lost the right to: kept until a person forgets it. */
export class PutAside {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** The newest 1,000, the newest first. */
  list(): PutAsideEntry[] {
    return this.#db
      .prepare<[], PutAsideEntry>(
        `SELECT id, document_id AS document, name, field, before, mine, at FROM put_aside
         ORDER BY at DESC, id DESC LIMIT 1000`,
      )
      .all();
  }

  get count(): number {
    return this.#db.prepare<[], number>("SELECT count(*) FROM put_aside").pluck().get() ?? 0;
  }

  /** Runs inside the caller's transaction. */
  add({ document, name, field, before, mine, at }: Omit<PutAsideEntry, "id">): void {
    this.#db
      .prepare("INSERT INTO put_aside (document_id, name, field, before, mine, at) VALUES (?, ?, ?, ?, ?, ?)")
      .run(document, name, field, before, mine, at);
  }

  forget(ids: readonly number[]): void {
    const one = this.#db.prepare("DELETE FROM put_aside WHERE id = ?");
    this.#db.transaction(() => {
      for (const id of ids) one.run(id);
    })();
  }
}
