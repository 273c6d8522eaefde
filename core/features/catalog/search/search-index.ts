import type * as z from "zod";
import type { SearchInput, SearchOutput } from "#shared/features/catalog/catalog.api.ts";
import { FACETS, type Sort } from "#shared/features/catalog/catalog.ts";
import type { Clock } from "#shared/lib/time.ts";
import type { Database } from "#core/db/sqlite.ts";
import { Columns } from "./columns.ts";
import { Evaluator, sortByRank, type Evaluation, type Question } from "./evaluate.ts";
import { facetLists } from "./facet-lists.ts";
import { IndexWriter, type IndexEntry } from "./index-writer.ts";
import { ItemReader } from "./item-reader.ts";
import { Orders } from "./orders.ts";
import { planSearch, withoutConstraint, type SearchPlan } from "./plan.ts";
import { Vocabulary } from "./vocabulary.ts";
import { WordFinder } from "./word-finder.ts";

/** The input of a search as its schema parsed it. */
export type Search = z.output<typeof SearchInput>;
/** The answer to a search. */
export type SearchResult = z.output<typeof SearchOutput>;

/** The last search: paging, another order and repeated questions need no new evaluation. */
interface Last {
  readonly key: string;
  readonly plan: SearchPlan;
  readonly evaluation: Evaluation;
  readonly excludes: SearchResult["excludes"];
  readonly sorted: Map<Sort, Uint32Array>;
}

/**
 * The search of the catalogue: words from FTS5, filters, counts and orders from columns in memory. Everything is
 * synchronous. Storage failures are thrown as SQLite's own errors.
 */
export class SearchIndex {
  readonly #writer: IndexWriter;
  readonly #columns: Columns;
  readonly #orders: Orders;
  readonly #evaluator: Evaluator;
  readonly #finder: WordFinder;
  readonly #reader: ItemReader;
  readonly #clock: Clock;
  #loaded = false;
  /** POCs to be read again before the next search. */
  readonly #pending = new Set<number>();
  /** POCs whose entries were removed and of which {@link changed} was not told: they have no id any more to be named by. */
  #left: number[] = [];
  #last: Last | undefined;
  #rankOf = new Int32Array(0);

  constructor(db: Database, options: { readonly clock?: Clock } = {}) {
    const vocabulary = new Vocabulary(db);
    this.#writer = new IndexWriter(db, vocabulary);
    this.#columns = new Columns(db);
    this.#orders = new Orders(this.#columns);
    this.#evaluator = new Evaluator(this.#columns);
    this.#finder = new WordFinder(db, vocabulary);
    this.#reader = new ItemReader(db, this.#columns);
    this.#clock = options.clock ?? (() => performance.now());
  }

  /** Writes the index entry of a POC, in place of the one it had. Runs inside the caller's transaction. */
  put(num: number, entry: IndexEntry): void {
    this.#writer.put(num, entry);
  }

  /** Removes the index entry of a POC, if there is one. Runs inside the caller's transaction. */
  remove(num: number): void {
    this.#writer.remove(num);
    this.#left.push(num);
  }

  /** Tells which POCs changed or came; those that left are known. Call it after the commit: the next search reads them again. */
  changed(nums: readonly number[] | "all"): void {
    const all = nums === "all" ? nums : [...nums, ...this.#left];
    this.#left = [];
    this.#last = undefined;
    this.#finder.changed(all);
    this.#evaluator.changed();
    if (all === "all") this.#unload();
    else if (this.#loaded) for (const num of all) this.#pending.add(num);
  }

  /**
   * Does about 10 ms of merging in a transaction of its own, and tells whether there is more to do: to be called again and
   * again when the core is idle after many writes. One term in one segment is found ten times as fast as in twenty.
   */
  tidy(): boolean {
    return this.#writer.tidy();
  }

  /** Writes the whole index anew from the tables `poc`, `poc_text` and `private_notes`, in a transaction of its own. */
  rebuild(): void {
    this.#writer.rebuild();
    this.changed("all");
  }

  /** Answers a search. Total and counts are exact. */
  search(input: Search): SearchResult {
    const started = this.#clock();
    this.#load();
    const last = this.#evaluate(input);
    const { plan, evaluation } = last;
    const order = this.#sorted(last, input.sort);
    const items: SearchResult["items"] = [];
    for (let at = input.offset; at < Math.min(order.length, input.offset + input.limit); at++) {
      const item = this.#reader.read(order[at] as number, plan.marked);
      if (item !== null) items.push(item);
    }
    return {
      total: evaluation.nums.length,
      all: this.#columns.count,
      items,
      facets: facetLists(this.#columns.values, evaluation.counts, plan.chosen, input.facetLimit),
      excludes: last.excludes,
      notes: [...plan.notes],
      ms: this.#clock() - started,
    };
  }

  #unload(): void {
    this.#loaded = false;
    this.#pending.clear();
    this.#columns.unload();
    this.#orders.clear();
  }

  /** Brings what is in memory up to date. */
  #load(): void {
    if (this.#pending.size > this.#columns.count / 4 + 100) this.#unload();
    if (!this.#loaded) {
      this.#columns.load();
      this.#loaded = true;
    } else if (this.#pending.size > 0) {
      const nums = [...this.#pending];
      this.#pending.clear();
      this.#columns.refresh(nums);
      this.#orders.refresh(nums);
    }
  }

  #evaluate(input: Search): Last {
    const key = JSON.stringify([input.query, FACETS.map((facet) => input.filters[facet] ?? [])]);
    if (this.#last?.key === key) return this.#last;
    const plan = planSearch(input, this.#columns, this.#finder);
    const evaluation = this.#evaluator.evaluate(plan.question, true);
    const excludes =
      evaluation.nums.length === 0 && this.#columns.count > 0 ? this.#mostExcluding(plan) : null;
    this.#last = { key, plan, evaluation, excludes, sorted: new Map() };
    return this.#last;
  }

  /** The constraint without which most would be found; of equals the first. Null when no single one is to blame. */
  #mostExcluding(plan: SearchPlan): SearchResult["excludes"] {
    let best: SearchResult["excludes"] = null;
    for (const constraint of plan.constraints) {
      const question: Question = withoutConstraint(plan.question, constraint);
      const totalWithout = this.#evaluator.evaluate(question, false).nums.length;
      if (totalWithout > (best?.totalWithout ?? 0)) {
        best = { kind: constraint.kind, facet: constraint.facet, value: constraint.value, totalWithout };
      }
    }
    return best;
  }

  #sorted(last: Last, sort: Sort): Uint32Array {
    const known = last.sorted.get(sort);
    if (known !== undefined) return known;
    const { nums, ranks, rankLimit } = last.evaluation;
    let sorted: Uint32Array;
    if (sort !== "relevance") sorted = this.#orders.sort(nums, sort);
    else {
      sorted = this.#orders.sort(nums, "updated");
      if (ranks !== null) {
        if (this.#rankOf.length < this.#columns.capacity)
          this.#rankOf = new Int32Array(this.#columns.alive.length);
        const rankOf = this.#rankOf;
        for (let at = 0; at < nums.length; at++) rankOf[nums[at] as number] = ranks[at] as number;
        sorted = sortByRank(sorted, rankOf, rankLimit);
      }
    }
    last.sorted.set(sort, sorted);
    return sorted;
  }
}

export type { IndexEntry };
