import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useMessages } from "#renderer/platform/i18n.ts";
import { core } from "#renderer/platform/queries.ts";
import type { CommandContext } from "#renderer/ui/commands.ts";
import { IconHistory, IconSearch } from "#renderer/ui/icons.ts";
import { LanguageDot } from "#renderer/ui/language-dot.tsx";
import type { PaletteItem } from "#renderer/ui/palette-item.ts";
import { catalogMessages } from "./messages.ts";

const MOST_POCS = 8;
const MOST_SEARCHES = 5;

const listOf = (query: string) => `/catalog?${new URLSearchParams({ q: query }).toString()}`;

/**
 * What the catalogue adds to the palette: POCs for the words typed, and the way to all of them where there are more;
 * recent searches before any.
 */
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
        run: () => go(listOf(search)),
      }));
    }
    const { items = [], total = 0 } = found.data ?? {};
    const lines: PaletteItem[] = items.map((item) => ({
      id: `poc:${item.id}`,
      group: t("pocs"),
      title: item.name,
      detail: item.description,
      lead: <LanguageDot language={item.language ?? ""} />,
      run: () => go(`/catalog/${item.id}`),
    }));
    if (total > items.length) {
      lines.push({
        id: "pocs:all",
        group: t("pocs"),
        title: t("showAllFound", { count: total }),
        icon: IconSearch,
        run: () => go(listOf(wanted)),
      });
    }
    return lines;
  }, [found.data, go, recent.data, t, wanted]);
}
