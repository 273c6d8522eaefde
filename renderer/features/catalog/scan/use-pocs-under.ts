import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { core } from "#renderer/platform/queries.ts";
import { fold } from "#shared/lib/text.ts";
import { relativeTo } from "./paths.ts";
import type { CoreOutputs } from "#renderer/platform/client.ts";
import type { Root } from "../types.ts";

/** As many as the core gives at once. */
const PAGE = 200;

export interface PocRow {
  readonly id: string;
  readonly name: string;
  /** Below the root, with `/`. */
  readonly path: string;
  readonly language: string | null;
  readonly missing: boolean;
}

/** The POCs at and below a root, by path. All of them are loaded as soon as a filter needs them. */
export function usePocsUnder(root: Root, filter: string) {
  const query = useInfiniteQuery(
    core.catalog.list.infiniteOptions({
      input: (offset: number) => ({ under: root.path, offset, limit: PAGE }),
      initialPageParam: 0,
      getNextPageParam: (last: CoreOutputs["catalog"]["list"], pages) =>
        last.length < PAGE ? undefined : pages.length * PAGE,
    }),
  );
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const wanted = fold(filter.trim());
  useEffect(() => {
    if (wanted !== "" && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [wanted, hasNextPage, isFetchingNextPage, fetchNextPage]);
  const rows = useMemo(() => {
    const all = (data?.pages ?? []).flat().map((poc): PocRow => ({
      id: poc.id,
      name: poc.name,
      path: poc.path === null ? "" : relativeTo(root.path, poc.path),
      language: poc.language,
      missing: poc.missing,
    }));
    return wanted === ""
      ? all
      : all.filter((row) => fold(row.name).includes(wanted) || fold(row.path).includes(wanted));
  }, [data, root.path, wanted]);
  return { query, rows };
}
