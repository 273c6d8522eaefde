import type { Database } from "#core/db/sqlite.ts";
import type { Documents } from "./documents.ts";

/** How much a workspace holds. */
export interface Size {
  /** Documents that are not deleted. */
  readonly documents: number;
  /** Of the saved updates and snapshots. */
  readonly bytes: number;
}

/** Counts what a database of documents holds; anew only after something has changed. */
export class RoomSize {
  readonly #db: Database;
  #known: Size | null = null;

  constructor(db: Database, documents: Documents) {
    this.#db = db;
    documents.onChanged(() => (this.#known = null));
  }

  get(): Size {
    this.#known ??= this.#count();
    return this.#known;
  }

  #count(): Size {
    const size = this.#db
      .prepare<[], Size>(
        `SELECT (SELECT count(*) FROM document WHERE deleted_at IS NULL) AS documents,
           (SELECT coalesce(sum(length(bytes)), 0) FROM document_update) +
           (SELECT coalesce(sum(length(bytes)), 0) FROM document_snapshot) AS bytes`,
      )
      .get();
    if (size === undefined) throw new Error("counting answers one row");
    return size;
  }
}
