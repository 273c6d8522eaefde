import { useQuery } from "@tanstack/react-query";
import { may } from "#shared/features/workspace/roles.ts";
import { core } from "./queries.ts";

/** Whether this device may change what is in the workspace that is looked at, or why it may not. */
export type Writing = "may" | "observer" | "removed";

/** Whether the workspace that is looked at is shared. Live; false until it is known. */
export function useIsShared(): boolean {
  return useQuery(core.workspace.sharing.queryOptions()).data?.shared ?? false;
}

/** Live; until it is known, and in a workspace that is shared with nobody, one may. A device that no record names reads as removed. */
export function useWriting(): Writing {
  const role = useQuery(core.workspace.sharing.queryOptions()).data?.role;
  if (role === undefined || (role !== "unknown" && may(role, "write"))) return "may";
  return role === "observer" ? "observer" : "removed";
}
