import { foldWithMap, mergeRanges, originalRange, type Range } from "#shared/lib/text.ts";
import { STEP } from "./hits.ts";
import { termsOf, type Term } from "./tokens.ts";
import { hitOfTerm, type Found } from "./word-finder.ts";

/** Characters of a snippet, and how much of them stands before the first hit. */
const SNIPPET_LENGTH = 180;
const SNIPPET_BEFORE = 50;
/** A hit is looked for in this much of a README; one that comes later has no snippet. */
const SNIPPET_SEARCHED = 65_536;

/** The runs of a text that are hits of these words, in order and apart: [start, end) in UTF-16 units. */
export function marksOf(text: string, words: readonly Found[]): [number, number][] {
  if (words.length === 0 || text === "") return [];
  const { main, groups } = termsOf(text);
  const ranges: Range[] = [];
  for (const found of words) {
    if (found.kind === "phrase") {
      markRow(main, found.terms, false, text, ranges);
      for (const group of groups) markRow(group, found.terms, false, text, ranges);
      continue;
    }
    for (const term of main) markTerm(text, term, found, ranges);
    for (const group of groups) for (const term of group) markTerm(text, term, found, ranges);
    if (found.forms.row !== null) {
      const open = found.lastStep >= STEP.prefix;
      markRow(main, found.forms.row, open, text, ranges);
      for (const group of groups) markRow(group, found.forms.row, open, text, ranges);
    }
  }
  return mergeRanges(ranges);
}

function markTerm(text: string, term: Term, found: Found & { readonly kind: "word" }, ranges: Range[]): void {
  const hit = hitOfTerm(found, term.text);
  if (hit !== null) ranges.push(rangeIn(text, term, hit[0], hit[1]));
}

/** Marks each place where the wanted terms stand in a row; `open` lets the last of them go on. */
function markRow(
  terms: readonly Term[],
  wanted: readonly string[],
  open: boolean,
  text: string,
  ranges: Range[],
): void {
  const last = wanted.length - 1;
  for (let at = 0; at + last < terms.length; at++) {
    const fits = wanted.every((want, index) => {
      const there = terms[at + index]?.text ?? "";
      return there === want || (open && index === last && there.startsWith(want));
    });
    if (!fits) continue;
    const first = terms[at];
    const end = terms[at + last];
    if (first === undefined || end === undefined) continue;
    ranges.push([first.start, rangeIn(text, end, 0, wanted[last]?.length ?? 0)[1]]);
  }
}

/** The run of the original behind units [from, to) of a term: signs between the pieces of a compound are not counted. */
function rangeIn(text: string, term: Term, from: number, to: number): Range {
  if (from === 0 && to >= term.text.length) return [term.start, term.end];
  const map = foldWithMap(text.slice(term.start, term.end));
  let start = -1;
  let end = 0;
  let counted = 0;
  for (let unit = 0; unit < map.text.length && counted < to; unit++) {
    if (map.text[unit] !== term.text[counted]) continue;
    if (counted === from) start = unit;
    counted++;
    end = unit + 1;
  }
  if (start < 0) return [term.start, term.end];
  const range = originalRange(map, start, end);
  return [term.start + range[0], term.start + range[1]];
}

/** A piece of text with marks. */
export interface Snippet {
  readonly text: string;
  readonly marks: [number, number][];
}

/** A piece of the first of these texts that has a hit, or null. Line breaks become blanks. */
export function snippetOf(texts: readonly string[], words: readonly Found[]): Snippet | null {
  for (const text of texts) {
    if (text === "") continue;
    const searched = text.slice(0, SNIPPET_SEARCHED);
    const snippet = quickSnippet(searched, words) ?? fullSnippet(searched, words);
    if (snippet !== null) return snippet;
  }
  return null;
}

/**
 * Looks for the words as they are spelled and cuts only the surroundings into terms, which costs a tenth. What it does
 * not find (a typo, another accent, a compound) the full search does.
 */
function quickSnippet(text: string, words: readonly Found[]): Snippet | null {
  const lower = text.toLowerCase();
  if (lower.length !== text.length) return null;
  for (const found of words) {
    const needle = found.kind === "phrase" ? found.terms[0] : (found.forms.row?.[0] ?? found.forms.whole);
    if (needle === undefined || needle === null) continue;
    const open = found.kind === "word" && found.lastStep >= STEP.prefix;
    let tries = QUICK_TRIES;
    for (let at = lower.indexOf(needle); at >= 0 && tries > 0; at = lower.indexOf(needle, at + 1)) {
      if (isWordUnit(lower, at - 1) || (!open && isWordUnit(lower, at + needle.length))) continue;
      tries--;
      const snippet = cutAround(text, at, at + needle.length, words);
      if (snippet.marks.length > 0) return snippet;
    }
  }
  return null;
}

/** Places tried before the whole text is cut into terms after all. */
const QUICK_TRIES = 4;

function isWordUnit(lower: string, at: number): boolean {
  const code = lower.charCodeAt(at);
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39);
}

function fullSnippet(text: string, words: readonly Found[]): Snippet | null {
  const first = marksOf(text, words)[0];
  return first === undefined ? null : cutAround(text, first[0], first[1], words);
}

/** The piece around [from, to), begun and ended at blanks where there are some. */
function cutAround(text: string, from: number, to: number, words: readonly Found[]): Snippet {
  let start = Math.max(0, from - SNIPPET_BEFORE);
  if (start > 0) {
    const blank = text.slice(start, from).search(/\s/);
    start = blank >= 0 ? start + blank + 1 : from;
  }
  let end = Math.min(text.length, start + SNIPPET_LENGTH);
  if (end < text.length) {
    const blank = text.slice(to, end).search(/\s\S*$/);
    if (blank >= 0) end = to + blank;
  }
  const piece = text.slice(start, Math.max(end, to)).replace(/\s/g, " ");
  return { text: piece, marks: marksOf(piece, words) };
}
