import { useSyncExternalStore } from "react";
import type { DoctorWish } from "./doctor/use-doctor.ts";
import type { Invitation, Workspace } from "./types.ts";

/** What is asked of a person above whatever screen is shown. */
export type WorkspaceDialog =
  | { readonly kind: "create" }
  | { readonly kind: "rename"; readonly workspace: Workspace }
  /** `keep`: whether its documents shall stay on this device. */
  | { readonly kind: "leave"; readonly workspace: Workspace; readonly keep: boolean }
  /** `invitation`: one that is there, to be shown once more. */
  | { readonly kind: "invite"; readonly invitation?: Invitation }
  /** A code for another device of one's own. */
  | { readonly kind: "add-device" }
  | { readonly kind: "join" }
  /** `wish`: with which somebody did not come in, and goes back to when it is closed. */
  | { readonly kind: "doctor"; readonly wish?: DoctorWish };

let open: WorkspaceDialog | null = null;
const listeners = new Set<() => void>();

/** Opens a dialog in place of the one that is open, or closes it. */
export function setWorkspaceDialog(next: WorkspaceDialog | null): void {
  open = next;
  for (const listener of listeners) listener();
}

/** The dialog that is open, live. */
export function useWorkspaceDialog(): WorkspaceDialog | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => open,
  );
}
