import { toHex } from "#shared/lib/hex.ts";
import type { CloseReason, Pipe } from "#shared/sync/pipe.ts";
import { Relay, type RelayOptions } from "#shared/sync/relay.ts";
import { FromServer } from "#shared/sync/signaling-wire.ts";
import { Signaling, type Deed } from "#shared/sync/signaling.ts";
import { Heard } from "#test/contracts/pipe-contract.ts";
import { seededBytes } from "./secure-channels.ts";
import { VirtualTime } from "./virtual-time.ts";

/** A pipe that one of a {@link RelayRoom} was given, and what it heard; nothing where it does not listen. */
export interface GivenPipe {
  readonly pipe: Pipe;
  readonly initiator: boolean;
  readonly heard: Heard | null;
  /** Asks for it again after it was replaced. */
  again(): void;
}

/** One who takes part. */
export interface Participant {
  readonly relay: Relay;
  readonly name: Uint8Array;
  readonly pipes: GivenPipe[];
  /** While true, what it sends stays with it. */
  held: boolean;
}

/** A server that does with the frames that it relays what it likes. */
export type Tampering = (frame: Uint8Array, pass: (frame: Uint8Array) => void) => void;

/** Relays at one meeting of a server in memory, in a time of their own: 5 ms to the server and 5 ms from it. */
export class RelayRoom {
  readonly time = new VirtualTime();
  readonly all: Participant[] = [];
  readonly #machine = new Signaling<number>(() => this.time.now);
  readonly #random = seededBytes("relay room");
  /** What was held back, by whose it is. */
  readonly #waiting = new Map<number, Uint8Array[]>();
  readonly #cut = new Set<number>();
  /** What the server does with frames that it relays; to be changed at any time. */
  tampering: Tampering = (frame, pass) => pass(frame);

  /** One joins, and everybody has what they need to talk; `listens` says whether to its pipes, or is who does. */
  join(listens: boolean | RelayOptions["onPipe"] = true): Participant {
    const at = this.all.length;
    const name = this.#random(16);
    const pipes: GivenPipe[] = [];
    const participant: Participant = {
      name,
      pipes,
      held: false,
      relay: new Relay({
        send: (frame) => this.#send(at, frame.slice()),
        clock: () => this.time.now,
        timer: this.time,
        random: this.#random,
        onPipe: (pipe, initiator, again) => {
          pipes.push({ pipe, initiator, heard: listens === true ? new Heard(pipe) : null, again });
          if (typeof listens === "function") listens(pipe, initiator, again);
        },
      }),
    };
    this.all.push(participant);
    this.#do(this.#machine.connected(at));
    const join = { type: "join", protocol: 1, meeting: "a".repeat(32), peer: toHex(name) };
    this.#do(this.#machine.text(at, JSON.stringify(join)));
    this.time.advance(100);
    return participant;
  }

  /** Breaks the connection of one, or of all. */
  cut(...who: Participant[]): void {
    for (const participant of who.length === 0 ? this.all : who) {
      const at = this.all.indexOf(participant);
      this.#cut.add(at);
      this.#do(this.#machine.ended(at));
      const reason: CloseReason = { code: "lost", text: "The connection broke off." };
      participant.relay.end(reason);
    }
  }

  /** Lets what one sent go on its way. */
  release(participant: Participant): void {
    participant.held = false;
    const at = this.all.indexOf(participant);
    for (const frame of this.#waiting.get(at)?.splice(0) ?? []) this.#send(at, frame);
  }

  #send(at: number, frame: Uint8Array): void {
    if (this.all[at]?.held === true) {
      this.#waiting.set(at, [...(this.#waiting.get(at) ?? []), frame]);
      return;
    }
    this.time.after(5, () => this.#do(this.#machine.binary(at, frame)));
  }

  #do(deeds: readonly Deed<number>[]): void {
    for (const deed of deeds) this.time.after(5, () => this.#hear(deed));
  }

  #hear(deed: Deed<number>): void {
    if (this.#cut.has(deed.socket)) return;
    const { relay } = this.all[deed.socket] as Participant;
    if ("bytes" in deed) this.tampering(deed.bytes, (frame) => relay.frame(frame));
    else if ("text" in deed) {
      const message = FromServer.parse(JSON.parse(deed.text));
      if (message.type === "joined") relay.found(message.peers);
      else if (message.type === "came") relay.came(message.peer);
      else if (message.type === "gone") relay.gone(message.peer);
    } else if ("close" in deed) relay.end({ code: "lost", text: String(deed.close) });
  }
}
