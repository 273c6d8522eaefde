import type { Timer } from "#shared/lib/time.ts";
import { equal } from "./digest.ts";
import { FrameCutter, FrameJoiner, type Lane } from "./frames.ts";
import { HANDSHAKE_TIME, HIGH_WATER, MAX_HELLO, MAX_PACKET, REKEY_AFTER } from "./limits.ts";
import { Handshake, keyPair, KEY_BYTES, TAG_BYTES, type KeyPair, type NoiseSession } from "./noise.ts";
import type { NoiseCrypto } from "./noise-crypto.ts";
import { CLOSE_CODES, ProtocolFault, type CloseCode, type CloseReason, type Pipe } from "./pipe.ts";

/**
 * Messages over a pipe between two devices that know each other, or the same invitation: sealed, in order, on two lanes.
 * Whoever carries the packets sees their number and sizes, and nothing else. Rules S-3xx of SPEC.md.
 *
 * After the handshake each packet is one sealed text. Its first byte is the head of a frame, or says what it is instead.
 */

/** This side has let the other in; the responder's hello stands behind it. */
const OPEN = 0x80;
/** The end, with a code (its place in CLOSE_CODES) and words. */
const CLOSE = 0x81;
/** Words of a close that are sent, in bytes. */
const CLOSE_TEXT = 200;

const NONE = new Uint8Array(0);
/** Bytes of a close before the channel is open: shorter than any handshake message or sealed text, and not sealed. */
const PLAIN_CLOSE = 2;
/** Codes that are believed unsealed: of the others anybody between could make a side believe that it was turned away for good. */
const PLAIN_CODES: readonly CloseCode[] = ["done", "protocol", "authentication", "timeout", "failed"];

export interface ChannelListener {
  /** Both sides have let each other in; messages can be sent. `hello` is what the other side said of itself. */
  opened(peer: { readonly key: Uint8Array; readonly hello: Uint8Array; readonly session: Uint8Array }): void;
  message(lane: Lane, message: Uint8Array): void;
  /** All that was sent has been handed to the pipe, after some of it had to wait. */
  drained(): void;
  /** Once, and nothing after it. `remote` is true when the other side said it. */
  closed(reason: CloseReason, remote: boolean): void;
}

export interface ChannelOptions {
  readonly pipe: Pipe;
  readonly initiator: boolean;
  /** What both sides must agree on: protocol version and room. */
  readonly prologue: Uint8Array;
  readonly psk: Uint8Array;
  readonly staticKey: KeyPair;
  /** What the other side is told of this one, sealed; at most MAX_HELLO bytes. */
  readonly hello: Uint8Array;
  /** Whether a device that has proved its key is let in; a reason when it is not. */
  readonly admit: (key: Uint8Array, hello: Uint8Array) => CloseReason | null;
  /** The portable one where nothing is said. */
  readonly crypto?: NoiseCrypto | undefined;
  /** Random bytes, of a generator fit for keys. */
  readonly random: (bytes: number) => Uint8Array;
  readonly timer: Timer;
  readonly listener: ChannelListener;
  /** The largest message that is taken, in bytes; MAX_MESSAGE where nothing is said. */
  readonly largest?: number | undefined;
  /** Packets under one key; only tests change it. */
  readonly rekeyAfter?: number;
}

/** One side of a secure channel. It listens to its pipe from the beginning. */
export class SecureChannel {
  readonly #options: ChannelOptions;
  readonly #handshake: Handshake;
  readonly #cutter = new FrameCutter(MAX_PACKET - TAG_BYTES);
  readonly #joiner: FrameJoiner;
  readonly #rekeyAfter: number;
  #session: NoiseSession | null = null;
  #remoteHello: Uint8Array = NONE;
  /** This side has let the other in, and has heard the same of it. */
  #admitted = false;
  #welcomed = false;
  #closed = false;
  #waited = false;
  readonly #stopClock: () => void;

