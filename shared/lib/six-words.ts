import { wordlist } from "@scure/bip39/wordlists/english.js";
import { fold } from "./text.ts";

/** How many words carry the 66 bits, and bytes that they are taken from. */
export const WORDS = 6;
export const WORD_BYTES = 9;

/** Letters that name a word alone: no two of the list begin with the same four. */
const TELLING = 4;
/** Near words that are offered for one that is none. */
const OFFERED = 3;
/** Words that are offered for one that is being written. */
const COMPLETIONS = 5;
/** Letters that a near word may differ by. */
const NEAR = 2;

const LIST: ReadonlySet<string> = new Set(wordlist);

/** The first 66 bits of at least WORD_BYTES bytes as six words, 11 bits each, of a list of 2,048. */
export function sixWords(bytes: Uint8Array): readonly string[] {
  let bits = 0n;
  for (const byte of bytes.subarray(0, WORD_BYTES)) bits = (bits << 8n) | BigInt(byte);
  const above = BigInt(WORD_BYTES * 8 - WORDS * 11);
  return Array.from({ length: WORDS }, (_, at) => {
    const shift = above + BigInt((WORDS - 1 - at) * 11);
    return wordlist[Number((bits >> shift) & 0x7ffn)] as string;
  });
}

/** What people wrote for some words: the words, or the first that is none with those near it, best first. */
export type ReadWords =
  | { readonly words: readonly string[] }
  | { readonly unknown: string; readonly near: readonly string[] };

/**
 * Reads words as people write them: in any case, with accents, blanks, hyphens, commas or numbers between, each whole or
 * by its first four letters or more. Says nothing about how many there are.
 */
export function readWords(text: string): ReadWords {
  const words: string[] = [];
  for (const written of fold(text).match(/\p{L}+/gu) ?? []) {
    const word = readWord(written);
    if (word === undefined) return { unknown: written, near: nearWords(written) };
    words.push(word);
  }
  return { words };
}

/** Words that begin as somebody is writing, in the order of the list; none before two letters. */
export function wordsBeginning(written: string): readonly string[] {
  const begun = fold(written);
  return begun.length < 2 ? [] : wordlist.filter((word) => word.startsWith(begun)).slice(0, COMPLETIONS);
}

function readWord(written: string): string | undefined {
  if (LIST.has(written)) return written;
  return written.length < TELLING ? undefined : wordlist.find((word) => word.startsWith(written));
}

function nearWords(written: string): string[] {
  return wordlist
    .filter((word) => Math.abs(word.length - written.length) <= NEAR)
    .map((word) => ({ word, by: difference(written, word) }))
    .filter(({ by }) => by <= NEAR)
    .sort((one, other) => one.by - other.by)
    .slice(0, OFFERED)
    .map(({ word }) => word);
}

/** Letters to put in, leave out, replace or swap with their neighbour, to make one word of the other. */
function difference(one: string, other: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let row = 1; row <= one.length; row++) {
    const now = [row];
    for (let at = 1; at <= other.length; at++) {
      const same = one[row - 1] === other[at - 1] ? 0 : 1;
      let least = Math.min(
        (now[at - 1] as number) + 1,
        (last[at] as number) + 1,
        (last[at - 1] as number) + same,
      );
      if (row > 1 && at > 1 && one[row - 1] === other[at - 2] && one[row - 2] === other[at - 1])
        least = Math.min(least, (beforeLast[at - 2] as number) + 1);
      now.push(least);
    }
    beforeLast = last;
    last = now;
  }
  return last[other.length] as number;
}
