import { draftOf, keepDraft } from "./drafts.ts";

/** What is being written in the dialog that adds a POC by hand. */
export interface NewPoc {
  readonly name: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly remote: string;
}

/** A dialog in which nothing was written. */
export const BLANK: NewPoc = { name: "", description: "", tags: [], remote: "" };

/** What is meant for one workspace is not shown in another. */
const keyIn = (workspace: string) => `new:poc ${workspace}`;

/** What was written when the dialog was left in a workspace, by its id, or a blank. */
export function newPocDraft(workspace: string): NewPoc {
  const draft = draftOf(keyIn(workspace));
  if (draft === null) return BLANK;
  try {
    const left = JSON.parse(draft.text) as Partial<Record<keyof NewPoc, unknown>>;
    const text = (value: unknown) => (typeof value === "string" ? value : "");
    const tags = Array.isArray(left.tags) ? left.tags.filter((tag) => typeof tag === "string") : [];
    return { name: text(left.name), description: text(left.description), tags, remote: text(left.remote) };
  } catch {
    return BLANK;
  }
}

/** Keeps what is written for whoever opens the dialog again in this workspace; a blank, or null, forgets it. */
export function keepNewPoc(workspace: string, poc: NewPoc | null): void {
  const blank = poc === null || JSON.stringify(poc) === JSON.stringify(BLANK);
  keepDraft(keyIn(workspace), blank ? null : { text: JSON.stringify(poc), sending: false });
}
