import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useMessages } from "#renderer/platform/i18n.ts";
import { core } from "#renderer/platform/queries.ts";
import type { CommandContext } from "#renderer/ui/commands.ts";
import { IconHistory } from "#renderer/ui/icons.ts";
import { LanguageDot } from "#renderer/ui/language-dot.tsx";
import type { PaletteItem } from "#renderer/ui/palette-item.ts";
import { catalogMessages } from "./messages.ts";

const MOST_POCS = 8;
const MOST_SEARCHES = 5;

/** What the catalogue adds to the palette: POCs for the words typed, recent searches before any. */
export function useCatalogPaletteItems(query: string, { go }: CommandContext): PaletteItem[] {
  const t = useMessages(catalogMessages);
  const wanted = query.trim();
  const found = useQuery(
    core.catalog.search.queryOptions({
      input: { query: wanted, limit: MOST_POCS, facetLimit: 0 },
      enabled: wanted !== "",
      placeholderData: keepPreviousData,
    }),
  );
  const recent = useQuery(core.catalog.recentSearches.queryOptions());
  return useMemo(() => {
    if (wanted === "") {
      return (recent.data ?? []).slice(0, MOST_SEARCHES).map((search) => ({
        id: `recent:${search}`,
        group: t("recentSearches"),
        title: search,
        icon: IconHistory,
        run: () => go(`/catalog?${new URLSearchParams({ q: search }).toString()}`),
      }));
    }
    return (found.data?.items ?? []).map((item) => ({
      id: `poc:${item.id}`,
      group: t("pocs"),
      title: item.name,
      detail: item.description,
      lead: <LanguageDot language={item.language ?? ""} />,
      run: () => go(`/catalog/${item.id}`),
    }));
  }, [found.data, go, recent.data, t, wanted]);
}
