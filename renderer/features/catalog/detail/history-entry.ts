import type { HistoryEntry, Patch, PocDetail } from "../types.ts";

/** The tag that a change is about, or null. */
export function tagOf(field: string): string | null {
  return field.startsWith("tag:") ? field.slice(4) : null;
}

/** True for a change whose field can be given back as it was. */
export function canRestore(entry: Pick<HistoryEntry, "field">): boolean {
  return ["name", "description", "notes"].includes(entry.field) || tagOf(entry.field) !== null;
}

/** The edit that undoes the restoring of a change: the field as it is now. */
export function undoOfRestore(poc: Pick<PocDetail, "user">, { field }: Pick<HistoryEntry, "field">): Patch {
  const tag = tagOf(field);
  if (tag !== null) return poc.user.tags.includes(tag) ? { addTags: [tag] } : { removeTags: [tag] };
  if (field === "notes") return { notes: poc.user.notes };
  return field === "name" ? { name: poc.user.name } : { description: poc.user.description };
}
