import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { core } from "#renderer/platform/queries.ts";
import { useRootName } from "../scan/use-root-name.ts";
import type { PocItem } from "../types.ts";
import { folderOf, folderText } from "./folder-of.ts";

/** Answers in which folder a POC is, as its line shows it; "" where nothing is to be said. */
export function useFolderOf(): (item: PocItem | undefined, twin: boolean) => string {
  const roots = useQuery(core.catalog.roots.queryOptions()).data;
  const paths = useMemo(() => roots?.map((root) => root.path) ?? [], [roots]);
  const nameOf = useRootName();
  return useCallback(
    (item, twin) => {
      const folder = item === undefined || item.path === null ? null : folderOf(item.path, paths, nameOf);
      return folder === null ? "" : folderText(folder, paths.length <= 1, twin);
    },
    [nameOf, paths],
  );
}
