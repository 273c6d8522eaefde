import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useMessages } from "#renderer/platform/i18n.ts";
import { core } from "#renderer/platform/queries.ts";
import { fuzzyScore } from "#renderer/ui/fuzzy.ts";
import { IconSelector } from "#renderer/ui/icons.ts";
import type { PaletteItem } from "#renderer/ui/palette-item.ts";
import { workspaceMessages } from "./messages.ts";
import { useSwitch } from "./use-switch.ts";
import { useWorkspaceName } from "./use-workspace.ts";

/** What workspaces add to the palette: the way to each of the others. */
export function useWorkspacePaletteItems(query: string): PaletteItem[] {
  const t = useMessages(workspaceMessages);
  const nameOf = useWorkspaceName();
  const switchTo = useSwitch();
  const { data } = useQuery(core.workspace.list.queryOptions({ staleTime: 0 }));
  const wanted = query.trim();
  return useMemo(
    () =>
      (data ?? [])
        .filter(({ current }) => !current)
        .map((workspace) => ({
          id: `workspace:${workspace.id}`,
          group: t("workspaces"),
          title: t("switchTo", { name: nameOf(workspace) }),
          detail: t("pocs", { count: workspace.documents }),
          icon: IconSelector,
          run: () => switchTo(workspace),
        }))
        .filter(({ title }) => wanted === "" || fuzzyScore(wanted, title) > 0),
    [data, nameOf, switchTo, t, wanted],
  );
}
