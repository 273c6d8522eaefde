import type { Sharing, Workspace } from "./types.ts";

/**
 * How this device parts with a workspace: by leaving what is shared, by removing what is not; one that it is "out" of is kept as
 * a copy or removed. The "owner" of what others need, and of the first workspace of a device, has no way out.
 */
export type WayOut = "leave" | "delete" | "out" | "owner" | "none";

/** What of how a workspace is shared says how this device may part with it. */
export interface Parting extends Pick<Sharing, "shared" | "role"> {
  readonly members: readonly unknown[];
}

/** The way out of a workspace; `first` is the one that the first start has made, which cannot be removed. */
export function wayOut({ shared, role, members }: Parting, first: boolean): WayOut {
  if (!shared) return first ? "none" : "delete";
  if (isOut({ role })) return "out";
  return role === "owner" && members.length > 1 ? "owner" : "leave";
}

/** Whether this device belongs to a workspace no more of which it still has the documents. */
export function isOut({ role }: Pick<Sharing, "role">): boolean {
  return role === "removed" || role === "left";
}

/** Whether a workspace is the first of this device, of which the list begins with that. */
export function isFirst(workspace: Workspace, list: readonly Workspace[]): boolean {
  return list[0]?.id === workspace.id;
}
