import { text } from "#renderer/platform/i18n.ts";
import type { Command } from "#renderer/ui/commands.ts";
import {
  IconCopy,
  IconDevices,
  IconLogin,
  IconLogout,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlus,
  IconSelector,
  IconShare,
  IconStethoscope,
  IconTrash,
  IconUserPlus,
  IconUsers,
} from "#renderer/ui/icons.ts";
import { setWorkspaceDialog } from "./dialog-state.ts";
import { workspaceMessages } from "./messages.ts";

const group = text(workspaceMessages, "workspaces");

/** What can be done with workspaces. Commands without `run` are bound while they can be done. */
export const workspaceCommands: readonly Command[] = [
  {
    id: "workspace.page",
    title: text(workspaceMessages, "goWorkspace"),
    group,
    icon: IconUsers,
    shortcut: "g w",
    run: ({ go }) => go("/workspace"),
  },
  { id: "workspace.switch", title: text(workspaceMessages, "switch"), group, icon: IconSelector },
  {
    id: "workspace.create",
    title: text(workspaceMessages, "create"),
    group,
    icon: IconPlus,
    run: () => setWorkspaceDialog({ kind: "create" }),
  },
  { id: "workspace.rename", title: text(workspaceMessages, "rename"), group, icon: IconPencil },
  {
    id: "workspace.join",
    title: text(workspaceMessages, "join"),
    group,
    icon: IconLogin,
    run: () => setWorkspaceDialog({ kind: "join" }),
  },
  { id: "workspace.invite", title: text(workspaceMessages, "inviteSomebody"), group, icon: IconUserPlus },
  { id: "workspace.add-device", title: text(workspaceMessages, "addDevice"), group, icon: IconDevices },
  { id: "workspace.share", title: text(workspaceMessages, "share"), group, icon: IconShare },
  {
    id: "workspace.doctor",
    title: text(workspaceMessages, "doctor"),
    group,
    icon: IconStethoscope,
    run: () => setWorkspaceDialog({ kind: "doctor" }),
  },
  { id: "workspace.pause", title: text(workspaceMessages, "pause"), group, icon: IconPlayerPause },
  { id: "workspace.go-on", title: text(workspaceMessages, "goOn"), group, icon: IconPlayerPlay },
  { id: "workspace.leave", title: text(workspaceMessages, "leave"), group, icon: IconLogout },
  { id: "workspace.keep", title: text(workspaceMessages, "keepCopy"), group, icon: IconCopy },
  { id: "workspace.remove", title: text(workspaceMessages, "delete"), group, icon: IconTrash },
];