  constructor(options: ChannelOptions) {
    if (options.hello.length > MAX_HELLO)
      throw new RangeError(`A hello has at most ${MAX_HELLO} bytes; this one has ${options.hello.length}.`);
    this.#options = options;
    this.#joiner = new FrameJoiner(options.largest);
    this.#rekeyAfter = options.rekeyAfter ?? REKEY_AFTER;
    const { initiator, prologue, psk, staticKey, crypto, random, timer, pipe } = options;
    const ephemeralKey = keyPair(random(KEY_BYTES), crypto);
    this.#handshake = new Handshake({ initiator, prologue, psk, staticKey, ephemeralKey, crypto });
    this.#stopClock = timer.after(HANDSHAKE_TIME, () =>
      this.#end({ code: "timeout", text: "The handshake took too long." }),
    );
    // The first payload would be open to everybody.
    if (initiator) pipe.send(this.#handshake.write(NONE));
    pipe.listen({
      packet: (bytes) => this.#guard(() => this.#packet(bytes)),
      drained: () => this.#guard(() => this.#pump()),
      closed: (reason) => this.#finish(reason, true),
    });
  }

  /** True for the side that opened the handshake. */
  get initiator(): boolean {
    return this.#options.initiator;
  }

  /** True when messages can be sent. */
  get isOpen(): boolean {
    return this.#admitted && this.#welcomed && !this.#closed;
  }

  /** Bytes of messages that wait for the pipe. */
  get waiting(): number {
    return this.#cutter.waiting;
  }

