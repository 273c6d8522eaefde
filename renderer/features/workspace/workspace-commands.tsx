import { useRouter } from "@tanstack/react-router";
import { useCommandHandlers } from "#renderer/ui/commands.ts";
import { setWorkspaceDialog } from "./dialog-state.ts";
import { useSyncStates } from "./sync-store.ts";
import { useSharing, useSharingChanges } from "./use-workspace.ts";

/** Does the commands that depend on how the workspace is shared that is looked at. */
export function WorkspaceCommands() {
  const { history } = useRouter();
  const state = useSharing().data;
  const anyShared = useSyncStates().length > 0;
  const { pause } = useSharingChanges();
  const invites = state !== undefined && state.mayInvite.length > 0;
  useCommandHandlers({
    "workspace.invite": invites && (() => setWorkspaceDialog({ kind: "invite" })),
    "workspace.add-device":
      state !== undefined && state.ownDevice !== null && (() => setWorkspaceDialog({ kind: "add-device" })),
    "workspace.share": state?.shared === false && (() => history.push("/workspace")),
    "workspace.pause": state?.paused === false && anyShared && (() => pause.mutate({ paused: true })),
    "workspace.go-on": state?.paused === true && (() => pause.mutate({ paused: false })),
  });
  return null;
}
