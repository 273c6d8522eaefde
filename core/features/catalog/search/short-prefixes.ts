import type { Database, Statement } from "#core/db/sqlite.ts";
import { FIELD, type Field } from "./hits.ts";

/**
 * Prefixes of one and two letters, which half of the catalogue has: FTS5 needs 10 ms to list 60,000 of them, and they are what
 * is typed first. Each POC's row of `poc_prefix` holds the pairs of letters with which its terms begin, by field, as one
 * character each. In memory they are turned round: for each pair a bit per POC, or a list where few have it.
 */

/** Fields in the order of their codes. The body comes first: its codes then take two bytes. */
const FIELDS: readonly Field[] = [FIELD.body, FIELD.description, FIELD.name];

/** a to z, 0 to 9, and one for whatever else stands there, the end of the term included. */
const LETTERS = 37;
const OTHER = LETTERS - 1;
const PAIRS = LETTERS * LETTERS;
/** Codes begin after the control characters of ASCII. */
const FIRST_CODE = 0x80;
/** A pair that fewer than one POC in so many has is kept as a list: it takes less memory than bits do. */
const SPARSE = 32;
/** Rows read at a time. */
const PAGE = 1000;
/** More changed POCs than this, and everything is read again. */
const CHANGED_LIMIT = 2000;

/** The SQL that reads the pairs of POCs from a number on, and of one. */
export const PREFIX_SQL = {
  page: `SELECT num, codes FROM poc_prefix WHERE num > ? ORDER BY num LIMIT ${PAGE}`,
  one: "SELECT codes FROM poc_prefix WHERE num = ?",
} as const;

function letterAt(term: string, at: number): number {
  const code = term.charCodeAt(at);
  if (code >= 0x61 && code <= 0x7a) return code - 0x61;
  return code >= 0x30 && code <= 0x39 ? code - 0x30 + 26 : OTHER;
}

/** Gathers the pairs of one POC's terms. */
export class PrefixCodes {
  readonly #seen = new Uint8Array(FIELDS.length * PAIRS);
  readonly #codes: number[] = [];

  /** Notes a term of a field. */
  note(field: Field, term: string): void {
    const code = FIELDS.indexOf(field) * PAIRS + letterAt(term, 0) * LETTERS + letterAt(term, 1);
    if (this.#seen[code] === 1) return;
    this.#seen[code] = 1;
    this.#codes.push(code);
  }

  /** The pairs as they are stored, and begins the next POC. */
  take(): string {
    let text = "";
    for (const code of this.#codes) {
      text += String.fromCharCode(FIRST_CODE + code);
      this.#seen[code] = 0;
    }
    this.#codes.length = 0;
    return text;
  }
}

/** The POCs that have a pair: a bit for each number, or their numbers. */
interface Holders {
  bits: Uint32Array | null;
  nums: Uint32Array;
  count: number;
}

/** Answers which POCs have a term with a prefix of one or two letters. */
export class ShortPrefixes {
  readonly #page: Statement<[number, string]>;
  readonly #one: Statement<string>;
  #holders: (Holders | undefined)[] = [];
  #capacity = 0;
  #loaded = false;
  /** POCs that changed since everything was read, with their pairs as they are now; null for those not yet read again. */
  readonly #changed = new Map<number, string | null>();

  constructor(db: Database) {
    this.#page = db.prepare(PREFIX_SQL.page).raw() as unknown as Statement<[number, string]>;
    this.#one = db.prepare(PREFIX_SQL.one).pluck() as unknown as Statement<string>;
  }

  /** True for a prefix that is answered here: one or two letters from a to z or digits. */
  static answers(prefix: string): boolean {
    return /^[a-z0-9]{1,2}$/.test(prefix);
  }

