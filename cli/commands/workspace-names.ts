import { failure } from "#shared/api/failures.ts";
import type { Connection } from "#core/main.ts";
import { UsageError } from "../arguments.ts";

type Client = Connection["client"];

/** Characters of an id or a key that are enough to name what has it. */
const ENOUGH = 8;

/** True for the beginning of an id, or all of it, in lower case. */
export function isIdStart(text: string): boolean {
  return text.length >= ENOUGH && /^[0-9a-f]{8}(?:-[0-9a-f-]*)?$/u.test(text);
}

/** The id of a workspace by its name, in any case, its id, or the beginning of that. Throws UsageError where several have it, NOT_FOUND. */
export async function named(client: Client, wanted: string): Promise<string> {
  const typed = wanted.toLowerCase();
  const all = await client.workspace.list();
  const found = all.filter(({ id, name }) => id === typed || name.toLowerCase() === typed);
  if (found.length === 0 && isIdStart(typed)) found.push(...all.filter(({ id }) => id.startsWith(typed)));
  const [one] = found;
  if (one === undefined) throw failure("workspace.missing", {});
  if (found.length > 1) {
    const ids = found.map(({ id }) => id).join(", ");
    throw new UsageError(`"${wanted}" may be several workspaces: name one by its id, ${ids}.`);
  }
  return one.id;
}

/** The device of a member by its name, in any case, or the beginning of its key. Throws UsageError where several have it, NOT_FOUND. */
export async function member(client: Client, wanted: string): Promise<string> {
  return oneOf((await client.workspace.sharing()).members, wanted, "member.unknown");
}

/** The same of a device that was removed. */
export async function removedMember(client: Client, wanted: string): Promise<string> {
  return oneOf((await client.workspace.sharing()).removed, wanted, "member.not-removed");
}

function oneOf(
  all: readonly { readonly device: string; readonly name: string; readonly fingerprint: string }[],
  wanted: string,
  otherwise: "member.unknown" | "member.not-removed",
): string {
  const typed = wanted.toLowerCase();
  const found = all.filter(
    ({ device, name }) =>
      name.toLowerCase() === typed || (typed.length >= ENOUGH && device.startsWith(typed)),
  );
  const [one] = found;
  if (one === undefined) throw failure(otherwise, { name: wanted });
  if (found.length > 1) {
    // By the six words one sees which device it is, by the key it is named.
    const keys = found.map(({ device, fingerprint }) => `${device.slice(0, 16)} (${fingerprint})`);
    throw new UsageError(
      `"${wanted}" may be several members: name one by the beginning of its key, ${keys.join(", ")}.`,
    );
  }
  return one.device;
}

/** The only word that a verb takes. Throws UsageError. */
export function only(rest: readonly string[], usage: string): string {
  const [one] = rest;
  if (one === undefined || rest.length > 1) throw new UsageError(usage);
  return one;
}

/** Throws UsageError where a verb was given words and takes none. */
export function none(rest: readonly string[], verb: string): void {
  if (rest.length > 0) throw new UsageError(`${verb} takes nothing.`);
}
