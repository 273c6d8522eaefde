import type * as z from "zod";
import type { SearchOutput } from "#shared/features/catalog/catalog.api.ts";
import { FACETS, type Facet } from "#shared/features/catalog/catalog.ts";
import { yearRange } from "#shared/features/catalog/query.ts";
import { foldValue, type FacetValue, type FacetValues } from "./facet-values.ts";

type Lists = z.infer<typeof SearchOutput>["facets"];
type Listed = Lists[Facet][number];

interface Counted {
  readonly value: FacetValue;
  readonly count: number;
}

/**
 * The choices of each facet with their counts, by count and then by name, years newest first; at most `limit` of each and
 * besides them every chosen one, ranges of years with the sum of their years. `chosen` are the values as they were typed, by facet.
 */
export function facetLists(
  values: FacetValues,
  counts: Int32Array,
  chosen: Readonly<Record<Facet, readonly string[]>>,
  limit: number,
): Lists {
  const lists = Object.fromEntries(FACETS.map((facet) => [facet, []])) as unknown as Record<Facet, Listed[]>;
  if (limit === 0) return lists;
  const byFacet = countValues(values, counts);
  for (const [index, facet] of FACETS.entries()) {
    const counted = byFacet[index] as Map<FacetValue, number>;
    const selected = new Set<FacetValue>();
    // What is chosen and is no value of its own: one that no POC has, a range of years.
    const others = new Map<string, Listed>();
    for (const typed of chosen[facet]) {
      const range = facet === "year" ? yearRange(typed) : null;
      const value = range === null ? values.find(index, typed) : undefined;
      if (value !== undefined) selected.add(value);
      else {
        const inside = range === null ? [] : values.between(index, range);
        const count = inside.reduce((sum, one) => sum + (counted.get(one) ?? 0), 0);
        others.set(foldValue(typed), { value: typed.trim(), count, selected: true });
      }
    }
    const candidates: Counted[] = [];
    for (const [value, count] of counted)
      if (values.isListed(value) || selected.has(value)) candidates.push({ value, count });
    for (const value of selected) if (!counted.has(value)) candidates.push({ value, count: 0 });
    const sorted =
      facet === "year"
        ? candidates.toSorted((one, other) => compare(other.value.folded, one.value.folded))
        : largest(candidates, limit, selected);
    const shown = sorted.filter((one, place) => place < limit || selected.has(one.value));
    lists[facet] = [
      ...shown.map(({ value, count }) => ({
        value: values.spellingOf(value),
        count,
        selected: selected.has(value),
      })),
      ...others.values(),
    ];
  }
  return lists;
}

function countValues(values: FacetValues, counts: Int32Array): Map<FacetValue, number>[] {
  const byFacet = FACETS.map(() => new Map<FacetValue, number>());
  for (let variant = 0; variant < counts.length; variant++) {
    const count = counts[variant] as number;
    if (count === 0) continue;
    const value = values.valueOf(variant);
    const counted = byFacet[values.facetIndexes[variant] as number] as Map<FacetValue, number>;
    counted.set(value, (counted.get(value) ?? 0) + count);
  }
  return byFacet;
}

/** Sorts by count and name. Of thousands only those that can be shown are compared by name. */
function largest(
  candidates: readonly Counted[],
  limit: number,
  selected: ReadonlySet<FacetValue>,
): Counted[] {
  let kept = candidates;
  if (candidates.length > limit * 4) {
    const counts = Uint32Array.from(candidates, (one) => one.count).sort();
    const least = counts[counts.length - limit] as number;
    kept = candidates.filter((one) => one.count >= least || selected.has(one.value));
  }
  return kept.toSorted(
    (one, other) => other.count - one.count || compare(one.value.folded, other.value.folded),
  );
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
