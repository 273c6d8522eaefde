import { hash } from "node:crypto";
import * as Y from "yjs";
import type { FieldChange } from "./documents-store.ts";
import { applyMeasured, MERGE_MOST } from "./merge-cost.ts";

/** A log past either bound is folded into its snapshot. */
export const COMPACT_UPDATES = 200;
export const COMPACT_BYTES = 256 * 1024;

/** SHA-256 of the document's snapshot (state vector and deletes): equal exactly on equal documents. */
export function stateHash(doc: Y.Doc): Buffer {
  return hash("sha256", Y.encodeSnapshot(Y.snapshot(doc)), "buffer");
}

/** Characters of a value that is kept although another one counts. */
const KEPT_VALUE = 4_000;

/**
 * An empty document of ours. Yjs throws away what is deleted; of what people say under `user` it does not here: whoever comes
 * back with a value that another one has won over still brings it along, for the history of the other. See decision 29.
 */
export function newDocument(id: string): Y.Doc {
  return new Y.Doc({ guid: id, gcFilter: (item) => !isValue(item) });
}

function isValue({ parent, parentSub, content, length }: Y.Item): boolean {
  if (parentSub === null || length !== 1 || !(content instanceof Y.ContentAny)) return false;
  const value: unknown = content.arr[0];
  const isUsers = parent instanceof Y.AbstractType && parent.doc?.share.get("user") === parent;
  return isUsers && typeof value === "string" && value.length <= KEPT_VALUE;
}

/** Applies a change that somebody else has made. Throws for one that is none, and CostlyMergeError. */
export function applyReceived(doc: Y.Doc, update: Uint8Array): void {
  applyMeasured(doc, update, MERGE_MOST);
}

/** What differs between the fields of a document before and after a change. */
export function differences(
  before: Record<string, string | null>,
  after: Record<string, string | null>,
): FieldChange[] {
  const changes: FieldChange[] = [];
  for (const field of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const from = before[field] ?? null;
    const to = after[field] ?? null;
    if (from !== to) changes.push({ field, before: from, after: to });
  }
  return changes;
}
