import { toHex } from "#shared/lib/hex.ts";
import { LIVE_BURST, LIVE_RATE, RECORDS_BURST, RECORDS_RATE, WORK_BURST, WORK_RATE } from "./limits.ts";
import { Rate } from "./rate.ts";

/**
 * What is rated of a device: its live changes, what it says that it did not take, its lists of who belongs to the room, and the
 * work that merging its changes is.
 */
type Rated = "live" | "refusal" | "records" | "work";

/** How much is heard of each device of a room: however many sessions it has, and however often it comes again. */
export class DeviceRates {
  readonly #rates = new Map<string, Readonly<Record<Rated, Rate>>>();

  /** Takes one of a device; false when there have been too many. `now` in milliseconds. */
  take(device: Uint8Array, what: Exclude<Rated, "work">, now: number): boolean {
    return this.#of(device, now)[what].take(now);
  }

  /** Notes steps of merging, which are done already; answers whether the device has caused more than it may. */
  work(device: Uint8Array, steps: number, now: number): boolean {
    return this.#of(device, now).work.owe(now, steps) > 0;
  }

  #of(device: Uint8Array, now: number): Readonly<Record<Rated, Rate>> {
    const key = toHex(device);
    let rates = this.#rates.get(key);
    if (rates === undefined) {
      this.#forget(now);
      rates = {
        live: new Rate(LIVE_RATE, LIVE_BURST, now),
        refusal: new Rate(LIVE_RATE, LIVE_BURST, now),
        records: new Rate(RECORDS_RATE, RECORDS_BURST, now),
        work: new Rate(WORK_RATE, WORK_BURST, now),
      };
      this.#rates.set(key, rates);
    }
    return rates;
  }

  /** Of who owes nothing any more nothing is to be remembered. */
  #forget(now: number): void {
    for (const [key, rates] of this.#rates)
      if (Object.values(rates).every((rate) => rate.isFull(now))) this.#rates.delete(key);
  }
}
