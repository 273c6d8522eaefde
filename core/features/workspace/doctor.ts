import { networkInterfaces } from "node:os";
import { URL } from "node:url";
import { reason, type KnownReason } from "#shared/api/reasons.ts";
import type { Finding } from "#shared/features/workspace/doctor.ts";
import { invitationKeys, isReason, readInvitation } from "#shared/features/workspace/invitation.ts";
import { isPresent, type Standing } from "#shared/features/workspace/roles.ts";
import type { Clock } from "#shared/lib/time.ts";
import { hearsItself } from "#core/sync/lan/self-hearing.ts";
import { isPrivate } from "#core/sync/lan/links.ts";
import { LAN_PORT } from "#core/sync/lan/lan-server.ts";
import type { LanNetwork } from "#core/sync/lan/multicast.ts";
import { turnAnswers } from "#core/sync/turn-check.ts";
import {
  checkClock,
  checkConnect,
  checkMeeting,
  checkName,
  checkTls,
  checkWaiting,
  greet,
  type Looked,
} from "#core/sync/server-checks.ts";

/** How long each question may take, milliseconds. */
const PATIENCE = 5_000;
/** Addresses that are looked at. */
const ADDRESSES = 8;

export interface DoctorWish {
  /** Words or a link; empty for none. */
  readonly invitation: string;
  /** Of the workspace, and others that somebody wants to be looked at. */
  readonly addresses: readonly string[];
}

interface DoctorOptions extends DoctorWish {
  readonly people: { readonly isShared: boolean; readonly standing: Standing };
  readonly paused: boolean;
  readonly network: LanNetwork;
  /** Whether the local network may be used. */
  readonly mayUseLan: boolean;
  readonly clock: Clock;
  readonly random: (bytes: number) => Uint8Array;
  readonly patience?: number;
}

type State = Finding["state"];

/** Looks for what keeps devices apart, and tells each finding when it has it. Nothing is changed by it. */
export async function* examine(options: DoctorOptions): AsyncGenerator<Finding> {
  const { invitation, network, mayUseLan, clock, random, patience = PATIENCE } = options;
  const read = invitation.trim() === "" ? null : readInvitation(invitation);
  const isRead = read !== null && !isReason(read);
  if (read === null) yield own("invitation", "skipped", reason("doctor.no-invitation", {}));
  else yield isRead ? own("invitation", "ok") : own("invitation", "failed", read);
  yield workspaceFinding(options);
  yield networkFinding();
  const lan = await lanFinding(network, mayUseLan, patience);
  yield lan;
  yield own("firewall", "skipped", reason("doctor.firewall-unseen", { port: String(LAN_PORT) }));

  const addresses = [...new Set([...options.addresses, ...(isRead ? read.addresses : [])])];
  // Where the local network is no way either, none is left.
  const isApart = options.people.isShared && lan.state !== "ok";
  if (addresses.length === 0)
    yield own("connect", isApart ? "failed" : "warning", reason("doctor.no-address", {}));
  const meeting = isRead ? (await invitationKeys(read.secret)).meeting : null;
  const turn = new Set<string>();
  for (const address of addresses.slice(0, ADDRESSES)) {
    const looked = { url: new URL(address), patience, clock, random };
    for (const told of yield* examineServer(address, looked, meeting)) turn.add(told);
  }
  if (turn.size === 0) yield own("turn", "skipped", reason("doctor.no-turn", {}));
  for (const address of [...turn].slice(0, ADDRESSES)) {
    const answers = await turnAnswers(address, patience);
    const why = answers ? null : reason("doctor.turn-silent", {});
    yield { check: "turn", address, state: answers ? "ok" : "warning", reason: why };
  }
}

function own(check: Finding["check"], state: State, why: KnownReason | null = null): Finding {
  return { check, address: null, state, reason: why };
}

function workspaceFinding({ people, paused }: DoctorOptions): Finding {
  if (!people.isShared) return own("workspace", "skipped", reason("doctor.not-shared", {}));
  if (!isPresent(people.standing)) return own("workspace", "failed", reason("doctor.removed", {}));
  return paused ? own("workspace", "failed", reason("doctor.paused", {})) : own("workspace", "ok");
}

function networkFinding(): Finding {
  const outward = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, address }) => !internal && !address.startsWith("fe80"));
  if (outward.length === 0) return own("network", "failed", reason("doctor.offline", {}));
  const behind = outward.every(({ family, address }) => family !== "IPv4" || isPrivate(address));
  return own("network", "ok", behind ? reason("doctor.behind-router", {}) : null);
}

async function lanFinding(network: LanNetwork, mayUse: boolean, patience: number): Promise<Finding> {
  if (!mayUse) return own("lan", "skipped", reason("doctor.lan-off", {}));
  const links = network.links();
  if (links.length === 0) return own("lan", "skipped", reason("doctor.lan-none", {}));
  const heard = await Promise.all(links.map((link) => hearsItself(network, link, patience)));
  return heard.includes(true) ? own("lan", "ok") : own("lan", "failed", reason("doctor.lan-deaf", {}));
}

/** What stands between this device and one server: from the name on, until something fails. Returns the TURN servers that it names. */
async function* examineServer(
  address: string,
  looked: Looked,
  meeting: Uint8Array | null,
): AsyncGenerator<Finding, readonly string[]> {
  const of = (check: Finding["check"], state: State, why: KnownReason | null = null): Finding => ({
    check,
    address,
    state,
    reason: why,
  });
  const judged = (check: Finding["check"], why: KnownReason | null, bad: State = "failed"): Finding =>
    of(check, why === null ? "ok" : bad, why);
  const notReached = function* (...checks: Finding["check"][]): Generator<Finding, readonly string[]> {
    for (const check of checks) yield of(check, "skipped", reason("doctor.not-reached", {}));
    return [];
  };
  const waiting: Finding["check"][] = meeting === null ? [] : ["waiting"];

  const name = await checkName(looked);
  yield judged("name", name);
  if (name !== null) return yield* notReached("connect", "tls", "protocol", "clock", "relay", ...waiting);
  const connect = await checkConnect(looked);
  yield judged("connect", connect);
  if (connect !== null) return yield* notReached("tls", "protocol", "clock", "relay", ...waiting);
  const isSecure = looked.url.protocol === "wss:";
  const tls = isSecure ? await checkTls(looked) : null;
  yield isSecure ? judged("tls", tls) : of("tls", "skipped", reason("doctor.not-encrypted", {}));
  if (tls !== null) return yield* notReached("protocol", "clock", "relay", ...waiting);

  const greeting = await greet(looked);
  const { join, relay, turn } = await checkMeeting(looked, greeting);
  yield judged("protocol", join);
  yield greeting.time === null
    ? of("clock", "skipped", reason("doctor.clock-untold", { host: looked.url.hostname }))
    : judged("clock", checkClock(looked, greeting.time), "warning");
  if (join !== null) return yield* notReached("relay", ...waiting);
  yield judged("relay", relay);
  if (meeting !== null) yield judged("waiting", await checkWaiting(looked, meeting), "warning");
  return turn;
}
