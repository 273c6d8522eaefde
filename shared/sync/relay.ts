import { fromHex, toHex } from "#shared/lib/hex.ts";
import type { Clock, Timer } from "#shared/lib/time.ts";
import { BackOff } from "./back-off.ts";
import { CarriedPipe } from "./carried-pipe.ts";
import { AGAIN_AFTER, OPEN_BURST, OPEN_RATE, RELAY_WINDOW } from "./limits.ts";
import { CLOSE_CODES, ProtocolFault, type CloseCode, type CloseReason, type Pipe } from "./pipe.ts";
import { Rate } from "./rate.ts";
import {
  closeBody,
  MEETING_PEERS,
  readRelay,
  readTaken,
  RELAY,
  takenBody,
  writeRelay,
} from "./signaling-wire.ts";

const NONE = new Uint8Array(0);
/** After these a pipe is not opened again, unless one that was replaced is asked for: nothing was wrong, or it is no use. */
const FINAL: readonly CloseCode[] = ["done", "refused", "authentication", "full", "replaced"];

export interface RelayOptions {
  /** Hands a frame to the server. */
  readonly send: (frame: Uint8Array) => void;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly random: (bytes: number) => Uint8Array;
  /** A pipe to a peer is there; `initiator` for the side that opened it. `again` asks for one that was replaced. */
  readonly onPipe: (pipe: Pipe, initiator: boolean, again: () => void) => void;
}

/** The pipes of one connection to a signaling server: one to each peer of the meeting. Rules S-516 to S-520 of SPEC.md. */
export class Relay {
  readonly #options: RelayOptions;
  readonly #peers = new Map<string, RelayPeer>();

  constructor(options: RelayOptions) {
    this.#options = options;
  }

  /** How many others are in the meeting. */
  get peers(): number {
    return this.#peers.size;
  }

