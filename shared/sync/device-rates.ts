import { toHex } from "#shared/lib/hex.ts";
import { LIVE_BURST, LIVE_RATE } from "./limits.ts";
import { Rate } from "./rate.ts";

/** What is rated of a device: its live changes, and what it says that it did not take. */
type Rated = "live" | "refusal";

/** How much is heard of each device of a room: however many sessions it has, and however often it comes again. */
export class DeviceRates {
  readonly #rates = new Map<string, Readonly<Record<Rated, Rate>>>();

  /** Takes one of a device; false when there have been too many. `now` in milliseconds. */
  take(device: Uint8Array, what: Rated, now: number): boolean {
    const key = toHex(device);
    let rates = this.#rates.get(key);
    if (rates === undefined) {
      this.#forget(now);
      rates = { live: new Rate(LIVE_RATE, LIVE_BURST, now), refusal: new Rate(LIVE_RATE, LIVE_BURST, now) };
      this.#rates.set(key, rates);
    }
    return rates[what].take(now);
  }

  /** Of who owes nothing any more nothing is to be remembered. */
  #forget(now: number): void {
    for (const [key, { live, refusal }] of this.#rates)
      if (live.isFull(now) && refusal.isFull(now)) this.#rates.delete(key);
  }
}
