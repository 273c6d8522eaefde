import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { client } from "#renderer/platform/client.ts";
import { useLanguage, useMessages } from "#renderer/platform/i18n.ts";
import { core } from "#renderer/platform/queries.ts";
import { toastError } from "#renderer/ui/toasts.tsx";
import { scanMessages } from "./messages.ts";
import { scanAgain } from "./scan-actions.ts";
import { useScanToast } from "./use-scan-toast.ts";
import type { Root, ScanJob } from "../types.ts";

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

  const tell = useScanToast();
  const rescan = async (): Promise<ScanJob> => {
    const job = await scanAgain(root.path);
    for (const call of ["roots", "jobs", "list"] as const) {
      void queries.invalidateQueries({ queryKey: core.catalog[call].key() });
    }
    return job;
  };
  const note = async (corrections: readonly Correction[]) => {
    const ids: number[] = [];
    for (const correction of corrections) {
      const { corrections: all } = await client.core.catalog.correct({ rootId: root.id, correction });
      ids.push(Math.max(...all.map((entry) => entry.id)));
    }
    return { ids, job: await rescan() };
  };
  const drop = async (ids: readonly number[]) => {
    for (const correctionId of ids) {
      await client.core.catalog.removeCorrection({ rootId: root.id, correctionId });
    }
    return await rescan();
  };
  const attempt = async (work: () => Promise<unknown>) => {
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
        const { ids, job } = await note(corrections);
        const undo = () => void attempt(() => drop(ids));
        tell({ message: t("corrected", { count: corrections.length }), undo }, job);
      }),
    forget: (id) =>
      void attempt(async () => {
        const forgotten = root.corrections.find((entry) => entry.id === id)?.correction;
        const job = await drop([id]);
        const undo = () => void attempt(() => note(forgotten === undefined ? [] : [forgotten]));
        tell({ message: t("forgotten"), undo }, job);
      }),
  };
}
