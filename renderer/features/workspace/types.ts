import type { CoreOutputs } from "#renderer/platform/client.ts";

/** A workspace of this device. */
export type Workspace = CoreOutputs["workspace"]["current"];
/** How a workspace is shared. */
export type Sharing = CoreOutputs["workspace"]["sharing"];
/** A member of a shared workspace. */
export type Member = Sharing["members"][number];
/** An invitation that this device has made. */
export type Invitation = Sharing["invitations"][number];
/** Something that was put aside. */
export type PutAsideEntry = CoreOutputs["workspace"]["putAside"][number];
/** Where members meet, and how it fares. */
export type MeetingAddress = Sharing["addresses"][number];
