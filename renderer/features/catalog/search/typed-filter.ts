import { isCalled, sameValue, type Facet } from "#shared/features/catalog/catalog.ts";
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

/** True when a value is called so, or so otherwise, as languages are. */
function begins(facet: Facet, value: string, typed: string): boolean {
  return fold(value).startsWith(fold(typed)) || (facet === "language" && isCalled(value, typed));
}

/** True when what is typed may become the value. */
function fits(facet: Facet, value: string, typed: string): boolean {
  return fold(value).includes(fold(typed)) || begins(facet, value, typed);
}

/** Values that fit what is typed, those that begin with it first; years newest first. */
export function fittingValues(
  values: readonly CountedValue[],
  { facet, typed }: Pick<TypedFilter, "facet" | "typed">,
): CountedValue[] {
  const order = (one: CountedValue) => (begins(facet, one.value, typed) ? 0 : 1);
  const fitting = values.filter((one) => fits(facet, one.value, typed));
  if (facet === "year") return fitting.toSorted((one, other) => Number(other.value) - Number(one.value));
  return fitting.toSorted((one, other) => order(one) - order(other));
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
  const half = values === undefined || values.some((one) => fits(typed.facet, one.value, typed.typed));
  const whole = values?.some((one) => sameValue(typed.facet, one.value, typed.typed)) ?? false;
  return half && !whole ? removeToken(words, typed) : words;
}
