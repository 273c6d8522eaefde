import { AGAIN_AFTER, AGAIN_AFTER_MOST, LASTED } from "./limits.ts";

/** How long to wait before something that ended is tried again: longer each time, and never the same for all who wait. */
export class BackOff {
  readonly #random: (bytes: number) => Uint8Array;
  #next = AGAIN_AFTER;

  constructor(random: (bytes: number) => Uint8Array) {
    this.#random = random;
  }

  /** Milliseconds until the next try, half of the time up to all of it. `lasted` is how long the last one did. */
  next(lasted: number): number {
    if (lasted >= LASTED) this.#next = AGAIN_AFTER;
    const [high = 0, low = 0] = this.#random(2);
    const time = this.#next * (0.5 + (high * 256 + low) / 131_072);
    this.#next = Math.min(this.#next * 2, AGAIN_AFTER_MOST);
    return Math.round(time);
  }
}
