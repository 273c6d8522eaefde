/**
 * Folding: how texts are compared where case and accents do not matter ("São" and "SAO" meet), and the way back from
 * a folded text to the original, so that what is marked on screen is what was meant.
 */

/**
 * What an accent is here: combining marks of European scripts, Hebrew points, Arabic vowel signs, kana voicing,
 * variation selectors and joiners. Vowel signs of Indic and Thai script are letters to their readers and stay.
 */
const ACCENTS = new RegExp(
  `[${[
    "\\u0300-\\u036f",
    "\\u0591-\\u05bd\\u05bf\\u05c1\\u05c2\\u05c4\\u05c5\\u05c7",
    "\\u0610-\\u061a\\u064b-\\u065f\\u0670",
    "\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u20d0-\\u20ff\\ufe20-\\ufe2f",
    "\\u3099\\u309a",
    "\\ufe00-\\ufe0f\\u200c\\u200d",
  ].join("")}]+`,
  "gu",
);

/** Letters that Unicode does not decompose and that people write without their stroke. */
const PLAIN: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  ł: "l",
  ı: "i",
  þ: "th",
  ς: "σ",
};

// oxlint-disable-next-line no-control-regex -- all of ASCII is meant
const BEYOND_ASCII = /[^\u0000-\u007f]/;

/** Code points of more than one text repeat: folding one costs a microsecond, finding it again a fiftieth. */
const folded = new Map<string, string>();
const REMEMBERED = 4096;

function foldCodePoint(character: string): string {
  const known = folded.get(character);
  if (known !== undefined) return known;
  let result = "";
  for (const letter of character.normalize("NFKD").replace(ACCENTS, "").toLowerCase())
    result += PLAIN[letter] ?? letter;
  // Lower case can bring an accent of its own (İ).
  result = result.replace(ACCENTS, "");
  if (folded.size >= REMEMBERED) folded.clear();
  folded.set(character, result);
  return result;
}

/**
 * Text for comparison: case folded, accents removed ("São" becomes "sao"), so that both spellings meet. Each code
 * point is folded alone, so that a part of a text folds to a part of the folded text.
 */
export function fold(text: string): string {
  if (!BEYOND_ASCII.test(text)) return text.toLowerCase();
  let result = "";
  for (const character of text)
    result += character < "\u0080" ? character.toLowerCase() : foldCodePoint(character);
  return result;
}

/** A run of characters of a text: [start, end) in UTF-16 units. */
export type Range = readonly [start: number, end: number];

/** A folded text that knows where in the original each of its units came from. */
export interface FoldedText {
  readonly text: string;
  /** For each UTF-16 unit of `text` the start of its code point in the original, and at the end the original's length. */
  readonly starts: readonly number[];
}

/** Folds as {@link fold} does and keeps the way back. */
export function foldWithMap(original: string): FoldedText {
  let text = "";
  const starts: number[] = [];
  let at = 0;
  for (const character of original) {
    const part = character < "\u0080" ? character.toLowerCase() : foldCodePoint(character);
    for (let unit = 0; unit < part.length; unit++) starts.push(at);
    text += part;
    at += character.length;
  }
  starts.push(original.length);
  return { text, starts };
}

/**
 * The run of the original that a run of the folded text came from: accents that follow its last letter are in it, and
 * a letter that folds to two (ß) is whole. An empty run stays empty.
 */
export function originalRange(map: FoldedText, start: number, end: number): Range {
  const length = map.text.length;
  const from = map.starts[Math.max(0, Math.min(start, length))] ?? 0;
  if (end <= start) return [from, from];
  let last = Math.min(end, length);
  while (last < length && map.starts[last] === map.starts[last - 1]) last++;
  return [from, map.starts[last] ?? from];
}

/** Ranges in order, those that touch or overlap made one, empty ones left out. */
export function mergeRanges(ranges: readonly Range[]): [number, number][] {
  const merged: [number, number][] = [];
  for (const [start, end] of ranges
    .filter(([from, to]) => to > from)
    .sort((one, other) => one[0] - other[0] || one[1] - other[1])) {
    const last = merged.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged;
}

/** A text cut at its marks: what a list shows, piece by piece. Marks must be in order and apart, as {@link mergeRanges} gives them. */
export function splitAtMarks(
  text: string,
  marks: readonly Range[],
): { readonly text: string; readonly marked: boolean }[] {
  const pieces: { text: string; marked: boolean }[] = [];
  let at = 0;
  for (const [start, end] of marks) {
    if (start > at) pieces.push({ text: text.slice(at, start), marked: false });
    pieces.push({ text: text.slice(start, end), marked: true });
    at = end;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), marked: false });
  return pieces;
}

/** A key whose plain order (<) is that of names as people sort them: folded, and 9 before 10. */
export function naturalKey(name: string): string {
  return fold(name).replace(/[0-9]+/g, (digits) => {
    const value = digits.replace(/^0+(?=.)/, "");
    // The number of digits goes first: a longer number is a larger one. Capitals no longer occur in folded text.
    return String.fromCharCode(0x30 + Math.min(value.length, 40)) + value;
  });
}
