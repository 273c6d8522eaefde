import { assertNever } from "#shared/lib/assert-never.ts";
import type { Translate } from "#renderer/platform/i18n.ts";
import type { scanMessages } from "./messages.ts";
import type { ScanJob } from "../types.ts";

type Progress = ScanJob["progress"];
type Say = Translate<(typeof scanMessages)["en"]>;

/** What the scan is at: "Reading the history". */
export function phaseText(progress: Progress, t: Say): string {
  switch (progress.phase) {
    case "discover":
      return t("phaseDiscover");
    case "history":
      return t("phaseHistory");
    case "read":
      return t("phaseRead");
    case "save":
      return t("phaseSave");
    default:
      return assertNever(progress.phase);
  }
}

/** How far it is, in what the phase counts: files seen, commits read, POCs. Empty before the first. */
export function countText(progress: Progress, t: Say): string {
  const { phase, done, total } = progress;
  if (total !== null) return t("pocsOf", { done, total });
  if (done === 0) return "";
  if (phase === "discover") return t("discovered", { count: done });
  return phase === "history" ? t("commitsRead", { count: done }) : t("pocsRead", { count: done });
}

/** The share that is done, 0 to 1; null while the whole is not known. */
export function shareDone(progress: Progress): number | null {
  if (progress.total === null) return null;
  return progress.total === 0 ? 1 : Math.min(1, progress.done / progress.total);
}
