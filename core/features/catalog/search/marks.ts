import { foldWithMap, mergeRanges, originalRange, type Range } from "#shared/lib/text.ts";
import { STEP } from "./hits.ts";
import { termsOf, type Term } from "./tokens.ts";
import { hitOfTerm, type Found } from "./word-finder.ts";

/** The runs of a text that are hits of these words, in order and apart: [start, end) in UTF-16 units. */
export function marksOf(text: string, words: readonly Found[]): [number, number][] {
  if (words.length === 0 || text === "" || !couldHit(text, words)) return [];
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

// oxlint-disable-next-line no-control-regex -- all of ASCII is meant
const BEYOND_ASCII = /[^\u0000-\u007f]/;
/** The signs that can stand between the pieces of a compound. */
const JOINTS = /[-_.]+/g;

/**
 * False for a text that surely has no hit. Most names and descriptions of a page have none, and cutting a text into terms
 * costs several times as much as this look: each term of an ASCII text stands in it as it is, but for joints.
 */
function couldHit(text: string, words: readonly Found[]): boolean {
  if (BEYOND_ASCII.test(text)) return true;
  const bare = text.toLowerCase().replace(JOINTS, "");
  return words.some((found) => {
    if (found.kind === "phrase") return bare.includes(found.terms[0] ?? "");
    const { whole, row } = found.forms;
    if (whole !== null && (found.lastStep === STEP.typo || bare.includes(whole.replace(JOINTS, ""))))
      return true;
    return row !== null && bare.includes(row[0] ?? "");
  });
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
