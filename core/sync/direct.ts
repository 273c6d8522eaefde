import type { Clock, Timer } from "#shared/lib/time.ts";
import { BackOff } from "#shared/sync/back-off.ts";
import { candidatesIn, isCandidate, isDescription, type DirectWord } from "#shared/sync/direct-words.ts";
import { DIRECT_CANDIDATES, DIRECT_TIME, LASTED, OFFER_BURST, OFFER_RATE } from "#shared/sync/limits.ts";
import type { IceServer } from "#shared/sync/page-wire.ts";
import type { Pipe } from "#shared/sync/pipe.ts";
import { Rate } from "#shared/sync/rate.ts";
import type { DirectCarrier, DirectConnection } from "./page-pipes.ts";

export interface DirectOptions {
  readonly carrier: DirectCarrier;
  /** The servers that help to find a way, asked for each connection. None is anybody's but that of the person's own choice. */
  readonly iceServers: () => readonly IceServer[];
  /** True where this side makes the offers to a device: the other then never does. */
  readonly offers: (device: string) => boolean;
  /** Says something to a device that is connected. */
  readonly say: (device: string, word: DirectWord) => void;
  /** A direct pipe to a device stands. */
  readonly onPipe: (pipe: Pipe, initiator: boolean) => void;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly random: (bytes: number) => Uint8Array;
}

/** What is known of a device. It stays when the device goes, so that coming back does not begin a rate anew. */
interface Peer {
  /** It is connected in some way. */
  met: boolean;
  /** It can hold direct connections. */
  able: boolean;
  attempt: Attempt | null;
  /** Stops the clock of the next attempt; null while that would be due. */
  wait: (() => void) | null;
  readonly backOff: BackOff;
  /** Attempts of this side, and offers of the other. */
  readonly tries: Rate;
  readonly offers: Rate;
}

/** An attempt, and the connection that came of it for as long as it lasts. */
interface Attempt {
  readonly number: number;
  connection: DirectConnection | null;
  /** The connection stands. */
  opened: boolean;
  answered: boolean;
  /** Addresses that were named to the other side, and by it. */
  named: number;
  heard: number;
  /** Stops the clock that gives it up. */
  stop: () => void;
}

/**
 * Brings direct pipes to the devices of a room that are connected already: what is needed for it is said over their secure
 * channels, so that no server sees it. Rules S-534 to S-538 of shared/sync/SPEC.md.
 */
export class Direct {
  readonly #o: DirectOptions;
  readonly #peers = new Map<string, Peer>();
  readonly #stopListening: () => void;
  #closed = false;

  constructor(options: DirectOptions) {
    this.#o = options;
    this.#stopListening = options.carrier.onAble(() => this.#ableChanged());
  }

  /** A session with a device has opened. */
  met(device: string): void {
    const peer = this.#peer(device);
    peer.met = true;
    this.#o.say(device, { kind: "able", able: this.#o.carrier.able });
    this.#try(device, peer);
  }

  /** No session with a device is left. */
  gone(device: string): void {
    const peer = this.#peer(device);
    peer.met = peer.able = false;
    // Nothing more can be said of an attempt. A connection that stands goes on.
    if (peer.attempt?.opened === false) peer.attempt.connection?.close();
  }

  /** A device has said something; false for what is refused. */
  heard(device: string, word: DirectWord): boolean {
    const peer = this.#peer(device);
    switch (word.kind) {
      case "able":
        peer.able = word.able;
        if (word.able) this.#try(device, peer);
        // What the other side held is gone with it, whether that shows here already or not.
        else peer.attempt?.connection?.close();
        return true;
      case "offer":
        return this.#offered(device, peer, word.attempt, word.description);
      case "answer":
        return this.#answered(device, peer, word.attempt, word.description);
      case "candidate":
        return this.#named(peer, word.attempt, word.candidate);
    }
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#stopListening();
    for (const { attempt, wait } of this.#peers.values()) {
      wait?.();
      attempt?.connection?.close();
    }
  }

