import * as Y from "yjs";
import type { DocumentKind } from "./document-kind.ts";

/** A value that somebody wrote without knowing the one that is here, and that this one has won over. */
export interface LostValue {
  /** As the history names it. */
  readonly field: string;
  readonly lost: string;
}

/** Larger changes are whole documents, which have nothing that is not in the history of whoever gives them. */
const LARGEST = 1024 * 1024;

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
  if (kind === null || update.length > LARGEST) return [];
  const lost = new Map<string, string>();
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
    if (field === null || shown === undefined || isNew(shown.id)) continue;
    lost.set(field, value);
  }
  return Array.from(lost, ([field, text]) => ({ field, lost: text }));
}
