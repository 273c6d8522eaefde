import { useSyncExternalStore } from "react";
import type { Sharing } from "./types.ts";

let states: readonly Sharing[] = [];
const listeners = new Set<() => void>();

/** Keeps how the shared workspaces fare, as the core has just told. */
export function keepSync(told: readonly Sharing[]): void {
  states = told;
  for (const listener of listeners) listener();
}

/** How the shared workspaces fare, live. */
export function useSyncStates(): readonly Sharing[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => states,
  );
}
