/** Texts that could not be saved, by POC and field: they wait here, whatever is looked at meanwhile. */
const drafts = new Map<string, string>();

/** The text that was kept for a field, or null. */
export function draftOf(key: string): string | null {
  return drafts.get(key) ?? null;
}

/** Keeps a text that is not saved; null forgets it. */
export function keepDraft(key: string, text: string | null): void {
  if (text === null) drafts.delete(key);
  else drafts.set(key, text);
}
