import { EARLY_MOST, HIGH_WATER, LOW_WATER, MAX_PACKET, TAKEN_EVERY } from "./limits.ts";
import { checkPacketSize, type CloseReason, type Pipe, type PipeListener } from "./pipe.ts";

/** What carries a pipe: it hands these to the far end, in order and each once. */
export interface Carrier {
  /** A packet, the carrier's own. */
  packet(bytes: Uint8Array<ArrayBuffer>): void;
  /** So many bytes of packets were taken at this end. */
  taken(bytes: number): void;
  /** This end has closed; nothing comes after it. */
  close(reason: CloseReason): void;
}

/**
 * One end of a pipe over something that tells nothing of what waits in it: a port, or a server between. The far end says
 * what it has taken, and what it has not taken yet is what is buffered. Whoever owns the carrier calls `arrived`,
 * `acknowledged` and `ended`.
 */
export class CarriedPipe implements Pipe {
  readonly kind: Pipe["kind"];
  /** Its owner knows it, and may say so at any time. */
  byTurn = false;
  readonly #carrier: Carrier;
  readonly #window: number;
  #listener: PipeListener | null = null;
  /** Packets for which there is no room on the way. */
  readonly #queue: Uint8Array<ArrayBuffer>[] = [];
  #queued = 0;
  #underWay = 0;
  #full = false;
  /** What came before anybody listened, and the end behind it. */
  readonly #early: Uint8Array[] = [];
  #earlyBytes = 0;
  #earlyEnd: CloseReason | null = null;
  /** Bytes that were taken here and not acknowledged yet. */
  #taken = 0;
  #closed = false;

  /** `window` is how many bytes may be on their way at once; the rest waits here. */
  constructor(kind: Pipe["kind"], carrier: Carrier, window: number = Number.POSITIVE_INFINITY) {
    this.kind = kind;
    this.#carrier = carrier;
    this.#window = window;
  }

  /** Bytes that the far end has not acknowledged: up to TAKEN_EVERY of them may have been taken. */
  get buffered(): number {
    return this.#queued + this.#underWay;
  }

  get isClosed(): boolean {
    return this.#closed;
  }

  listen(listener: PipeListener): void {
    if (this.#listener !== null) throw new Error("A pipe has one listener.");
    this.#listener = listener;
    for (const packet of this.#early.splice(0)) this.#hand(listener, packet);
    if (this.#earlyEnd !== null) listener.closed(this.#earlyEnd);
  }

  send(packet: Uint8Array): void {
    checkPacketSize(packet.length, MAX_PACKET);
    if (this.#closed) return;
    // A copy that is a plain array whatever came: slicing a Node buffer would only show the same bytes.
    this.#queue.push(new Uint8Array(packet));
    this.#queued += packet.length;
    if (this.buffered >= HIGH_WATER) this.#full = true;
    this.#pump();
  }

  close(reason: CloseReason): void {
    if (this.#closed) return;
    this.#closed = true;
    // What was sent before the end goes before it, whether there is room for it or not.
    for (const packet of this.#queue.splice(0)) this.#carrier.packet(packet);
    this.#queued = this.#underWay = 0;
    this.#early.length = 0;
    this.#carrier.close(reason);
    this.#listener?.closed(reason);
  }

  /** A packet has come, and is this pipe's own. One that nobody may have sent ends the pipe. */
  arrived(packet: Uint8Array): void {
    if (this.#closed) return;
    if (packet.length < 1 || packet.length > MAX_PACKET)
      return this.close({ code: "protocol", text: "A packet is empty or too large." });
    if (this.#listener !== null) return this.#hand(this.#listener, packet);
    this.#earlyBytes += packet.length;
    if (this.#earlyBytes > EARLY_MOST)
      return this.close({ code: "overload", text: "Too much came before anybody listened." });
    this.#early.push(packet);
  }

  /** The far end has taken so many bytes more. */
  acknowledged(bytes: number): void {
    if (this.#closed) return;
    if (!Number.isSafeInteger(bytes) || bytes < 1 || bytes > this.#underWay)
      return this.close({ code: "protocol", text: "More was acknowledged than was sent." });
    this.#underWay -= bytes;
    this.#pump();
    if (!this.#full || this.buffered > LOW_WATER) return;
    this.#full = false;
    this.#listener?.drained();
  }

  /** The far end has closed, or the carrier is gone. */
  ended(reason: CloseReason): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#queue.length = 0;
    this.#queued = this.#underWay = 0;
    if (this.#listener === null) this.#earlyEnd = reason;
    else this.#listener.closed(reason);
  }

  #pump(): void {
    for (let next = this.#queue[0]; next !== undefined; next = this.#queue[0]) {
      if (this.#underWay > 0 && this.#underWay + next.length > this.#window) return;
      this.#queue.shift();
      this.#queued -= next.length;
      this.#underWay += next.length;
      this.#carrier.packet(next);
    }
  }

  #hand(listener: PipeListener, packet: Uint8Array): void {
    // The listener may have closed the pipe at the packet before; an end of the far side stands behind them all.
    if (this.#closed && this.#earlyEnd === null) return;
    listener.packet(packet);
    this.#taken += packet.length;
    if (this.#taken < TAKEN_EVERY || this.#closed) return;
    const taken = this.#taken;
    this.#taken = 0;
    this.#carrier.taken(taken);
  }
}
