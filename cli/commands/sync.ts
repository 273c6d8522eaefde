import { failure } from "#shared/api/failures.ts";
import { toIso } from "#shared/lib/time.ts";
import type { Connection } from "#core/main.ts";
import { UsageError, type Arguments } from "../arguments.ts";
import { plain, type Answer } from "../output.ts";

/** How long `--once` waits for a peer, milliseconds. */
const REACHING_TIME = 30_000;

type States = Awaited<ReturnType<Connection["client"]["workspace"]["sharing"]>>[];

/**
 * `sync`: keeps all workspaces in step with their members until it is ended; with `--once` until each is in sync with a peer.
 * Throws SERVICE_UNAVAILABLE when no peer was reached in 30 s.
 */
export async function sync({ client }: Connection, args: Arguments, signal: AbortSignal): Promise<Answer> {
  if (args.rest.length > 0) throw new UsageError("sync takes options only.");
  const late = args.once ? AbortSignal.timeout(REACHING_TIME) : null;
  const ends = late === null ? signal : AbortSignal.any([signal, late]);
  let last: States = [];
  let said = "";
  try {
    for await (const states of await client.workspace.sync(undefined, { signal: ends })) {
      last = states;
      const line = inWords(states);
      if (!args.json && !args.once && line !== said) process.stderr.write(`${line}\n`);
      said = line;
      if (args.once && (states.length === 0 || isPaused(states))) break;
      const open = states.filter(isMember);
      if (args.once && open.every(isInSync)) break;
    }
  } catch (error) {
    if (!ends.aborted) throw error;
  }
  if (args.once && last.length === 0) throw failure("sync.nothing-shared", {});
  if (args.once && isPaused(last)) throw failure("sync.paused", {});
  if (args.once && !last.some(isMember)) throw failure("sync.out", {});
  if (args.once && !last.some(isInSync) && !signal.aborted) throw failure("sync.nobody", {});
  return {
    json: {
      schema: "tatami.sync/1",
      workspaces: last.map(({ id, name, role, members }) => ({
        id,
        name,
        role,
        members: members.map((member) => ({
          name: member.name,
          role: member.role,
          self: member.self,
          online: member.online,
          inSyncAt: toIso(member.equalAt),
          refused: member.refused,
        })),
      })),
    },
    text: inWords(last),
    exitCode: 0,
  };
}

function isInSync({ members }: States[number]): boolean {
  return members.some(
    ({ self, online, equalAt, wanted }) => !self && online && equalAt !== null && wanted === 0,
  );
}

/** Whether this device is in a workspace still: with one that it is out of, nobody syncs. */
function isMember({ role }: States[number]): boolean {
  return role !== "removed" && role !== "left";
}

/** One says so of all. */
function isPaused(states: States): boolean {
  return states.some(({ paused }) => paused);
}

function inWords(states: States): string {
  if (isPaused(states)) return "Syncing is paused: tatami workspace resume goes on with it.";
  if (states.length === 0) return "No workspace is shared: invite somebody, or join one.";
  return states
    .map((state) => {
      if (!isMember(state)) return `${plain(state.name)}: this device is in it no more`;
      const others = state.members.filter(({ self, online }) => online && !self);
      const peers = others.map(
        ({ name, equalAt }) => `${plain(name)}${equalAt === null ? " (comparing)" : ""}`,
      );
      const away = state.addresses.find(
        (address) => address.state === "waiting" || address.state === "refused",
      );
      const why = away === undefined ? "nobody is there" : plain(`${away.address}: ${away.text}`);
      return `${plain(state.name)}: ${peers.length > 0 ? `with ${peers.join(", ")}` : why}`;
    })
    .join("\n");
}