  /** Sends a message; the bytes must not change afterwards. Does nothing when closed. Throws before it is open, and RangeError for one that is too large. */
  send(lane: Lane, message: Uint8Array): void {
    if (this.#closed) return;
    if (!this.isOpen) throw new Error("The channel is not open yet.");
    this.#cutter.push(lane, message);
    this.#pump();
  }

  /** Ends the channel; the other side hears the reason. Messages that still wait are not sent. */
  close(reason: CloseReason): void {
    this.#end(reason);
  }

  #packet(bytes: Uint8Array): void {
    if (this.#closed) return;
    if (!this.#welcomed && bytes.length === PLAIN_CLOSE && bytes[0] === CLOSE) this.#ended(readPlain(bytes));
    else if (this.#session === null) this.#readHandshake(bytes);
    else this.#sealed(this.#session, bytes);
  }

  #readHandshake(bytes: Uint8Array): void {
    if (bytes.length > MAX_HELLO + 3 * KEY_BYTES + 3 * TAG_BYTES)
      throw new ProtocolFault("A handshake message is too long.", "authentication");
    const payload = this.#handshake.read(bytes);
    const { initiator, hello, pipe } = this.#options;
    // Only the third message is sealed under the pre-shared key: what stood in the others, anybody could ask for.
    if (!this.#handshake.finished && payload.length > 0)
      throw new ProtocolFault("A handshake message says something too early.", "authentication");
    if (this.#handshake.writes) pipe.send(this.#handshake.write(initiator ? hello : NONE));
    if (!this.#handshake.finished) return;
    this.#session = this.#handshake.session();
    // The initiator waits for what the other side seals: only that proves that it has the pre-shared key.
    if (!initiator) this.#admit(this.#session, payload);
  }

  /** Lets the other side in, which has proved its key, or tells it why not. */
  #admit(session: NoiseSession, remoteHello: Uint8Array): void {
    const { initiator, hello, pipe } = this.#options;
    this.#remoteHello = remoteHello;
    const refusal = this.#judge(session.remoteKey, remoteHello);
    if (refusal !== null) {
      // Sealed: who it is that was refused, and why, is nobody else's to know.
      this.#seal(session, writeClose(refusal));
      this.#finish(refusal, false);
      pipe.close({ code: "done", text: "Refused." });
      return;
    }
    this.#admitted = true;
    this.#seal(session, initiator ? Uint8Array.of(OPEN) : Uint8Array.of(OPEN, ...hello));
  }

  #judge(key: Uint8Array, hello: Uint8Array): CloseReason | null {
    if (equal(key, this.#options.staticKey.publicKey))
      return { code: "refused", text: "A device was connected to itself." };
    try {
      return this.#options.admit(key, hello);
    } catch {
      return { code: "failed", text: "The other side could not go on." };
    }
  }

  #sealed(session: NoiseSession, bytes: Uint8Array): void {
    const text = session.receiving.open(bytes);
    if (session.receiving.count === this.#rekeyAfter) session.receiving.rekey();
    if (text[0] === CLOSE) this.#ended(readClose(text));
    else if (text[0] === OPEN) {
      if (this.#welcomed) throw new ProtocolFault("The other side opened twice.");
      const { initiator } = this.#options;
      if (text.length > 1 + (initiator ? MAX_HELLO : 0)) throw new ProtocolFault("An opening is too long.");
      this.#welcomed = true;
      if (initiator) this.#admit(session, text.slice(1));
      if (this.#closed) return;
      this.#stopClock();
      const { remoteKey, hash } = session;
      this.#options.listener.opened({ key: remoteKey, hello: this.#remoteHello, session: hash });
    } else {
      if (!this.#welcomed) throw new ProtocolFault("A message came before the channel was open.");
      const arrived = this.#joiner.take(text);
      if (arrived !== null) this.#options.listener.message(arrived.lane, arrived.message);
    }
  }

  /** Hands frames to the pipe until enough wait there. */
  #pump(): void {
    const { pipe, listener } = this.#options;
    while (!this.#closed && this.#session !== null && this.#cutter.hasNext) {
      if (pipe.buffered >= HIGH_WATER) {
        this.#waited = true;
        return;
      }
      this.#seal(this.#session, this.#cutter.next() as Uint8Array);
    }
    if (!this.#waited || this.#closed) return;
    this.#waited = false;
    listener.drained();
  }

  #seal(session: NoiseSession, text: Uint8Array): void {
    this.#options.pipe.send(session.sending.seal(text));
    if (session.sending.count === this.#rekeyAfter) session.sending.rekey();
  }

  /** Runs what the other side caused: whatever it does wrong ends the channel, and nothing else. */
  #guard(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (!(error instanceof ProtocolFault)) throw error;
      this.#end({ code: error.code, text: error.message });
    }
  }

  #end(reason: CloseReason): void {
    if (this.#closed) return;
    const { pipe } = this.#options;
    // Whoever stands between can end a connection anyway: before it is open, an end need not be sealed. Where the other
    // side may have failed to make the keys, a sealed one would tell it nothing.
    if (this.#admitted && this.#session !== null) this.#seal(this.#session, writeClose(reason));
    else pipe.send(writeClose(reason).subarray(0, PLAIN_CLOSE));
    this.#finish(reason, false);
    pipe.close(reason);
  }

  /** The other side has said that this is the end. */
  #ended(reason: CloseReason): void {
    this.#finish(reason, true);
    this.#options.pipe.close({ code: "done", text: "The other side ended it." });
  }

  #finish(reason: CloseReason, remote: boolean): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#stopClock();
    this.#cutter.clear();
    this.#options.listener.closed(reason, remote);
  }
}

function writeClose({ code, text }: CloseReason): Uint8Array {
  const words = new TextEncoder().encode(text).subarray(0, CLOSE_TEXT);
  return Uint8Array.of(CLOSE, CLOSE_CODES.indexOf(code), ...words);
}

function readPlain(bytes: Uint8Array): CloseReason {
  const reason = readClose(bytes);
  return PLAIN_CODES.includes(reason.code) ? reason : { code: "lost", text: "The other side ended it." };
}

function readClose(text: Uint8Array): CloseReason {
  // A code of a newer protocol is no reason to doubt that this is the end.
  const code = CLOSE_CODES[text[1] ?? -1] ?? "done";
  return { code, text: new TextDecoder().decode(text.subarray(2, 2 + CLOSE_TEXT)) };
}
