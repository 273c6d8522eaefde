import { useSyncExternalStore } from "react";
import type { Sharing } from "./types.ts";

const NOTHING: readonly Sharing[] = [];
let states: readonly Sharing[] | null = null;
const listeners = new Set<() => void>();

/** Keeps how the shared workspaces fare, as the core has just told. */
export function keepSync(told: readonly Sharing[]): void {
  states = told;
  for (const listener of listeners) listener();
}

/** How the shared workspaces fare, live; none before the core has told it. */
export function useSyncStates(): readonly Sharing[] {
  return useToldStates() ?? NOTHING;
}

/** How the shared workspaces fare, live; null before the core has told it. */
export function useToldStates(): readonly Sharing[] | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => states,
  );
}
