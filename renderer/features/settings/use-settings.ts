import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { CoreInputs, CoreOutputs } from "#renderer/platform/client.ts";
import { useLanguage } from "#renderer/platform/i18n.ts";
import { core } from "#renderer/platform/queries.ts";
import { toastError } from "#renderer/ui/toasts.tsx";

export type Settings = CoreOutputs["settings"]["get"];
export type SettingsPatch = CoreInputs["settings"]["update"];

/** The settings, and the function that changes some: shown at once, taken back when the core refuses. */
export function useSettings() {
  const queries = useQueryClient();
  const language = useLanguage();
  const query = useQuery(core.settings.get.queryOptions());
  const key = core.settings.get.queryKey();
  const update = useMutation(
    core.settings.update.mutationOptions({
      onMutate: (patch) => {
        const before = queries.getQueryData<Settings>(key);
        if (before !== undefined) queries.setQueryData<Settings>(key, { ...before, ...defined(patch) });
        return { before };
      },
      onError: (error, _patch, context) => {
        queries.setQueryData(key, context?.before);
        toastError(error, language);
      },
      onSuccess: (saved) => queries.setQueryData(key, saved),
    }),
  );
  return { query, change: update.mutate };
}

function defined(patch: SettingsPatch): Partial<Settings> {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
}
