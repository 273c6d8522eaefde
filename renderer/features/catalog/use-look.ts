import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { client, type CoreOutputs } from "#renderer/platform/client.ts";
import { useLanguage } from "#renderer/platform/i18n.ts";
import { core } from "#renderer/platform/queries.ts";
import { toastError } from "#renderer/ui/toasts.tsx";

/** How the list is shown. */
export type View = CoreOutputs["settings"]["get"]["view"];

const ITEM = "tatami.view";

/** Table or cards, and the density, as settings say; before their answer as the last visit had it. */
export function useListLook() {
  const queries = useQueryClient();
  const language = useLanguage();
  const { data } = useQuery(core.settings.get.queryOptions());
  const view: View = data?.view ?? (localStorage.getItem(ITEM) === "cards" ? "cards" : "table");
  const compact = (data?.density ?? document.documentElement.dataset["density"]) === "compact";
  if (data !== undefined && localStorage.getItem(ITEM) !== data.view) localStorage.setItem(ITEM, data.view);
  const setView = useCallback(
    (next: View) => {
      const key = core.settings.get.queryKey();
      const before = queries.getQueryData(key);
      // At once: it can be chosen back as quickly.
      if (before !== undefined) queries.setQueryData(key, { ...before, view: next });
      client.core.settings.update({ view: next }).catch((error: unknown) => {
        queries.setQueryData(key, before);
        toastError(error, language);
      });
    },
    [language, queries],
  );
  return { view, compact, setView };
}
