import * as Y from "yjs";
import { reason } from "#shared/api/reasons.ts";
import { MARK_AHEAD, MAX_DOCUMENT, MAX_VECTOR } from "#shared/sync/limits.ts";
import type { Given, Mark } from "#shared/sync/messages.ts";
import type { Taken } from "#shared/sync/replica.ts";
import type { DocumentKind } from "./document-kind.ts";
import type { documentsStore, DocumentHead, FieldChange } from "./documents-store.ts";
import { lostValues } from "./lost-values.ts";
import { CostlyMergeError, isQuickToRead } from "./merge-cost.ts";
import { problemText } from "./problem.ts";
import {
  applyReceived,
  COMPACT_BYTES,
  COMPACT_UPDATES,
  differences,
  newDocument,
  stateHash,
} from "./state.ts";

/** A change of another device, and the room in which it came. */
export interface Received extends Given {
  readonly roomId: string;
}

/** What became of it. */
export type Reception = Taken;

/** What receiving is given; it runs inside the caller's transaction. */
export interface ReceiveParts {
  readonly sql: ReturnType<typeof documentsStore>;
  readonly now: number;
  /** null for a kind that this version does not know: such documents are kept and passed on, and not shown. */
  readonly kind: (name: string) => DocumentKind | null;
  readonly load: (id: string) => Y.Doc;
  /** A document to be changed, which may be in memory already; whoever keeps it hands it back with its state's hash. */
  readonly open: (head: DocumentHead) => Y.Doc;
  readonly keep: (id: string, doc: Y.Doc, hash: Uint8Array) => void;
  readonly touched: (id: string) => void;
  readonly compact: (id: string, doc: Y.Doc) => void;
}

const TOO_EARLY = "The time of the mark has not come yet.";

const refused = (text: string): Reception => ({ result: "refused", text });

/** Takes a change of another device as {@link Documents.receive} says. */
export function receiveChange(received: Received, author: string, parts: ReceiveParts): Reception {
  const { sql } = parts;
  const head = sql.head.get(received.id);
  // An id of another room tells whoever guessed it nothing: it is refused like any other misfit.
  if (head !== undefined && (head.room_id !== received.roomId || head.kind !== received.kind))
    return refused("The document does not fit the one that is here.");
  const told = laterMark(head, received.mark);
  // It would count over everything that is done before that time.
  const early = told.changed && received.mark.at > parts.now + MARK_AHEAD;
  if (early && (received.mark.deleted || head?.purged === 1)) return refused(TOO_EARLY);
  // A wrong clock of before must not hold up what is written now.
  const marked = early ? { deleted: isDeleted(head), changed: false } : told;
  const kind = parts.kind(received.kind);
  const doc = head === undefined || head.purged === 1 ? newDocument(received.id) : parts.open(head);
  const before = fieldsOf(kind, doc);
  const vector = new Map(Y.decodeStateVector(Y.encodeStateVector(doc)));
  try {
    applyReceived(doc, received.update);
  } catch (error) {
    return refused(error instanceof CostlyMergeError ? error.message : "The change is none.");
  }
  if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) return { result: "pending" };
  const hash = stateHash(doc);
  const changed = head === undefined || !hash.equals(head.state_hash);
  // What was applied to it is not in the log, so it is not kept: the hash covers what parts there are, not what they say.
  if (!changed && !marked.changed) return early ? refused(TOO_EARLY) : { result: "same" };
  // Of what is deleted and stays so only the mark counts: its content is not brought back by an edit made elsewhere.
  if (head?.purged === 1 && marked.deleted) return markOnly(received, head, parts);
  if (changed && !fits(doc, received, head, parts)) return refused("The document is too large.");
  if (changed && !isQuickToRead(doc)) return refused(new CostlyMergeError().message);

  const projected = project(kind, doc, received.kind);
  const problem = projected.ok || marked.deleted ? null : problemText(projected.problem);
  if (head === undefined) {
    const { id, roomId, update } = received;
    const made = received.schema;
    sql.insertHead.run(id, roomId, received.kind, made, hash, parts.now, parts.now, update.length, problem);
    sql.appendUpdate.run(id, author, parts.now, update);
  } else if (changed || head.purged === 1) {
    if (head.purged === 1) sql.revive.run(head.id);
    sql.appendUpdate.run(head.id, author, parts.now, received.update);
    sql.touchHead.run(hash, parts.now, received.schema, problem, received.update.length, head.id);
  }
  if (marked.changed)
    sql.setDeleted.run(marked.deleted ? parts.now : null, received.mark.at, parts.now, received.id);
  const changes = differences(before, fieldsOf(kind, doc));
  writeHistory(received.id, author, parts, head === undefined ? [CREATED, ...changes] : changes);
  if (head !== undefined && !marked.deleted) writeLost(received, author, parts, kind, doc, vector);
  if (marked.changed && head !== undefined)
    writeHistory(received.id, author, parts, [markChange(marked.deleted)]);
  if (marked.deleted || !projected.ok) kind?.unstore(received.id);
  else kind?.store(received.id, received.roomId, projected.value);
  const long =
    (head?.log_updates ?? 0) + 1 > COMPACT_UPDATES ||
    (head?.log_bytes ?? 0) + received.update.length > COMPACT_BYTES;
  // Of a kind that is not known nobody here can replay anything, and every change reads the whole log.
  if (long && kind?.keepsLog !== true) parts.compact(received.id, doc);
  parts.touched(received.id);
  parts.keep(received.id, doc, hash);
  return { result: "changed" };
}

