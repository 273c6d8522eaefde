import { client } from "#renderer/platform/client.ts";
import { useMessages } from "#renderer/platform/i18n.ts";
import type { Toast } from "#renderer/ui/toast-list.ts";
import { toast } from "#renderer/ui/toasts.tsx";
import type { ScanJob } from "../types.ts";
import { scanMessages } from "./messages.ts";

/**
 * Answers what tells of a change that a scan follows: that it is noted, which is the toast's own message, and in the same
 * toast that the scan runs and what it found.
 */
export function useScanToast(): (noted: Toast, job: ScanJob) => void {
  const t = useMessages(scanMessages);
  return (noted, job) => {
    const { message } = noted;
    const say = toast({ ...noted, message: `${message} ${t("scanningAgain")}` });
    // How a scan failed is told where scans are; the toast keeps to what it is about.
    const told = (end: ScanJob | null) =>
      end?.state === "done" && end.result !== null
        ? `${message} ${t("scanFound", { count: end.result.found })}`
        : message;
    void endOf(job)
      .catch(() => null)
      .then((end) => say(told(end)));
  };
}

/** The scan as it is when it does not run any more; null when that was not heard. */
async function endOf(job: ScanJob): Promise<ScanJob | null> {
  for await (const step of await client.core.catalog.watchScan({ id: job.id })) {
    if (step.state !== "running") return step;
  }
  return null;
}
