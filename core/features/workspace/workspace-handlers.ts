import type { Implementation } from "#core/api/implementation.ts";
import type { WorkspaceService } from "./workspace-service.ts";

/** The side of the contract for the workspace. */
export function workspaceHandlers(os: Implementation, service: WorkspaceService) {
  return { current: os.workspace.current.handler(() => service.current()) };
}
