import type * as z from "zod";
import { failure } from "#shared/api/failures.ts";
import { GIVEN_ROLES, type GivenRole } from "#shared/features/workspace/roles.ts";
import type { JoinStep } from "#shared/features/workspace/workspace.api.ts";
import { toIso } from "#shared/lib/time.ts";
import type { Connection } from "#core/main.ts";
import { UsageError, type Arguments } from "../arguments.ts";
import { plain, pocs, type Answer } from "../output.ts";
import { refuseLoss } from "./workspace-loss.ts";
import { member, named, none, only, removedMember } from "./workspace-names.ts";
import { doctor } from "./workspace-doctor.ts";
import {
  addDevice,
  invitations,
  invite,
  members,
  pause,
  putAside,
  revoke,
  transfer,
} from "./workspace-sharing.ts";

type Client = Connection["client"];
type Looking = Extract<z.infer<typeof JoinStep>, { step: "looking" }>;
type Verb = (
  client: Client,
  args: Arguments,
  rest: readonly string[],
  signal: AbortSignal,
) => Promise<Answer>;

const VERBS: Readonly<Record<string, Verb>> = {
  list: async (client, _args, rest) => {
    none(rest, "list");
    return list(client);
  },
  create: async (client, _args, rest) => {
    const made = await client.workspace.create({ name: only(rest, "create takes one name.") });
    await client.workspace.use({ id: made.id });
    return list(client);
  },
  use: async (client, _args, rest) => {
    await client.workspace.use({ id: await named(client, only(rest, "use takes one name or id.")) });
    return list(client);
  },
  rename: async (client, _args, rest) => {
    const { id } = await client.workspace.current();
    await client.workspace.rename({ id, name: only(rest, "rename takes one name.") });
    return list(client);
  },
  leave: async (client, args, rest) => {
    if (args.keep && args.delete) throw new UsageError("leave takes --keep or --delete, not both.");
    const current = await client.workspace.current();
    const id =
      rest.length === 0 ? current.id : await named(client, only(rest, "leave takes one name or id."));
    if (!args.keep && !args.delete) await refuseLoss(client, id);
    const { heard } = await client.workspace.leave({ id, keep: args.keep });
    const { json, text, exitCode } = await list(client);
    return { json: { ...json, heard }, text: heard ? text : `${text}\n${UNHEARD}`, exitCode };
  },
  members: async (client, _args, rest) => {
    none(rest, "members");
    return members(await client.workspace.sharing());
  },
  invite,
  "add-device": addDevice,
  invitations: async (client, _args, rest) => {
    none(rest, "invitations");
    return invitations(client);
  },
  revoke: async (client, _args, rest) => revoke(client, only(rest, "revoke takes the id of one invitation.")),
  join,
  role: async (client, _args, rest) => {
    const [who, role] = rest;
    if (who === undefined || !isRole(role) || role === "removed" || rest.length > 2)
      throw new UsageError("role takes a member and one of admin, editor, observer.");
    return members(await client.workspace.assign({ device: await member(client, who), role }));
  },
  remove: async (client, _args, rest) => {
    const device = await member(client, only(rest, "remove takes one member."));
    return members(await client.workspace.assign({ device, role: "removed" }));
  },
  readmit: async (client, _args, rest) => {
    const [who, role] = rest;
    if (who === undefined || !isRole(role) || role === "removed" || rest.length > 2)
      throw new UsageError("readmit takes one who was removed, and one of admin, editor, observer.");
    return members(await client.workspace.readmit({ device: await removedMember(client, who), role }));
  },
  transfer: async (client, _args, rest) =>
    transfer(client, await member(client, only(rest, "transfer takes one member."))),
  accept: async (client, _args, rest) => {
    none(rest, "accept");
    return members(await client.workspace.acceptOwnership());
  },
  "put-aside": (client, _args, rest) => putAside(client, rest),
  doctor,
  pause: async (client, _args, rest) => {
    none(rest, "pause");
    return pause(client, true);
  },
  resume: async (client, _args, rest) => {
    none(rest, "resume");
    return pause(client, false);
  },
};

/** `workspace <verb>`: the workspaces of this device, and who shares the current one. */
export async function workspace(
  { client }: Connection,
  args: Arguments,
  signal: AbortSignal,
): Promise<Answer> {
  const [verb = "", ...rest] = args.rest;
  const run = Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined;
  if (run === undefined) throw new UsageError(`workspace takes one of ${Object.keys(VERBS).join(", ")}.`);
  return run(client, args, rest, signal);
}

async function list(client: Client): Promise<Answer> {
  const workspaces = await client.workspace.list();
  return {
    json: {
      schema: "tatami.workspaces/1",
      workspaces: workspaces.map((one) => ({ ...one, createdAt: toIso(one.createdAt) })),
    },
    text: workspaces
      .map(
        ({ id, name, documents, current }) =>
          `${current ? "*" : " "} ${plain(name).padEnd(28)} ${pocs(documents).padEnd(9)} ${id}`,
      )
      .join("\n"),
    exitCode: 0,
  };
}

async function join(
  client: Client,
  args: Arguments,
  rest: readonly string[],
  signal: AbortSignal,
): Promise<Answer> {
  if (rest.length === 0) throw new UsageError("join takes the words or the link of an invitation.");
  if (args.name === undefined) throw new UsageError("join needs --name: what the others are to call you.");
  const wish = {
    invitation: rest.join(" "),
    name: args.name,
    addresses: args.signal === undefined ? [] : [args.signal],
  };
  // A place that is not reached is tried again and again: once is enough to know.
  const said = new Set<string>();
  for await (const step of await client.workspace.join(wish, { signal })) {
    if (step.step === "looking" && !args.json) {
      const line = lookingAt(step);
      if (!said.has(line)) process.stderr.write(`${line}\n`);
      said.add(line);
    }
    if (step.step === "offered") {
      process.stderr.write(
        `${plain(step.roomName)}: ${pocs(step.documents)}, ${Math.ceil(step.bytes / 1024)} KiB, as ${step.person === null ? "" : `another device of ${plain(step.person)}, `}${step.role}\n`,
      );
      await client.workspace.answerJoin({ id: step.id, accept: true });
    }
    if (step.step !== "joined" && step.step !== "here") continue;
    await client.workspace.use({ id: step.workspace.id });
    const { json, text, exitCode } = await list(client);
    const next = step.step === "here" ? "This device was in it already: nothing was changed." : NEXT;
    return { json, text: `${text}\n${next}`, exitCode };
  }
  throw failure("call.cancelled", {});
}

/** Whoever is not told goes on to count this device among the members. */
const UNHEARD =
  "Nobody was there to hear it: the others see this device as a member until one of them removes it.";

/** The list has no POC of it yet: joining brings the workspace, syncing what is in it. */
const NEXT = "Its POCs come by tatami sync, or on their own while the app is open.";

const PLACE_STATES = {
  connecting: "connecting",
  joined: "reached, nobody has answered yet",
  waiting: "not reached, tried again",
  refused: "refused",
} as const;

/** Where somebody who lets this device in is looked for, and how each place fares. */
function lookingAt({ lan, places }: Pick<Looking, "lan" | "places">): string {
  const said = places.map(({ address, state }) => `${plain(address)} (${PLACE_STATES[state]})`);
  return `Looking for a member: ${[...(lan ? ["the local network"] : []), ...said].join(", ")}.`;
}

function isRole(role: string | undefined): role is GivenRole {
  return GIVEN_ROLES.some((one) => one === role);
}
