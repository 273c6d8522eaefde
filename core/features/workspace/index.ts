export { WorkspaceService } from "./workspace-service.ts";
export { workspaceHandlers } from "./workspace-handlers.ts";
