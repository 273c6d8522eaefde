import type { Patch, PocDetail } from "../types.ts";

/** The two texts of a POC that save themselves: for all who have it, and for this machine alone. */
export const NOTES_FIELDS = ["notes", "privateNotes"] as const;
export type NotesField = (typeof NOTES_FIELDS)[number];

/** One of the texts as it is saved. */
export function savedNotes(poc: Pick<PocDetail, "user" | "privateNotes">, field: NotesField): string {
  return field === "notes" ? poc.user.notes : poc.privateNotes;
}

/** The edit that saves one of the texts; without the text that it was made from, it replaces what is there. */
export function notesPatch(field: NotesField, text: string, base?: string): Patch {
  if (field === "notes") return { notes: text, ...(base === undefined ? {} : { notesBase: base }) };
  return { privateNotes: text, ...(base === undefined ? {} : { privateNotesBase: base }) };
}

/** The private notes with the notes behind them. */
export function joinedNotes(privateNotes: string, notes: string): string {
  return privateNotes.trim() === "" ? notes : `${privateNotes.trimEnd()}\n\n${notes}`;
}
