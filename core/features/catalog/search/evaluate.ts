import { FACETS } from "#shared/features/catalog/catalog.ts";
import type { Columns } from "./columns.ts";
import type { FacetValue } from "./facet-values.ts";
import { HEAVIEST, HIT_WEIGHTS, type Hits } from "./hits.ts";

/** What is asked of one facet. */
export interface FacetFilter {
  /** Any of these; a value that no POC has is undefined, and asks for what is not there. */
  readonly any: readonly (FacetValue | undefined)[];
  readonly none: readonly FacetValue[];
}

/** A search, reduced to lists of numbers. */
export interface Question {
  /** All of these. */
  readonly words: readonly Hits[];
  /** None of these. */
  readonly without: readonly Hits[];
  /** By facet, in the order of FACETS. */
  readonly filters: readonly FacetFilter[];
}

/** The POCs that a question finds. */
export interface Evaluation {
  /** Numbers, in no order. */
  readonly nums: Uint32Array;
  /** For each of `nums` how relevant it is, 0 the most; null without words. */
  readonly ranks: Int32Array | null;
  /** One more than the largest rank there can be. */
  readonly rankLimit: number;
  /** For each variant of a facet value the POCs that have it and answer all but its own facet's filter. */
  readonly counts: Int32Array;
}

/** In a mask: a POC that has an excluded value. The bits below stand for the facets, in their order. */
const NEGATED = 0x80;
/** Choices of facets whose masks are kept: whoever types has the same choice at every key. */
const MASKS = 8;

/** How much a hit of a word says: inverse document frequency (Spärck Jones 1972) in sixteenths, so that scores are whole numbers. */
export function rarity(found: number, all: number): number {
  return Math.max(1, Math.round(16 * Math.log2(1 + all / Math.max(1, found))));
}

/**
 * Evaluates questions. Work arrays of some bytes per POC are kept between them, always left empty.
 */
export class Evaluator {
  readonly #columns: Columns;
  /** How many words a POC has met; FORBIDDEN for one that a negated word met. */
  #met = new Uint8Array(0);
  #scores = new Int32Array(0);
  /** The answer while it grows. */
  #nums = new Uint32Array(0);
  #ranks = new Int32Array(0);
  /** All numbers: the candidates when there are no words. */
  #everything = new Uint32Array(0);
  /** By choice of facets, for every POC which of them it meets. */
  readonly #masks = new Map<string, Uint8Array>();

  constructor(columns: Columns) {
    this.#columns = columns;
  }

  /** Forgets what was derived from the columns: after they changed. */
  changed(): void {
    this.#masks.clear();
  }

  /** Answers a question; without `withCounts`, the counts are empty. */
  evaluate(question: Question, withCounts: boolean): Evaluation {
    const { candidates, span } = this.#candidates(question);
    const { alive, starts, lengths, pool, values } = this.#columns;
    const { facetIndexes } = values;
    const counts = new Int32Array(withCounts ? values.count : 0);
    const nums = this.#nums;
    const ranked = question.words.length > 0;
    const ranks = this.#ranks;
    const met = this.#met;
    const scores = this.#scores;
    const words = question.words.length;
    const { mask, need } = this.#mask(question);
    let total = 0;
    for (let at = 0; at < candidates.length; at++) {
      const num = candidates[at] as number;
      if (alive[num] !== 1) continue;
      if (ranked ? met[num] !== words : met[num] !== 0) continue;
      let missing = 0;
      if (mask !== null) {
        const got = mask[num] as number;
        if ((got & NEGATED) !== 0) continue;
        missing = need & ~got;
        // More than one facet refuses it: it counts nowhere.
        if ((missing & (missing - 1)) !== 0) continue;
      }
      const start = starts[num] as number;
      const end = start + (lengths[num] as number);
      if (missing === 0) {
        if (ranked) ranks[total] = span - 1 - (scores[num] as number);
        nums[total++] = num;
        if (withCounts)
          for (let place = start; place < end; place++) (counts[pool[place] as number] as number)++;
      } else if (withCounts) {
        for (let place = start; place < end; place++) {
          const variant = pool[place] as number;
          if (1 << (facetIndexes[variant] as number) === missing) (counts[variant] as number)++;
        }
      }
    }
    this.#clear(question);
    return {
      nums: nums.slice(0, total),
      ranks: ranked ? ranks.slice(0, total) : null,
      rankLimit: span,
      counts,
    };
  }

