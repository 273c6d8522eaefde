import { lookup } from "node:dns/promises";
import { get as getHttp, type IncomingMessage } from "node:http";
import { get as getHttps } from "node:https";
import { connect, isIP, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { URL } from "node:url";
import { reason, type KnownReason } from "#shared/api/reasons.ts";
import type { Clock } from "#shared/lib/time.ts";
import { toHex } from "#shared/lib/hex.ts";
import type { Pipe } from "#shared/sync/pipe.ts";
import { SIGNALING_CODES } from "#shared/sync/signaling-wire.ts";
import { systemTimer } from "#core/platform/timer.ts";
import { systemCode } from "#core/db/sqlite.ts";
import { Meeting, type MeetingOptions, type MeetingState } from "./meeting.ts";

/** From here on a clock is worth a word: invitations last an hour at least. */
const CLOCK_OFF = 120_000;
/** What is read of an answer over http. */
const ANSWER_BYTES = 200;
const GREETING = /^Tatami signaling /u;

/** A server that is looked at, and how long it may take to answer each question, milliseconds. */
export interface Looked {
  readonly url: URL;
  readonly patience: number;
  readonly clock: Clock;
  readonly random: (bytes: number) => Uint8Array;
}

/** What it said over http. */
export interface Greeting {
  readonly isTatami: boolean;
  /** Milliseconds since the epoch; null where it did not say. */
  readonly time: number | null;
}

const hostOf = ({ url }: Looked): string => url.hostname.replace(/^\[|\]$/gu, "");
const portOf = ({ url }: Looked): number =>
  url.port === "" ? (url.protocol === "wss:" ? 443 : 80) : Number(url.port);

/** Why the name of a server leads nowhere; null where it does. */
export async function checkName(looked: Looked): Promise<KnownReason | null> {
  const host = hostOf(looked);
  if (isIP(host) !== 0) return null;
  try {
    const found = await within(looked.patience, lookup(host));
    return found === "late" ? reason("doctor.name-timeout", { host }) : null;
  } catch {
    return reason("doctor.name-unknown", { host });
  }
}

/** Why no connection comes about; null where one does. */
export function checkConnect(looked: Looked): Promise<KnownReason | null> {
  const [host, port] = [hostOf(looked), String(portOf(looked))];
  return attempt(looked, connect({ host, port: portOf(looked) }), "connect", {
    late: reason("doctor.connect-timeout", { host, port }),
    failed: (cause) => {
      if (cause === "ECONNREFUSED") return reason("doctor.connect-refused", { host, port });
      if (cause === "ETIMEDOUT") return reason("doctor.connect-timeout", { host, port });
      if (["EHOSTUNREACH", "ENETUNREACH", "EHOSTDOWN", "ENETDOWN"].includes(cause))
        return reason("doctor.connect-unreachable", { host });
      return reason("doctor.connect-failed", { host, port, cause });
    },
  });
}

/** Why what is served there cannot be spoken to by TLS; null where it can. */
export function checkTls(looked: Looked): Promise<KnownReason | null> {
  const host = hostOf(looked);
  const options = { host, port: portOf(looked), ...(isIP(host) === 0 ? { servername: host } : {}) };
  return attempt(looked, connectTls(options), "secureConnect", {
    late: reason("doctor.no-tls", { host }),
    failed: (cause) =>
      /CERT|ALTNAME|SIGNED|ISSUER/u.test(cause)
        ? reason("doctor.not-trusted", { host, cause })
        : reason("doctor.no-tls", { host }),
  });
}

/** What the server says to a request over http: the same for what says nothing at all. */
export function greet({ url, patience }: Looked): Promise<Greeting> {
  const nothing: Greeting = { isTatami: false, time: null };
  const http = new URL(url.href.replace(/^ws/u, "http"));
  return new Promise((done) => {
    const hear = (response: IncomingMessage): void => {
      const time = Date.parse(response.headers.date ?? "");
      let text = "";
      const end = (): void => {
        done({ isTatami: GREETING.test(text), time: Number.isNaN(time) ? null : time });
        request.destroy();
      };
      response.setEncoding("latin1").on("data", (part: string) => {
        text += part;
        if (text.length >= ANSWER_BYTES) end();
      });
      response.once("end", end).once("error", end);
    };
    const request = (http.protocol === "https:" ? getHttps : getHttp)(http, { agent: false }, hear);
    const stop = setTimeout(() => request.destroy(), patience);
    request
      .on("error", () => undefined)
      .once("close", () => {
        clearTimeout(stop);
        done(nothing);
      });
  });
}

/** How far this clock is from that of the server, if that is too far; null where it is not. */
export function checkClock(looked: Looked, time: number): KnownReason | null {
  const apart = Math.abs(looked.clock() - time);
  if (apart < CLOCK_OFF) return null;
  return reason("doctor.clock-off", { host: hostOf(looked), minutes: Math.round(apart / 60_000) });
}

/**
 * Whether two connections of this device join a meeting there and reach each other: why the first could not join, or null; and
 * why they did not reach each other, null where they did or did not come to it.
 */
export async function checkMeeting(
  looked: Looked,
  greeting: Greeting,
): Promise<{
  readonly join: KnownReason | null;
  readonly relay: KnownReason | null;
  /** The TURN servers of which the server has told. */
  readonly turn: readonly string[];
}> {
  const meeting = looked.random(16);
  const host = hostOf(looked);
  const mark = toHex(looked.random(8));
  let arrived = 0;
  let bothHeard: () => void = () => undefined;
  const both = new Promise<void>((done) => (bothHeard = done));
  const onPipe = (pipe: Pipe): void => {
    pipe.listen({
      packet: (bytes) => {
        if (new TextDecoder().decode(bytes) === mark && ++arrived === 2) bothHeard();
      },
      drained: () => undefined,
      closed: () => undefined,
    });
    pipe.send(new TextEncoder().encode(mark));
  };
  const first = attendOnce(looked, meeting, onPipe);
  const seconds: Attended[] = [];
  try {
    const join = joinFault(await first.settled, host, greeting);
    if (join !== null) return { join, relay: null, turn: [] };
    seconds.push(attendOnce(looked, meeting, onPipe));
    const carried = await within(looked.patience, both);
    const relay = carried === "late" ? reason("doctor.not-carried", { host }) : null;
    return { join: null, relay, turn: first.turn() };
  } finally {
    for (const { close } of [first, ...seconds]) close();
  }
}

/** Whether somebody waits at a meeting there; null where that is so. */
export async function checkWaiting(looked: Looked, meeting: Uint8Array): Promise<KnownReason | null> {
  const guest = attendOnce(looked, meeting, (pipe) => pipe.close({ code: "done", text: "Only a look." }));
  const state = await guest.settled;
  guest.close();
  const isThere = state !== "late" && state.kind === "joined" && state.peers > 0;
  return isThere ? null : reason("doctor.nobody-waits", { host: hostOf(looked) });
}

interface Attended {
  /** How the first attempt ended. */
  readonly settled: Promise<MeetingState | "late">;
  /** The TURN servers of which it was told. */
  turn(): readonly string[];
  close(): void;
}

function attendOnce(looked: Looked, meeting: Uint8Array, onPipe: MeetingOptions["onPipe"]): Attended {
  let settle: (state: MeetingState) => void = () => undefined;
  const settled = new Promise<MeetingState>((done) => (settle = done));
  const { url, clock, random, patience } = looked;
  const one = new Meeting({
    address: url.href,
    meeting,
    clock,
    timer: systemTimer,
    random,
    onPipe,
    onState: settle,
  });
  return {
    settled: within(patience, settled),
    turn: () => one.turn?.urls ?? [],
    close: () => one.close(),
  };
}

function joinFault(state: MeetingState | "late", host: string, { isTatami }: Greeting): KnownReason | null {
  if (state === "late") return reason("doctor.silent", { host });
  if (state.kind === "joined") return null;
  if (state.kind !== "refused") return reason("doctor.other-program", { host });
  if (state.code === SIGNALING_CODES.notAllowed) return reason("doctor.server-full", { host });
  return isTatami ? reason("doctor.other-version", { host }) : reason("doctor.other-program", { host });
}

/** What becomes of a socket: an event for which all is well, or what the table says. */
function attempt(
  { patience }: Looked,
  socket: Socket,
  good: string,
  table: { readonly late: KnownReason; readonly failed: (cause: string) => KnownReason },
): Promise<KnownReason | null> {
  return new Promise<KnownReason | null>((done) => {
    const stop = setTimeout(() => done(table.late), patience);
    socket.once(good, () => done(null));
    socket.on("error", (error) => done(table.failed(causeOf(error))));
    socket.once("close", () => {
      clearTimeout(stop);
      done(table.failed("closed"));
    });
  }).finally(() => socket.destroy());
}

/** The code of an error; several addresses of one name are several errors in one. */
function causeOf(error: Error): string {
  const inner = error instanceof AggregateError ? (error.errors[0] as unknown) : error;
  return systemCode(inner) ?? (inner as { code?: unknown }).code?.toString() ?? "unknown";
}

async function within<T>(time: number, work: Promise<T>): Promise<T | "late"> {
  let stop: NodeJS.Timeout | undefined;
  const late = new Promise<"late">((done) => (stop = setTimeout(() => done("late"), time)));
  return Promise.race([work, late]).finally(() => clearTimeout(stop));
}
