import type { QueryClient } from "@tanstack/react-query";
import { client } from "#renderer/platform/client.ts";
import { core } from "#renderer/platform/queries.ts";
import { draftOf, keepDraft, keepDraftsBeyondPage } from "../drafts.ts";
import { NOTES_FIELDS, notesPatch, type NotesField } from "./notes-fields.ts";

/** Where notes of a POC wait while they are not saved. */
export function notesKey(id: string, field: NotesField): string {
  return `${id}:${field}`;
}

/**
 * Has what is being written outlast the page, and saves the notes that an earlier page could not: they save themselves,
 * so nobody is asked. Other texts wait in their fields for whoever opens their POC. Call once.
 */
export function saveLeftNotes(queries: QueryClient): void {
  for (const key of keepDraftsBeyondPage()) {
    const [id = "", name] = key.split(":");
    const field = NOTES_FIELDS.find((one) => one === name);
    // Notes that are refused stay a draft: they are found in their field, where it is said that they are not saved.
    if (field !== undefined) void saveLeft(queries, id, field).catch(() => undefined);
  }
}

async function saveLeft(queries: QueryClient, id: string, field: NotesField): Promise<void> {
  const key = notesKey(id, field);
  const history = await client.core.catalog.history({ id });
  const draft = draftOf(key);
  // Meanwhile it was saved or is being saved in its field.
  if (draft === null || draft.sending) return;
  const { text, base } = draft;
  // The page sent it with its last breath and did not hear the answer: it may have been edited since.
  if (!history.some((change) => change.field === field && change.after === text)) {
    keepDraft(key, { ...draft, sending: true });
    try {
      const saved = await client.core.catalog.update({ id, patch: notesPatch(field, text, base) });
      queries.setQueryData(core.catalog.get.queryKey({ input: { id } }), saved);
    } catch (error) {
      keepDraft(key, draft);
      throw error;
    }
  }
  if (draftOf(key)?.text === text) keepDraft(key, null);
}
