import type { Database, Statement } from "#core/db/sqlite.ts";
import { FIELD, HitCollector, STEP, type Field, type Hits, type Step } from "./hits.ts";
import { ShortPrefixes } from "./short-prefixes.ts";
import { wordForms, phraseTerms, type WordForms } from "./tokens.ts";
import { isOneTypo, type AskedTerm, type Vocabulary } from "./vocabulary.ts";

/** A later step is taken only when the earlier ones gave fewer hits than this. */
export const ENOUGH = 20;
/** Shorter words have too many neighbours for a typo to mean anything; in letters. */
export const TYPO_LENGTH = 4;
/**
 * A word that stands in the catalogue as it was typed was probably meant: "rust" is no "rest" and no "just". Typos of it
 * are looked for from this length on, and not in its first letter, where people seldom err.
 */
export const KNOWN_TYPO_LENGTH = 5;
/** What the hits of words that were searched before may take in memory, in bytes. */
const CACHE_BYTES = 8_000_000;

/** A word or phrase as it was found: what to look for when its hits are marked. */
export type Found =
  | {
      readonly kind: "word";
      readonly forms: WordForms;
      readonly hits: Hits;
      readonly lastStep: Step;
      /** It stands in the catalogue as it was typed. */
      readonly known: boolean;
    }
  | { readonly kind: "phrase"; readonly terms: readonly string[]; readonly hits: Hits };

/** What was found, and a key that is the same for all spellings of the same word. */
interface Remembered {
  readonly key: string;
  readonly found: Found;
}

type Lists = readonly (readonly [Statement<Uint8Array | null>, Field])[];

/**
 * Terms asked for at once. FTS5 looks at each of them for every hit, but a question costs as much as twenty terms: the
 * shortest, which have the most hits, are asked for one by one, the many compounds together.
 */
const TERMS_AT_ONCE = 24;
const TERMS_ALONE = 12;

/** Puts a term or terms in a row into FTS5's syntax. Terms are letters, digits and `+#.`, so that nothing of what a user types is syntax. */
function quoted(terms: readonly string[], prefix: boolean): string {
  return `"${terms.join(" ").replaceAll('"', '""')}"${prefix ? " *" : ""}`;
}

/** The questions of a word, one for each of its forms: a question for both would look at both for every hit. */
function questions(forms: WordForms, prefix: boolean): string[] {
  const asked: string[] = [];
  if (forms.whole !== null) asked.push(quoted([forms.whole], prefix));
  if (forms.row !== null) asked.push(quoted(forms.row, prefix));
  return asked;
}

/**
 * Finds words in the index, each alone and without regard to filters: its hits are remembered, so that the next key, a
 * facet or a page need no new search.
 */
export class WordFinder {
  readonly #vocabulary: Vocabulary;
  readonly #lists: Lists;
  readonly #short: ShortPrefixes;
  readonly #collector = new HitCollector();
  readonly #cache = new Map<string, Found>();
  #cacheBytes = 0;

