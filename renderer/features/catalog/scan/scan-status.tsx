import { UnstyledButton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { useFormat } from "#renderer/platform/format.ts";
import { useMessages } from "#renderer/platform/i18n.ts";
import { core } from "#renderer/platform/queries.ts";
import { focusIfFree } from "#renderer/ui/focus.ts";
import { ProgressLine } from "#renderer/ui/progress-line.tsx";
import { scanMessages } from "./messages.ts";
import { countText, phaseText, shareDone } from "./progress.ts";
import { useCancelScan } from "./use-cancel-scan.ts";
import { useNow } from "./use-now.ts";
import { useRootName } from "./use-root-name.ts";
import { useFollowScans, useScanJobs } from "./use-scan-jobs.ts";
import type { Root, ScanJob } from "../types.ts";
import classes from "./scan-status.module.css";

/** The running scan, which can be cancelled, or the last one; leads to its folder. Follows scans for the whole page. */
export function ScanStatus() {
  useFollowScans();
  const jobs = useScanJobs();
  const roots = useQuery(core.catalog.roots.queryOptions()).data ?? [];
  const running = jobs.filter((job) => job.state === "running");
  const [cancelledHere, setCancelledHere] = useState<string | null>(null);
  const [first] = running;
  if (first !== undefined) {
    return (
      <Running
        key={first.id}
        job={first}
        others={running.length - 1}
        roots={roots}
        onCancel={() => setCancelledHere(first.id)}
      />
    );
  }
  const [newest] = jobs;
  if (newest?.state === "failed" || newest?.state === "cancelled") {
    return <Ended job={newest} roots={roots} cancelledHere={newest.id === cancelledHere} />;
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
  readonly onCancel: () => void;
}

function Running({ job, others, roots, onCancel }: RunningProps) {
  const t = useMessages(scanMessages);
  const { cancelling, cancel } = useCancelScan(job.id);
  const name = useRootName()(job.root);
  const count = countText(job.progress, t);
  return (
    <span className={classes["running"]}>
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
      <UnstyledButton
        className={classes["cancel"]}
        aria-label={t(cancelling ? "cancellingScanOf" : "cancelScanOf", { name })}
        aria-disabled={cancelling}
        onClick={() => {
          onCancel();
          cancel();
        }}
      >
        {t(cancelling ? "cancelling" : "cancel")}
      </UnstyledButton>
    </span>
  );
}

interface EndedProps {
  readonly job: ScanJob;
  readonly roots: readonly Root[];
  /** It was cancelled by the button that stood here: whoever pressed it finds the focus in its place. */
  readonly cancelledHere: boolean;
}

function Ended({ job, roots, cancelledHere }: EndedProps) {
  const t = useMessages(scanMessages);
  const name = useRootName()(job.root);
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (cancelledHere) focusIfFree(link.current);
  }, [cancelledHere]);
  const key = job.state === "failed" ? "statusFailed" : "statusCancelled";
  return (
    <Link
      ref={link}
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
