import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useLanguage } from "#renderer/platform/i18n.ts";
import { core } from "#renderer/platform/queries.ts";
import { toastError } from "#renderer/ui/toasts.tsx";

/** Cancels a scan; `cancelling` from the click until it has ended, which takes as long as what it is just reading. */
export function useCancelScan(id: string): { readonly cancelling: boolean; readonly cancel: () => void } {
  const language = useLanguage();
  const queries = useQueryClient();
  const { mutate, isPending, isSuccess } = useMutation(
    core.catalog.cancelScan.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: core.catalog.jobs.key() }),
      onError: (error) => toastError(error, language),
    }),
  );
  const cancelling = isPending || isSuccess;
  return {
    cancelling,
    cancel: () => {
      if (!cancelling) mutate({ id });
    },
  };
}
