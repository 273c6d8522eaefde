import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useLanguage } from "#renderer/platform/i18n.ts";
import { core } from "#renderer/platform/queries.ts";
import { toastError } from "#renderer/ui/toasts.tsx";
import { choicesOf, withoutRefused, withSaved, type Settings, type SettingsPatch } from "./choices.ts";

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
      onError: (error, patch, context) => {
        const before = context?.before;
        if (before !== undefined)
          queries.setQueryData<Settings>(key, (now) => now && withoutRefused(now, before, patch));
        // What was there before may have been refused, too.
        void queries.invalidateQueries({ queryKey: key });
        toastError(error, language);
      },
      onSuccess: (saved, patch) =>
        queries.setQueryData<Settings>(key, (now) =>
          now === undefined ? saved : withSaved(now, saved, patch),
        ),
    }),
  );
  const change = (patch: SettingsPatch): Promise<boolean> =>
    update.mutateAsync(patch).then(
      () => true,
      () => false,
    );
  return { query, change };
}
