/**
 * The hits of one word: numbers of POCs in ascending order, and for each of them flags that say in which step and in
 * which fields it was found.
 */
export interface Hits {
  readonly nums: Uint32Array;
  readonly flags: Uint8Array;
}

/** The two lowest bits of a hit's flags: the first step that found it. */
export const STEP = { whole: 0, prefix: 1, substring: 2, typo: 3 } as const;
export type Step = (typeof STEP)[keyof typeof STEP];

/** The other bits of a hit's flags: where it was found, in any step. */
export const FIELD = { name: 4, description: 8, body: 16 } as const;

/** The step of a hit's flags. */
export function stepOf(flags: number): Step {
  return (flags & 3) as Step;
}

/**
 * Gathers the hits of a word from several lists. It owns one byte per POC and is used again for each word;
 * a number of a later list keeps its first step.
 */
export class HitCollector {
  #flags = new Uint8Array(0);
  #touched = new Uint32Array(1024);
  #count = 0;

  /** Begins a word. Numbers from `capacity` on are left out: they are not in the catalogue yet. */
  begin(capacity: number): void {
    if (this.#flags.length < capacity) this.#flags = new Uint8Array(capacity + (capacity >> 3));
    this.#count = 0;
  }

  /** Number of different POCs so far. */
  get count(): number {
    return this.#count;
  }

  /** Takes a list of numbers as SQLite's group_concat writes it: decimal digits and commas, as bytes. */
  add(list: Uint8Array, field: number, step: Step, capacity: number): void {
    const flags = this.#flags;
    let value = 0;
    for (let at = 0; at <= list.length; at++) {
      const byte = at < list.length ? (list[at] as number) : 0x2c;
      if (byte !== 0x2c) {
        value = value * 10 + byte - 0x30;
        continue;
      }
      if (value < capacity) {
        const before = flags[value] as number;
        if (before === 0) {
          flags[value] = field | step;
          this.#touch(value);
        } else flags[value] = before | field;
      }
      value = 0;
    }
  }

  /** Takes one number; it must be below the capacity. */
  addOne(num: number, field: number, step: Step): void {
    const before = this.#flags[num] as number;
    if (before === 0) {
      this.#flags[num] = field | step;
      this.#touch(num);
    } else this.#flags[num] = before | field;
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
    const flags = new Uint8Array(count);
    const all = this.#flags;
    if (count * 16 < capacity) {
      nums.set(this.#touched.subarray(0, count));
      nums.sort();
      for (let at = 0; at < count; at++) {
        const num = nums[at] as number;
        flags[at] = all[num] as number;
        all[num] = 0;
      }
      return { nums, flags };
    }
    // For many hits it is quicker to walk along all numbers than to sort.
    let at = 0;
    for (let num = 0; at < count; num++) {
      const flag = all[num] as number;
      if (flag === 0) continue;
      nums[at] = num;
      flags[at++] = flag;
      all[num] = 0;
    }
    return { nums, flags };
  }
}
