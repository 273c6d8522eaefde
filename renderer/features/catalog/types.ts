import type * as z from "zod";
import type { Facet } from "#shared/features/catalog/catalog.ts";
import type { CoreInputs } from "#renderer/platform/client.ts";
import type {
  Filters as FiltersSchema,
  HistoryEntry as HistorySchema,
  PocDetail as DetailSchema,
  PocItem as ItemSchema,
  Root as RootSchema,
  ScanJob as JobSchema,
  SearchOutput as OutputSchema,
} from "#shared/features/catalog/catalog.api.ts";

// Types only: the schemas themselves stay out of the page's bundle.

/** A row of a list of results. */
export type PocItem = z.infer<typeof ItemSchema>;
/** The answer to a search. */
export type SearchOutput = z.infer<typeof OutputSchema>;
/** A value of a facet as the core counts it. */
export type FacetValue = SearchOutput["facets"][Facet][number];
/** All that is known of one POC. */
export type PocDetail = z.infer<typeof DetailSchema>;
/** Choices by facet. */
export type Filters = z.infer<typeof FiltersSchema>;
/** One change of a POC, with what it was before. */
export type HistoryEntry = z.infer<typeof HistorySchema>;
/** A running or ended scan. */
export type ScanJob = z.infer<typeof JobSchema>;
/** A scanned folder. */
export type Root = z.infer<typeof RootSchema>;
/** A person's edit of a POC. */
export type Patch = CoreInputs["catalog"]["update"]["patch"];
