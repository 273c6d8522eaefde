import type { Database, Statement } from "#core/db/sqlite.ts";
import { TERM_LIMIT } from "./tokens.ts";

/** Terms in a row of `poc_term`, and all of them in memory, stand on lines of their own. */
const BREAK = "\n";
const BREAK_BYTE = 0x0a;

/** The SQL of the last row's number, and of all terms from a row on as one value: a row each would be a string each. */
export const TERMS_SQL = "SELECT CAST(group_concat(terms, char(10)) AS BLOB) FROM poc_term WHERE id > ?";

/**
 * The terms that the index has ever been given, each once: where substrings and typos are looked for. FTS5 can list its
 * terms too, but counts every posting on the way (a second at 100,000 POCs); here they are one run of bytes in memory,
 * and looking through it is a search for bytes. Terms of documents that are gone stay until the index is rebuilt: they
 * find nothing.
 *
 * Rows are only ever added, so the last row's number tells whether what is in memory is still what the database has,
 * also after a transaction that was rolled back.
 */
export class Vocabulary {
  readonly #last: Statement<number | null>;
  readonly #insert: Statement;
  readonly #terms: Statement<Uint8Array | null>;
  readonly #known = new TermSet();
  /** Last row that `#known` holds. */
  #knownTo = 0;
  /** A document was begun and not ended: writing it failed, and what was noted of it is not in the table. */
  #open = false;
  /** All terms in UTF-8, each between line breaks. */
  #bytes = Buffer.from(BREAK);
  /** Last row that `#bytes` hold. */
  #bytesTo = 0;
  #byLength: TermsByLength | undefined;

  constructor(db: Database) {
    this.#last = db.prepare("SELECT max(id) FROM poc_term").pluck() as Statement<number | null>;
    this.#insert = db.prepare("INSERT INTO poc_term(id, terms) VALUES (?, ?)");
    this.#terms = db.prepare(TERMS_SQL).pluck() as Statement<Uint8Array | null>;
  }

