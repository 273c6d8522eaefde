import { useRouter } from "@tanstack/react-router";
import { useCommandHandlers } from "#renderer/ui/commands.ts";
import { setWorkspaceDialog } from "./dialog-state.ts";
import { useSyncStates } from "./sync-store.ts";
import { useCurrent, useKnownWorkspaces, useSharing, useSharingChanges } from "./use-workspace.ts";
import { isFirst, wayOut } from "./way-out.ts";

/** Does the commands that depend on how the workspace is shared that is looked at. */
export function WorkspaceCommands() {
  const { history } = useRouter();
  const state = useSharing().data;
  const anyShared = useSyncStates().length > 0;
  const { pause } = useSharingChanges();
  const workspace = useCurrent();
  const list = useKnownWorkspaces();
  const known = workspace !== undefined && list !== undefined && state?.id === workspace.id;
  const first = known && isFirst(workspace, list);
  const way = known ? wayOut(state, first) : "none";
  const ask = (keep: boolean) => known && (() => setWorkspaceDialog({ kind: "leave", workspace, keep }));
  const invites = state !== undefined && state.mayInvite.length > 0;
  useCommandHandlers({
    "workspace.invite": invites && (() => setWorkspaceDialog({ kind: "invite" })),
    "workspace.add-device":
      state !== undefined && state.ownDevice !== null && (() => setWorkspaceDialog({ kind: "add-device" })),
    "workspace.rename": known && state.mayRename && (() => setWorkspaceDialog({ kind: "rename", workspace })),
    "workspace.leave": way === "leave" && ask(true),
    "workspace.keep": way === "out" && ask(true),
    "workspace.remove": (way === "delete" || (way === "out" && !first)) && ask(false),
    "workspace.share": state?.shared === false && (() => history.push("/workspace")),
    "workspace.pause": state?.paused === false && anyShared && (() => pause.mutate({ paused: true })),
    "workspace.go-on": state?.paused === true && (() => pause.mutate({ paused: false })),
  });
  return null;
}
