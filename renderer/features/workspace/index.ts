export { workspaceCommands } from "./commands.ts";
export { noticeSwitch, useVisit } from "./looked-at.ts";
export { useWorkspacePaletteItems } from "./palette-items.tsx";
export { PausedStrip } from "./status/paused-strip.tsx";
export { WorkspaceStatus } from "./status/workspace-status.tsx";
export { WorkspaceSwitcher } from "./status/workspace-switcher.tsx";
export { onSync } from "./use-workspace.ts";
export { WorkspaceCommands } from "./workspace-commands.tsx";
export { WorkspaceDialogs } from "./workspace-dialogs.tsx";
