/** So many a second, after some at once. */
export class Rate {
  readonly #perSecond: number;
  readonly #burst: number;
  #credit: number;
  #at: number;

  /** `now` in milliseconds, of the same clock as every later one. */
  constructor(perSecond: number, burst: number, now: number) {
    this.#perSecond = perSecond;
    this.#burst = burst;
    this.#credit = burst;
    this.#at = now;
  }

  /** Takes one; false when there have been too many. */
  take(now: number): boolean {
    // A clock that was set back takes nothing away.
    const passed = Math.max(0, now - this.#at);
    this.#at = now;
    this.#credit = Math.min(this.#burst, this.#credit + (passed / 1000) * this.#perSecond);
    if (this.#credit < 1) return false;
    this.#credit--;
    return true;
  }
}