  /** These were there before; a pipe to each is opened from here. Throws ProtocolFault where they cannot be. */
  found(peers: readonly string[]): void {
    const added = peers.map((peer) => this.#add(peer, true));
    for (const peer of added) peer.open();
  }

  /** One has come, and will open a pipe. Throws ProtocolFault where it was there. */
  came(peer: string): void {
    this.#add(peer, false);
  }

  /** One has gone. Throws ProtocolFault where it was not there. */
  gone(peer: string): void {
    const known = this.#peers.get(peer);
    if (known === undefined) throw new ProtocolFault("A peer has gone that was not there.");
    this.#peers.delete(peer);
    known.end({ code: "lost", text: "The other side has left the meeting." });
  }

  /** A frame has come. Throws ProtocolFault for one that the server should not have let pass. */
  frame(frame: Uint8Array): void {
    const read = readRelay(frame);
    if (read === null) throw new ProtocolFault("A frame is none.");
    const peer = this.#peers.get(toHex(read.peer));
    if (peer !== undefined) peer.hear(read.kind, read.body);
    // What was sent to a peer just before it went is answered after that.
    else if (read.kind !== RELAY.close) throw new ProtocolFault("A frame is of nobody.");
  }

  /** The connection is gone: all pipes end. */
  end(reason: CloseReason): void {
    const peers = [...this.#peers.values()];
    this.#peers.clear();
    for (const peer of peers) peer.end(reason);
  }

  /** Closes all pipes, which the others hear. */
  close(reason: CloseReason): void {
    const peers = [...this.#peers.values()];
    this.#peers.clear();
    for (const peer of peers) peer.close(reason);
  }

  #add(name: string, opener: boolean): RelayPeer {
    if (this.#peers.has(name)) throw new ProtocolFault("A peer came twice.");
    if (this.#peers.size >= MEETING_PEERS - 1)
      throw new ProtocolFault("A meeting has more peers than it may.");
    const peer = new RelayPeer(fromHex(name), opener, this.#options);
    this.#peers.set(name, peer);
    return peer;
  }
}

/** One other peer, and the pipe to it. The side that found the other opens it, and opens it again. */
class RelayPeer {
  readonly #name: Uint8Array;
  readonly #opener: boolean;
  readonly #options: RelayOptions;
  readonly #backOff: BackOff;
  readonly #opens: Rate;
  #pipe: CarriedPipe | null = null;
  /** The other side has answered the opening: what came before was of an earlier pipe. */
  #answered = false;
  #openedAt = 0;
  #endedAt = 0;
  /** It was replaced, and what took its place lasts for all that is known here; or a device was refused that may be let in later. */
  #rests = false;
  /** It rests, and is to be opened again all the same. */
  #wanted = false;
  /** This side said "done", perhaps only because it had heard the end of what runs over the pipe. */
  #done = false;
  #stopWaiting: () => void = () => undefined;
  #left = false;

  constructor(name: Uint8Array, opener: boolean, options: RelayOptions) {
    this.#name = name;
    this.#opener = opener;
    this.#options = options;
    this.#backOff = new BackOff(options.random);
    this.#opens = new Rate(OPEN_RATE, OPEN_BURST, options.clock());
  }

  open(): void {
    if (this.#left) return;
    this.#begin();
  }

  hear(kind: number, body: Uint8Array): void {
    if (kind === RELAY.open) return this.#opened();
    if (kind === RELAY.close) return this.#closed(CLOSE_CODES[body[0] as number] as CloseCode);
    if (this.#pipe === null || !this.#answered) return;
    // A copy: the listener may keep it, and the frame is a part of something larger.
    if (kind === RELAY.packet) this.#pipe.arrived(new Uint8Array(body));
    else this.#pipe.acknowledged(readTaken(body));
  }

  /** Ends the pipe without a word: the other side is gone, or the way to it. */
  end(reason: CloseReason): void {
    this.#left = true;
    this.#stopWaiting();
    this.#take()?.ended(reason);
  }

  close(reason: CloseReason): void {
    this.#left = true;
    this.#stopWaiting();
    this.#pipe?.close(reason);
  }

  /** A new pipe, told to the other side: as an opening, or as the answer to one. */
  #begin(): void {
    const pipe = new CarriedPipe(
      "relay",
      {
        packet: (bytes) => this.#say(RELAY.packet, bytes),
        taken: (bytes) => this.#say(RELAY.taken, takenBody(bytes)),
        close: ({ code }) => {
          this.#say(RELAY.close, closeBody(code));
          this.#take();
          this.#done = code === "done";
          this.#again(code);
        },
      },
      RELAY_WINDOW,
    );
    this.#stopWaiting();
    this.#pipe = pipe;
    this.#answered = !this.#opener;
    this.#done = this.#rests = this.#wanted = false;
    this.#openedAt = this.#options.clock();
    this.#say(RELAY.open, NONE);
    this.#options.onPipe(pipe, this.#opener, this.#want);
  }

  #opened(): void {
    if (!this.#opener) {
      if (!this.#opens.take(this.#options.clock())) return this.#refuse();
      this.#take()?.ended({ code: "lost", text: "The other side began anew." });
      this.#begin();
    } else if (this.#pipe !== null && this.#answered)
      this.#pipe.close({ code: "protocol", text: "The other side answered twice." });
    else this.#answered = this.#pipe !== null;
  }

  #refuse(): void {
    if (this.#pipe === null) this.#say(RELAY.close, closeBody("overload"));
    else this.#pipe.close({ code: "overload", text: "The other side began anew too often." });
  }

  #closed(code: CloseCode): void {
    const pipe = this.#take();
    if (pipe !== null) {
      pipe.ended({ code, text: "The other side ended it." });
      this.#again(code);
    } else if (this.#done) {
      // Both ended it, and only the other knew why.
      this.#done = false;
      this.#again(code);
    } else if (this.#rests && code === "lost") this.#want();
  }

  /**
   * What took the pipe's place is gone, or who was refused may be let in now: it is opened again, once it has rested for a moment. The side that does not open asks
   * for it by closing what is closed already: it may have been the first to notice.
   */
  readonly #want = (): void => {
    const before = this.#wanted;
    this.#wanted = true;
    if (this.#left || this.#pipe !== null) return;
    if (this.#opener) this.#openAfter(AGAIN_AFTER - (this.#options.clock() - this.#endedAt));
    // Once: a second would end what the first has opened.
    else if (!before) this.#say(RELAY.close, closeBody("lost"));
  };

  /** The side that opened a pipe opens the next. */
  #again(code: CloseCode): void {
    this.#rests = code === "replaced" || code === "refused";
    if (!this.#opener || this.#left) return;
    if (this.#wanted) this.#openAfter(AGAIN_AFTER);
    else if (!FINAL.includes(code))
      this.#openAfter(this.#backOff.next(this.#options.clock() - this.#openedAt));
  }

  #openAfter(delay: number): void {
    this.#stopWaiting();
    if (delay <= 0) this.open();
    else this.#stopWaiting = this.#options.timer.after(delay, () => this.open());
  }

  /** The pipe, which is this peer's no longer. */
  #take(): CarriedPipe | null {
    const pipe = this.#pipe;
    if (pipe !== null) this.#endedAt = this.#options.clock();
    this.#pipe = null;
    return pipe;
  }

  #say(kind: number, body: Uint8Array): void {
    this.#options.send(writeRelay(kind, this.#name, body));
  }
}
