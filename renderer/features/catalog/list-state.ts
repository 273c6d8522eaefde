import { FACETS, sameValue, type Facet, type Sort } from "#shared/features/catalog/catalog.ts";
import { filterToken, parseQuery, removeToken, type QueryToken } from "#shared/features/catalog/query.ts";
import type { CatalogSearch } from "./catalog-search.ts";
import type { Filters } from "./types.ts";

/** A filter that stands as a token in the search field. */
export interface FilterPill {
  readonly facet: Facet;
  readonly value: string;
  readonly negated: boolean;
}

/** What the list shows. Filters that were typed to their end and facets that were clicked are the same pills. */
export interface ListState {
  /** The text of the field beside its pills, just as it was typed. */
  readonly words: string;
  readonly pills: readonly FilterPill[];
  /** null follows the words: relevance where there are some, else the newest change first. */
  readonly sort: Sort | null;
  /** Id of the POC that was selected; null follows the cursor. */
  readonly poc: string | null;
}

/** What the core is asked for a list. */
export interface Question {
  readonly query: string;
  readonly filters: Filters;
  readonly sort: Sort;
}

function same(one: FilterPill, other: FilterPill): boolean {
  return (
    one.facet === other.facet && one.negated === other.negated && sameValue(one.facet, one.value, other.value)
  );
}

/** The pills with one more; unchanged when it is among them already. */
export function addPill(pills: readonly FilterPill[], pill: FilterPill): readonly FilterPill[] {
  return pills.some((one) => same(one, pill)) ? pills : [...pills, pill];
}

/** The pills without one, whatever it was called when it was typed. */
export function dropPill(pills: readonly FilterPill[], pill: FilterPill): readonly FilterPill[] {
  return pills.filter((one) => !same(one, pill));
}

type FilterToken = QueryToken & { readonly kind: "filter" };

/** Takes filters out of the words and makes them pills: all of them, or those that are followed by a space. */
export function takeFilters(state: ListState, all: boolean): ListState {
  const found = parseQuery(state.words).tokens.filter(
    (token): token is FilterToken => token.kind === "filter" && (all || token.end < state.words.length),
  );
  if (found.length === 0) return state;
  let { words, pills } = state;
  for (const token of found)
    pills = addPill(pills, { facet: token.facet, value: token.value, negated: token.negated });
  for (const token of found.toReversed()) words = removeToken(words, token);
  // The space behind a filter ends it; what is typed next must not grow onto the word before it.
  if (words !== "" && /\s$/u.test(state.words)) words += " ";
  return { ...state, words, pills };
}

/** The list's state of an address. */
export function stateOf(search: CatalogSearch): ListState {
  const pills = FACETS.flatMap((facet) =>
    (search[facet] ?? []).map((value): FilterPill => ({ facet, value, negated: false })),
  );
  const state = { words: search.q ?? "", pills, sort: search.sort ?? null, poc: search.poc ?? null };
  return takeFilters(state, true);
}

/** The address of a list's state. */
export function searchOf(state: ListState): CatalogSearch {
  const excluded = state.pills.filter((pill) => pill.negated);
  const q = [...excluded.map((pill) => filterToken(pill.facet, pill.value, true)), state.words.trim()]
    .join(" ")
    .trim();
  return {
    ...(q === "" ? {} : { q }),
    ...chosen(state.pills),
    ...(state.sort === null ? {} : { sort: state.sort }),
    ...(state.poc === null ? {} : { poc: state.poc }),
  };
}

/** Pills and words as one text, in the query language: what recent searches keep. */
export function queryTextOf(state: ListState): string {
  return [...state.pills.map((pill) => filterToken(pill.facet, pill.value, pill.negated)), state.words.trim()]
    .join(" ")
    .trim();
}

/** The order that is in force. */
export function sortOf(state: Pick<ListState, "sort" | "words">): Sort {
  return state.sort ?? (state.words.trim() === "" ? "updated" : "relevance");
}

/** What to ask for a state; `words` are those of the field without a filter that is still being typed. */
export function questionOf(state: ListState, words = state.words): Question {
  const excluded = state.pills.filter((pill) => pill.negated);
  const query = [...excluded.map((pill) => filterToken(pill.facet, pill.value, true)), words.trim()]
    .join(" ")
    .trim()
    .slice(0, 1000);
  return { query, filters: chosen(state.pills), sort: sortOf(state) };
}

function chosen(pills: readonly FilterPill[]): Partial<Record<Facet, string[]>> {
  const filters: Partial<Record<Facet, string[]>> = {};
  for (const pill of pills) if (!pill.negated) (filters[pill.facet] ??= []).push(pill.value);
  return filters;
}
