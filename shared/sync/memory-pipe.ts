import type { Timer } from "#shared/lib/time.ts";
import { HIGH_WATER, LOW_WATER, MAX_PACKET } from "./limits.ts";
import { checkPacketSize, type CloseReason, type Pipe, type PipeListener } from "./pipe.ts";

/** How a memory pipe behaves, each way. */
export interface MemoryPipeOptions {
  readonly timer: Timer;
  /** How long a packet is on its way, milliseconds; 0 for the next turn of the timer. */
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
  /** Sent by this end and not yet arrived. */
  readonly #way: Travelling[] = [];
  #travels: (() => void) | null = null;
  /** Arrived here before anybody listened. */
  #early: Travelling[] = [];
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

  /** Ends this end at once; nothing arrives any more. */
  end(reason: CloseReason): void {
    this.#travels?.();
    this.#travels = null;
    this.#way.length = 0;
    this.#buffered = 0;
    if (this.#closed) return;
    this.#closed = true;
    if (this.#listener === null) this.#early.push({ closed: reason });
    else this.#listener.closed(reason);
  }

  #dispatch(what: Travelling): void {
    this.#way.push(what);
    if (this.#travels === null) this.#travel();
  }

  /** Sends the first of the way off; the next follows when it has arrived, so that order holds whatever the delays. */
  #travel(): void {
    const [first] = this.#way;
    if (first === undefined) return;
    const { timer, delay, bytesPerSecond } = this.#options;
    const size = "packet" in first ? first.packet.length : 0;
    const time = (delay?.() ?? 0) + (bytesPerSecond === undefined ? 0 : (size / bytesPerSecond) * 1000);
    this.#travels = timer.after(time, () => {
      this.#travels = null;
      this.#way.shift();
      this.#buffered -= size;
      this.#other?.arrive(first);
      if (this.#full && this.#buffered <= LOW_WATER) {
        this.#full = false;
        if (!this.#closed) this.#listener?.drained();
      }
      if (this.#travels === null) this.#travel();
    });
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
