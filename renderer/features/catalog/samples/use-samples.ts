import { useIsMutating, useMutation, useQuery } from "@tanstack/react-query";
import { client } from "#renderer/platform/client.ts";
import { useFormat } from "#renderer/platform/format.ts";
import { useLanguage, useMessages } from "#renderer/platform/i18n.ts";
import { core } from "#renderer/platform/queries.ts";
import { toast, toastError } from "#renderer/ui/toasts.tsx";
import type { Root } from "../types.ts";
import { samplesMessages } from "./messages.ts";

/** Paths that a toast names. */
const NAMED = 3;

/** Tatami's samples: whether they are there, and what can be done about it. */
export function useSamples(): {
  /** The folder that they were scanned from; undefined without them. */
  readonly root: Root | undefined;
  /** They are being added or removed, wherever that was asked for. */
  readonly busy: boolean;
  readonly add: () => void;
  /** Removes them; a toast says so, and takes it back. */
  readonly remove: () => void;
} {
  const t = useMessages(samplesMessages);
  const format = useFormat();
  const language = useLanguage();
  const onError = (error: unknown) => toastError(error, language);
  const root = useQuery(core.catalog.roots.queryOptions()).data?.find((one) => one.samples);
  const adding = useIsMutating({ mutationKey: core.catalog.addSamples.key() });
  const removing = useIsMutating({ mutationKey: core.catalog.removeSamples.key() });
  const add = useMutation(core.catalog.addSamples.mutationOptions({ onError }));
  const remove = useMutation(
    core.catalog.removeSamples.mutationOptions({
      onError,
      onSuccess: ({ folder, kept, keptMore }) => {
        const more = kept.length - NAMED + keptMore;
        const paths = [...kept.slice(0, NAMED), ...(more > 0 ? [t("more", { count: more })] : [])];
        toast({
          message: kept.length === 0 ? t("removed") : t("kept", { folder, paths: format.list(paths) }),
          // Whoever asked may be off the screen by then.
          undo: () => void client.core.catalog.addSamples().catch(onError),
        });
      },
    }),
  );
  return {
    root,
    busy: adding + removing > 0,
    add: () => add.mutate(undefined),
    remove: () => remove.mutate(undefined),
  };
}
