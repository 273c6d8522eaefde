import { useMessages } from "#renderer/platform/i18n.ts";
import { workspaceMessages } from "../messages.ts";
import type { SyncStatus } from "./sync-status.ts";

/** Says in a few words how a workspace fares, without the time. */
export function useStatusText(): (status: SyncStatus) => string {
  const t = useMessages(workspaceMessages);
  return (status) => (status.kind === "coming" ? t("coming", { count: status.count }) : t(status.kind));
}
