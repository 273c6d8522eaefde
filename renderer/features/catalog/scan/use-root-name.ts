import { useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import { useMessages } from "#renderer/platform/i18n.ts";
import { core } from "#renderer/platform/queries.ts";
import { samplesMessages } from "../samples/messages.ts";
import { baseName } from "./paths.ts";

/** Answers what a scanned folder is called: its own name, except for Tatami's samples. */
export function useRootName(): (path: string) => string {
  const t = useMessages(samplesMessages);
  const samples = useQuery(core.catalog.roots.queryOptions()).data?.find((root) => root.samples)?.path;
  return useCallback((path) => (path === samples ? t("samples") : baseName(path)), [samples, t]);
}
