import { useSyncExternalStore } from "react";

let open = false;
const listeners = new Set<() => void>();

/** Opens or closes the dialog that adds a POC by hand; the catalogue's page shows it. */
export function setAddDialog(next: boolean): void {
  open = next;
  for (const listener of listeners) listener();
}

/** Whether the dialog is wanted, live. */
export function useAddDialog(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => open,
  );
}
