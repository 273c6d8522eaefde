import type { Columns } from "./columns.ts";

/** The orders that are kept ready; relevance is made from `updated` for each search. */
export const ORDERS = ["updated", "created", "name"] as const;
export type Order = (typeof ORDERS)[number];

/** An order of all POCs: their numbers in order, and the place of each number. */
interface Permutation {
  readonly nums: Uint32Array;
  readonly places: Uint32Array;
}

/**
 * All POCs in the orders that people ask for, so that sorting hits is a walk along an order, and not a sort with
 * comparisons. Made when first asked for; a few changed POCs are taken out and put in again.
 */
export class Orders {
  readonly #columns: Columns;
  readonly #ready = new Map<Order, Permutation>();
  #marked = new Uint8Array(0);

  constructor(columns: Columns) {
    this.#columns = columns;
  }

  /** Forgets all orders: after everything was read anew. */
  clear(): void {
    this.#ready.clear();
    this.#marked = new Uint8Array(0);
  }

  /** Brings the orders up to date after these POCs changed, came or left. */
  refresh(nums: readonly number[]): void {
    const changed = new Set(nums);
    for (const order of this.#ready.keys()) {
      const before = this.#ready.get(order) as Permutation;
      if (changed.size * 4 > before.nums.length) {
        this.#ready.delete(order);
        continue;
      }
      const compare = this.#comparison(order);
      const stay = before.nums.filter((num) => !changed.has(num));
      const come = [...changed].filter((num) => this.#isAlive(num)).toSorted(compare);
      const after = new Uint32Array(stay.length + come.length);
      let taken = 0;
      let at = 0;
      for (const num of come) {
        const place = taken + lowerBound(stay.subarray(taken), num, compare);
        after.set(stay.subarray(taken, place), at);
        at += place - taken;
        after[at++] = num;
        taken = place;
      }
      after.set(stay.subarray(taken), at);
      this.#ready.set(order, this.#permutation(after));
    }
  }

  /** Puts hits, given in any order and each once, in an order; the answer is a new array. */
  sort(hits: Uint32Array, order: Order): Uint32Array {
    const { nums, places } = this.#of(order);
    if (hits.length === nums.length) return nums.slice();
    const sorted = new Uint32Array(hits.length);
    if (hits.length * 16 < nums.length) {
      for (let at = 0; at < hits.length; at++) sorted[at] = places[hits[at] as number] as number;
      sorted.sort();
      for (let at = 0; at < sorted.length; at++) sorted[at] = nums[sorted[at] as number] as number;
      return sorted;
    }
    if (this.#marked.length < this.#columns.capacity)
      this.#marked = new Uint8Array(this.#columns.alive.length);
    const marked = this.#marked;
    for (let at = 0; at < hits.length; at++) marked[hits[at] as number] = 1;
    let count = 0;
    for (let at = 0; at < nums.length; at++) {
      const num = nums[at] as number;
      if (marked[num] === 1) {
        sorted[count++] = num;
        marked[num] = 0;
      }
    }
    return sorted;
  }

  #isAlive(num: number): boolean {
    return num < this.#columns.capacity && this.#columns.alive[num] === 1;
  }

  #of(order: Order): Permutation {
    const ready = this.#ready.get(order);
    if (ready !== undefined) return ready;
    const { capacity, count } = this.#columns;
    const nums = new Uint32Array(count);
    let at = 0;
    for (let num = 0; num < capacity; num++) if (this.#isAlive(num)) nums[at++] = num;
    const made = this.#permutation(nums.sort(this.#comparison(order)));
    this.#ready.set(order, made);
    return made;
  }

  #permutation(nums: Uint32Array): Permutation {
    const places = new Uint32Array(this.#columns.capacity);
    for (let at = 0; at < nums.length; at++) places[nums[at] as number] = at;
    return { nums, places };
  }

  #comparison(order: Order): (one: number, other: number) => number {
    const { names, created, updated } = this.#columns;
    const byName = (one: number, other: number): number => {
      const first = names[one] as string;
      const second = names[other] as string;
      return first < second ? -1 : first > second ? 1 : one - other;
    };
    if (order === "name") return byName;
    const times = order === "created" ? created : updated;
    return (one, other) => {
      const first = times[one] as number;
      const second = times[other] as number;
      return first > second ? -1 : first < second ? 1 : byName(one, other);
    };
  }
}

function lowerBound(
  sorted: Uint32Array,
  num: number,
  compare: (one: number, other: number) => number,
): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(sorted[middle] as number, num) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
