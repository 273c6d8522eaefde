import { Button } from "@mantine/core";
import { assertNever } from "#shared/lib/assert-never.ts";
import { useMessages } from "#renderer/platform/i18n.ts";
import { setWorkspaceDialog } from "../dialog-state.ts";
import { workspaceMessages } from "../messages.ts";
import type { Sharing, Workspace } from "../types.ts";
import { useKnownWorkspaces } from "../use-workspace.ts";
import { isFirst, wayOut } from "../way-out.ts";
import { pageMessages } from "./messages.ts";
import { Part } from "./part.tsx";
import classes from "./page.module.css";

export interface LeaveProps {
  readonly workspace: Workspace;
  readonly state: Sharing;
}

/**
 * The way out: leaving what is shared, removing what is not, and both ways on from what this device was removed from. The first
 * workspace of a device can only be left.
 */
export function Leave({ workspace, state }: LeaveProps) {
  const t = useMessages(pageMessages);
  const w = useMessages(workspaceMessages);
  const list = useKnownWorkspaces();
  if (list === undefined) return null;
  const first = isFirst(workspace, list);
  const ask = (keep: boolean) => setWorkspaceDialog({ kind: "leave", workspace, keep });
  const way = wayOut(state, first);
  switch (way) {
    case "none":
      return null;
    case "owner":
      return <Part title={t("leave")} why={t("leaveOwned")} />;
    case "leave":
      return (
        <Part title={t("leave")} why={t("leaveWhy")}>
          <Button variant="default" className={classes["leave"]} onClick={() => ask(true)}>
            {w("leave")}
          </Button>
        </Part>
      );
    case "delete":
      return (
        <Part title={t("delete")} why={t("deleteWhy")}>
          <Button variant="default" className={classes["leave"]} onClick={() => ask(false)}>
            {w("delete")}
          </Button>
        </Part>
      );
    case "out":
      return (
        <Part title={t("out")} why={t(first ? "outWhyFirst" : "outWhy")}>
          <div className={classes["ways"]}>
            <Button onClick={() => ask(true)}>{w("keepCopy")}</Button>
            {first ? null : (
              <Button variant="default" className={classes["leave"]} onClick={() => ask(false)}>
                {w("delete")}
              </Button>
            )}
          </div>
        </Part>
      );
    default:
      return assertNever(way);
  }
}
