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
    this.#earn(now);
    if (this.#credit < 1) return false;
    this.#credit--;
    return true;
  }

  /** Takes some, which have come already; answers the milliseconds until they are earned, 0 when they were. */
  owe(now: number, amount: number): number {
    this.#earn(now);
    this.#credit -= amount;
    return this.#credit >= 0 ? 0 : Math.ceil((-this.#credit / this.#perSecond) * 1000);
  }

  /** Whether all may be taken at once, as at the beginning. */
  isFull(now: number): boolean {
    this.#earn(now);
    return this.#credit >= this.#burst;
  }

  #earn(now: number): void {
    // A clock that was set back takes nothing away.
    const passed = Math.max(0, now - this.#at);
    this.#at = now;
    this.#credit = Math.min(this.#burst, this.#credit + (passed / 1000) * this.#perSecond);
  }
}
