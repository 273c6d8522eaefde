import type * as Y from "yjs";
import type { Reason } from "#shared/api/errors.ts";

/** What a kind of document must say for itself, so that the log need not know it. */
export interface DocumentKind<Row = unknown> {
  readonly kind: string;
  /** The newest schema version that this program writes. */
  readonly schema: number;
  /** True where a replay is needed: the update log is then never compacted. */
  readonly keepsLog: boolean;
  /** Pure: the document's rows, or why it does not fit its schema. */
  project(
    doc: Y.Doc,
  ): { readonly ok: true; readonly value: Row } | { readonly ok: false; readonly problem: Reason };
  /** The fields that people see in the history, as text. */
  historyFields(doc: Y.Doc): Record<string, string | null>;
  /** What people call it, whoever or whatever has given it that name; null for one without. */
  nameOf(doc: Y.Doc): string | null;
  /** The field of the history that a key of a root is, of which one value counts; null for what is no such field. */
  fieldOf(root: string, key: string): string | null;
  /** Writes the rows of one document; runs inside the transaction of its update. */
  store(id: string, roomId: string, row: Row): void;
  /** Removes the rows of one document; runs inside the transaction. */
  unstore(id: string): void;
  /**
   * Forgets what is kept here beside a document whose content goes for good; `own` where this device was the last to delete
   * it. Runs inside the transaction.
   */
  purged(id: string, own: boolean): void;
  /** Writes what `store` and `unstore` left for the end of the transaction; runs as its last step. */
  flush(): void;
  /** Forgets what was left for the end of the transaction: it failed, or a rebuild writes all anew. */
  discard(): void;
  /** A digest of the stored rows of one document, null without rows: a rebuild compares it. */
  digest(id: string): string | null;
  /** Ids that have rows: a rebuild removes those without a document. */
  storedIds(): string[];
  /** Builds what is derived from the rows (the search index) anew; runs inside the rebuild's transaction. */
  reindex(): void;
}
