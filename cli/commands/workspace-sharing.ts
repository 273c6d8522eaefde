import { failure } from "#shared/api/failures.ts";
import { toIso } from "#shared/lib/time.ts";
import type { Connection } from "#core/main.ts";
import { UsageError, type Arguments } from "../arguments.ts";
import { day, moment, plain, type Answer } from "../output.ts";
import { isIdStart } from "./workspace-names.ts";

type Client = Connection["client"];
type State = Awaited<ReturnType<Client["workspace"]["sharing"]>>;

/** Who is in a workspace, and to whom it is offered. */
export function members(state: State): Answer {
  const { transfer } = state;
  const lines = state.members.map(
    ({ name, role, fingerprint, self, of }) =>
      `${self ? "*" : " "} ${plain(name).padEnd(24)} ${role.padEnd(9)} ${fingerprint}${ofWhom(state, of)}`,
  );
  for (const { name, fingerprint } of state.removed)
    lines.push(`  ${plain(name).padEnd(24)} removed   ${fingerprint}`);
  if (transfer !== null) lines.push(`Offered to ${plain(transfer.name)}, who has not accepted it yet.`);
  return {
    json: {
      schema: "tatami.members/1",
      id: state.id,
      name: state.name,
      role: state.role,
      members: state.members.map(({ equalAt, ...one }) => ({ ...one, inSyncAt: toIso(equalAt) })),
      removed: state.removed,
      transfer,
    },
    text: state.shared ? lines.join("\n") : `${plain(state.name)} is not shared with anybody.`,
    exitCode: 0,
  };
}

/** Whose other device a member is. */
function ofWhom({ members: all }: State, of: string | null): string {
  const person = all.find(({ device }) => device === of);
  return person === undefined ? "" : `  (device of ${plain(person.name)})`;
}

/** The invitations of the workspace that stand. */
export async function invitations(client: Client): Promise<Answer> {
  const open = (await client.workspace.sharing()).invitations;
  return {
    json: {
      schema: "tatami.invitations/1",
      invitations: open.map((one) => ({
        ...one,
        createdAt: toIso(one.createdAt),
        expiresAt: toIso(one.expiresAt),
      })),
    },
    text:
      open.length === 0
        ? "There is no invitation."
        : open
            .map(
              ({ id, own, role, uses, used, expiresAt, words }) =>
                `${id}  ${(own ? "device" : role).padEnd(8)}  ${used} of ${uses ?? "any"}  ${until(expiresAt)}  ${words}`,
            )
            .join("\n"),
    exitCode: 0,
  };
}

/** Takes an invitation back, by its id or the beginning of it. */
export async function revoke(client: Client, wanted: string): Promise<Answer> {
  const typed = wanted.toLowerCase();
  if (!isIdStart(typed))
    throw new UsageError(
      "revoke takes the id of an invitation, or at least its first eight characters: tatami workspace invitations prints it.",
    );
  const open = (await client.workspace.sharing()).invitations;
  const found = open.filter(({ id }) => id.startsWith(typed));
  if (found.length > 1)
    throw new UsageError("Several invitations begin like this: name one by its whole id.");
  const [one] = found;
  if (one === undefined) throw failure("invitation.missing", {});
  await client.workspace.revokeInvitation({ id: one.id });
  return invitations(client);
}

/** Invites, by six words and a link. */
export async function invite(client: Client, args: Arguments, rest: readonly string[]): Promise<Answer> {
  if (rest.length > 0) throw new UsageError("invite takes options only.");
  const role = args.role ?? "editor";
  if (role !== "editor" && role !== "observer") throw new UsageError("--role takes editor or observer.");
  const self = (await client.workspace.sharing()).members.find((member) => member.self);
  if (args.name !== undefined && self !== undefined)
    throw new UsageError(`--name goes with the first invitation only: the others see you as "${self.name}".`);
  await meetAt(client, args.signal);
  const wish = { role, uses: args.uses, lasts: args.lasts } as const;
  const made = await client.workspace.invite(args.name === undefined ? wish : { ...wish, name: args.name });
  return shown(client, made, [
    "Whoever has them can come in while this workspace is synced: in the app, or by tatami sync.",
  ]);
}

