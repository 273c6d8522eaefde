import type { Connection } from "#core/main.ts";
import { UsageError } from "../arguments.ts";
import { pocs } from "../output.ts";

type Client = Connection["client"];

/** Throws UsageError where leaving a workspace would lose its POCs: no other device has them, and nobody is asked here. */
export async function refuseLoss(client: Client, id: string): Promise<void> {
  const all = await client.workspace.list();
  const one = all.find((workspace) => workspace.id === id);
  // The first cannot be left at all, which the core says.
  if (one === undefined || one.documents === 0 || one.id === all[0]?.id) return;
  if (await isElsewhere(client, id)) return;
  throw new UsageError(
    `"${one.name}" is on no other device, and its ${pocs(one.documents)} would be deleted for good: give --delete, too, if you want that.`,
  );
}

/** True where others are in a workspace. */
async function isElsewhere(client: Client, id: string): Promise<boolean> {
  const current = await client.workspace.sharing();
  if (current.id === id) return hasOthers(current);
  if (!current.paused) {
    // Told of all workspaces without looking at another, which would turn every window that is open.
    for await (const states of await client.workspace.sync())
      return states.some((state) => state.id === id && hasOthers(state));
  }
  // While nothing is synced, it is told of those alone that were looked at.
  await client.workspace.use({ id });
  try {
    return hasOthers(await client.workspace.sharing());
  } finally {
    await client.workspace.use({ id: current.id });
  }
}

function hasOthers({ members }: { readonly members: readonly { readonly self: boolean }[] }): boolean {
  return members.some(({ self }) => !self);
}
