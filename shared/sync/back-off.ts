import { AGAIN_AFTER, AGAIN_AFTER_MOST, LASTED } from "./limits.ts";

/** How long to wait before something that ended is tried again: longer each time, and never the same for all who wait. */
export class BackOff {
  readonly #random: (bytes: number) => Uint8Array;
  readonly #soon: { readonly most: number; readonly for: number } | null;
  #next = AGAIN_AFTER;
  /** Milliseconds of all waits since something lasted. */
  #waited = 0;

  /** With `soon` no wait is longer than its `most` until they have been longer together than its `for`, in milliseconds. */
  constructor(
    random: (bytes: number) => Uint8Array,
    soon: { readonly most: number; readonly for: number } | null = null,
  ) {
    this.#random = random;
    this.#soon = soon;
  }

  /** Milliseconds until the next try, half of the time up to all of it. `lasted` is how long the last one did. */
  next(lasted: number): number {
    if (lasted >= LASTED) {
      this.#next = AGAIN_AFTER;
      this.#waited = 0;
    }
    const [high = 0, low = 0] = this.#random(2);
    const time = this.#next * (0.5 + (high * 256 + low) / 131_072);
    this.#waited += time;
    const most = this.#soon !== null && this.#waited < this.#soon.for ? this.#soon.most : AGAIN_AFTER_MOST;
    this.#next = Math.min(this.#next * 2, most);
    return Math.round(time);
  }
}
