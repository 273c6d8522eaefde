import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { CoreInputs, CoreOutputs } from "#renderer/platform/client.ts";
import { useLanguage } from "#renderer/platform/i18n.ts";
import { core } from "#renderer/platform/queries.ts";
import { toastError } from "#renderer/ui/toasts.tsx";

export type Settings = CoreOutputs["settings"]["get"];
export type SettingsPatch = CoreInputs["settings"]["update"];

/** What is chosen with one click is shown at once, and taken back when the core refuses; what is typed when it is saved. */
const CHOICES = ["language", "theme", "density", "view"] as const;

/** The settings, and the function that changes some. It answers whether they were saved; a failure is said. */
export function useSettings() {
  const queries = useQueryClient();
  const language = useLanguage();
  const query = useQuery(core.settings.get.queryOptions());
  const key = core.settings.get.queryKey();
  const update = useMutation(
    core.settings.update.mutationOptions({
      onMutate: (patch) => {
        const before = queries.getQueryData<Settings>(key);
        if (before !== undefined) queries.setQueryData<Settings>(key, { ...before, ...choicesOf(patch) });
        return { before };
      },
      onError: (error, _patch, context) => {
        if (context?.before !== undefined) queries.setQueryData(key, context.before);
        toastError(error, language);
      },
      onSuccess: (saved) => queries.setQueryData(key, saved),
    }),
  );
  const change = (patch: SettingsPatch): Promise<boolean> =>
    update.mutateAsync(patch).then(
      () => true,
      () => false,
    );
  return { query, change };
}

function choicesOf(patch: SettingsPatch): Partial<Settings> {
  const chosen = CHOICES.filter((name) => patch[name] !== undefined);
  return Object.fromEntries(chosen.map((name) => [name, patch[name]]));
}
