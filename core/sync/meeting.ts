import { WebSocket, type RawData } from "ws";
import { assertNever } from "#shared/lib/assert-never.ts";
import { toHex } from "#shared/lib/hex.ts";
import type { Clock, Timer } from "#shared/lib/time.ts";
import { BackOff } from "#shared/sync/back-off.ts";
import { AGAIN_AFTER, AGAIN_SOON_FOR, AGAIN_SOON_MOST } from "#shared/sync/limits.ts";
import { ProtocolFault, type Pipe } from "#shared/sync/pipe.ts";
import { Relay } from "#shared/sync/relay.ts";
import {
  FromServer,
  MAX_SIGNAL,
  NAME_BYTES,
  readText,
  SIGNALING_CODES,
  SIGNALING_PROTOCOL,
  type TurnServer,
} from "#shared/sync/signaling-wire.ts";

/** An attempt to connect and join takes no longer. */
export const ATTEMPT_TIME = 10_000;
/** How often the server is asked for a sign of life; without one since the last time it is taken for gone. */
export const LISTEN_EVERY = 10_000;
/** A socket that is closed and does not end is dropped. */
const CLOSE_TIME = 2_000;

/** It may take this device when others have gone: tried again after half of this to the whole, in milliseconds. */
const FULL_AGAIN = 60_000;
/** What the server said no with, in words. */
const REFUSALS: Readonly<Record<number, string>> = {
  [SIGNALING_CODES.authentication]: "The signaling server does not speak this protocol.",
  [SIGNALING_CODES.notFound]: "Nobody is at this meeting.",
  [SIGNALING_CODES.full]: "The meeting has as many members as it may.",
  [SIGNALING_CODES.notAllowed]: "The signaling server takes no more.",
};

export type MeetingState =
  | { readonly kind: "connecting" }
  | { readonly kind: "joined"; readonly peers: number }
  /** Will try again at that time (ms since the epoch). */
  | { readonly kind: "waiting"; readonly until: number; readonly text: string }
  /** The server said no: for good (4001, 4002), or for a while (4003, 4004); 0 where the address is none. */
  | { readonly kind: "refused"; readonly code: number; readonly text: string };

export interface MeetingOptions {
  /** ws:// or wss:// address. */
  readonly address: string;
  /** 16 bytes. */
  readonly meeting: Uint8Array;
  /** True when somebody must be there already. */
  readonly expects?: boolean;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly random: (bytes: number) => Uint8Array;
  /**
   * A pipe to a peer of the meeting is there; `initiator` for the side that opened it. To be listened to at once. `again`
   * is called when it was replaced and is wanted after all.
   */
  readonly onPipe: (pipe: Pipe, initiator: boolean, again: () => void) => void;
  /** Never called within the constructor. */
  readonly onState?: (state: MeetingState) => void;
}

/**
 * Takes part in a meeting at a signaling server, for as long as it is not closed: connects, brings pipes to all peers, and
 * does so again when the connection or a pipe ends. Rules S-516 to S-523 of shared/sync/SPEC.md.
 */
export class Meeting {
  readonly #options: MeetingOptions;
  readonly #backOff: BackOff;
  #state: MeetingState = { kind: "connecting" };
  #socket: WebSocket | null = null;
  #relay: Relay | null = null;
  #turn: TurnServer | null = null;
  #begunAt = 0;
  #joinedAt = 0;
  #heard = false;
  /** Takes back what is to be done next: give an attempt up, listen for life, or try again. */
  #stop: () => void = () => undefined;
  #closed = false;

  constructor(options: MeetingOptions) {
    this.#options = options;
    this.#backOff = new BackOff(options.random, { most: AGAIN_SOON_MOST, for: AGAIN_SOON_FOR });
    if (isAddress(options.address)) this.#connect();
    else {
      const state = { kind: "refused", code: 0, text: "This is no address of a signaling server." } as const;
      this.#state = state;
      this.#stop = options.timer.after(0, () => options.onState?.(state));
    }
  }

  get state(): MeetingState {
    return this.#state;
  }

  /** The TURN server that this one has told of; null where it has not, or is not joined. */
  get turn(): TurnServer | null {
    return this.#turn;
  }