/** Changes of one field by one device within so many milliseconds are one step of the history. */
const ONE_STEP = 60_000;
/** Steps of the history that one change makes at most: thousands of tags at once are no edit. */
const HISTORY_STEPS = 1_000;
/** Characters of a value that the history keeps: as many as may be written here. */
const HISTORY_TEXT = 200_000;
const CREATED: FieldChange = { field: "created", before: null, after: null };

function markChange(deleted: boolean): FieldChange {
  return { field: deleted ? "deleted" : "restored", before: null, after: null };
}

function writeHistory(
  id: string,
  author: string,
  parts: ReceiveParts,
  changes: readonly FieldChange[],
): void {
  const { sql, now } = parts;
  for (const { field, before, after } of changes.slice(0, HISTORY_STEPS)) {
    const last = before === null ? undefined : sql.lastChange.get(id, field);
    // Somebody who types makes one step of it, not one of each key with all of the text before and after.
    const goesOn =
      last !== undefined &&
      last.before !== null &&
      last.author === author &&
      last.command === "sync" &&
      Math.abs(now - last.at) < ONE_STEP;
    if (goesOn) sql.amendChange.run(cut(after), last.id);
    else sql.appendChange.run(id, author, now, "sync", field, cut(before), cut(after));
  }
}

/**
 * Writes into the history what somebody else has written and what is not shown, because what is here has won: as if it had
 * been there before, so that it can be given back.
 */
function writeLost(
  { id, update }: Received,
  author: string,
  parts: ReceiveParts,
  kind: DocumentKind | null,
  doc: Y.Doc,
  vector: ReadonlyMap<number, number>,
): void {
  const { sql, now } = parts;
  const fields = fieldsOf(kind, doc);
  for (const { field, lost } of lostValues(doc, update, vector, kind)) {
    const shown = fields[field] ?? null;
    const last = sql.lastChange.get(id, field);
    if (lost === shown) continue;
    const lostBefore = sql.lastChangeBy.get(id, field, author);
    // Within a minute what one device loses is one step of the history, as all that it does. What it won is another.
    const goesOn =
      last?.after === shown &&
      lostBefore?.at === last.at &&
      lostBefore.after === last.before &&
      Math.abs(now - last.at) < ONE_STEP;
    if (goesOn) {
      sql.amendChange.run(cut(lost), lostBefore.id);
      sql.amendBefore.run(cut(lost), last.id);
      continue;
    }
    sql.appendChange.run(id, author, now, "sync", field, last?.before ?? null, cut(lost));
    sql.appendChange.run(id, last?.author ?? author, now, "sync", field, cut(lost), cut(shown));
  }
}

function cut(text: string | null): string | null {
  return text === null ? null : text.slice(0, HISTORY_TEXT);
}

/** True when what a document becomes can be kept and passed on: everybody who lists it must be able to ask for it and take it. */
function fits(
  doc: Y.Doc,
  { update }: Received,
  head: DocumentHead | undefined,
  { sql }: ReceiveParts,
): boolean {
  const logBytes = (head?.log_bytes ?? 0) + update.length;
  if (logBytes > 2 * MAX_DOCUMENT) return false;
  const vector = Y.encodeStateVector(doc);
  if (vector.length > MAX_VECTOR) return false;
  // A clock that is not counted exactly cannot be told to anybody.
  for (const clock of Y.decodeStateVector(vector).values()) if (!Number.isSafeInteger(clock)) return false;
  // Written anew only when it could be too large: the log is folded, so its bytes alone say little.
  const snapshotBytes = head === undefined ? 0 : (sql.snapshotBytes.get(head.id) ?? 0);
  return logBytes + snapshotBytes <= MAX_DOCUMENT || Y.encodeStateAsUpdate(doc).length <= MAX_DOCUMENT;
}

function markOnly(received: Received, head: DocumentHead, parts: ReceiveParts): Reception {
  if (head.marked_at >= received.mark.at) return { result: "same" };
  parts.sql.setDeleted.run(parts.now, received.mark.at, parts.now, head.id);
  parts.touched(head.id);
  return { result: "changed" };
}

/** The mark that counts: the later, and of equal times the deletion. */
export function laterMark(
  head: Pick<DocumentHead, "deleted_at" | "marked_at"> | undefined,
  mark: Mark,
): { readonly deleted: boolean; readonly changed: boolean } {
  const deleted = isDeleted(head);
  const at = head?.marked_at ?? 0;
  const wins = mark.at > at || (mark.at === at && mark.deleted && !deleted);
  return wins ? { deleted: mark.deleted, changed: true } : { deleted, changed: false };
}

function isDeleted(head: Pick<DocumentHead, "deleted_at"> | undefined): boolean {
  return head !== undefined && head.deleted_at !== null;
}

/** A document made by somebody else may be of any shape: what cannot be read as its kind is a problem, and no failure. */
export function project(
  kind: DocumentKind | null,
  doc: Y.Doc,
  name: string,
): ReturnType<DocumentKind["project"]> {
  if (kind === null) return { ok: false, problem: reason("document.unknown-kind", { kind: name }) };
  try {
    return kind.project(doc);
  } catch {
    return { ok: false, problem: reason("document.damaged", {}) };
  }
}

/** The fields of a document as the history has them; none of one that cannot be read. */
export function fieldsOf(kind: DocumentKind | null, doc: Y.Doc): Record<string, string | null> {
  try {
    return kind === null ? {} : kind.historyFields(doc);
  } catch {
    return {};
  }
}
