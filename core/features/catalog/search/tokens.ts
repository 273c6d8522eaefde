import { fold } from "#shared/lib/text.ts";

/**
 * How texts are cut into the terms that are indexed. Our own cutting, because names of this trade are not words:
 * "c++", ".net", "spring-boot", "OrderService", "java21" must be found whole and by their parts. The index
 * (tokenizer `ascii`, which cuts at blanks) is given the terms, not the text.
 *
 * A text becomes a line of _main_ terms in the order in which they stand, in which phrases are found, and behind it
 * _groups_ of further terms: the parts of a compound (order, service; java, 21), a hyphenated name in one (springboot), a
 * dotted ending (.net).
 */

/** Longest term, in UTF-16 units; what is longer (a key, an embedded picture) is indexed by its beginning. */
export const TERM_LIMIT = 64;

/** More pieces or parts than these are no name (a date, a hash) and are indexed one by one only. */
const COMPOUND_PIECES = 5;
const CAMEL_PARTS = 6;
const DOTTED_LENGTH = 6;

/** A term and where it stands in the original text: [start, end) in UTF-16 units. */
export interface Term {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The terms of a text. */
export interface Terms {
  readonly main: readonly Term[];
  readonly groups: readonly (readonly Term[])[];
}

const UNKNOWN = 0;
const OTHER = 1;
const LOWER = 2;
const UPPER = 3;
const DIGIT = 4;
/** A sign that is a word of its own in scripts without blanks. */
const IDEOGRAPH = 5;
/** A combining mark: goes on with the term before it. */
const MARK = 6;

/** Class by UTF-16 unit, filled as units are met; one byte each. */
const classes = new Uint8Array(0x10000);

function classify(character: string): number {
  if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(character)) return IDEOGRAPH;
  if (/\p{Lu}|\p{Lt}/u.test(character)) return UPPER;
  if (/\p{L}/u.test(character)) return LOWER;
  if (/\p{N}/u.test(character)) return DIGIT;
  if (/[\p{M}\u200c\u200d]/u.test(character)) return MARK;
  return OTHER;
}

function classAt(text: string, at: number, code: number): number {
  if (code >= 0xd800 && code <= 0xdfff) {
    const point = text.codePointAt(at) ?? 0;
    return point > 0xffff ? classify(String.fromCodePoint(point)) : OTHER;
  }
  let found = classes[code] ?? OTHER;
  if (found === UNKNOWN) {
    found = classify(String.fromCharCode(code));
    classes[code] = found;
  }
  return found;
}

/** Receives the terms of a text: `group` is 0 for main terms, else the number of the group. */
type Sink = (text: string, start: number, end: number, group: number) => void;

function cut(text: string): string {
  if (text.length <= TERM_LIMIT) return text;
  const last = text.charCodeAt(TERM_LIMIT - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? TERM_LIMIT - 1 : TERM_LIMIT);
}