/** Shows the code by which another device of the same person comes in. */
export async function addDevice(client: Client, args: Arguments, rest: readonly string[]): Promise<Answer> {
  if (rest.length > 0) throw new UsageError("add-device takes options only.");
  await meetAt(client, args.signal);
  return shown(client, await client.workspace.inviteOwnDevice(), [
    "On your other device: tatami workspace join <words or link> --name <its name>, or Join a workspace in the app.",
    "It comes in while this workspace is synced here: in the app, or by tatami sync.",
  ]);
}

/** Adds the address of a signaling server, where one is named. Throws UsageError where there are as many as there may be. */
async function meetAt(client: Client, address: string | undefined): Promise<void> {
  if (address === undefined) return;
  const known = await setAddresses(client);
  if (known.includes(address)) return;
  if (known.length >= 4)
    throw new UsageError(`This workspace has four addresses already: ${known.join(", ")}.`);
  await client.workspace.setAddresses({ addresses: [address, ...known] });
}

/** An invitation, to be given away. */
async function shown(
  client: Client,
  made: State["invitations"][number],
  next: readonly string[],
): Promise<Answer> {
  const { id, own, words, link, role, uses, expiresAt } = made;
  const isNear = (await setAddresses(client)).length === 0;
  return {
    json: { schema: "tatami.invitation/1", id, words, link, role, own, expiresAt: toIso(expiresAt) },
    text: [
      `Words  ${words}`,
      `Link   ${link}`,
      `For ${own ? "one other device of yours" : devices(uses)} as ${role}, ${until(expiresAt)}.`,
      ...next,
      ...(isNear ? ["Without --signal <address> only from the same local network."] : []),
    ].join("\n"),
    exitCode: 0,
  };
}

function devices(uses: number | null): string {
  if (uses === null) return "any number of devices";
  return uses === 1 ? "one device" : `${uses} devices`;
}

function until(expiresAt: number | null): string {
  return expiresAt === null ? "until you take it back" : `until ${moment(expiresAt)}`;
}

/** The addresses that a person has set: those that were found on the local network are nobody's to keep. */
async function setAddresses(client: Client): Promise<string[]> {
  const { addresses } = await client.workspace.sharing();
  return addresses.filter(({ source }) => source === "set").map(({ address }) => address);
}

/** Offers the workspace to a member; to oneself takes that back. */
export async function transfer(client: Client, device: string): Promise<Answer> {
  const state = await client.workspace.offerOwnership({ device });
  const { json, text } = members(state);
  const next =
    state.transfer === null
      ? "It is offered to nobody."
      : "It becomes theirs by tatami workspace accept; each of you hears of the other by tatami sync.";
  return { json, text: `${text}\n${next}`, exitCode: 0 };
}

/** What was written here and nobody took; forgets all of it where that is wanted. */
export async function putAside(client: Client, rest: readonly string[]): Promise<Answer> {
  if (rest.length > 1 || (rest.length === 1 && rest[0] !== "forget"))
    throw new UsageError("put-aside takes nothing, or forget.");
  let entries = await client.workspace.putAside();
  while (rest.length === 1 && entries.length > 0)
    entries = await client.workspace.forgetPutAside({ ids: entries.map(({ id }) => id) });
  return {
    json: {
      schema: "tatami.put-aside/1",
      entries: entries.map(({ at, ...entry }) => ({ ...entry, at: toIso(at) })),
    },
    text:
      entries.length === 0
        ? "Nothing is put aside."
        : entries
            .map(
              ({ name, document, field, mine, at }) =>
                `${day(at)}  ${plain(name ?? document)}  ${plain(field)}${mine === null ? "" : `: ${plain(mine)}`}`,
            )
            .join("\n"),
    exitCode: 0,
  };
}

/** Ends or begins syncing, of all workspaces of this device. */
export async function pause(client: Client, paused: boolean): Promise<Answer> {
  await client.workspace.pause({ paused });
  return {
    json: { schema: "tatami.paused/1", paused },
    text: paused ? "Nothing is synced until tatami workspace resume." : "Workspaces are synced again.",
    exitCode: 0,
  };
}
