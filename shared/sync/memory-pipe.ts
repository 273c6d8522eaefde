import type { Clock, Timer } from "#shared/lib/time.ts";
import { HIGH_WATER, LOW_WATER, MAX_PACKET } from "./limits.ts";
import { checkPacketSize, type CloseReason, type Pipe, type PipeListener } from "./pipe.ts";

/** How a memory pipe behaves, each way. */
export interface MemoryPipeOptions {
  readonly clock: Clock;
  readonly timer: Timer;
  /** How long a packet is on its way, milliseconds; 0 for the next turn of the timer. A quicker one waits for those before it. */
  readonly delay?: () => number;
  /** Bytes of a second that a way takes; absent for all at once. */
  readonly bytesPerSecond?: number;
}

/** Two ends of a pipe in one process, and the means to break it. */
export interface MemoryPipes {
  readonly ends: readonly [Pipe, Pipe];
  /** Breaks the connection: packets on their way are lost, both ends hear "lost". */
  cut(): void;
}

/** Makes a pipe in memory: packets are copied, stay in order, and arrive later, never within `send`. */
export function memoryPipes(options: MemoryPipeOptions): MemoryPipes {
  const one = new MemoryEnd(options);
  const other = new MemoryEnd(options);
  one.join(other);
  other.join(one);
  const cut = (): void => {
    const reason: CloseReason = { code: "lost", text: "The connection broke off." };
    for (const end of [one, other]) end.end(reason);
  };
  return { ends: [one, other], cut };
}

/** What is on its way from one end: packets, and the close behind them. */
type Travelling = { readonly packet: Uint8Array } | { readonly closed: CloseReason };

class MemoryEnd implements Pipe {
  readonly kind = "memory";
  readonly #options: MemoryPipeOptions;
  #other: MemoryEnd | null = null;
  #listener: PipeListener | null = null;
  /** What takes back everything that is on its way from here. */
  readonly #travels = new Set<() => void>();
  /** When the last of them leaves, and when it arrives. */
  #leavesAt = 0;
  #arrivesAt = 0;
  /** Arrived here before anybody listened. */
  readonly #early: Travelling[] = [];
  #buffered = 0;
  #full = false;
  #closed = false;

  constructor(options: MemoryPipeOptions) {
    this.#options = options;
  }

  join(other: MemoryEnd): void {
    this.#other = other;
  }

  get buffered(): number {
    return this.#buffered;
  }

  listen(listener: PipeListener): void {
    if (this.#listener !== null) throw new Error("A pipe has one listener.");
    this.#listener = listener;
    for (const early of this.#early.splice(0)) this.#hear(early);
  }

  send(packet: Uint8Array): void {
    checkPacketSize(packet.length, MAX_PACKET);
    if (this.#closed) return;
    this.#buffered += packet.length;
    if (this.#buffered >= HIGH_WATER) this.#full = true;
    this.#dispatch({ packet: packet.slice() });
  }

  close(reason: CloseReason): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#dispatch({ closed: reason });
    this.#listener?.closed(reason);
  }

  /** Ends this end at once; nothing that it sent arrives any more. */
  end(reason: CloseReason): void {
    for (const takeBack of this.#travels) takeBack();
    this.#travels.clear();
    this.#buffered = 0;
    if (this.#closed) return;
    this.#closed = true;
    if (this.#listener === null) this.#early.push({ closed: reason });
    else this.#listener.closed(reason);
  }

  #dispatch(what: Travelling): void {
    const { clock, delay, bytesPerSecond } = this.#options;
    const now = clock();
    const size = "packet" in what ? what.packet.length : 0;
    const takes = bytesPerSecond === undefined ? 0 : (size / bytesPerSecond) * 1000;
    this.#leavesAt = Math.max(now, this.#leavesAt) + takes;
    this.#arrivesAt = Math.max(this.#arrivesAt, this.#leavesAt + (delay?.() ?? 0));
    this.#at(this.#leavesAt - now, () => this.#left(size));
    this.#at(this.#arrivesAt - now, () => this.#other?.arrive(what));
  }

  #at(delay: number, work: () => void): void {
    const takeBack = this.#options.timer.after(delay, () => {
      this.#travels.delete(takeBack);
      work();
    });
    this.#travels.add(takeBack);
  }

  #left(size: number): void {
    this.#buffered -= size;
    if (!this.#full || this.#buffered > LOW_WATER) return;
    this.#full = false;
    if (!this.#closed) this.#listener?.drained();
  }

  arrive(what: Travelling): void {
    if (this.#closed) return;
    if ("closed" in what) this.#closed = true;
    if (this.#listener === null) this.#early.push(what);
    else this.#hear(what);
  }

  #hear(what: Travelling): void {
    if ("packet" in what) this.#listener?.packet(what.packet);
    else this.#listener?.closed(what.closed);
  }
}
