import { useCallback, useSyncExternalStore } from "react";
import type * as z from "zod";
import type { Present as PresentSchema } from "#shared/features/workspace/workspace.api.ts";

/** Where the others of the workspace are that is looked at. */
export type Present = Omit<z.infer<typeof PresentSchema>, "turn">;
/** Somebody else, and the document that is open there. */
export type Other = Present["others"][number];

/** What is told where nothing is known. */
export const NOBODY_PRESENT: Present = { workspace: "", others: [] };

const NOBODY: readonly Other[] = [];

let workspace = "";
let byDocument: ReadonlyMap<string, readonly Other[]> = new Map();
let byDevice: ReadonlyMap<string, Other> = new Map();
const listeners = new Set<() => void>();

/** Keeps where the others are, as the core has just told. What has not changed stays the same object: nothing of it is drawn anew. */
export function keepPresent(told: Present): void {
  workspace = told.workspace;
  const others = told.others.map((other) => {
    const known = byDevice.get(other.device);
    return known !== undefined && same(known, other) ? known : other;
  });
  byDevice = new Map(others.map((other) => [other.device, other]));
  byDocument = new Map(
    [...Map.groupBy(others, ({ document }) => document)].map(([document, there]) => {
      const known = byDocument.get(document);
      const isSame = known?.length === there.length && there.every((other, at) => other === known[at]);
      return [document, isSame ? known : there];
    }),
  );
  for (const listener of listeners) listener();
}

/** Who has a document open. */
export function presentAt(document: string): readonly Other[] {
  return byDocument.get(document) ?? NOBODY;
}

/** Where a device is in a workspace; undefined for nowhere. */
export function placeOf(device: string, inWorkspace: string): Other | undefined {
  return workspace === inWorkspace ? byDevice.get(device) : undefined;
}

/** Who has a document open, live: what uses it is drawn anew only when that changes. */
export function usePresentAt(document: string): readonly Other[] {
  return useSyncExternalStore(
    subscribe,
    useCallback(() => presentAt(document), [document]),
  );
}

/** Where a device is in a workspace, live. */
export function usePlaceOf(device: string, inWorkspace: string): Other | undefined {
  return useSyncExternalStore(
    subscribe,
    useCallback(() => placeOf(device, inWorkspace), [device, inWorkspace]),
  );
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function same(one: Other, other: Other): boolean {
  return one.name === other.name && one.document === other.document && one.writing === other.writing;
}
