import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { client } from "#renderer/platform/client.ts";
import { useLanguage, useMessages } from "#renderer/platform/i18n.ts";
import { core } from "#renderer/platform/queries.ts";
import { toast, toastError } from "#renderer/ui/toasts.tsx";
import { scanMessages } from "./messages.ts";
import { scanAgain } from "./scan-actions.ts";
import type { Root } from "../types.ts";

export type Correction = Root["corrections"][number]["correction"];

/** Adds and forgets corrections of a folder; each is followed by a scan, and by a toast that takes it back. */
export function useCorrections(root: Root): {
  readonly busy: boolean;
  readonly add: (corrections: readonly Correction[]) => void;
  readonly forget: (id: number) => void;
} {
  const t = useMessages(scanMessages);
  const language = useLanguage();
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);

  const rescan = async () => {
    await scanAgain(root.path);
    for (const call of ["roots", "jobs", "list"] as const) {
      void queries.invalidateQueries({ queryKey: core.catalog[call].key() });
    }
  };
  const note = async (corrections: readonly Correction[]): Promise<number[]> => {
    const ids: number[] = [];
    for (const correction of corrections) {
      const { corrections: all } = await client.core.catalog.correct({ rootId: root.id, correction });
      ids.push(Math.max(...all.map((entry) => entry.id)));
    }
    await rescan();
    return ids;
  };
  const drop = async (ids: readonly number[]) => {
    for (const correctionId of ids) {
      await client.core.catalog.removeCorrection({ rootId: root.id, correctionId });
    }
    await rescan();
  };
  const attempt = async (work: () => Promise<void>) => {
    setBusy(true);
    try {
      await work();
    } catch (error) {
      toastError(error, language);
    } finally {
      setBusy(false);
    }
  };
  return {
    busy,
    add: (corrections) =>
      void attempt(async () => {
        const ids = await note(corrections);
        toast({
          message: t("corrected", { count: corrections.length }),
          undo: () => void attempt(() => drop(ids)),
        });
      }),
    forget: (id) =>
      void attempt(async () => {
        const forgotten = root.corrections.find((entry) => entry.id === id)?.correction;
        await drop([id]);
        const undo = () =>
          void attempt(async () => void (await note(forgotten === undefined ? [] : [forgotten])));
        toast({ message: t("forgotten"), undo });
      }),
  };
}
