import { fold } from "#shared/lib/text.ts";

/**
 * How well the letters of a query are found in a text, in their order: 0 when one is missing, more for starts of words
 * and for runs. "gs" finds "Go to settings".
 */
export function fuzzyScore(query: string, text: string): number {
  const wanted = fold(query).replace(/\s+/gu, "");
  const within = fold(text);
  let score = 0;
  let from = 0;
  let last = -2;
  for (const letter of wanted) {
    const start = wordStart(within, letter, from);
    const next = within.indexOf(letter, from);
    if (next < 0) return 0;
    const found = next === last + 1 || start < 0 ? next : start;
    score += found === last + 1 ? 3 : found === start ? 2 : 0.2;
    last = found;
    from = found + 1;
  }
  return wanted === "" ? 1 : score / wanted.length + wanted.length / (within.length + 1);
}

/** The next place where a word begins with the letter, or -1. */
function wordStart(text: string, letter: string, from: number): number {
  for (let at = text.indexOf(letter, from); at >= 0; at = text.indexOf(letter, at + 1)) {
    if (at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? "")) return at;
  }
  return -1;
}
