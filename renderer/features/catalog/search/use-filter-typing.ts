import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { removeToken } from "#shared/features/catalog/query.ts";
import { core } from "#renderer/platform/queries.ts";
import { questionOf, type ListState } from "../list-state.ts";
import { askedWords, filterAt, fittingValues, type CountedValue, type TypedFilter } from "./typed-filter.ts";

/** Values offered: the list scrolls, and typing narrows it down. */
const MOST = 50;
/** Values looked through for what is typed. */
const ALL_VALUES = 1000;

export interface FilterTyping {
  /** Caret in the words, in UTF-16 units. */
  readonly caret: number;
  readonly setCaret: (caret: number) => void;
  /** The filter whose value is being typed. */
  readonly typed: TypedFilter | null;
  /** The values to offer. */
  readonly offered: readonly CountedValue[];
  /** The words without a filter that is half typed. */
  readonly asked: string;
}

/** Follows the filter that is being typed, and knows the values that it may have. */
export function useFilterTyping(state: ListState): FilterTyping {
  const { words } = state;
  const [caret, setCaret] = useState(words.length);
  const typed = useMemo(() => filterAt(words, caret), [words, caret]);
  const question = questionOf(state, typed === null ? "" : removeToken(words, typed));
  const { data } = useQuery({
    ...core.catalog.search.queryOptions({ input: { ...question, limit: 0, facetLimit: ALL_VALUES } }),
    enabled: typed !== null,
    placeholderData: keepPreviousData,
    gcTime: 10_000,
  });
  const values = typed === null ? undefined : data?.facets[typed.facet];
  return useMemo(
    () => ({
      caret,
      setCaret,
      typed,
      offered: typed === null ? [] : fittingValues(values ?? [], typed).slice(0, MOST),
      asked: askedWords(words, typed, values),
    }),
    [caret, typed, values, words],
  );
}
