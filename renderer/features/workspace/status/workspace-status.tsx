import { VisuallyHidden } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useMessages } from "#renderer/platform/i18n.ts";
import { workspaceMessages } from "../messages.ts";
import { useSharing } from "../use-workspace.ts";
import { Ago } from "./ago.tsx";
import { useStatusText } from "./status-text.ts";
import { syncStatus } from "./sync-status.ts";
import { useSecond } from "./use-second.ts";
import classes from "./status.module.css";

/** How the workspace fares that is looked at, in the status bar; leads to its page. */
export function WorkspaceStatus() {
  const t = useMessages(workspaceMessages);
  const say = useStatusText();
  const { data } = useSharing();
  const now = useSecond(data?.shared === true && !data.paused);
  if (data === undefined) return null;
  const status = syncStatus(data, now);
  const peers = "peers" in status ? status.peers : 0;
  return (
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
      {peers === 0 ? null : <span className={classes["peers"]}>{t("othersHere", { count: peers })}</span>}
    </Link>
  );
}
