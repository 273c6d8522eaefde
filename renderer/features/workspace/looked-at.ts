import type { QueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { client } from "#renderer/platform/client.ts";
import { core } from "#renderer/platform/queries.ts";
import { setWorkspaceDialog } from "./dialog-state.ts";
import type { Workspace } from "./types.ts";

let visits = 1;
/** Null while a switch is under way. */
let visit: number | null = visits;
const listeners = new Set<() => void>();
/** One switch at a time: the events of the core tell of one's own, too. */
let last: Promise<unknown> = Promise.resolve();

function become(next: number | null): void {
  visit = next;
  for (const listener of listeners) listener();
}

/** A number that changes with each switch, for whatever must begin anew; null while there is nothing to show. Live. */
export function useVisit(): number | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => visit,
  );
}

function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const next = last.then(work, work);
  last = next;
  return next;
}

/**
 * Looks at another workspace. The screen goes first: what was being written there is sent before the core turns to the
 * other. Rejects as the call does, and then everything is as it was.
 */
export function switchTo(queries: QueryClient, id: string): Promise<void> {
  return inTurn(() => arrive(queries, () => client.core.workspace.use({ id })));
}

/**
 * Asks which workspace the core looks at, and begins anew where it is another than this page shows: another window has
 * switched. Answers whether it was another.
 */
export function noticeSwitch(queries: QueryClient): Promise<boolean> {
  return inTurn(async () => {
    const known = queries.getQueryData<Workspace>(core.workspace.current.queryKey());
    const now = await client.core.workspace.current();
    if (known === undefined || known.id === now.id) return false;
    await arrive(queries, () => Promise.resolve(now));
    return true;
  });
}

async function arrive(queries: QueryClient, turn: () => Promise<Workspace>): Promise<void> {
  become(null);
  try {
    // React takes the screen away before anything is asked of the other workspace.
    await new Promise((resolve) => setTimeout(resolve));
    const workspace = await turn();
    setWorkspaceDialog(null);
    await forget(queries);
    queries.setQueryData(core.workspace.current.queryKey(), workspace);
    visits++;
  } finally {
    become(visits);
  }
}

/** What the device answers, whichever workspace is looked at. */
const OF_THE_DEVICE: ReadonlySet<string> = new Set(["settings.get", "settings.programs", "capabilities"]);

async function forget(queries: QueryClient): Promise<void> {
  const predicate = ({ queryKey: [path] }: { readonly queryKey: readonly unknown[] }) =>
    !(Array.isArray(path) && OF_THE_DEVICE.has(path.join(".")));
  // An answer that is under way is of the workspace before.
  await queries.cancelQueries({ predicate });
  queries.removeQueries({ predicate, type: "inactive" });
  void queries.resetQueries({ predicate });
}
