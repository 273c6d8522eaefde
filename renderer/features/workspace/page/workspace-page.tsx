import { ActionIcon, Button, Skeleton } from "@mantine/core";
import { useFormat } from "#renderer/platform/format.ts";
import { useMessages } from "#renderer/platform/i18n.ts";
import { ErrorNotice } from "#renderer/ui/error-notice.tsx";
import { IconLogin, IconPencil, IconUserPlus } from "#renderer/ui/icons.ts";
import { Page } from "#renderer/ui/page.tsx";
import { setWorkspaceDialog } from "../dialog-state.ts";
import { workspaceMessages } from "../messages.ts";
import { PauseButton } from "../status/pause-button.tsx";
import { useStatusText } from "../status/status-text.ts";
import { syncStatus } from "../status/sync-status.ts";
import { useSecond } from "../status/use-second.ts";
import { useCurrent, useSharing, useBareName } from "../use-workspace.ts";
import type { Sharing, Workspace } from "../types.ts";
import { isOut } from "../way-out.ts";
import { Addresses } from "./addresses.tsx";
import { Invitations } from "./invitations.tsx";
import { Leave } from "./leave.tsx";
import { pageMessages } from "./messages.ts";
import { Notices } from "./notices.tsx";
import { People } from "./people.tsx";
import { PutAside } from "./put-aside.tsx";
import { RoleTable } from "./role-table.tsx";
import { WhatIsShared } from "./what-is-shared.tsx";
import classes from "./page.module.css";

/** Who shares the workspace that is looked at, how it fares, and what each may do. */
export function WorkspacePage() {
  const t = useMessages(pageMessages);
  const w = useMessages(workspaceMessages);
  const current = useCurrent();
  const query = useSharing();
  const state = query.data;
  const removed = state !== undefined && isOut(state);
  return (
    <Page
      title={t("workspace")}
      header={
        <div className={classes["headActions"]}>
          <Button
            variant="default"
            leftSection={<IconLogin size={15} />}
            onClick={() => setWorkspaceDialog({ kind: "join" })}
          >
            {w("join")}
          </Button>
          {state?.shared !== true || state.mayInvite.length === 0 ? null : (
            <Button
              leftSection={<IconUserPlus size={15} />}
              onClick={() => setWorkspaceDialog({ kind: "invite" })}
            >
              {w("inviteSomebody")}
            </Button>
          )}
        </div>
      }
      layout="column"
    >
      {query.error === null ? null : <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />}
      {state !== undefined && current !== undefined ? (
        <>
          <Title workspace={current} state={state} />
          <Notices state={state} />
          {state.putAside === 0 ? null : <PutAside />}
          {/* The way on from here, in sight. */}
          {removed ? <Leave workspace={current} state={state} /> : null}
          <People state={state} />
          {!state.shared || state.mayInvite.length === 0 ? null : <Invitations state={state} />}
          {/* No member lets it in any more: where they meet says nothing to it. */}
          {removed ? null : (
            <>
              <Addresses state={state} />
              <WhatIsShared state={state} />
              <RoleTable role={state.shared ? state.role : null} />
              <Leave workspace={current} state={state} />
            </>
          )}
        </>
      ) : query.error === null ? (
        Array.from({ length: 8 }, (_, index) => <Skeleton key={index} height={34} my={14} />)
      ) : null}
    </Page>
  );
}

function Title({ workspace, state }: { readonly workspace: Workspace; readonly state: Sharing }) {
  const t = useMessages(pageMessages);
  const w = useMessages(workspaceMessages);
  const format = useFormat();
  const nameOf = useBareName();
  const say = useStatusText();
  const now = useSecond(state.shared);
  const name = nameOf(workspace);
  const status = syncStatus(state, now);
  return (
    <header className={classes["title"]}>
      <div className={classes["titleText"]}>
        <div className={classes["nameLine"]}>
          <h2 className={classes["name"]}>{name}</h2>
          {state.mayRename ? (
            <ActionIcon
              aria-label={w("renameNamed", { name })}
              onClick={() => setWorkspaceDialog({ kind: "rename", workspace })}
            >
              <IconPencil size={15} />
            </ActionIcon>
          ) : null}
        </div>
        <div className={classes["sub"]}>
          <span className={classes["state"]} data-kind={status.kind}>
            {say(status)}
          </span>
          <span>
            {t("holds", { pocs: w("pocs", { count: state.documents }), size: format.bytes(state.bytes) })}
          </span>
        </div>
      </div>
      {/* The way on stands above every screen while it is paused. */}
      {state.shared && !isOut(state) && !state.paused ? <PauseButton paused={false} /> : null}
    </header>
  );
}