  /** Makes ready to take terms: call before the {@link note}s of one document, in its transaction. */
  begin(): void {
    const last = this.#last.get() ?? 0;
    const broken = this.#open || last < this.#knownTo;
    this.#open = true;
    if (last === this.#knownTo && !broken) return;
    if (broken) this.#known.clear();
    const terms = this.#terms.get(broken ? 0 : this.#knownTo);
    if (terms) this.#known.addLines(Buffer.from(terms.buffer, terms.byteOffset, terms.byteLength));
    this.#knownTo = last;
    // What a rolled back transaction had added is not to be searched either.
    if (last < this.#bytesTo) this.#forgetBytes();
  }

  /** True for a term that is new, which the caller then hands to {@link store}. */
  note(term: string): boolean {
    return this.#known.add(term);
  }

  /** Keeps the new terms of one document, and ends what {@link begin} began. */
  store(terms: readonly string[]): void {
    if (terms.length > 0) {
      this.#insert.run(this.#knownTo + 1, terms.join(BREAK));
      this.#knownTo++;
    }
    this.#open = false;
  }

  /** Forgets what is in memory: after the table was emptied. */
  reset(): void {
    this.#known.clear();
    this.#knownTo = 0;
    this.#open = false;
    this.#forgetBytes();
  }

  #forgetBytes(): void {
    this.#bytes = Buffer.from(BREAK);
    this.#bytesTo = 0;
    this.#byLength = undefined;
  }

  #read(): Buffer {
    const last = this.#last.get() ?? 0;
    if (last < this.#bytesTo) this.#forgetBytes();
    if (last > this.#bytesTo) {
      const terms = this.#terms.get(this.#bytesTo);
      if (terms) this.#bytes = Buffer.concat([this.#bytes, terms, Buffer.from(BREAK)]);
      this.#bytesTo = last;
      this.#byLength = undefined;
    }
    return this.#bytes;
  }

  /**
   * Terms that contain a folded text but do not begin with it, as few questions to the index: those that are alike up to
   * the end of the text (graphqlserver, graphqlclient for "raphq") are all the terms with that beginning.
   */
  containing(part: string): AskedTerm[] {
    const bytes = this.#read();
    const wanted = Buffer.from(part);
    // By beginning the only term that has it, or null for several.
    const found = new Map<string, string | null>();
    for (let at = bytes.indexOf(wanted); at >= 0; at = bytes.indexOf(wanted, at)) {
      const start = bytes.lastIndexOf(BREAK_BYTE, at) + 1;
      const end = bytes.indexOf(BREAK_BYTE, at);
      if (start !== at) {
        const beginning = bytes.toString("utf8", start, at + wanted.length);
        found.set(beginning, found.has(beginning) ? null : bytes.toString("utf8", start, end));
      }
      at = end;
    }
    return Array.from(found, ([beginning, only]) =>
      only === null ? { text: beginning, prefix: true } : { text: only, prefix: false },
    );
  }

  /**
   * Terms one typo away: one sign inserted, deleted, replaced, or two neighbours swapped. One edit leaves the half
   * of the word before it or behind it as it is, so that only terms of the right length with one of the halves are
   * compared; a swap across the middle changes both, and is looked for as it is.
   */
  near(word: string): string[] {
    const bytes = this.#read();
    this.#byLength ??= termsByLength(bytes);
    const { starts, ends, from } = this.#byLength;
    const middle = word.length >> 1;
    const head = Buffer.from(word.slice(0, middle));
    const tail = Buffer.from(word.slice(middle));
    const swap = word.charAt(middle) + word.charAt(middle - 1);
    const swapped = Buffer.from(word.slice(0, middle - 1) + swap + word.slice(middle + 1));
    const found: string[] = [];
    const last = from[Math.min(word.length + 2, from.length - 1)] ?? 0;
    for (let at = from[word.length - 1] ?? last; at < last; at++) {
      const start = starts[at] as number;
      const end = ends[at] as number;
      if (
        isAt(bytes, start, head) ||
        isAt(bytes, end - tail.length, tail) ||
        (end - start === swapped.length && isAt(bytes, start, swapped))
      ) {
        const term = bytes.toString("utf8", start, end);
        if (isOneTypo(word, term)) found.push(term);
      }
    }
    return found;
  }
}

/** What the index is asked for: a term, or all terms that begin so. */
export interface AskedTerm {
  readonly text: string;
  readonly prefix: boolean;
}

/** Where terms begin and end, those of one length (in UTF-16 units) together; `from` tells where a length begins. */
interface TermsByLength {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly from: Int32Array;
}

function termsByLength(bytes: Uint8Array): TermsByLength {
  const from = new Int32Array(TERM_LIMIT + 3);
  const each = (take: (start: number, end: number, length: number) => void): void => {
    let start = 1;
    let length = 0;
    for (let at = 1; at < bytes.length; at++) {
      const byte = bytes[at] as number;
      if (byte === BREAK_BYTE) {
        take(start, at, Math.min(length, TERM_LIMIT + 1));
        start = at + 1;
        length = 0;
        // Bytes that go on with a character are not counted, four bytes are two units.
      } else if ((byte & 0xc0) !== 0x80) length += byte >= 0xf0 ? 2 : 1;
    }
  };
  let count = 0;
  each((_start, _end, length) => {
    from[length + 1] = (from[length + 1] as number) + 1;
    count++;
  });
  for (let length = 1; length < from.length; length++) {
    from[length] = (from[length] as number) + (from[length - 1] as number);
  }
  const next = from.slice();
  const starts = new Int32Array(count);
  const ends = new Int32Array(count);
  each((start, end, length) => {
    const place = next[length] as number;
    next[length] = place + 1;
    starts[place] = start;
    ends[place] = end;
  });
  return { starts, ends, from };
}

function isAt(bytes: Uint8Array, at: number, wanted: Uint8Array): boolean {
  for (let index = 0; index < wanted.length; index++) if (bytes[at + index] !== wanted[index]) return false;
  return true;
}

/** True when one insertion, deletion, replacement or swap of neighbours makes one word of the other; false for equal ones. */
export function isOneTypo(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (long.length - short.length > 1 || one === other) return false;
  let at = 0;
  while (at < short.length && short.charCodeAt(at) === long.charCodeAt(at)) at++;
  if (long.length > short.length) return short.slice(at) === long.slice(at + 1);
  if (short.slice(at + 1) === long.slice(at + 1)) return true;
  return (
    short.charCodeAt(at) === long.charCodeAt(at + 1) &&
    short.charCodeAt(at + 1) === long.charCodeAt(at) &&
    short.slice(at + 2) === long.slice(at + 2)
  );
}

/**
 * A set of strings that keeps 64 bits of hash of each: 300,000 terms take 4 MB instead of the 20 of a Set. That two
 * terms of a million meet has a chance of one in thirty million; one of them would then not be found by substring or typo.
 */
class TermSet {
  #slots = new Uint32Array(2 * 4096);
  #count = 0;

  clear(): void {
    this.#slots = new Uint32Array(2 * 4096);
    this.#count = 0;
  }

  /** Adds terms that stand on lines of their own. */
  addLines(bytes: Buffer): void {
    for (let start = 0; start < bytes.length;) {
      const next = bytes.indexOf(BREAK_BYTE, start);
      const end = next < 0 ? bytes.length : next;
      this.add(bytes.toString("utf8", start, end));
      start = end + 1;
    }
  }

  /** True when the term was not there. */
  add(term: string): boolean {
    let one = 0x811c9dc5;
    let two = 0x9e3779b9;
    for (let at = 0; at < term.length; at++) {
      const code = term.charCodeAt(at);
      one = Math.imul(one ^ code, 0x01000193);
      two = Math.imul(two ^ code, 0x85ebca6b);
      two ^= two >>> 13;
    }
    one = (one ^ (one >>> 15)) >>> 0;
    // An empty slot is two zeros: no hash is.
    return this.#put(one, (two | 1) >>> 0);
  }

  #put(one: number, two: number): boolean {
    const mask = this.#slots.length / 2 - 1;
    let slot = one & mask;
    for (;;) {
      const there = this.#slots[2 * slot + 1];
      if (there === 0) break;
      if (there === two && this.#slots[2 * slot] === one) return false;
      slot = (slot + 1) & mask;
    }
    this.#slots[2 * slot] = one;
    this.#slots[2 * slot + 1] = two;
    this.#count++;
    if (this.#count * 5 > (mask + 1) * 3) this.#grow();
    return true;
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Uint32Array(old.length * 2);
    this.#count = 0;
    for (let at = 0; at < old.length; at += 2) {
      const two = old[at + 1] ?? 0;
      if (two !== 0) this.#put(old[at] ?? 0, two);
    }
  }
}
