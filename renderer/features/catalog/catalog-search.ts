import { FACETS, SORTS, type Sort } from "#shared/features/catalog/catalog.ts";

/** The state of the list, all of it in the address: back and forward bring it back. */
export interface CatalogSearch {
  /** What was typed. */
  readonly q?: string;
  readonly language?: readonly string[];
  readonly framework?: readonly string[];
  readonly tag?: readonly string[];
  readonly year?: readonly string[];
  readonly folder?: readonly string[];
  /** Without it: relevance where words were typed, else the newest change first. */
  readonly sort?: Sort;
  /** Id of the selected POC, shown in the pane of a wide window. */
  readonly poc?: string;
}

/** Reads the list's state from an address; what does not belong there is left out. */
export function readCatalogSearch(raw: Record<string, unknown>): CatalogSearch {
  const result: { -readonly [Key in keyof CatalogSearch]: CatalogSearch[Key] } = {};
  if (typeof raw["q"] === "string" && raw["q"] !== "") result.q = raw["q"].slice(0, 1000);
  for (const facet of FACETS) {
    const values = listOf(raw[facet]);
    if (values.length > 0) result[facet] = values;
  }
  const sort = SORTS.find((one) => one === raw["sort"]);
  if (sort !== undefined) result.sort = sort;
  if (typeof raw["poc"] === "string" && raw["poc"] !== "") result.poc = raw["poc"];
  return result;
}

function listOf(value: unknown): string[] {
  const list = Array.isArray(value) ? value : [value];
  return list.filter((one): one is string => typeof one === "string" && one !== "").slice(0, 100);
}
