import * as Y from "yjs";
import type { DocumentKind } from "./document-kind.ts";
import type { DocumentHead } from "./documents-store.ts";
import { problemText } from "./problem.ts";
import type { PutAside } from "./put-aside.ts";
import { fieldsOf, laterMark, project, receiveChange, type Received, type ReceiveParts } from "./receive.ts";
import { applyReceived, differences, stateHash } from "./state.ts";
import type { Unsettled, UnsettledRow } from "./unsettled.ts";
import { MARK_AHEAD, MAX_DOCUMENT } from "#shared/sync/limits.ts";

/** What going back is given; it runs inside the caller's transaction. */
export interface GoBackParts extends ReceiveParts {
  readonly unsettled: Unsettled;
  readonly putAside: PutAside;
}

/**
 * Makes a document what others have of it, as {@link OwnChanges} says: what was here before this device changed it, and what a
 * peer gives. What differs is put aside. Where all of it was taken after all, nothing is; where what is given is no state of
 * this document, everything stays as it is.
 */
export function goBack(id: string, given: Received | null, author: string, parts: GoBackParts): void {
  const { sql, unsettled } = parts;
  const row = unsettled.get(id);
  const head = sql.head.get(id);
  if (row === undefined || head === undefined) return;
  if (given !== null && !isOf(head, given, parts.now)) return;
  const kind = parts.kind(head.kind);
  const mine = head.purged === 1 ? new Y.Doc({ guid: id }) : parts.load(id);
  const accepted = acceptedOf(row, given);
  if (accepted === null) return;
  const mark = markOf(row, given);
  const gone = row.base === null && given === null;
  unsettled.drop(id);
  if (!gone && holds(accepted, mine) && mark.at === head.marked_at) {
    if (given !== null) receiveChange(given, author, parts);
    return;
  }
  const base = new Y.Doc({ guid: id });
  if (row.base !== null) Y.applyUpdate(base, row.base);
  const [was, is, becomes] = [base, mine, accepted].map((doc) => fieldsOf(kind, doc)) as [
    Fields,
    Fields,
    Fields,
  ];
  const own = new Map(sql.ownFields.all(id, row.since).map(({ field, at }) => [field, at]));
  const name = kind?.nameOf(mine) ?? is.name ?? null;
  // What was begun here says all of its fields with its first word.
  if (gone)
    for (const [field, text] of Object.entries(is))
      if (text !== null && !own.has(field)) own.set(field, head.created_at);
  for (const [field, at] of own) {
    const lost = isAct(field)
      ? gone || (field !== "created" && mark.at !== head.marked_at)
      : (is[field] ?? null) !== (becomes[field] ?? null);
    if (!lost) continue;
    const [before, text] = [was[field] ?? null, is[field] ?? null];
    parts.putAside.add({ document: id, name, field, before, mine: text, at });
  }
  if (gone) remove(head, kind, parts);
  else replace(head, kind, accepted, mark, is, author, parts);
  parts.touched(id);
}

type Fields = Record<string, string | null>;

/** Acts of the history, which have no values. */
function isAct(field: string): boolean {
  return field === "created" || field === "deleted" || field === "restored";
}

function isOf(head: DocumentHead, given: Received, now: number): boolean {
  return (
    head.room_id === given.roomId &&
    head.kind === given.kind &&
    given.update.length <= MAX_DOCUMENT &&
    given.mark.at <= now + MARK_AHEAD
  );
}

/** What others have; null where what is given is no whole state. */
function acceptedOf(row: UnsettledRow, given: Received | null): Y.Doc | null {
  const doc = new Y.Doc({ guid: row.document_id });
  if (row.base !== null) Y.applyUpdate(doc, row.base);
  try {
    if (given !== null) applyReceived(doc, given.update);
  } catch {
    return null;
  }
  return doc.store.pendingStructs === null && doc.store.pendingDs === null ? doc : null;
}

/** Whether one document has all that another has; false also where that takes too much work to find out. */
function holds(whole: Y.Doc, part: Y.Doc): boolean {
  const both = new Y.Doc({ guid: whole.guid });
  try {
    for (const doc of [whole, part]) applyReceived(both, Y.encodeStateAsUpdate(doc));
  } catch {
    return false;
  }
  return stateHash(both).equals(stateHash(whole));
}

function markOf(
  row: UnsettledRow,
  given: Received | null,
): { readonly deleted: boolean; readonly at: number } {
  const before = { deleted_at: row.base_deleted_at, marked_at: row.base_marked_at };
  if (given === null || !laterMark(before, given.mark).changed)
    return { deleted: row.base_deleted_at !== null, at: row.base_marked_at };
  return given.mark;
}

/** Takes away a document that was begun here and that nobody else has. */
function remove({ id }: DocumentHead, kind: DocumentKind | null, { sql }: GoBackParts): void {
  kind?.unstore(id);
  for (const step of [sql.purgeLog, sql.purgeSnapshot, sql.purgeChanges, sql.dropHead]) step.run(id);
}

function replace(
  head: DocumentHead,
  kind: DocumentKind | null,
  accepted: Y.Doc,
  mark: { readonly deleted: boolean; readonly at: number },
  was: Fields,
  author: string,
  { sql, now }: GoBackParts,
): void {
  const { id } = head;
  const bytes = Y.encodeStateAsUpdate(accepted);
  sql.purgeLog.run(id);
  sql.purgeSnapshot.run(id);
  sql.resetLog.run(id);
  if (head.purged === 1) sql.revive.run(id);
  sql.appendUpdate.run(id, author, now, bytes);
  const projected = project(kind, accepted, head.kind);
  const problem = projected.ok || mark.deleted ? null : problemText(projected.problem);
  sql.touchHead.run(stateHash(accepted), now, head.schema, problem, bytes.length, id);
  sql.setDeleted.run(mark.deleted ? (head.deleted_at ?? now) : null, mark.at, now, id);
  for (const { field, before, after } of differences(was, fieldsOf(kind, accepted)))
    sql.appendChange.run(id, author, now, "sync", field, before, after);
  if (mark.deleted !== (head.deleted_at !== null))
    sql.appendChange.run(id, author, now, "sync", mark.deleted ? "deleted" : "restored", null, null);
  if (mark.deleted || !projected.ok) kind?.unstore(id);
  else kind?.store(id, head.room_id, projected.value);
}
