import type { Database, Statement } from "#core/db/sqlite.ts";

/** Terms in one row of `poc_term` and in the joined text stand on lines of their own. */
const BREAK = "\n";

/**
 * The terms that the index has ever been given, each once: where substrings and typos are looked for. FTS5 can list its
 * terms too, but counts every posting on the way (a second at 100,000 POCs); here they are one text in memory, and
 * looking through it is `indexOf`. Terms of documents that are gone stay until the index is rebuilt: they find nothing.
 *
 * Rows are only ever added, so the last row's number tells whether what is in memory is still what the database has,
 * also after a transaction that was rolled back.
 */
export class Vocabulary {
  readonly #last: Statement<number | null>;
  readonly #insert: Statement;
  readonly #rows: Statement<[number, string]>;
  readonly #known = new TermSet();
  /** Last row that `#known` holds. */
  #knownTo = 0;
  /** A document was begun and not ended: writing it failed, and what was noted of it is not in the table. */
  #open = false;
  #text = BREAK;
  /** Last row that `#text` holds. */
  #textTo = 0;

  constructor(db: Database) {
    this.#last = db.prepare("SELECT max(id) FROM poc_term").pluck() as Statement<number | null>;
    this.#insert = db.prepare("INSERT INTO poc_term(id, terms) VALUES (?, ?)");
    this.#rows = db.prepare("SELECT id, terms FROM poc_term WHERE id > ? ORDER BY id").raw() as unknown as Statement<[number, string]>;
  }

  /** Makes ready to take terms: call before the {@link note}s of one document, in its transaction. */
  begin(): void {
    const last = this.#last.get() ?? 0;
    const broken = this.#open || last < this.#knownTo;
    this.#open = true;
    if (last === this.#knownTo && !broken) return;
    if (broken) this.#known.clear();
    const from = broken ? 0 : this.#knownTo;
    for (const [, terms] of this.#rows.all(from)) for (const term of terms.split(BREAK)) this.#known.add(term);
    this.#knownTo = last;
    // What a rolled back transaction had added is not to be searched either.
    if (last < this.#textTo) this.#forgetText();
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
    this.#forgetText();
  }

  #forgetText(): void {
    this.#text = BREAK;
    this.#textTo = 0;
  }

  /** All terms, each between line breaks. */
  #all(): string {
    const last = this.#last.get() ?? 0;
    if (last < this.#textTo) this.#forgetText();
    if (last > this.#textTo) {
      const rows = this.#rows.all(this.#textTo);
      this.#text += rows.map(([, terms]) => terms).join(BREAK) + BREAK;
      this.#textTo = last;
    }
    return this.#text;
  }

  /** Terms that contain a folded text but do not begin with it. */
  containing(part: string): string[] {
    const text = this.#all();
    const found: string[] = [];
    for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at)) {
      const start = text.lastIndexOf(BREAK, at) + 1;
      const end = text.indexOf(BREAK, at);
      if (start !== at) found.push(text.slice(start, end));
      at = end;
    }
    return found;
  }

  /**
   * Terms one typo away: one sign inserted, deleted, replaced, or two neighbours swapped. One edit leaves the half
   * of the word before it or behind it as it is, so that only terms with one of the halves are compared; a swap
   * across the middle is tried as it is.
   */
  near(word: string): string[] {
    const text = this.#all();
    const middle = word.length >> 1;
    const found = new Set<string>();
    const head = BREAK + word.slice(0, middle);
    for (let at = text.indexOf(head); at >= 0; at = text.indexOf(head, at)) {
      const end = text.indexOf(BREAK, at + 1);
      const length = end - at - 1;
      if (length >= word.length - 1 && length <= word.length + 1) {
        const term = text.slice(at + 1, end);
        if (isOneTypo(word, term)) found.add(term);
      }
      at = end;
    }
    const tail = word.slice(middle) + BREAK;
    for (let at = text.indexOf(tail); at >= 0; at = text.indexOf(tail, at + tail.length - 1)) {
      const end = at + tail.length - 1;
      // The term begins at most one sign further ahead than the word would.
      const start = text.lastIndexOf(BREAK, at) + 1;
      const length = end - start;
      if (length >= word.length - 1 && length <= word.length + 1) {
        const term = text.slice(start, end);
        if (isOneTypo(word, term)) found.add(term);
      }
    }
    const swapped = word.slice(0, middle - 1) + word.charAt(middle) + word.charAt(middle - 1) + word.slice(middle + 1);
    if (swapped !== word && text.includes(BREAK + swapped + BREAK)) found.add(swapped);
    return [...found];
  }
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
