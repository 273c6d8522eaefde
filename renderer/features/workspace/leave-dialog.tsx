import { Radio, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { client } from "#renderer/platform/client.ts";
import { useFormat } from "#renderer/platform/format.ts";
import { useMessages } from "#renderer/platform/i18n.ts";
import { core } from "#renderer/platform/queries.ts";
import { toast } from "#renderer/ui/toasts.tsx";
import { ConfirmDialog } from "./confirm-dialog.tsx";
import { isOpen } from "./invite/over.ts";
import { noticeSwitch } from "./looked-at.ts";
import { workspaceMessages } from "./messages.ts";
import { pageMessages } from "./page/messages.ts";
import type { Sharing, Workspace } from "./types.ts";
import { useKnownWorkspaces, useSharing, useWorkspaceName } from "./use-workspace.ts";
import { useNow } from "./use-now.ts";
import { isFirst, wayOut, type WayOut } from "./way-out.ts";
import classes from "./workspace.module.css";

export interface LeaveDialogProps {
  readonly workspace: Workspace;
  /** Whether its documents shall stay here; can be chosen otherwise where the workspace is left. */
  readonly keep: boolean;
  readonly onClose: () => void;
}

/** Asks before a workspace is left, removed, or kept as a copy by a device that is out of it; names what is lost. */
export function LeaveDialog(props: LeaveDialogProps) {
  const state = useSharing().data;
  const list = useKnownWorkspaces();
  // Another window may have turned to another one.
  if (state === undefined || list === undefined || state.id !== props.workspace.id) return null;
  const first = isFirst(props.workspace, list);
  return <Ask {...props} state={state} way={wayOut(state, first)} first={first} />;
}

interface AskProps extends LeaveDialogProps {
  readonly state: Sharing;
  readonly way: WayOut;
  readonly first: boolean;
}

function Ask({ workspace, state, way, first, keep: kept, onClose }: AskProps) {
  const t = useMessages(pageMessages);
  const w = useMessages(workspaceMessages);
  const format = useFormat();
  const queries = useQueryClient();
  const name = useWorkspaceName()(workspace);
  const [keep, setKeep] = useState(kept);
  const now = useNow();
  const leaves = way === "leave";
  // What is left of it, and whether it is shared, may be otherwise before the answer is there.
  const leave = useMutation<{ readonly heard: boolean }, Error, { readonly leaves: boolean }>({
    mutationFn: () => client.core.workspace.leave({ id: workspace.id, keep }),
    onSuccess: async ({ heard }, { leaves: left }) => {
      onClose();
      // Whoever looks at another workspace then sees nothing of what was said before.
      if (!keep) await noticeSwitch(queries);
      const gone = heard ? (keep ? "leftKept" : "left") : "leftUnheard";
      toast({ message: t(left ? gone : keep ? "copyKept" : "deleted", { name }) });
      await queries.invalidateQueries({ queryKey: core.workspace.key() });
    },
  });
  const self = state.members.find((member) => member.self)?.device;
  const own = state.members.flatMap((member) => (member.of === self ? [member.name] : []));
  // By those that are over nobody comes in: nothing of them is lost.
  const invitations = state.invitations.filter((one) => isOpen(one, now)).length;
  const pocs = w("pocs", { count: state.documents });
  return (
    <ConfirmDialog
      title={t(leaves ? "leaveTitle" : keep ? "keepTitle" : "deleteTitle", { name })}
      action={w(leaves ? "leave" : keep ? "keepCopy" : "delete")}
      danger={!keep}
      pending={leave.isPending}
      error={leave.error}
      onConfirm={() => leave.mutate({ leaves })}
      onClose={onClose}
    >
      {leaves && !first ? (
        <Radio.Group
          aria-label={t("leaveChoice")}
          value={keep ? "keep" : "remove"}
          onChange={(value) => setKeep(value === "keep")}
        >
          <Stack gap="xs" mb="md">
            <Radio value="keep" label={w("keepCopy")} description={t("leaveKeepWhy", { pocs })} />
            <Radio value="remove" label={t("leaveRemove")} description={t("leaveRemoveWhy", { pocs })} />
          </Stack>
        </Radio.Group>
      ) : null}
      {!leaves && keep ? (
        <Text>{t("keepWhy", { pocs })}</Text>
      ) : (
        <>
          <Text fw={600}>{t("lost")}</Text>
          <ul className={classes["points"]}>
            {keep ? null : <li>{t("lostPocs", { pocs })}</li>}
            {keep || !state.shared ? null : <li>{t("lostPrivateNotes")}</li>}
            {keep || !state.shared ? null : <li>{t("lostUnsent")}</li>}
            {leaves && own.length > 0 ? (
              <li>{t("lostDevices", { count: own.length, names: format.list(own) })}</li>
            ) : null}
            {leaves ? <li>{t("lostPlace")}</li> : null}
            {invitations === 0 ? null : <li>{t("lostInvitations", { count: invitations })}</li>}
          </ul>
          <Text c="dimmed">{t("lostNot")}</Text>
        </>
      )}
    </ConfirmDialog>
  );
}
