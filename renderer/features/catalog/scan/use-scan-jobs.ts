import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { client } from "#renderer/platform/client.ts";
import { listen } from "#renderer/platform/listen.ts";
import { core } from "#renderer/platform/queries.ts";
import type { ScanJob } from "../types.ts";

const NONE: readonly ScanJob[] = [];

/** Running and ended scans, newest first. They move while {@link useFollowScans} runs somewhere on the page. */
export function useScanJobs(): readonly ScanJob[] {
  return useQuery(core.catalog.jobs.queryOptions()).data ?? NONE;
}

/** Follows every running scan step by step, and has asked again what a scan changes when it ends. Once a page. */
export function useFollowScans(): void {
  const queries = useQueryClient();
  const running = useScanJobs()
    .filter((job) => job.state === "running")
    .map((job) => job.id)
    .join(" ");
  useEffect(() => {
    const onStep = (step: ScanJob) => {
      queries.setQueryData<ScanJob[]>(core.catalog.jobs.queryKey(), (jobs) =>
        jobs?.map((job) => (job.id === step.id ? step : job)),
      );
      if (step.state === "running") return;
      for (const call of ["jobs", "roots", "list", "search"] as const) {
        void queries.invalidateQueries({ queryKey: core.catalog[call].key() });
      }
    };
    const stops = running
      .split(" ")
      .filter((id) => id !== "")
      .map((id) => listen((signal) => client.core.catalog.watchScan({ id }, { signal }), onStep));
    return () => {
      for (const stop of stops) stop();
    };
  }, [running, queries]);
}