  constructor(db: Database, vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary;
    // One value instead of a row each: stepping through 60,000 rows costs ten times as much. A blob needs no decoding.
    const list = (table: string, field: Field): [Statement<Uint8Array | null>, Field] => [
      db
        .prepare(`SELECT CAST(group_concat(rowid) AS BLOB) FROM ${table}(?)`)
        .pluck() as Statement<Uint8Array | null>,
      field,
    ];
    this.#lists = [
      list("poc_name_fts", FIELD.name),
      list("poc_description_fts", FIELD.description),
      list("poc_fts", FIELD.body),
    ];
    this.#short = new ShortPrefixes(db);
  }

  /** Tells which POCs changed, came or left: what was found before is forgotten. */
  changed(nums: readonly number[] | "all"): void {
    this.#cache.clear();
    this.#cacheBytes = 0;
    this.#short.changed(nums);
  }

  /**
   * Finds a word in the steps whole word, prefix, substring, one typo; `wholeOnly` stops after the first. `capacity` is
   * one more than the largest number of a POC. Null for a word without a letter or digit.
   */
  word(word: string, capacity: number, wholeOnly: boolean): Remembered | null {
    const forms = wordForms(word);
    if (forms === null) return null;
    const key = `${wholeOnly ? "=" : "~"}${forms.whole ?? ""} ${forms.row?.join(" ") ?? ""}`;
    return this.#remembered(key, () => {
      const collector = this.#collector;
      const { whole } = forms;
      collector.begin(capacity);
      let step: Step = STEP.whole;
      this.#collect(questions(forms, false), step, capacity);
      const known = collector.count > 0;
      if (!wholeOnly && collector.count < ENOUGH) {
        step = STEP.prefix;
        if (whole !== null && forms.row === null && ShortPrefixes.answers(whole))
          this.#collectShort(whole, capacity);
        else this.#collect(questions(forms, true), step, capacity);
      }
      if (!wholeOnly && whole !== null && collector.count < ENOUGH) {
        step = STEP.substring;
        this.#collectTerms(this.#vocabulary.containing(whole), step, capacity);
        if (collector.count < ENOUGH && lettersOf(whole) >= (known ? KNOWN_TYPO_LENGTH : TYPO_LENGTH)) {
          step = STEP.typo;
          const near = this.#vocabulary.near(whole).filter((term) => isTypoOf(whole, term, known));
          this.#collectTerms(
            near.map((text) => ({ text, prefix: false })),
            step,
            capacity,
          );
        }
      }
      return { kind: "word", forms, hits: collector.end(capacity), lastStep: step, known };
    });
  }

  /** Finds terms in a row. Null for a phrase without a letter or digit. */
  phrase(phrase: string, capacity: number): Remembered | null {
    const terms = phraseTerms(phrase);
    if (terms.length === 0) return null;
    return this.#remembered(`"${terms.join(" ")}`, () => {
      this.#collector.begin(capacity);
      this.#collect([quoted(terms, false)], STEP.whole, capacity);
      return { kind: "phrase", terms, hits: this.#collector.end(capacity) };
    });
  }

  #collect(matches: readonly string[], step: Step, capacity: number): void {
    for (const match of matches) {
      for (const [statement, field] of this.#lists) {
        const list = statement.get(match);
        if (list) this.#collector.add(list, field, step, capacity);
      }
    }
  }

  #collectTerms(terms: readonly AskedTerm[], step: Step, capacity: number): void {
    const sorted = terms
      .toSorted((one, other) => one.text.length - other.text.length)
      .map(({ text, prefix }) => quoted([text], prefix));
    this.#collect(sorted.slice(0, TERMS_ALONE), step, capacity);
    for (let at = TERMS_ALONE; at < sorted.length; at += TERMS_AT_ONCE)
      this.#collect([sorted.slice(at, at + TERMS_AT_ONCE).join(" OR ")], step, capacity);
  }

  #collectShort(prefix: string, capacity: number): void {
    const collector = this.#collector;
    for (const [, field] of this.#lists) {
      this.#short.forEach(prefix, field, capacity, (num) => {
        if (num < capacity) collector.addOne(num, field, STEP.prefix);
      });
    }
  }

  #remembered(key: string, find: () => Found): Remembered {
    const known = this.#cache.get(key);
    if (known !== undefined) {
      this.#cache.delete(key);
      this.#cache.set(key, known);
      return { key, found: known };
    }
    const found = find();
    this.#cache.set(key, found);
    this.#cacheBytes += bytesOf(found);
    for (const [oldest, value] of this.#cache) {
      if (this.#cacheBytes <= CACHE_BYTES || this.#cache.size === 1) break;
      this.#cache.delete(oldest);
      this.#cacheBytes -= bytesOf(value);
    }
    return { key, found };
  }
}

function bytesOf(found: Found): number {
  return found.hits.nums.length * 5 + 500;
}

function lettersOf(word: string): number {
  return [...word].length;
}

/** True when a term of a text is a hit of a found word in one of the steps that were taken; says how much of it. */
export function hitOfTerm(
  found: Found & { readonly kind: "word" },
  term: string,
): readonly [start: number, end: number] | null {
  const { whole } = found.forms;
  if (whole === null) return null;
  if (term === whole) return [0, term.length];
  if (found.lastStep >= STEP.prefix && term.startsWith(whole)) return [0, whole.length];
  if (found.lastStep >= STEP.substring) {
    const at = term.indexOf(whole);
    if (at >= 0) return [at, at + whole.length];
  }
  if (found.lastStep >= STEP.typo && isTypoOf(whole, term, found.known)) return [0, term.length];
  return null;
}

function isTypoOf(word: string, term: string, known: boolean): boolean {
  return isOneTypo(word, term) && (!known || term.startsWith(word.charAt(0)));
}
