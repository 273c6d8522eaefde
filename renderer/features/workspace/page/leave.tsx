import { Button, Radio, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { client } from "#renderer/platform/client.ts";
import { useFormat } from "#renderer/platform/format.ts";
import { useMessages } from "#renderer/platform/i18n.ts";
import { core } from "#renderer/platform/queries.ts";
import { toast } from "#renderer/ui/toasts.tsx";
import { ConfirmDialog } from "../confirm-dialog.tsx";
import { noticeSwitch } from "../looked-at.ts";
import { workspaceMessages } from "../messages.ts";
import type { Sharing, Workspace } from "../types.ts";
import { useWorkspaceName } from "../use-workspace.ts";
import { pageMessages } from "./messages.ts";
import { Part } from "./part.tsx";
import classes from "./page.module.css";

export interface LeaveProps {
  readonly workspace: Workspace;
  readonly state: Sharing;
}

/** The way out: leaving what is shared, removing what is not. The first workspace of a device can only be left. */
export function Leave({ workspace, state }: LeaveProps) {
  const t = useMessages(pageMessages);
  const list = useQuery(core.workspace.list.queryOptions()).data;
  const [asked, setAsked] = useState(false);
  if (list === undefined) return null;
  const first = list[0]?.id === workspace.id;
  if (first && !state.shared) return null;
  const owned = state.shared && state.role === "owner" && state.members.length > 1;
  const title = state.shared ? t("leave") : t("delete");
  return (
    <Part title={title} why={owned ? t("leaveOwned") : state.shared ? t("leaveWhy") : t("deleteWhy")}>
      {owned ? null : (
        <Button variant="default" className={classes["leave"]} onClick={() => setAsked(true)}>
          {state.shared ? t("leaveAction") : t("deleteAction")}
        </Button>
      )}
      {asked ? (
        <LeaveDialog workspace={workspace} state={state} first={first} onClose={() => setAsked(false)} />
      ) : null}
    </Part>
  );
}

interface LeaveDialogProps extends LeaveProps {
  readonly first: boolean;
  readonly onClose: () => void;
}

function LeaveDialog({ workspace, state, first, onClose }: LeaveDialogProps) {
  const t = useMessages(pageMessages);
  const w = useMessages(workspaceMessages);
  const format = useFormat();
  const queries = useQueryClient();
  const name = useWorkspaceName()(workspace);
  const [keep, setKeep] = useState(state.shared);
  const leave = useMutation({
    mutationFn: () => client.core.workspace.leave({ id: workspace.id, keep }),
    onSuccess: async ({ heard }) => {
      onClose();
      // Whoever looks at another workspace then sees nothing of what was said before.
      if (!keep) await noticeSwitch(queries);
      const gone = keep ? "leftKept" : state.shared ? "left" : "deleted";
      toast({ message: t(heard ? gone : "leftUnheard", { name }) });
      await queries.invalidateQueries({ queryKey: core.workspace.key() });
    },
  });
  // Those of an owner stay by the owner's word.
  const self = state.members.find((member) => member.self)?.device;
  const own = state.members.flatMap((member) => (member.of === self ? [member.name] : []));
  const pocs = w("pocs", { count: state.documents });
  return (
    <ConfirmDialog
      title={state.shared ? t("leaveTitle", { name }) : t("deleteTitle", { name })}
      action={state.shared ? t("leaveAction") : t("deleteAction")}
      danger={!keep}
      pending={leave.isPending}
      error={leave.error}
      onConfirm={() => leave.mutate()}
      onClose={onClose}
    >
      {state.shared && !first ? (
        <Radio.Group
          aria-label={t("leaveChoice")}
          value={keep ? "keep" : "remove"}
          onChange={(value) => setKeep(value === "keep")}
        >
          <Stack gap="xs" mb="md">
            <Radio value="keep" label={t("leaveKeep")} description={t("leaveKeepWhy", { pocs })} />
            <Radio value="remove" label={t("leaveRemove")} description={t("leaveRemoveWhy", { pocs })} />
          </Stack>
        </Radio.Group>
      ) : null}
      <Text fw={600}>{t("lost")}</Text>
      <ul className={classes["list"]}>
        {keep ? null : <li>{t("lostPocs", { pocs })}</li>}
        {keep || !state.shared ? null : <li>{t("lostPrivateNotes")}</li>}
        {keep || !state.shared ? null : <li>{t("lostUnsent")}</li>}
        {own.length === 0 ? null : (
          <li>{t("lostDevices", { count: own.length, names: format.list(own) })}</li>
        )}
        {state.shared ? <li>{t("lostPlace")}</li> : null}
        {state.invitations.length === 0 ? null : (
          <li>{t("lostInvitations", { count: state.invitations.length })}</li>
        )}
      </ul>
      <Text c="dimmed">{t("lostNot")}</Text>
    </ConfirmDialog>
  );
}
