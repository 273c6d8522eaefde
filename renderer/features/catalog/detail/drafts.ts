/** A text that is not saved: on its way (it may have to wait for the connection), or refused. */
export interface Draft {
  readonly text: string;
  readonly sending: boolean;
  /** The saved text that it was made from, where that is asked for. */
  readonly base?: string;
  /** Takes back what was not sent yet. */
  readonly takeBack?: () => void;
}

/** Texts that are not saved, by POC and field: they wait here, whatever is looked at meanwhile. */
const drafts = new Map<string, Draft>();

/** The text that was kept for a field, or null. */
export function draftOf(key: string): Draft | null {
  return drafts.get(key) ?? null;
}

/** Keeps a text that is not saved; null forgets it. */
export function keepDraft(key: string, draft: Draft | null): void {
  if (draft === null) drafts.delete(key);
  else drafts.set(key, draft);
}
