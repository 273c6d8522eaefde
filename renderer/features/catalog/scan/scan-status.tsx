import { Link } from "@tanstack/react-router";
import { useQuery } from "@tanstack/react-query";
import { useFormat } from "#renderer/platform/format.ts";
import { useMessages } from "#renderer/platform/i18n.ts";
import { core } from "#renderer/platform/queries.ts";
import { ProgressLine } from "#renderer/ui/progress-line.tsx";
import { scanMessages } from "./messages.ts";
import { countText, phaseText, shareDone } from "./progress.ts";
import { useNow } from "./use-now.ts";
import { useRootName } from "./use-root-name.ts";
import { useFollowScans, useScanJobs } from "./use-scan-jobs.ts";
import type { Root, ScanJob } from "../types.ts";
import classes from "./scan-status.module.css";

/** The running scan, or the last one, in the status bar; leads to its folder. Follows scans for the whole page. */
export function ScanStatus() {
  useFollowScans();
  const jobs = useScanJobs();
  const roots = useQuery(core.catalog.roots.queryOptions()).data ?? [];
  const running = jobs.filter((job) => job.state === "running");
  const [first] = running;
  if (first !== undefined) return <Running job={first} others={running.length - 1} roots={roots} />;
  const [newest] = jobs;
  if (newest?.state === "failed" || newest?.state === "cancelled") {
    return <Ended job={newest} roots={roots} />;
  }
  return <LastScan roots={roots} />;
}

function idOf(roots: readonly Root[], path: string): { readonly root?: string } {
  const id = roots.find((root) => root.path === path)?.id;
  return id === undefined ? {} : { root: id };
}

interface RunningProps {
  readonly job: ScanJob;
  readonly others: number;
  readonly roots: readonly Root[];
}

function Running({ job, others, roots }: RunningProps) {
  const t = useMessages(scanMessages);
  const name = useRootName()(job.root);
  const count = countText(job.progress, t);
  return (
    <Link to="/folders" search={idOf(roots, job.root)} className={classes["status"]}>
      <span className={classes["text"]}>{t("statusRunning", { name })}</span>
      <span className={classes["bar"]}>
        <ProgressLine
          label={t("progressOf", { name })}
          share={shareDone(job.progress)}
          text={`${phaseText(job.progress, t)} ${count}`}
        />
      </span>
      <span className={classes["count"]}>{count}</span>
      {others === 0 ? null : <span>{t("statusOthers", { count: others })}</span>}
    </Link>
  );
}

function Ended({ job, roots }: { readonly job: ScanJob; readonly roots: readonly Root[] }) {
  const t = useMessages(scanMessages);
  const name = useRootName()(job.root);
  const key = job.state === "failed" ? "statusFailed" : "statusCancelled";
  return (
    <Link
      to="/folders"
      search={idOf(roots, job.root)}
      className={classes["status"]}
      data-failed={job.state === "failed" || undefined}
    >
      <span className={classes["text"]}>{t(key, { name })}</span>
    </Link>
  );
}

function LastScan({ roots }: { readonly roots: readonly Root[] }) {
  const t = useMessages(scanMessages);
  const format = useFormat();
  const now = useNow();
  const nameOf = useRootName();
  let latest: { root: Root; scan: NonNullable<Root["lastScan"]> } | null = null;
  for (const root of roots) {
    if (root.lastScan !== null && (latest === null || root.lastScan.at > latest.scan.at)) {
      latest = { root, scan: root.lastScan };
    }
  }
  if (latest === null) return null;
  const { root, scan } = latest;
  return (
    <Link to="/folders" search={{ root: root.id }} className={classes["status"]}>
      <span className={classes["text"]}>
        {t("statusDone", {
          name: nameOf(root.path),
          ago: format.ago(scan.at, now),
          new: scan.new,
          changed: scan.changed,
        })}
        {scan.failed === 0 ? null : `, ${t("statusUnreadable", { count: scan.failed })}`}
      </span>
    </Link>
  );
}
