import { fromHex, toHex } from "#shared/lib/hex.ts";
import type { Clock } from "#shared/lib/time.ts";
import { Rate } from "./rate.ts";
import {
  closeBody,
  Join,
  MAX_SIGNAL,
  MEETING_PEERS,
  readRelay,
  readText,
  RELAY,
  Signal,
  SIGNALING_CODES,
  writeRelay,
  type FromServer,
  type TurnServer,
} from "./signaling-wire.ts";

/**
 * The signaling server without its sockets: what comes goes in, what is to be sent, closed or slowed down comes out. It
 * introduces the peers of a meeting to each other and carries sealed packets between two of them. Rules S-5xx of SPEC.md.
 */

/** What is to be done with a socket, in this order. */
export type Deed<Socket> =
  | { readonly socket: Socket; readonly text: string }
  | { readonly socket: Socket; readonly bytes: Uint8Array }
  /** Nothing more is to be read of it for so many milliseconds. */
  | { readonly socket: Socket; readonly rest: number }
  /** To be closed with a code and words; the machine knows it no more. */
  | { readonly socket: Socket; readonly close: number; readonly words: string };

/** How much a server takes. */
export interface SignalingLimits {
  readonly sockets: number;
  readonly meetings: number;
  /** Sockets that have not joined: above it the oldest makes room. */
  readonly strangers: number;
}

export const SIGNALING_LIMITS: SignalingLimits = { sockets: 600, meetings: 300, strangers: 300 };

/** How often members are told of the TURN server anew: what it takes of them is good for twice as long. */
export const TURN_EVERY = 6 * 60 * 60 * 1000;
/** Milliseconds within which a socket must join. */
export const JOIN_TIME = 10_000;
/** Messages, openings and closings of one socket: this many a second, and so many at once. */
export const CONTROL_RATE = 20;
export const CONTROL_BURST = 60;
/** Relayed bytes of one socket: what comes on top is read no faster. A first sync of 30 MB passes at once. */
export const RELAY_RATE = 32 * 1024 * 1024;
export const RELAY_BURST = 64 * 1024 * 1024;
/** What a relayed frame counts at least: small ones cost their handling. */
export const RELAY_LEAST = 1024;

interface Member<Socket> {
  readonly socket: Socket;
  readonly peer: string;
  readonly name: Uint8Array;
  readonly meeting: string;
  readonly peers: Map<string, Member<Socket>>;
  readonly control: Rate;
  readonly relay: Rate;
  /** When it was told of the TURN server last. */
  turnAt: number;
}

/** `Socket` is whatever the caller knows its sockets by. */
export class Signaling<Socket> {
  readonly #clock: Clock;
  readonly #limits: SignalingLimits;
  readonly #turn: (() => TurnServer) | null;
  /** When each socket that has not joined came, in the order of their coming. */
  readonly #strangers = new Map<Socket, number>();
  readonly #members = new Map<Socket, Member<Socket>>();
  readonly #meetings = new Map<string, Map<string, Member<Socket>>>();

  /** `turn` makes what members are told of a TURN server; null where there is none. */
  constructor(
    clock: Clock,
    limits: SignalingLimits = SIGNALING_LIMITS,
    turn: (() => TurnServer) | null = null,
  ) {
    this.#clock = clock;
    this.#limits = limits;
    this.#turn = turn;
  }

