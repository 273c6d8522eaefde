/** A text that is not saved: on its way (it may have to wait for the connection), or refused. */
export interface Draft {
  readonly text: string;
  readonly sending: boolean;
  /** The saved text that it was made from, where that is asked for. */
  readonly base?: string;
  /** Takes back what was not sent yet. */
  readonly takeBack?: () => void;
}

/** A draft as it lies in the browser's storage. */
interface Left {
  readonly text: string;
  readonly base?: string;
  readonly at: number;
}

const PREFIX = "tatami.draft ";
/** As long as what was deleted can be brought back, milliseconds: then there is nothing that a draft could belong to. */
const KEPT_MS = 30 * 24 * 60 * 60 * 1000;

/** Texts that are not saved, by POC and field: they wait here, whatever is looked at meanwhile. */
const drafts = new Map<string, Draft>();
/** Drafts of this page in the storage: those of other tabs are not its own to forget. */
const stored = new Set<string>();

/** The text that was kept for a field, or null. */
export function draftOf(key: string): Draft | null {
  return drafts.get(key) ?? null;
}

/** Keeps a text that is not saved; null forgets it. */
export function keepDraft(key: string, draft: Draft | null): void {
  if (draft !== null) {
    drafts.set(key, draft);
    return;
  }
  drafts.delete(key);
  if (stored.delete(key)) localStorage.removeItem(PREFIX + key);
}

/**
 * Has drafts outlast the page: what is not saved when its window closes waits in the browser's storage. Answers the
 * keys of those that an earlier page left. Call once.
 */
export function keepDraftsBeyondPage(): readonly string[] {
  const left = Object.keys(localStorage).filter((item) => item.startsWith(PREFIX));
  for (const item of left) {
    const draft = readLeft(localStorage.getItem(item));
    if (draft === null) {
      localStorage.removeItem(item);
      continue;
    }
    const key = item.slice(PREFIX.length);
    const { text, base } = draft;
    drafts.set(key, { text, sending: false, ...(base === undefined ? {} : { base }) });
    stored.add(key);
  }
  window.addEventListener("pagehide", () => {
    for (const [key, { text, base }] of drafts) {
      try {
        const draft: Left = { text, at: Date.now(), ...(base === undefined ? {} : { base }) };
        localStorage.setItem(PREFIX + key, JSON.stringify(draft));
        stored.add(key);
      } catch {
        // The storage is full: the other drafts may be shorter.
      }
    }
  });
  return [...drafts.keys()];
}

function readLeft(item: string | null): Left | null {
  try {
    const { text, base, at } = JSON.parse(item ?? "") as Partial<Record<keyof Left, unknown>>;
    if (typeof text !== "string" || typeof at !== "number" || Date.now() - at > KEPT_MS) return null;
    return { text, at, ...(typeof base === "string" ? { base } : {}) };
  } catch {
    return null;
  }
}
