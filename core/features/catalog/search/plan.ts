import type * as z from "zod";
import type { SearchInput } from "#shared/features/catalog/catalog.api.ts";
import { FACETS, type Facet } from "#shared/features/catalog/catalog.ts";
import { filterToken, parseQuery, yearRange, type QueryToken } from "#shared/features/catalog/query.ts";
import type { Columns } from "./columns.ts";
import type { FacetFilter, Question } from "./evaluate.ts";
import { foldValue, type FacetValue, type FacetValues } from "./facet-values.ts";
import type { Hits } from "./hits.ts";
import type { Found, WordFinder } from "./word-finder.ts";

/** Words of one query; those beyond are noted and not searched, so that a pasted page cannot hold the core up. */
export const WORD_LIMIT = 32;

/** A part of a search that can be taken out of it. */
export interface Constraint {
  readonly kind: "word" | "filter";
  readonly facet: Facet | null;
  /** As it stands in a query: `kafka`, `-"old stuff"`, `tag:kafka`; several values of a facet one after the other. */
  readonly value: string;
  /** The part of the question that it is. */
  readonly part:
    | { readonly of: "words" | "without"; readonly hits: Hits }
    | { readonly of: "any"; readonly facetIndex: number }
    | { readonly of: "none"; readonly facetIndex: number; readonly values: readonly FacetValue[] };
}

/** A search, ready to be evaluated. */
export interface SearchPlan {
  readonly question: Question;
  readonly constraints: readonly Constraint[];
  /** Words and phrases to mark in the results. */
  readonly marked: readonly Found[];
  /** Chosen values by facet, as they were typed or clicked. */
  readonly chosen: Readonly<Record<Facet, readonly string[]>>;
  readonly notes: readonly string[];
}

/** Reads a search: finds its words, looks up its filters. */
export function planSearch(
  input: z.output<typeof SearchInput>,
  columns: Columns,
  finder: WordFinder,
): SearchPlan {
  const parsed = parseQuery(input.query);
  const notes = [...parsed.notes];
  const words = findWords(parsed.tokens, columns, finder, notes);
  const chosen = emptyChoices();
  const excluded = emptyChoices();
  for (const token of parsed.tokens)
    if (token.kind === "filter") (token.negated ? excluded : chosen)[token.facet].push(token.value);
  for (const facet of FACETS) chosen[facet].push(...(input.filters[facet] ?? []));

  const filters: FacetFilter[] = [];
  const constraints: Constraint[] = [...words.constraints];
  for (const [facetIndex, facet] of FACETS.entries()) {
    const any = distinct(chosen[facet]);
    const none: FacetValue[] = [];
    for (const typed of distinct(excluded[facet])) {
      const values = meantBy(columns.values, facetIndex, typed);
      if (values.length === 0) continue;
      none.push(...values);
      constraints.push({
        kind: "filter",
        facet,
        value: filterToken(facet, typed, true),
        part: { of: "none", facetIndex, values },
      });
    }
    filters.push({
      any: any.flatMap((typed): (FacetValue | undefined)[] => {
        const values = meantBy(columns.values, facetIndex, typed);
        return values.length === 0 ? [undefined] : values;
      }),
      none,
    });
    if (any.length > 0) {
      const value = any.map((typed) => filterToken(facet, typed)).join(" ");
      constraints.push({ kind: "filter", facet, value, part: { of: "any", facetIndex } });
    }
  }
  return {
    question: {
      words: words.positive.map((found) => found.hits),
      without: words.negative.map((found) => found.hits),
      filters,
    },
    constraints,
    marked: words.positive,
    chosen,
    notes,
  };
}

/** The values that a filter means: one, or of years all in a range. */
export function meantBy(values: FacetValues, facetIndex: number, typed: string): FacetValue[] {
  const range = FACETS[facetIndex] === "year" ? yearRange(typed) : null;
  if (range !== null) return values.between(facetIndex, range);
  const value = values.find(facetIndex, typed);
  return value === undefined ? [] : [value];
}

/** The question without one of its parts. */
export function withoutConstraint(question: Question, { part }: Constraint): Question {
  switch (part.of) {
    case "words":
      return { ...question, words: question.words.filter((hits) => hits !== part.hits) };
    case "without":
      return { ...question, without: question.without.filter((hits) => hits !== part.hits) };
    case "any":
      return {
        ...question,
        filters: question.filters.map((filter, at) =>
          at === part.facetIndex ? { ...filter, any: [] } : filter,
        ),
      };
    case "none":
      return {
        ...question,
        filters: question.filters.map((filter, at) =>
          at === part.facetIndex
            ? { ...filter, none: filter.none.filter((value) => !part.values.includes(value)) }
            : filter,
        ),
      };
  }
}

interface FoundWords {
  readonly positive: Found[];
  readonly negative: Found[];
  readonly constraints: Constraint[];
}

function findWords(
  tokens: readonly QueryToken[],
  columns: Columns,
  finder: WordFinder,
  notes: string[],
): FoundWords {
  const positive = new Map<string, Found>();
  const negative = new Map<string, Found>();
  const constraints: Constraint[] = [];
  for (const token of tokens) {
    if (token.kind !== "word" && token.kind !== "phrase") continue;
    const shown = token.kind === "phrase" ? `"${token.text.replace(/["\\]/g, "\\$&")}"` : token.text;
    if (positive.size + negative.size >= WORD_LIMIT) {
      notes.push(shown);
      continue;
    }
    const result =
      token.kind === "phrase"
        ? finder.phrase(token.text, columns.capacity)
        : finder.word(token.text, columns.capacity, token.negated);
    // Signs alone ask for nothing.
    if (result === null) continue;
    const { key, found } = result;
    const kept = token.negated ? negative : positive;
    if (kept.has(key)) continue;
    kept.set(key, found);
    constraints.push({
      kind: "word",
      facet: null,
      value: token.negated ? `-${shown}` : shown,
      part: { of: token.negated ? "without" : "words", hits: found.hits },
    });
  }
  return { positive: [...positive.values()], negative: [...negative.values()], constraints };
}

function emptyChoices(): Record<Facet, string[]> {
  return { language: [], framework: [], tag: [], year: [], folder: [] };
}

/** Values without those that fold to an earlier one, and without empty ones. */
function distinct(values: readonly string[]): string[] {
  const seen = new Map<string, string>();
  for (const value of values) {
    const folded = foldValue(value);
    if (folded !== "" && !seen.has(folded)) seen.set(folded, value);
  }
  return [...seen.values()];
}
