import { timeOfUuidV7 } from "#shared/lib/ids.ts";
import type { HistoryEntry, Patch, PocDetail } from "../types.ts";

/** What is received within so many milliseconds of its making came from whoever has made it. */
const LIVE = 60_000;

/** How a POC that somebody else has added came here: times in milliseconds since the epoch. */
export interface Arrival {
  /** When it was added, by the clock of whoever did; null where that is not known. */
  readonly addedAt: number | null;
  readonly receivedAt: number;
  /** It came as it was added, so that who gave it has added it; else it may have been passed on. */
  readonly live: boolean;
}

/** How a POC came here, by its id and its history; null for one that was added on this device. */
export function arrivalOf(
  id: string,
  history: readonly Pick<HistoryEntry, "at" | "command" | "field">[],
): Arrival | null {
  const created = history.find(({ command, field }) => command === "sync" && field === "created");
  if (created === undefined) return null;
  const receivedAt = created.at;
  const made = timeOfUuidV7(id);
  // Its maker's clock may be ahead; a time that has not come yet is none.
  const addedAt = made === null || made > receivedAt + LIVE ? null : Math.min(made, receivedAt);
  return { addedAt, receivedAt, live: addedAt !== null && receivedAt - addedAt < LIVE };
}

/** The tag that a change is about, or null. */
export function tagOf(field: string): string | null {
  return field.startsWith("tag:") ? field.slice(4) : null;
}

/** What taking a change back would do, as the key of its message. */
export type GiveBack =
  | "giveBackName"
  | "giveBackScannedName"
  | "giveBackDescription"
  | "giveBackScannedDescription"
  | "giveBackNoDescription"
  | "giveBackNotes"
  | "giveBackNoNotes"
  | "giveBackPrivateNotes"
  | "giveBackNoPrivateNotes"
  | "giveBackTag"
  | "giveBackNoTag";

/**
 * What taking a change back would bring, named after what it is; null for what cannot be taken back, and for a field that
 * already is as it was before the change.
 */
export function giveBackOf(
  poc: Pick<PocDetail, "user" | "privateNotes" | "scanned">,
  { field, before }: Pick<HistoryEntry, "field" | "before">,
): GiveBack | null {
  const { user, privateNotes, scanned } = poc;
  const tag = tagOf(field);
  if (tag !== null) {
    if (user.tags.includes(tag) === (before !== null)) return null;
    return before === null ? "giveBackNoTag" : "giveBackTag";
  }
  if (field === "notes") {
    if (user.notes === (before ?? "")) return null;
    return before === null ? "giveBackNoNotes" : "giveBackNotes";
  }
  if (field === "privateNotes") {
    if (privateNotes === (before ?? "")) return null;
    return before === null ? "giveBackNoPrivateNotes" : "giveBackPrivateNotes";
  }
  if (field === "name") {
    if (user.name === before || (before === null && scanned === null)) return null;
    return before === null ? "giveBackScannedName" : "giveBackName";
  }
  if (field !== "description" || user.description === before) return null;
  if (before !== null) return "giveBackDescription";
  return scanned === null ? "giveBackNoDescription" : "giveBackScannedDescription";
}

/** The text that taking a change back would bring, or null where it only takes something away. */
export function textGivenBack(
  { scanned }: Pick<PocDetail, "scanned">,
  { field, before }: Pick<HistoryEntry, "field" | "before">,
): string | null {
  const tag = tagOf(field);
  if (tag !== null) return tag;
  if (before === null && field === "name") return scanned?.name ?? null;
  return before === null && field === "description" ? (scanned?.description ?? null) : before;
}

/** The edit that undoes the restoring of a change: the field as it is now. */
export function undoOfRestore(
  poc: Pick<PocDetail, "user" | "privateNotes">,
  { field }: Pick<HistoryEntry, "field">,
): Patch {
  const tag = tagOf(field);
  if (tag !== null) return poc.user.tags.includes(tag) ? { addTags: [tag] } : { removeTags: [tag] };
  if (field === "notes") return { notes: poc.user.notes };
  if (field === "privateNotes") return { privateNotes: poc.privateNotes };
  return field === "name" ? { name: poc.user.name } : { description: poc.user.description };
}
