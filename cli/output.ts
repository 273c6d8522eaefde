import { toIso } from "#shared/lib/time.ts";

/** What a command gives back: the object for `--json`, the lines for a person, and the exit code. */
export interface Answer {
  readonly json: Readonly<Record<string, unknown>> & { readonly schema: string };
  readonly text: string;
  readonly exitCode: 0 | 1;
}

/** Takes control characters out of text from elsewhere, so that a name cannot move the cursor or set the title. */
export function plain(text: string): string {
  return text.replace(
    // oxlint-disable-next-line no-control-regex
    /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** Cuts a text to a width in characters, with an ellipsis. */
export function cut(text: string, width: number): string {
  const characters = [...text];
  return characters.length <= width ? text : `${characters.slice(0, width - 1).join("")}…`;
}

/** A date as 2025-03-12, or a dash. Milliseconds since the epoch. */
export function day(ms: number | null): string {
  return ms === null ? "–" : new Date(ms).toISOString().slice(0, 10);
}

/** A moment as 2025-03-12 14:05 UTC. Milliseconds since the epoch. */
export function moment(ms: number): string {
  return `${toIso(ms).slice(0, 16).replace("T", " ")} UTC`;
}

/** "1 POC", "3 POCs". */
export function pocs(count: number): string {
  return count === 1 ? "1 POC" : `${count} POCs`;
}
