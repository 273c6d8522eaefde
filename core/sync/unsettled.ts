import * as Y from "yjs";
import type { Database } from "#core/db/sqlite.ts";
import type { DocumentHead } from "./documents-store.ts";

/** A document as it was before this device changed it. */
export interface UnsettledRow {
  readonly document_id: string;
  /** null for one that was begun here. */
  readonly base: Uint8Array | null;
  readonly base_deleted_at: number | null;
  readonly base_marked_at: number;
  /** The last change of its history before. */
  readonly since: number;
}

/** Which documents hold changes of this device that no member who may write is known to have, and what they were before. */
export class Unsettled {
  readonly #sql;
  /** False while there is surely none. */
  #some = true;
  #tracks: () => boolean = () => false;

  constructor(db: Database) {
    this.#sql = {
      has: db.prepare("SELECT 1 FROM document_unsettled WHERE document_id = ?"),
      add: db.prepare(
        `INSERT INTO document_unsettled (document_id, base, base_deleted_at, base_marked_at, since)
         VALUES (?, ?, ?, ?, (SELECT coalesce(max(id), 0) FROM document_change WHERE document_id = ?))`,
      ),
      get: db.prepare<[string], UnsettledRow>("SELECT * FROM document_unsettled WHERE document_id = ?"),
      ids: db.prepare<[], string>("SELECT document_id FROM document_unsettled").pluck(),
      drop: db.prepare("DELETE FROM document_unsettled WHERE document_id = ?"),
      clear: db.prepare("DELETE FROM document_unsettled"),
    };
  }

  /** Says when to take note: nobody loses a right in a workspace of one's own. */
  track(tracks: () => boolean): void {
    this.#tracks = tracks;
  }

  /** A document that is begun here; runs inside the transaction that begins it, after its head is written. */
  begun(id: string): void {
    if (!this.#tracks()) return;
    this.#some = true;
    this.#sql.add.run(id, null, null, 0, id);
  }

  /** A document before it is changed here; answers what takes note of it, inside the transaction, once it was. */
  before({ id, deleted_at, marked_at }: DocumentHead, doc: () => Y.Doc): () => void {
    if (!this.#tracks() || this.#sql.has.get(id) !== undefined) return () => undefined;
    const base = Y.encodeStateAsUpdate(doc());
    return () => {
      this.#some = true;
      this.#sql.add.run(id, base, deleted_at, marked_at, id);
    };
  }

  ids(): string[] {
    return this.#some ? this.#sql.ids.all() : [];
  }

  get(id: string): UnsettledRow | undefined {
    return this.#sql.get.get(id);
  }

  drop(id: string): void {
    this.#sql.drop.run(id);
  }

  /** Somebody who may write has everything. */
  settle(): void {
    if (!this.#some) return;
    this.#sql.clear.run();
    this.#some = false;
  }
}
