import * as Y from "yjs";
import type { DocumentKind } from "./document-kind.ts";

/** A value that somebody wrote without knowing the one that is shown, or the other way round, and that this one has won over. */
export interface LostValue {
  /** As the history names it. */
  readonly field: string;
  readonly lost: string;
}

/** Larger changes are whole documents, which have nothing that is not in the history of whoever gives them. */
const LARGEST = 1024 * 1024;
/** Values that are looked at in search of what the shown one was written over: of one change, whatever its author made it of. */
const LOOKS = 20_000;

/**
 * Values that a change has brought and that are not what the document shows now, the last one of each field. `vector` is what
 * was known of the document before the change was applied to it.
 */
export function lostValues(
  doc: Y.Doc,
  update: Uint8Array,
  vector: ReadonlyMap<number, number>,
  kind: DocumentKind | null,
): LostValue[] {
  // Who had nothing of it does not learn of what was in conflict before.
  if (kind === null || update.length > LARGEST || vector.size === 0) return [];
  const lost = new Map<string, string>();
  const looks = { left: LOOKS };
  const isNew = ({ client, clock }: Y.ID): boolean => clock >= (vector.get(client) ?? 0);
  for (const part of Y.decodeUpdate(update).structs) {
    if (!(part instanceof Y.Item) || !(part.content instanceof Y.ContentAny) || !isNew(part.id)) continue;
    const value: unknown = part.content.arr.at(-1);
    // What is found again has lost its content.
    const { parent, parentSub, deleted } = Y.getItem(doc.store, part.id);
    if (!deleted || parentSub === null || typeof value !== "string") continue;
    if (!(parent instanceof Y.AbstractType) || parent._item !== null) continue;
    const field = kind.fieldOf(Y.findRootTypeKey(parent), parentSub);
    const shown = parent._map.get(parentSub);
    if (field === null || shown === undefined) continue;
    // What was here was written without the new one. Of two new ones, from somebody who had merged them, the shown one tells.
    if (isNew(shown.id) && isBefore(part.lastId, shown, doc, looks)) continue;
    lost.set(field, value);
  }
  return Array.from(lost, ([field, text]) => ({ field, lost: text }));
}

/** Whether the shown value was written over another, directly or not; true as well where that would take too long to find out. */
function isBefore(value: Y.ID, shown: Y.Item, doc: Y.Doc, looks: { left: number }): boolean {
  let { origin } = shown;
  while (origin !== null) {
    if (Y.compareIDs(origin, value)) return true;
    if (looks.left-- <= 0) return true;
    const item = Y.getItem(doc.store, origin);
    if (!(item instanceof Y.Item)) return true;
    // Values that follow each other may have become one part.
    origin = origin.clock > item.id.clock ? Y.createID(origin.client, origin.clock - 1) : item.origin;
  }
  return false;
}
