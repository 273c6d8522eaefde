import { isReason, readInvitation } from "#shared/features/workspace/invitation.ts";
import { readWords, WORDS, wordsBeginning } from "#shared/lib/six-words.ts";

/** One of the words as somebody is typing them. */
export interface TypedWord {
  readonly written: string;
  /** The word that is meant; null for what is none (yet). */
  readonly word: string | null;
  /** Words that may be meant instead, best first. */
  readonly offers: readonly string[];
  /** It is still being written. */
  readonly open: boolean;
}

/** What stands in the field of an invitation. */
export type Typed =
  /** It can be looked for; `where` is what a link says, ws:// or wss://. */
  | { readonly kind: "link"; readonly where: readonly string[] }
  /** A link that cannot be read: why, the core says when it is asked. */
  | { readonly kind: "brokenLink" }
  | { readonly kind: "words"; readonly words: readonly TypedWord[]; readonly whole: boolean };

/** Reads what was pasted or typed so far. */
export function readTyped(text: string): Typed {
  const read = readInvitation(text);
  if (!isReason(read) && read.secret.kind === "link") return { kind: "link", where: read.addresses };
  if (/tatami:/iu.test(text)) return { kind: "brokenLink" };
  const written = text.normalize("NFC").match(/[\p{L}\p{M}]+/gu) ?? [];
  const ended = !/[\p{L}\p{M}]$/u.test(text);
  const words = written.map((one, at) => readOne(one, !ended && at === written.length - 1));
  return {
    kind: "words",
    words,
    whole: words.length === WORDS && words.every(({ word }) => word !== null),
  };
}

function readOne(written: string, open: boolean): TypedWord {
  const read = readWords(written);
  if ("words" in read) return { written, word: read.words[0] ?? null, offers: [], open };
  const begun = wordsBeginning(written);
  return { written, word: null, offers: begun.length > 0 ? begun : read.near, open };
}

/** The text with a word of it put right, and a blank behind where it was the last. */
export function withWord(text: string, at: number, word: string): string {
  let seen = -1;
  const next = text.normalize("NFC").replaceAll(/[\p{L}\p{M}]+/gu, (written) => {
    seen++;
    return seen === at ? word : written;
  });
  return at === seen && next.endsWith(word) ? `${next} ` : next;
}
