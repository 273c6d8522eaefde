import type { Facet } from "#shared/features/catalog/catalog.ts";
import { completionAt, removeToken, type Completion } from "#shared/features/catalog/query.ts";
import { fold } from "#shared/lib/text.ts";

/** A value of a facet and how many POCs have it. */
export interface CountedValue {
  readonly value: string;
  readonly count: number;
}

/** A filter whose value is being typed at the caret. */
export type TypedFilter = Completion & { readonly facet: Facet };

/** The filter whose value is being typed at the caret, or null. */
export function filterAt(words: string, caret: number): TypedFilter | null {
  const completion = completionAt(words, Math.min(caret, words.length));
  return completion === null || completion.facet === null ? null : { ...completion, facet: completion.facet };
}

/** Values that fit what is typed, those that begin with it first. */
export function fittingValues(values: readonly CountedValue[], typed: string): CountedValue[] {
  const wanted = fold(typed);
  const begins = (one: CountedValue) => (fold(one.value).startsWith(wanted) ? 0 : 1);
  return values
    .filter((one) => fold(one.value).includes(wanted))
    .toSorted((one, other) => begins(one) - begins(other));
}

/**
 * The words to ask for. Half a value (`language:ja`) would find nothing and empty the list on the way to its end: it is
 * left out while values still fit it, and asked once it is one of them, or once none fits any more.
 */
export function askedWords(
  words: string,
  typed: TypedFilter | null,
  values: readonly CountedValue[] | undefined,
): string {
  if (typed === null || typed.typed === "") return words;
  const half = values === undefined || values.some((one) => fold(one.value).includes(fold(typed.typed)));
  const whole = values?.some((one) => fold(one.value) === fold(typed.typed)) ?? false;
  return half && !whole ? removeToken(words, typed) : words;
}