  /** Leaves: pipes end as done, and nothing is heard any more. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#stop();
    const [socket, relay] = [this.#socket, this.#relay];
    this.#relay = null;
    relay?.close({ code: "done", text: "Left the meeting." });
    this.#socket = null;
    if (socket === null) return;
    socket.close(1000);
    const stop = this.#options.timer.after(CLOSE_TIME, () => socket.terminate());
    socket.once("close", stop);
  }

  #connect(): void {
    const socket = new WebSocket(this.#options.address, { perMessageDeflate: false, maxPayload: MAX_SIGNAL });
    this.#socket = socket;
    this.#begunAt = this.#options.clock();
    // The close that follows tells all.
    socket.on("error", () => undefined);
    const still = (): boolean => this.#socket === socket;
    socket.once("open", () => still() && this.#join(socket));
    socket.on("message", (data, isBinary) => still() && this.#hear(data, isBinary));
    socket.once("close", (code) => still() && this.#over(code));
    for (const sign of ["ping", "pong"] as const) socket.on(sign, () => still() && (this.#heard = true));
    this.#stop = this.#options.timer.after(ATTEMPT_TIME, () => this.#drop());
  }

  #join(socket: WebSocket): void {
    const { meeting, random, expects = false } = this.#options;
    // A name of its own for each connection: nobody is taken for who was there before.
    const peer = toHex(random(NAME_BYTES));
    const join = { type: "join", protocol: SIGNALING_PROTOCOL, meeting: toHex(meeting), peer, expects };
    socket.send(JSON.stringify(join));
  }

  /** What the server sent. Whatever should not be ends the connection, and nothing else. */
  #hear(data: RawData, isBinary: boolean): void {
    this.#heard = true;
    try {
      const bytes = data as Buffer;
      if (!isBinary) this.#told(readText(FromServer, bytes.toString("utf8")));
      else if (this.#relay === null) throw new ProtocolFault("A frame came before this side had joined.");
      else this.#relay.frame(bytes);
    } catch (error) {
      if (!(error instanceof ProtocolFault)) throw error;
      this.#drop();
    }
  }

  #told(message: FromServer | null): void {
    if (message === null) throw new ProtocolFault("The server said what is no message.");
    if (message.type === "joined") return this.#joined(message.peers);
    const relay = this.#relay;
    if (relay === null) throw new ProtocolFault("The server spoke before this side had joined.");
    switch (message.type) {
      case "came":
        relay.came(message.peer);
        break;
      case "gone":
        relay.gone(message.peer);
        break;
      case "turn":
        this.#turn = message.server;
        return;
      case "signal":
        // Of a peer that knows ways which this side does not.
        return;
      default:
        return assertNever(message);
    }
    if (this.#relay === relay) this.#become({ kind: "joined", peers: relay.peers });
  }

  #joined(peers: readonly string[]): void {
    if (this.#relay !== null) throw new ProtocolFault("The server let this side in twice.");
    const socket = this.#socket as WebSocket;
    const { clock, timer, random, onPipe } = this.#options;
    const relay = new Relay({ send: (frame) => send(socket, frame), clock, timer, random, onPipe });
    this.#relay = relay;
    this.#joinedAt = clock();
    this.#stop();
    this.#listenForLife(socket);
    relay.found(peers);
    // Whoever was given a pipe may have left.
    if (this.#relay === relay) this.#become({ kind: "joined", peers: relay.peers });
  }

  #listenForLife(socket: WebSocket): void {
    this.#heard = false;
    if (socket.readyState === WebSocket.OPEN) socket.ping();
    this.#stop = this.#options.timer.after(LISTEN_EVERY, () =>
      this.#heard ? this.#listenForLife(socket) : this.#drop(),
    );
  }

  /** Gives the connection up. */
  #drop(): void {
    const socket = this.#socket;
    this.#over(null);
    socket?.terminate();
  }

  /** The connection is gone; `code` is what the server closed it with. */
  #over(code: number | null): void {
    const relay = this.#relay;
    const joined = relay !== null;
    this.#socket = null;
    this.#relay = null;
    this.#turn = null;
    this.#stop();
    relay?.end({ code: "lost", text: "The connection to the signaling server broke off." });
    // Whoever heard that may have left.
    if (this.#closed) return;
    const refusal = code === null ? undefined : REFUSALS[code];
    const { clock, timer, random } = this.#options;
    if (code !== null && refusal !== undefined) {
      const [byte = 0] = random(1);
      if (code === SIGNALING_CODES.full || code === SIGNALING_CODES.notAllowed)
        this.#stop = timer.after(FULL_AGAIN * (0.5 + byte / 512), () => this.#again());
      return this.#become({ kind: "refused", code, text: refusal });
    }
    const wait = this.#backOff.next(joined ? clock() - this.#joinedAt : 0);
    // An attempt that nobody answered has been a wait itself.
    const tried = joined ? 0 : Math.max(0, clock() - this.#begunAt);
    const delay = Math.max(wait - tried, Math.min(wait, AGAIN_AFTER / 2));
    this.#stop = timer.after(delay, () => this.#again());
    const text = joined
      ? "The connection to the signaling server broke off."
      : "The signaling server cannot be reached.";
    this.#become({ kind: "waiting", until: clock() + delay, text });
  }

  #again(): void {
    this.#become({ kind: "connecting" });
    if (!this.#closed) this.#connect();
  }

  #become(state: MeetingState): void {
    this.#state = state;
    this.#options.onState?.(state);
  }
}

function isAddress(address: string): boolean {
  try {
    // A fragment is no part of such an address.
    return ["ws:", "wss:"].includes(new URL(address).protocol) && !address.includes("#");
  } catch {
    return false;
  }
}

function send(socket: WebSocket, frame: Uint8Array): void {
  if (socket.readyState === WebSocket.OPEN) socket.send(frame);
}