  /** A socket has come. */
  connected(socket: Socket): Deed<Socket>[] {
    if (this.#members.size + this.#strangers.size >= this.#limits.sockets)
      return [shut(socket, SIGNALING_CODES.notAllowed, "too many connections")];
    this.#strangers.set(socket, this.#clock());
    if (this.#strangers.size <= this.#limits.strangers) return [];
    const oldest = this.#strangers.keys().next().value as Socket;
    this.#strangers.delete(oldest);
    return [shut(oldest, SIGNALING_CODES.rate, "too many connections that say nothing")];
  }

  /** A socket has ended, whoever ended it. */
  ended(socket: Socket): Deed<Socket>[] {
    this.#strangers.delete(socket);
    const member = this.#members.get(socket);
    return member === undefined ? [] : this.#leave(member);
  }

  /** Ends sockets that have not joined in time, and tells members what runs out. To be called every few seconds. */
  sweep(): Deed<Socket>[] {
    const now = this.#clock();
    const deeds: Deed<Socket>[] = [];
    for (const [socket, since] of this.#strangers) {
      if (Math.abs(now - since) < JOIN_TIME) continue;
      this.#strangers.delete(socket);
      deeds.push(shut(socket, SIGNALING_CODES.authentication, "did not join in time"));
    }
    if (this.#turn === null) return deeds;
    for (const member of this.#members.values()) {
      if (Math.abs(now - member.turnAt) < TURN_EVERY) continue;
      member.turnAt = now;
      deeds.push(say(member.socket, { type: "turn", server: this.#turn() }));
    }
    return deeds;
  }

  /** A text frame of a socket. */
  text(socket: Socket, text: string): Deed<Socket>[] {
    if (this.#strangers.has(socket)) return this.#join(socket, text);
    const member = this.#members.get(socket);
    if (member === undefined) return [];
    if (!member.control.take(this.#clock())) return this.#tooMany(member);
    if (text.length > MAX_SIGNAL) return this.#end(member, SIGNALING_CODES.tooLarge, "too large");
    const signal = readText(Signal, text);
    if (signal !== null) {
      const other = member.peers.get(signal.to);
      if (other === undefined) return [];
      return [say(other.socket, { type: "signal", from: member.peer, data: signal.data })];
    }
    return readText(Join, text) === null
      ? this.#end(member, SIGNALING_CODES.broken, "no message of this protocol")
      : this.#end(member, SIGNALING_CODES.notAllowed, "joined already");
  }

  /** A frame of bytes of a socket. The bytes are the machine's own: what is passed on is the same frame. */
  binary(socket: Socket, frame: Uint8Array): Deed<Socket>[] {
    if (this.#strangers.delete(socket))
      return [shut(socket, SIGNALING_CODES.authentication, "the first message joins")];
    const member = this.#members.get(socket);
    if (member === undefined) return [];
    const read = readRelay(frame);
    if (read === null) return this.#end(member, SIGNALING_CODES.broken, "no frame of this protocol");
    const now = this.#clock();
    const isControl = read.kind === RELAY.open || read.kind === RELAY.close;
    if (isControl && !member.control.take(now)) return this.#tooMany(member);
    const rest = member.relay.owe(now, Math.max(frame.length, RELAY_LEAST));
    const deed = this.#relay(member, frame, read.kind, toHex(read.peer));
    const deeds: Deed<Socket>[] = deed === null ? [] : [deed];
    if (rest > 0) deeds.push({ socket, rest });
    return deeds;
  }

  #relay(member: Member<Socket>, frame: Uint8Array, kind: number, to: string): Deed<Socket> | null {
    const other = to === member.peer ? undefined : member.peers.get(to);
    if (other !== undefined) {
      frame.set(member.name, 1);
      return { socket: other.socket, bytes: frame };
    }
    // Only what expects to be heard is answered: two sides that both lost a peer must not answer each other.
    if (kind !== RELAY.packet && kind !== RELAY.open) return null;
    return { socket: member.socket, bytes: writeRelay(RELAY.close, fromHex(to), closeBody("lost")) };
  }

  #join(socket: Socket, text: string): Deed<Socket>[] {
    this.#strangers.delete(socket);
    const join = readText(Join, text);
    if (join === null) return [shut(socket, SIGNALING_CODES.authentication, "no join of this protocol")];
    const { meeting, peer } = join;
    const known = this.#meetings.get(meeting);
    const deeds: Deed<Socket>[] = [];
    const before = known?.get(peer);
    // A client whose old socket is half dead comes again.
    if (before !== undefined) deeds.push(...this.#end(before, SIGNALING_CODES.replaced, "replaced"));
    const peers = this.#meetings.get(meeting) ?? new Map<string, Member<Socket>>();
    const refusal = this.#refusal(join, peers);
    if (refusal !== null) return [...deeds, shut(socket, ...refusal)];
    deeds.push(say(socket, { type: "joined", peers: [...peers.keys()] }));
    if (this.#turn !== null) deeds.push(say(socket, { type: "turn", server: this.#turn() }));
    for (const other of peers.values()) deeds.push(say(other.socket, { type: "came", peer }));
    const now = this.#clock();
    const control = new Rate(CONTROL_RATE, CONTROL_BURST, now);
    const relay = new Rate(RELAY_RATE, RELAY_BURST, now);
    const member = { socket, peer, name: fromHex(peer), meeting, peers, control, relay, turnAt: now };
    this.#meetings.set(meeting, peers);
    peers.set(peer, member);
    this.#members.set(socket, member);
    return deeds;
  }

  #refusal(join: Join, peers: ReadonlyMap<string, unknown>): [code: number, words: string] | null {
    if (join.expects === true && peers.size === 0) return [SIGNALING_CODES.notFound, "nobody is there"];
    if (peers.size >= MEETING_PEERS) return [SIGNALING_CODES.full, "the meeting is full"];
    if (peers.size === 0 && this.#meetings.size >= this.#limits.meetings)
      return [SIGNALING_CODES.notAllowed, "too many meetings"];
    return null;
  }

  #tooMany(member: Member<Socket>): Deed<Socket>[] {
    return this.#end(member, SIGNALING_CODES.rate, "too many messages");
  }

  #end(member: Member<Socket>, code: number, words: string): Deed<Socket>[] {
    return [shut(member.socket, code, words), ...this.#leave(member)];
  }

  #leave({ socket, peer, peers, meeting }: Member<Socket>): Deed<Socket>[] {
    this.#members.delete(socket);
    peers.delete(peer);
    if (peers.size === 0) this.#meetings.delete(meeting);
    return [...peers.values()].map((other) => say(other.socket, { type: "gone", peer }));
  }
}

function say<Socket>(socket: Socket, message: FromServer): Deed<Socket> {
  return { socket, text: JSON.stringify(message) };
}

function shut<Socket>(socket: Socket, close: number, words: string): Deed<Socket> {
  return { socket, close, words };
}
