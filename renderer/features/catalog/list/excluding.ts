import { sameValue } from "#shared/features/catalog/catalog.ts";
import { parseQuery, quoteValue, removeToken } from "#shared/features/catalog/query.ts";
import { fold } from "#shared/lib/text.ts";
import { dropPill, type ListState } from "../list-state.ts";
import type { SearchOutput } from "../types.ts";

/** What of a search excludes most, as the core names it. */
export type Excluding = NonNullable<SearchOutput["excludes"]>;

/** The list's state without what excludes most. */
export function withoutExcluding(state: ListState, excluding: Excluding): ListState {
  if (excluding.kind === "word") {
    let { words } = state;
    for (const token of parseQuery(words).tokens.toReversed()) {
      if (token.kind !== "word" && token.kind !== "phrase") continue;
      const text = token.kind === "phrase" ? `"${token.text.replace(/["\\]/gu, "\\$&")}"` : token.text;
      if (fold(`${token.negated ? "-" : ""}${text}`) === fold(excluding.value))
        words = removeToken(words, token);
    }
    return { ...state, words, poc: null };
  }
  let { words, pills } = state;
  // One facet's values are one filter: they are taken out together.
  for (const token of parseQuery(excluding.value).tokens) {
    if (token.kind !== "filter") continue;
    pills = dropPill(pills, token);
    for (const typed of parseQuery(words).tokens.toReversed()) {
      const same =
        typed.kind === "filter" &&
        typed.facet === token.facet &&
        typed.negated === token.negated &&
        sameValue(token.facet, typed.value, token.value);
      if (same) words = removeToken(words, typed);
    }
  }
  return { ...state, words, pills, poc: null };
}

/** A piece of a search as a person reads it: `language: Java, Go`. */
export function excludingName(
  excluding: Excluding,
  facetName: (facet: NonNullable<Excluding["facet"]>) => string,
): string {
  if (excluding.kind === "word" || excluding.facet === null) return `“${excluding.value}”`;
  const filters = parseQuery(excluding.value).tokens.filter((token) => token.kind === "filter");
  const values = filters.map((token) => `${token.negated ? "-" : ""}${token.value}`);
  return `${facetName(excluding.facet)}: ${values.length === 0 ? quoteValue(excluding.value) : values.join(", ")}`;
}
