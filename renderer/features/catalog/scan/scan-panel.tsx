import { Button, VisuallyHidden } from "@mantine/core";
import { useFormat } from "#renderer/platform/format.ts";
import { useMessages } from "#renderer/platform/i18n.ts";
import { ProgressLine } from "#renderer/ui/progress-line.tsx";
import { Failures } from "./failures.tsx";
import { scanMessages } from "./messages.ts";
import { countText, phaseText, shareDone } from "./progress.ts";
import { ScanFailed } from "./scan-failed.tsx";
import { useCancelScan } from "./use-cancel-scan.ts";
import { useNow } from "./use-now.ts";
import { useRootName } from "./use-root-name.ts";
import type { Root, ScanJob } from "../types.ts";
import classes from "./scan-panel.module.css";

export interface ScanPanelProps {
  /** Absent while the catalogue does not list the folder (yet). */
  readonly root?: Root | undefined;
  /** The newest scan of the folder since Tatami started. */
  readonly job: ScanJob | undefined;
  /** null where this device may not scan. */
  readonly onRetry: (() => void) | null;
}

/** The scan of a folder: running with its progress, or what the last one brought. */
export function ScanPanel({ root, job, onRetry }: ScanPanelProps) {
  const t = useMessages(scanMessages);
  const format = useFormat();
  const now = useNow();
  if (job === undefined) {
    const last = root?.lastScan ?? null;
    if (last === null) return null;
    return (
      <p className={classes["lastScan"]}>
        {t("lastScan", {
          ago: format.ago(last.at, now),
          new: last.new,
          changed: last.changed,
          failed: last.failed,
        })}
      </p>
    );
  }
  if (job.state === "running") return <Running job={job} />;
  if (job.state === "failed") return <ScanFailed job={job} onRetry={onRetry} />;
  if (job.state === "cancelled" || job.result === null)
    return <Cancelled job={job} listed={root !== undefined} onRetry={onRetry} />;
  return <Result result={job.result} />;
}

interface CancelledProps {
  readonly job: ScanJob;
  /** The button to scan again stands elsewhere, beside the POCs that were found. */
  readonly listed: boolean;
  readonly onRetry: (() => void) | null;
}

function Cancelled({ job, listed, onRetry }: CancelledProps) {
  const t = useMessages(scanMessages);
  const reached = [phaseText(job.progress, t), countText(job.progress, t)].filter((said) => said !== "");
  return (
    <section className={classes["panel"]} aria-label={t("cancelledTitle")}>
      <h3 className={classes["panelTitle"]}>{t("cancelledTitle")}</h3>
      <p className={classes["panelText"]}>
        {t("cancelledAt", { reached: reached.join(", ") })} {t(listed ? "cancelledText" : "cancelledNothing")}
      </p>
      {listed ? null : <div className={classes["current"]}>{job.root}</div>}
      {listed || onRetry === null ? null : (
        <Button mt="sm" onClick={onRetry}>
          {t("rescan")}
        </Button>
      )}
    </section>
  );
}

function Running({ job }: { readonly job: ScanJob }) {
  const t = useMessages(scanMessages);
  const name = useRootName()(job.root);
  const { progress } = job;
  const { cancelling, cancel } = useCancelScan(job.id);
  const count = countText(progress, t);
  return (
    <section className={classes["panel"]} aria-label={t("progressOf", { name })}>
      <div className={classes["panelLine"]}>
        <h3 className={classes["panelTitle"]}>{phaseText(progress, t)}</h3>
        <span className={classes["panelCount"]}>{count}</span>
        {progress.failed === 0 ? null : (
          <span className={classes["warn"]}>{t("unreadableSoFar", { count: progress.failed })}</span>
        )}
        <Button
          ml="auto"
          variant="default"
          aria-label={t("cancelScan")}
          loading={cancelling}
          onClick={cancel}
        >
          {t("cancel")}
        </Button>
      </div>
      <ProgressLine
        label={t("progressOf", { name })}
        share={shareDone(progress)}
        text={`${phaseText(progress, t)} ${count}`}
      />
      <div className={classes["current"]} title={progress.current}>
        {progress.current === "" ? "\u00A0" : progress.current}
      </div>
    </section>
  );
}

function Result({ result }: { readonly result: NonNullable<ScanJob["result"]> }) {
  const t = useMessages(scanMessages);
  const format = useFormat();
  const failed = result.failed.length + result.failedMore;
  const title =
    result.found === 0 && result.missing === 0
      ? t("resultNone")
      : t("resultTitle", { count: result.found, time: format.duration(result.ms) });
  return (
    <section className={classes["panel"]} aria-label={title}>
      <h3 className={classes["panelTitle"]}>{title}</h3>
      <VisuallyHidden component="output">{title}</VisuallyHidden>
      {result.found === 0 && result.missing === 0 ? (
        <p className={classes["panelText"]}>{t("resultNoneWhy")}</p>
      ) : (
        <dl className={classes["stats"]}>
          <Stat label={t("new")} value={result.new} />
          <Stat label={t("changed")} value={result.changed} />
          <Stat label={t("unchanged")} value={result.unchanged} />
          <Stat label={t("missing")} value={result.missing} warn />
          <Stat label={t("unreadable")} value={failed} warn />
        </dl>
      )}
      {result.missing === 0 ? null : <p className={classes["panelText"]}>{t("missingWhy")}</p>}
      {failed === 0 ? null : <Failures failed={result.failed} more={result.failedMore} />}
    </section>
  );
}

interface StatProps {
  readonly label: string;
  readonly value: number;
  readonly warn?: boolean;
}

function Stat({ label, value, warn = false }: StatProps) {
  const format = useFormat();
  return (
    <div className={classes["stat"]} data-none={value === 0 || undefined} data-warn={warn || undefined}>
      <dd>{format.number(value)}</dd>
      <dt>{label}</dt>
    </div>
  );
}