  /** The POCs that could answer, and what the words say of them in the work arrays. */
  #candidates({ words, without }: Question): { readonly candidates: Uint32Array; readonly span: number } {
    const { capacity, count } = this.#columns;
    if (this.#met.length < capacity) {
      this.#met = new Uint8Array(this.#columns.alive.length);
      this.#scores = new Int32Array(this.#columns.alive.length);
      this.#nums = new Uint32Array(this.#columns.alive.length);
      this.#ranks = new Int32Array(this.#columns.alive.length);
      this.#everything = Uint32Array.from(this.#met.keys());
    }
    const met = this.#met;
    // The rarest word first: what it does not have no other list needs to touch.
    const ordered = words.toSorted((one, other) => one.nums.length - other.nums.length);
    let span = 1;
    for (const [index, { nums, codes }] of ordered.entries()) {
      const says = rarity(nums.length, count);
      span += says * HEAVIEST;
      for (let at = 0; at < nums.length; at++) {
        const num = nums[at] as number;
        if (met[num] !== index) continue;
        met[num] = index + 1;
        const score = says * (HIT_WEIGHTS[codes[at] as number] as number);
        this.#scores[num] = index === 0 ? score : (this.#scores[num] as number) + score;
      }
    }
    for (const { nums } of without)
      for (let at = 0; at < nums.length; at++) met[nums[at] as number] = FORBIDDEN;
    const first = ordered[0];
    if (first !== undefined) return { candidates: first.nums, span };
    return { candidates: this.#everything.subarray(0, capacity), span };
  }

  #clear({ words, without }: Question): void {
    for (const { nums } of [...words, ...without])
      for (let at = 0; at < nums.length; at++) this.#met[nums[at] as number] = 0;
  }

  /** For every POC the bits of the chosen facets that it meets, or NEGATED; null without a choice. `need` are all bits. */
  #mask({ filters }: Question): { readonly mask: Uint8Array | null; readonly need: number } {
    const { values, alive, starts, lengths, pool, capacity } = this.#columns;
    let wants: Uint8Array | null = null;
    let need = 0;
    const key: string[] = [];
    for (const [index] of FACETS.entries()) {
      const filter = filters[index];
      if (filter === undefined || filter.any.length + filter.none.length === 0) continue;
      wants ??= new Uint8Array(values.count);
      if (filter.any.length > 0) need |= 1 << index;
      for (const value of filter.any) {
        for (const variant of value?.variants ?? []) {
          wants[variant] = (wants[variant] as number) | (1 << index);
          key.push(`+${variant}`);
        }
      }
      for (const value of filter.none) {
        for (const variant of value.variants) {
          wants[variant] = (wants[variant] as number) | NEGATED;
          key.push(`-${variant}`);
        }
      }
    }
    if (wants === null) return { mask: null, need };
    const named = key.join();
    let mask = this.#masks.get(named);
    if (mask === undefined) {
      mask = new Uint8Array(capacity);
      for (let num = 0; num < capacity; num++) {
        if (alive[num] !== 1) continue;
        const start = starts[num] as number;
        const end = start + (lengths[num] as number);
        let got = 0;
        for (let place = start; place < end; place++) got |= wants[pool[place] as number] as number;
        mask[num] = got;
      }
    } else this.#masks.delete(named);
    this.#masks.set(named, mask);
    for (const oldest of this.#masks.keys()) {
      if (this.#masks.size <= MASKS) break;
      this.#masks.delete(oldest);
    }
    return { mask, need };
  }
}

/** More than there are words in a question. */
const FORBIDDEN = 0xff;

/** Sorts hits that stand in a second order already by their rank (by number): a counting sort, or for many ranks one of packed numbers. */
export function sortByRank(nums: Uint32Array, rankOf: Int32Array, limit: number): Uint32Array {
  const sorted = new Uint32Array(nums.length);
  const ranks = new Float64Array(nums.length);
  for (let at = 0; at < nums.length; at++) ranks[at] = rankOf[nums[at] as number] as number;
  if (limit <= 65_536 && nums.length > 500) {
    const places = new Uint32Array(limit + 1);
    for (let at = 0; at < ranks.length; at++) (places[(ranks[at] as number) + 1] as number)++;
    for (let rank = 0; rank < limit; rank++)
      places[rank + 1] = (places[rank + 1] as number) + (places[rank] as number);
    for (let at = 0; at < ranks.length; at++) {
      const rank = ranks[at] as number;
      sorted[places[rank] as number] = nums[at] as number;
      places[rank] = (places[rank] as number) + 1;
    }
    return sorted;
  }
  // Rank above, place below: exact up to 2^53, with 2^22 POCs and 2^31 ranks.
  for (let at = 0; at < ranks.length; at++) ranks[at] = (ranks[at] as number) * 4_194_304 + at;
  ranks.sort();
  for (let at = 0; at < ranks.length; at++) sorted[at] = nums[(ranks[at] as number) % 4_194_304] as number;
  return sorted;
}
