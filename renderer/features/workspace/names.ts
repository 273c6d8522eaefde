import type { Sharing, Workspace } from "./types.ts";

/** What of a workspace is asked for to name it; one that is on its way to this device has no id here yet. */
export interface Named {
  readonly id?: string;
  readonly name: string;
}

/** What tells workspaces of one name apart: who owns them, or that they are on this device alone. */
export type Hint =
  | { readonly kind: "alone" }
  | { readonly kind: "mine" }
  | { readonly kind: "of"; readonly owner: string };

export interface NameOptions {
  /** The workspaces of this device. */
  readonly all: readonly Workspace[];
  /** How the shared ones of them fare; null while that is not known. */
  readonly states: readonly Sharing[] | null;
  /** A name as it is shown. */
  readonly shown: (workspace: Named) => string;
  readonly say: (hint: Hint) => string;
  /** Says a time, milliseconds since the epoch. */
  readonly when: (at: number) => string;
}

/** The name of a workspace; with what tells it apart from others of this device where one has the same name. */
export function nameAmong(workspace: Named, options: NameOptions): string {
  const { all, states, shown, say, when } = options;
  const name = shown(workspace);
  if (workspace.id === undefined || states === null) return name;
  const twins = all.filter((other) => other.id !== workspace.id && shown(other) === name);
  if (twins.length === 0) return name;
  const hint = (id: string) => say(hintOf(states.find((state) => state.id === id)));
  const own = hint(workspace.id);
  const begun = all.find(({ id }) => id === workspace.id)?.createdAt;
  const alike = begun !== undefined && twins.some(({ id }) => hint(id) === own);
  return [name, own, ...(alike ? [when(begun)] : [])].join(" · ");
}

function hintOf(state: Sharing | undefined): Hint {
  const owner = state?.members.find(({ role }) => role === "owner");
  if (owner === undefined) return { kind: "alone" };
  return owner.self ? { kind: "mine" } : { kind: "of", owner: owner.name };
}
