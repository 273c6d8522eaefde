import { ActionIcon, VisuallyHidden } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useMessages } from "#renderer/platform/i18n.ts";
import { IconStethoscope } from "#renderer/ui/icons.ts";
import { setWorkspaceDialog } from "../dialog-state.ts";
import { workspaceMessages } from "../messages.ts";
import { useSharing } from "../use-workspace.ts";
import { Ago } from "./ago.tsx";
import { useStatusText } from "./status-text.ts";
import { syncStatus, type SyncStatus } from "./sync-status.ts";
import { useSecond } from "./use-second.ts";
import classes from "./status.module.css";

/** Where one waits for others in vain: why is one click away. */
const STUCK: ReadonlySet<SyncStatus["kind"]> = new Set(["nowhere", "unreachable", "nobody"]);

/** How the workspace fares that is looked at, in the status bar; leads to its page. */
export function WorkspaceStatus() {
  const t = useMessages(workspaceMessages);
  const say = useStatusText();
  const { data } = useSharing();
  const now = useSecond(data?.shared === true && !data.paused);
  if (data === undefined) return null;
  const status = syncStatus(data, now);
  const peers = "peers" in status ? status.peers : 0;
  const ways = "ways" in status ? status.ways.map((way) => t(`way_${way}`)).join(" + ") : "";
  return (
    <>
      <Link to="/workspace" className={classes["status"]} data-kind={status.kind}>
        <i className={classes["dot"]} aria-hidden="true" />
        {status.kind === "inSync" ? (
          <>
            {/* Nobody wants to be read the seconds. */}
            <VisuallyHidden>{say(status)}</VisuallyHidden>
            <span aria-hidden="true">
              {t("inSyncSince")} <Ago at={status.at} now={now} />
            </span>
          </>
        ) : (
          <span className={classes["text"]}>{say(status)}</span>
        )}
        {peers === 0 ? null : (
          <span className={classes["peers"]}>{t("othersHere", { count: peers, ways })}</span>
        )}
      </Link>
      {STUCK.has(status.kind) ? (
        <ActionIcon
          className={classes["check"]}
          size={24}
          aria-label={t("doctor")}
          title={t("doctor")}
          onClick={() => setWorkspaceDialog({ kind: "doctor" })}
        >
          <IconStethoscope size={14} />
        </ActionIcon>
      ) : null}
    </>
  );
}
