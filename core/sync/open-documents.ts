import type * as Y from "yjs";
import { failure } from "#shared/api/failures.ts";
import { asStorageError } from "#core/db/sqlite.ts";
import type { documentsStore, DocumentHead } from "./documents-store.ts";
import { applyKept } from "./merge-cost.ts";
import { newDocument } from "./state.ts";

/** Documents that are kept at most, and bytes of their logs and snapshots together; the last one used is kept in any case. */
const KEPT = 16;
const KEPT_BYTES = 8 * 1024 * 1024;

interface Open {
  readonly doc: Y.Doc;
  /** The state's hash, as its head had it when it was kept. */
  readonly hash: Uint8Array;
  readonly bytes: number;
}

/**
 * Documents as their logs make them; those that were changed last stay in memory: whoever types changes one again and
 * again, and reading its log takes longer than all the rest. What is kept counts only while its hash is that of the head, so
 * that what a transaction that was rolled back, or anything else, has made of the log is read anew.
 */
export class OpenDocuments {
  readonly #sql: Pick<ReturnType<typeof documentsStore>, "snapshot" | "updatesAfter" | "storedBytes">;
  readonly #kept = new Map<string, Open>();

  constructor(sql: Pick<ReturnType<typeof documentsStore>, "snapshot" | "updatesAfter" | "storedBytes">) {
    this.#sql = sql;
  }

  /** A document of the caller's own. Throws STORAGE_DAMAGED for a log that cannot be read. */
  load(id: string): Y.Doc {
    const doc = newDocument(id);
    try {
      const snapshot = this.#sql.snapshot.get(id);
      if (snapshot !== undefined) applyKept(doc, snapshot.bytes);
      for (const update of this.#sql.updatesAfter.all(id, snapshot?.upto_seq ?? 0))
        applyKept(doc, update.bytes);
      return doc;
    } catch (error) {
      if (asStorageError(error) !== error) throw asStorageError(error);
      throw failure("document.damaged", {}, { cause: error });
    }
  }

  /** A document to be changed: it is kept again once that is written, so that a change that fails leaves nothing behind. */
  open({ id, state_hash }: DocumentHead): Y.Doc {
    const kept = this.#kept.get(id);
    this.#kept.delete(id);
    if (kept !== undefined && Buffer.compare(kept.hash, state_hash) === 0) return kept.doc;
    kept?.doc.destroy();
    return this.load(id);
  }

  /** Keeps a document, in the state that this hash is of. */
  keep(id: string, doc: Y.Doc, hash: Uint8Array): void {
    this.#kept.set(id, { doc, hash, bytes: this.#sql.storedBytes.get(id) ?? 0 });
    let all = 0;
    for (const { bytes } of this.#kept.values()) all += bytes;
    for (const [other, { doc: oldest, bytes }] of this.#kept) {
      if (this.#kept.size === 1 || (this.#kept.size <= KEPT && all <= KEPT_BYTES)) return;
      all -= bytes;
      this.#kept.delete(other);
      oldest.destroy();
    }
  }
}
