/**
 * The hits of one word: numbers of POCs in ascending order, and for each of them a code that says by which step the
 * word was found in each field.
 */
export interface Hits {
  readonly nums: Uint32Array;
  readonly codes: Uint8Array;
}

/** The steps in which a word is tried. */
export const STEP = { whole: 0, prefix: 1, substring: 2, typo: 3 } as const;
export type Step = (typeof STEP)[keyof typeof STEP];

/** Fields as digits of a code: each is 0 for "not here", else one more than the first step that found the word in it. */
export const FIELD = { name: 0, description: 1, body: 2 } as const;
export type Field = (typeof FIELD)[keyof typeof FIELD];

const FIELDS = 3;
const BASE = 5;
/** Number of different codes. */
const CODES = BASE ** FIELDS;

function digitOf(code: number, field: Field): number {
  return Math.floor(code / BASE ** field) % BASE;
}

/** For each field and step the code that follows each code; a field keeps its first step. */
const FOLLOWING: readonly Uint8Array[] = Object.values(FIELD).flatMap((field) =>
  Object.values(STEP).map((step) =>
    Uint8Array.from({ length: CODES }, (_, code) =>
      digitOf(code, field) === 0 ? code + (step + 1) * BASE ** field : code,
    ),
  ),
);

function following(field: Field, step: Step): Uint8Array {
  return FOLLOWING[field * 4 + step] as Uint8Array;
}

/** What a hit in a field is worth: name 3, description 2, everything else 1. */
const FIELD_WEIGHTS = [3, 2, 1] as const;
/** And what by the step that found it: the beginning of a name says more than a word of a README, its middle less. */
const STEP_WEIGHTS = [8, 6, 2, 1] as const;

/** How much a hit is worth, by code: the sum over its fields. */
export const HIT_WEIGHTS: Uint8Array = Uint8Array.from({ length: CODES }, (_, code) =>
  Object.values(FIELD).reduce<number>((sum, field) => {
    const digit = digitOf(code, field);
    return sum + (digit === 0 ? 0 : FIELD_WEIGHTS[field] * (STEP_WEIGHTS[digit - 1] as number));
  }, 0),
);

/** The weight of a hit of the whole word in every field. */
export const HEAVIEST = Math.max(...HIT_WEIGHTS);

/**
 * Gathers the hits of a word from several lists. It owns one byte per POC and is used again for each word;
 * a field of a POC keeps its first step.
 */
export class HitCollector {
  #codes = new Uint8Array(0);
  #touched = new Uint32Array(1024);
  #count = 0;

  /** Begins a word. Numbers from `capacity` on are left out: they are not in the catalogue yet. */
  begin(capacity: number): void {
    if (this.#codes.length < capacity) this.#codes = new Uint8Array(capacity + (capacity >> 3));
    this.#count = 0;
  }

  /** Number of different POCs so far. */
  get count(): number {
    return this.#count;
  }

  /** Takes a list of numbers as SQLite's group_concat writes it: decimal digits and commas, as bytes. */
  add(list: Uint8Array, field: Field, step: Step, capacity: number): void {
    const codes = this.#codes;
    const next = following(field, step);
    const { length } = list;
    for (let at = 0; at < length; at++) {
      let value = (list[at++] as number) - 0x30;
      for (; at < length; at++) {
        const byte = list[at] as number;
        if (byte === 0x2c) break;
        value = value * 10 + byte - 0x30;
      }
      if (value >= capacity) continue;
      const before = codes[value] as number;
      if (before === 0) this.#touch(value);
      codes[value] = next[before] as number;
    }
  }

  /** Takes one number; it must be below the capacity. */
  addOne(num: number, field: Field, step: Step): void {
    const before = this.#codes[num] as number;
    if (before === 0) this.#touch(num);
    this.#codes[num] = following(field, step)[before] as number;
  }

  #touch(num: number): void {
    if (this.#count === this.#touched.length) {
      const larger = new Uint32Array(this.#count * 2);
      larger.set(this.#touched);
      this.#touched = larger;
    }
    this.#touched[this.#count++] = num;
  }

  /** Ends a word: its hits in order. */
  end(capacity: number): Hits {
    const count = this.#count;
    const nums = new Uint32Array(count);
    const codes = new Uint8Array(count);
    const all = this.#codes;
    if (count * 16 < capacity) {
      nums.set(this.#touched.subarray(0, count));
      nums.sort();
      for (let at = 0; at < count; at++) {
        const num = nums[at] as number;
        codes[at] = all[num] as number;
        all[num] = 0;
      }
      return { nums, codes };
    }
    // For many hits it is quicker to walk along all numbers than to sort.
    let at = 0;
    for (let num = 0; at < count; num++) {
      const code = all[num] as number;
      if (code === 0) continue;
      nums[at] = num;
      codes[at++] = code;
      all[num] = 0;
    }
    return { nums, codes };
  }
}
