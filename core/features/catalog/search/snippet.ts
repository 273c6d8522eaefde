import { fold, mergeRanges, type Range } from "#shared/lib/text.ts";
import { STEP } from "./hits.ts";
import { marksOf } from "./marks.ts";
import { plainProse } from "./plain-prose.ts";
import type { Found } from "./word-finder.ts";

/** Characters of a snippet, and how much of them stands before the first hit. */
const SNIPPET_LENGTH = 180;
const SNIPPET_BEFORE = 50;
/** A hit is looked for in this much of a README; one that comes later has no snippet. */
const SNIPPET_SEARCHED = 65_536;
/** So much before and behind a hit is made prose: addresses and tags take room that the snippet does not have. */
const CLEANED_BEFORE = 300;
const CLEANED_BEHIND = 500;
/** Places tried before the whole text is cut into terms after all. */
const QUICK_TRIES = 4;

const BETWEEN = /[\s·]/;
/** Letters of Latin script with their accents, one unit each. */
const ACCENTED = /[\u00c0-\u024f]/g;

/** A piece of text with marks. */
export interface Snippet {
  readonly text: string;
  readonly marks: [number, number][];
}

/** A piece that may be shown; `unread` for one whose hit stands where nobody reads, such as in an address. */
interface Cut extends Snippet {
  readonly unread: boolean;
}

/** A piece of the first of these texts that has a hit, as plain prose on one line, or null. */
export function snippetOf(texts: readonly string[], words: readonly Found[]): Snippet | null {
  for (const text of texts) {
    if (text === "") continue;
    const searched = text.slice(0, SNIPPET_SEARCHED);
    const cut = quickSnippet(searched, words) ?? fullSnippet(searched, words);
    if (cut !== null) return { text: cut.text, marks: cut.marks };
  }
  return null;
}

/**
 * Looks for the words as they are spelled, Latin accents aside, and cuts only the surroundings into terms, which costs a
 * tenth. What it does not find (a typo, a compound, a letter with an accent behind it) the full search does.
 */
function quickSnippet(text: string, words: readonly Found[]): Cut | null {
  const lower = text.toLowerCase().replace(ACCENTED, plainLetter);
  if (lower.length !== text.length) return null;
  let unread: Cut | null = null;
  for (const found of words) {
    const needle = found.kind === "phrase" ? found.terms[0] : (found.forms.row?.[0] ?? found.forms.whole);
    if (needle === undefined || needle === null) continue;
    const open = found.kind === "word" && found.lastStep >= STEP.prefix;
    let tries = QUICK_TRIES;
    for (let at = lower.indexOf(needle); at >= 0 && tries > 0; at = lower.indexOf(needle, at + 1)) {
      if (isWordUnit(lower, at - 1) || (!open && isWordUnit(lower, at + needle.length))) continue;
      tries--;
      const cut = cutAround(text, [at, at + needle.length], words);
      if (cut.marks.length === 0) continue;
      if (!cut.unread) return cut;
      unread ??= cut;
    }
  }
  return unread;
}

/** A letter without its accent, or the letter itself where that would be two (æ). */
function plainLetter(letter: string): string {
  const plain = fold(letter);
  return plain.length === 1 ? plain : letter;
}

function isWordUnit(lower: string, at: number): boolean {
  const code = lower.charCodeAt(at);
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39);
}

function fullSnippet(text: string, words: readonly Found[]): Cut | null {
  const first = marksOf(text, words)[0];
  return first === undefined ? null : cutAround(text, first, words);
}

/** The piece around a hit, begun and ended at blanks where there are some. */
function cutAround(text: string, [from, to]: Range, words: readonly Found[]): Cut {
  const start = startBefore(text, from);
  const end = blankBehind(text, to, CLEANED_BEHIND);
  const prose = plainProse(text.slice(start, end), [from - start, to - start], isInCode(text, start));
  const { origins } = prose;
  const hit: Range = [placeOf(origins, from - start), placeOf(origins, to - start)];
  let first = blankBefore(prose.text, hit[0], SNIPPET_BEFORE);
  let last = Math.max(hit[1], blankBehind(prose.text, hit[1], first + SNIPPET_LENGTH - hit[1]));
  // Cut between two items of a list, it neither begins nor ends with what stood between them.
  while (first < hit[0] && BETWEEN.test(prose.text[first] ?? "")) first++;
  while (last > hit[1] && BETWEEN.test(prose.text[last - 1] ?? "")) last--;
  // Marked before it was made prose: what a word is must not depend on the signs around it.
  const marked = start + (origins[first] ?? 0);
  const marks = marksOf(text.slice(marked, start + (origins[last - 1] ?? 0) + 1), words).map(
    ([one, other]): Range => [
      Math.max(0, placeOf(origins, one + marked - start) - first),
      Math.min(last, placeOf(origins, other + marked - start)) - first,
    ],
  );
  return { text: prose.text.slice(first, last), marks: mergeRanges(marks), unread: prose.unread };
}

/** Where what came from a place of the piece, or from behind it, begins in its prose. */
function placeOf(origins: readonly number[], place: number): number {
  let low = 0;
  let high = origins.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((origins[middle] as number) < place) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Where to begin: with a line, because lines begin with syntax; in a long one at a blank. */
function startBefore(text: string, from: number): number {
  const line = text.lastIndexOf("\n", Math.max(0, from - 2 * SNIPPET_BEFORE)) + 1;
  return from - line <= CLEANED_BEFORE ? line : blankBefore(text, from, CLEANED_BEFORE);
}

/** The first place behind a blank among the units before a place, or the place itself; 0 where the text begins. */
function blankBefore(text: string, place: number, most: number): number {
  const start = Math.max(0, place - most);
  if (start === 0) return 0;
  const blank = text.slice(start, place).search(/\s/);
  return blank < 0 ? place : start + blank + 1;
}

/** The place of the last blank among the units behind a place, their end where there is none; the length where the text ends. */
function blankBehind(text: string, place: number, most: number): number {
  const end = place + Math.max(0, most);
  if (end >= text.length) return text.length;
  const blank = text.slice(place, end).search(/\s\S*$/);
  if (blank >= 0) return place + blank;
  const before = text.charCodeAt(end - 1);
  return before >= 0xd800 && before <= 0xdbff ? end - 1 : end;
}

/** True for a place in a block of code: the lines of backticks before it are odd. */
function isInCode(text: string, place: number): boolean {
  let inside = false;
  for (let at = text.indexOf("```"); at >= 0 && at < place; at = text.indexOf("```", at + 3)) {
    const before = text.slice(text.lastIndexOf("\n", at) + 1, at);
    if (before.trim() === "") inside = !inside;
  }
  return inside;
}