  /** Tells which POCs changed, came or left. */
  changed(nums: readonly number[] | "all"): void {
    if (!this.#loaded) return;
    if (nums === "all" || this.#changed.size + nums.length > CHANGED_LIMIT) {
      this.#loaded = false;
      this.#holders = [];
      this.#changed.clear();
    } else for (const num of nums) this.#changed.set(num, null);
  }

  /** Hands on the number of each POC that has a term with this prefix in the field; a number can come twice. */
  forEach(prefix: string, field: Field, capacity: number, take: (num: number) => void): void {
    if (!this.#loaded) this.#load(capacity);
    const base = FIELDS.indexOf(field) * PAIRS + letterAt(prefix, 0) * LETTERS;
    const first = prefix.length === 1 ? base : base + letterAt(prefix, 1);
    const last = prefix.length === 1 ? base + OTHER : first;
    const changed = this.#changed;
    if (first === last) eachOf(this.#holders[first], changed, take);
    else {
      const union = new Uint32Array((this.#capacity >> 5) + 1);
      for (let code = first; code <= last; code++) join(this.#holders[code], union);
      eachOf({ bits: union, nums: NONE, count: 0 }, changed, take);
    }
    for (const [num, codes] of changed) {
      let now = codes;
      if (now === null) {
        now = this.#one.get(num) ?? "";
        changed.set(num, now);
      }
      for (let at = 0; at < now.length; at++) {
        const code = now.charCodeAt(at) - FIRST_CODE;
        if (code >= first && code <= last) take(num);
      }
    }
  }

  #load(capacity: number): void {
    this.#capacity = capacity;
    this.#changed.clear();
    const words = (capacity >> 5) + 1;
    const holders: (Holders | undefined)[] = Array.from({ length: FIELDS.length * PAIRS });
    // Pairs that many have, as the first page tells, get their bits at once, all in one array: the usual case is then one step.
    let rows = this.#page.all(0);
    const common = commonCodes(rows);
    const bits = new Uint32Array(common.length * words);
    const slots = new Int32Array(holders.length).fill(-1);
    for (const [slot, code] of common.entries()) {
      slots[code] = slot * words;
      holders[code] = { bits: bits.subarray(slot * words, (slot + 1) * words), nums: NONE, count: 0 };
    }
    for (; rows.length > 0; rows = this.#page.all(rows.at(-1)?.[0] ?? 0)) {
      for (const [num, codes] of rows) {
        // Written and not yet told: it comes with its change.
        if (num >= capacity) continue;
        const word = num >>> 5;
        const bit = 1 << (num & 31);
        for (let at = 0; at < codes.length; at++) {
          const code = codes.charCodeAt(at) - FIRST_CODE;
          const slot = slots[code] as number;
          if (slot >= 0) bits[slot + word] = (bits[slot + word] as number) | bit;
          else holders[code] = added(holders[code], num, capacity);
        }
      }
    }
    this.#holders = holders;
    this.#loaded = true;
  }
}

const NONE = new Uint32Array(0);

function count(counts: Uint32Array, code: number): void {
  counts[code] = (counts[code] ?? 0) + 1;
}

/** The codes that more than one in {@link SPARSE} of these rows has. */
function commonCodes(rows: readonly (readonly [number, string])[]): number[] {
  const counts = new Uint32Array(FIELDS.length * PAIRS);
  for (const [, codes] of rows)
    for (let at = 0; at < codes.length; at++) count(counts, codes.charCodeAt(at) - FIRST_CODE);
  return [...counts.keys()].filter((code) => (counts[code] ?? 0) * SPARSE > rows.length);
}

function added(holders: Holders | undefined, num: number, capacity: number): Holders {
  if (holders === undefined) return { bits: null, nums: new Uint32Array([num, 0, 0, 0]), count: 1 };
  if (holders.bits !== null) {
    holders.bits[num >>> 5] = (holders.bits[num >>> 5] as number) | (1 << (num & 31));
    return holders;
  }
  if (holders.count * SPARSE > capacity) {
    const bits = new Uint32Array((capacity >> 5) + 1);
    join(holders, bits);
    return added({ bits, nums: NONE, count: 0 }, num, capacity);
  }
  if (holders.count === holders.nums.length) {
    const larger = new Uint32Array(holders.count * 2);
    larger.set(holders.nums);
    holders.nums = larger;
  }
  holders.nums[holders.count++] = num;
  return holders;
}

function join(holders: Holders | undefined, into: Uint32Array): void {
  if (holders === undefined) return;
  const { bits, nums, count } = holders;
  if (bits !== null)
    for (let at = 0; at < bits.length; at++) into[at] = (into[at] as number) | (bits[at] as number);
  else
    for (let at = 0; at < count; at++)
      into[(nums[at] as number) >>> 5] =
        (into[(nums[at] as number) >>> 5] as number) | (1 << ((nums[at] as number) & 31));
}

function eachOf(
  holders: Holders | undefined,
  except: ReadonlyMap<number, unknown>,
  take: (num: number) => void,
): void {
  if (holders === undefined) return;
  const { bits, nums, count } = holders;
  const some = except.size > 0;
  if (bits === null) {
    for (let at = 0; at < count; at++) if (!some || !except.has(nums[at] as number)) take(nums[at] as number);
    return;
  }
  for (let at = 0; at < bits.length; at++) {
    let word = bits[at] as number;
    while (word !== 0) {
      const num = (at << 5) + 31 - Math.clz32(word & -word);
      word &= word - 1;
      if (!some || !except.has(num)) take(num);
    }
  }
}
