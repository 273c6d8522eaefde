import { failure } from "#shared/api/failures.ts";
import type { Documents } from "#core/sync/documents.ts";
import type { ChangeRow, FieldChange } from "#core/sync/documents-store.ts";
import type { PrivateNotes } from "./private-notes.ts";

/** How many changes a history tells of. */
const TOLD = 500;
/** Changes of documents and those of private notes are counted apart: so begins what names one of the latter. */
const PRIVATE = "private-";

/** One change, named among all of its POC. */
export type NamedChange = Omit<ChangeRow, "id"> & { readonly id: string };

/** What was changed of POCs: in their documents, and in the private notes beside them. */
export class PocHistory {
  readonly #documents: Documents;
  readonly #privateNotes: PrivateNotes;

  constructor(documents: Documents, privateNotes: PrivateNotes) {
    this.#documents = documents;
    this.#privateNotes = privateNotes;
  }

  /** The newest changes of a POC, newest first; `device` is this one, the author of all private notes. */
  list(id: string, device: string): NamedChange[] {
    const shared = this.#documents.history(id).map((row) => ({ ...row, id: String(row.id) }));
    const own = this.#privateNotes
      .history(id)
      .map((row) => ({ ...row, id: PRIVATE + String(row.id), author: device }));
    return [...own, ...shared].toSorted((one, other) => other.at - one.at).slice(0, TOLD);
  }

  /** The change of a POC with this name. Throws NOT_FOUND. */
  change(id: string, name: string): FieldChange {
    if (!name.startsWith(PRIVATE)) return this.#documents.historyEntry(id, Number(name));
    const change = this.#privateNotes.change(id, Number(name.slice(PRIVATE.length)));
    if (change === undefined) throw failure("entry.missing", {});
    return change;
  }
}
