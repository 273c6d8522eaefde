import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { client } from "#renderer/platform/client.ts";
import { useLanguage, useMessages } from "#renderer/platform/i18n.ts";
import { core } from "#renderer/platform/queries.ts";
import { toast, toastError } from "#renderer/ui/toasts.tsx";
import type { Patch, PocDetail } from "../types.ts";
import { detailMessages } from "./messages.ts";

/** How an edit is told and taken back: `field` as the toast names it, or the whole message. */
export interface EditUndo {
  readonly field?: string;
  readonly message?: string;
  readonly undo: Patch;
}

/** The key of toasts about edits of a POC: of several in a row the newest stands, its history has them all. */
export function editKey(id: string): string {
  return `edit ${id}`;
}

/** A signal that aborts takes back an edit that still waits for the connection. */
export type EditPoc = (patch: Patch, how?: EditUndo, signal?: AbortSignal) => Promise<PocDetail>;

/** Saves edits of a POC and offers to undo them; answers the POC as it is then. Rejects when it was not saved. */
export function usePocEdit({ id }: Pick<PocDetail, "id">): EditPoc {
  const t = useMessages(detailMessages);
  const queries = useQueryClient();
  const language = useLanguage();
  return useCallback(
    async (patch, how, signal) => {
      const save = async (one: Patch, signal?: AbortSignal) => {
        const saved = await client.core.catalog.update(
          { id, patch: one },
          signal === undefined ? {} : { signal },
        );
        queries.setQueryData(core.catalog.get.queryKey({ input: { id } }), saved);
        return saved;
      };
      const saved = await save(patch, signal);
      if (how === undefined) return saved;
      toast({
        key: editKey(id),
        message: how.message ?? t("changed", { field: how.field ?? "" }),
        undo: () => void save(how.undo).catch((error: unknown) => toastError(error, language)),
      });
      return saved;
    },
    [id, language, queries, t],
  );
}