  #peer(device: string): Peer {
    const known = this.#peers.get(device);
    if (known !== undefined) return known;
    const { random, clock } = this.#o;
    const peer: Peer = {
      met: false,
      able: false,
      attempt: null,
      wait: null,
      backOff: new BackOff(random),
      tries: new Rate(OFFER_RATE, OFFER_BURST, clock()),
      // Nobody's clock is exact.
      offers: new Rate(2 * OFFER_RATE, 2 * OFFER_BURST, clock()),
    };
    this.#peers.set(device, peer);
    return peer;
  }

  #ableChanged(): void {
    const { able } = this.#o.carrier;
    for (const [device, peer] of this.#peers) {
      if (!peer.met) continue;
      this.#o.say(device, { kind: "able", able });
      this.#try(device, peer);
    }
  }

  /** Makes an offer, if one is due. */
  #try(device: string, peer: Peer): void {
    const { carrier, offers, random } = this.#o;
    if (this.#closed || !offers(device) || !carrier.able) return;
    if (!peer.met || !peer.able || peer.wait !== null || peer.attempt !== null) return;
    const number = random(4).reduce((sum, byte) => sum * 256 + byte, 0);
    this.#begin(device, peer, number, null);
  }

  #offered(device: string, peer: Peer, number: number, offer: string): boolean {
    const { carrier, offers, clock } = this.#o;
    if (offers(device) || !peer.offers.take(clock()) || !isDescription(offer)) return false;
    // The page has gone while the offer was on its way.
    if (!carrier.able) return true;
    // Who offers anew has lost what was before.
    peer.attempt?.connection?.close();
    this.#begin(device, peer, number, offer);
    return true;
  }

  #begin(device: string, peer: Peer, number: number, offer: string | null): void {
    const { carrier, iceServers, timer, say, onPipe } = this.#o;
    const attempt: Attempt = {
      number,
      connection: null,
      opened: false,
      answered: false,
      named: 0,
      heard: offer === null ? 0 : candidatesIn(offer),
      stop: timer.after(DIRECT_TIME, () => attempt.connection?.close()),
    };
    peer.attempt = attempt;
    const kind = offer === null ? "offer" : "answer";
    attempt.connection = carrier.open(offer, iceServers(), {
      description: (description) => {
        attempt.named = candidatesIn(description);
        if (isDescription(description)) say(device, { kind, attempt: number, description });
        else attempt.connection?.close();
      },
      candidate: (candidate) => {
        if (isCandidate(candidate) && attempt.named++ < DIRECT_CANDIDATES)
          say(device, { kind: "candidate", attempt: number, candidate });
      },
      opened: (pipe) => {
        attempt.stop();
        attempt.opened = true;
        onPipe(pipe, offer === null);
      },
      closed: () => this.#ended(device, peer, attempt),
    });
    if (attempt.connection === null) this.#ended(device, peer, attempt);
  }

  #answered(device: string, { attempt }: Peer, number: number, answer: string): boolean {
    if (!this.#o.offers(device) || !isDescription(answer)) return false;
    // Of an attempt that is over here; nobody did anything wrong.
    if (attempt?.number !== number) return true;
    if (attempt.answered) return false;
    attempt.answered = true;
    attempt.heard += candidatesIn(answer);
    attempt.connection?.answer(answer);
    return true;
  }

  #named({ attempt }: Peer, number: number, candidate: string): boolean {
    if (!isCandidate(candidate)) return false;
    if (attempt?.number !== number) return true;
    if (attempt.heard >= DIRECT_CANDIDATES) return false;
    attempt.heard++;
    attempt.connection?.candidate(candidate);
    return true;
  }

  /** The side that offers tries again, later each time; after a connection that stood soon, though not too often. */
  #ended(device: string, peer: Peer, attempt: Attempt): void {
    attempt.stop();
    if (peer.attempt !== attempt) return;
    peer.attempt = null;
    const { offers, clock, timer } = this.#o;
    if (this.#closed || !offers(device)) return;
    const pause = peer.backOff.next(attempt.opened ? LASTED : 0);
    peer.wait = timer.after(Math.max(pause, peer.tries.owe(clock(), 1)), () => {
      peer.wait = null;
      this.#try(device, peer);
    });
  }
}
