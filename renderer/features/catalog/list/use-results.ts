import { keepPreviousData, useQueries, useQuery, type QueryClient } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { fold } from "#shared/lib/text.ts";
import { core } from "#renderer/platform/queries.ts";
import { readCatalogSearch } from "../catalog-search.ts";
import { questionOf, stateOf, type Question } from "../list-state.ts";
import type { PocItem, SearchOutput } from "../types.ts";
import { PAGE_SIZE, pagesOf } from "./list-window.ts";

/** Values of each facet that come with the first page. */
export const FACET_LIMIT = 60;
/** Every key leaves a result behind: those that nobody looks at go soon. */
const KEPT_MS = 60_000;

function pageOptions(question: Question, page: number) {
  return core.catalog.search.queryOptions({
    input: {
      ...question,
      offset: page * PAGE_SIZE,
      limit: PAGE_SIZE,
      facetLimit: page === 0 ? FACET_LIMIT : 0,
    },
    gcTime: KEPT_MS,
  });
}

/** Asks for the list of an address (the part behind `?`) before anything is on screen. */
export function startFirstSearch(queries: QueryClient, raw: Record<string, unknown>): void {
  void queries.prefetchQuery(pageOptions(questionOf(stateOf(readCatalogSearch(raw))), 0));
}

export interface Results {
  /** The first page of the question, or of the one before while the answer is under way. */
  readonly first: SearchOutput | undefined;
  /** `first` answers an earlier question. */
  readonly stale: boolean;
  readonly error: unknown;
  readonly retry: () => void;
}

/** The first page of a question. An answer that comes after the next question is dropped by its key. */
export function useResults(question: Question): Results {
  const { data, isPlaceholderData, error, refetch } = useQuery({
    ...pageOptions(question, 0),
    placeholderData: keepPreviousData,
  });
  const retry = useCallback(() => void refetch(), [refetch]);
  return useMemo(
    () => ({ first: data, stale: isPlaceholderData, error, retry }),
    [data, isPlaceholderData, error, retry],
  );
}

/** The item at a place of the list; undefined while its page is under way. */
export type ItemAt = (index: number) => PocItem | undefined;

/** The pages of a list that are there. */
export interface Pages {
  readonly itemAt: ItemAt;
  /** Names that more than one of their POCs has, folded. */
  readonly twins: ReadonlySet<string>;
}

/** Fetches the pages that the visible rows stand on, and answers what stands where. */
export function usePages(question: Question, results: Results, firstRow: number, lastRow: number): Pages {
  const { first, stale } = results;
  const numbers = stale ? [] : pagesOf(firstRow, lastRow, first?.total ?? 0);
  const pages = useQueries({
    queries: numbers.map((page) => pageOptions(question, page)),
    combine: (answers) => answers.map((answer) => answer.data?.items),
  });
  const base = numbers[0] ?? 1;
  const itemAt = useCallback<ItemAt>(
    (index) => {
      const page = Math.floor(index / PAGE_SIZE);
      const items = page === 0 ? first?.items : pages[page - base];
      return items?.[index % PAGE_SIZE];
    },
    [base, first, pages],
  );
  const twins = useMemo(
    () =>
      namesTwice([first?.items, ...pages.filter((_, at) => base + at > 0)].flatMap((items) => items ?? [])),
    [base, first, pages],
  );
  return { itemAt, twins };
}

function namesTwice(items: readonly PocItem[]): ReadonlySet<string> {
  const once = new Set<string>();
  const twice = new Set<string>();
  for (const { name } of items) {
    const folded = fold(name);
    (once.has(folded) ? twice : once).add(folded);
  }
  return twice;
}