/** Compatibility forms fold to several signs, some of them no letters ("½", "㎏/㎥"): those are left out. */
function foldTerm(original: string): string {
  return cut(fold(original).replace(/[^\p{L}\p{N}\p{M}+#]+/gu, ""));
}

/** Cuts a text and hands on its terms: first a piece's own term, then its groups. A term is folded and never empty. */
function scan(text: string, sink: Sink): void {
  // Most pieces are ASCII: they are taken from the text lowered as a whole, as long as lowering kept every place.
  const lower = text.toLowerCase();
  const aligned = lower.length === text.length;
  let wide = !aligned;
  const term = (start: number, end: number): string =>
    wide ? foldTerm(text.slice(start, end)) : cut(lower.slice(start, end));
  const length = text.length;
  let group = 0;
  let at = 0;
  // The compound being read: its pieces as starts and ends.
  let pieces: number[] = [];
  const endCompound = (): void => {
    const count = pieces.length / 2;
    if (count >= 2 && count <= COMPOUND_PIECES) {
      let whole = "";
      let start = 0;
      for (let index = 0; index < pieces.length; index += 2) {
        start = pieces[index] ?? 0;
        wide = true;
        whole += term(start, pieces[index + 1] ?? 0);
      }
      if (whole.length <= TERM_LIMIT && !/^[0-9]*$/.test(whole))
        sink(whole, pieces[0] ?? 0, pieces.at(-1) ?? 0, ++group);
    }
    pieces = [];
  };
  while (at < length) {
    const code = text.charCodeAt(at);
    let kind = classAt(text, at, code);
    if (kind === OTHER || kind === MARK) {
      at++;
      continue;
    }
    const start = at;
    wide = !aligned;
    let parts: number[] | undefined;
    if (kind === IDEOGRAPH) {
      wide = true;
      at += code >= 0xd800 && code <= 0xdbff ? 2 : 1;
      while (at < length && classAt(text, at, text.charCodeAt(at)) === MARK) at++;
      const one = term(start, at);
      if (one !== "") sink(one, start, at, 0);
      endCompound();
      continue;
    }
    let before = UNKNOWN;
    let beforeThat = UNKNOWN;
    let lastStart = at;
    while (at < length) {
      const unit = text.charCodeAt(at);
      kind = classAt(text, at, unit);
      if (kind === OTHER || kind === IDEOGRAPH) break;
      if (unit > 0x7f) wide = true;
      if (kind !== MARK) {
        if (before !== UNKNOWN) {
          if ((kind === DIGIT) !== (before === DIGIT) || (kind === UPPER && before === LOWER)) {
            (parts ??= []).push(at);
          } else if (kind === LOWER && before === UPPER && beforeThat === UPPER) {
            // XMLParser: the last capital begins the next part.
            (parts ??= []).push(lastStart);
          }
        }
        beforeThat = before;
        before = kind;
        lastStart = at;
      }
      at += unit >= 0xd800 && unit <= 0xdbff && at + 1 < length ? 2 : 1;
    }
    const bare = at;
    // C#, F#, C++, g++: the signs belong to the name.
    const next = text.charCodeAt(at);
    if (next === 0x2b && text.charCodeAt(at + 1) === 0x2b) at += 2;
    else if (next === 0x23 && at - start <= 2) at += 1;
    const end = at;
    const main = term(start, end);
    if (main !== "") {
      sink(main, start, end, 0);
      if (parts !== undefined && parts.length < CAMEL_PARTS) {
        group++;
        let from = start;
        for (let index = 0; index <= parts.length; index++) {
          const to = parts[index] ?? bare;
          const part = term(from, to);
          if (part !== "") sink(part, from, to, group);
          from = to;
        }
      }
      if (text.charCodeAt(start - 1) === 0x2e && end - start <= DOTTED_LENGTH) {
        const dotted = `.${main}`;
        if (!/[0-9]/.test(dotted)) sink(dotted, start - 1, end, ++group);
      }
      pieces.push(start, end);
    }
    // A hyphen, underscore or dot between two pieces makes them one name.
    const joint = text.charCodeAt(at);
    if ((joint === 0x2d || joint === 0x5f || joint === 0x2e) && at + 1 < length) {
      const after = classAt(text, at + 1, text.charCodeAt(at + 1));
      if (after !== OTHER && after !== MARK && after !== IDEOGRAPH) {
        at++;
        continue;
      }
    }
    endCompound();
  }
  endCompound();
}

/** The terms of a text with their places. */
export function termsOf(text: string): Terms {
  const main: Term[] = [];
  const groups: Term[][] = [];
  scan(text, (term, start, end, group) => {
    if (group === 0) main.push({ text: term, start, end });
    else (groups[group - 1] ??= []).push({ text: term, start, end });
  });
  return { main, groups };
}

/** Stands between groups in the index, so that no phrase reaches from one into the next. A private character: no text has it as a term. */
const GAP = "\ue000";

/** Writes texts as the index wants them, and hands each term on to `onTerm` (a term as often as it occurs). */
export function indexText(texts: readonly string[], onTerm: (term: string) => void): string {
  const main: string[] = [];
  const groups: string[] = [];
  for (const text of texts) {
    if (text === "") continue;
    if (main.length > 0) main.push(GAP);
    let current = 0;
    scan(text, (term, _start, _end, group) => {
      onTerm(term);
      if (group === 0) {
        main.push(term);
        return;
      }
      if (group !== current) groups.push(GAP);
      groups.push(term);
      current = group;
    });
  }
  return groups.length === 0 ? main.join(" ") : `${main.join(" ")} ${groups.join(" ")}`;
}

/** How a word of a query is looked for: as one term, and as terms in a row. At least one of both is there. */
export interface WordForms {
  /** The word in one: "springboot" for "spring-boot". */
  readonly whole: string | null;
  /** The word's pieces in a row: spring boot; java 21 for "java21". */
  readonly row: readonly string[] | null;
}

/** The forms of a word of a query, or null for one without a letter or digit. */
export function wordForms(word: string): WordForms | null {
  const { main, groups } = termsOf(word);
  const first = main[0];
  if (first === undefined) return null;
  if (main.length === 1) {
    const dotted = groups.flat().find((term) => term.text.startsWith("."));
    if (dotted !== undefined) return { whole: dotted.text, row: null };
    // Only the border between letters and digits: case must not change what is found.
    const row = first.text.match(/[0-9]+|[^0-9]+/g) ?? [];
    return { whole: first.text, row: row.length > 1 && row.length <= CAMEL_PARTS ? row : null };
  }
  const compound = groups.find(
    (group) => group[0]?.start === first.start && group[0].end === main.at(-1)?.end,
  );
  return { whole: compound?.[0]?.text ?? null, row: main.map((term) => term.text) };
}

/** The terms of a phrase, in order; empty for one without a letter or digit. */
export function phraseTerms(phrase: string): string[] {
  return termsOf(phrase).main.map((term) => term.text);
}
