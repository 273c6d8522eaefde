import type { Clock, Timer } from "#shared/lib/time.ts";
import { TELL_RECORDS_BURST, TELL_RECORDS_RATE } from "./limits.ts";
import { Rate } from "./rate.ts";

export interface TellingOptions {
  readonly clock: Clock;
  readonly timer: Timer;
  /** All that is known of who belongs to the room, in bytes. */
  readonly newest: () => Uint8Array;
  readonly send: (bytes: Uint8Array) => void;
}

/**
 * Tells one peer who belongs to the room, not more often than a peer is heard: somebody may make up something new all the time, and
 * what all pass on of it must not look as if they did. What may not go now goes later, once, as it is known by then.
 */
export class Telling {
  readonly #o: TellingOptions;
  readonly #rate: Rate;
  /** Takes back what is to be told later; null where nothing is. */
  #wait: (() => void) | null = null;

  constructor(options: TellingOptions) {
    this.#o = options;
    this.#rate = new Rate(TELL_RECORDS_RATE, TELL_RECORDS_BURST, options.clock());
  }

  /** Tells these, or what is known once it may. */
  tell(bytes: Uint8Array): void {
    if (this.#wait !== null) return;
    const { clock, timer, newest, send } = this.#o;
    if (this.#rate.take(clock())) return send(bytes);
    this.#wait = timer.after(1_000 / TELL_RECORDS_RATE, () => {
      this.#wait = null;
      this.tell(newest());
    });
  }

  /** Nobody hears the rest. */
  stop(): void {
    this.#wait?.();
  }
}
