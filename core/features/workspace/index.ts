export { examine, type DoctorWish } from "./doctor.ts";
export { Joining } from "./joining.ts";
export { PresenceDesk } from "./presence-desk.ts";
export { Sharing } from "./sharing.ts";
export { contactedHosts, sharingState, type ContactedHost } from "./sharing-state.ts";
export { WorkspaceList } from "./workspace-list.ts";
export { WorkspaceService, type RoomSeed } from "./workspace-service.ts";
export { workspaceHandlers } from "./workspace-handlers.ts";
