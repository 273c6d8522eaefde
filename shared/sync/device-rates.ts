import { toHex } from "#shared/lib/hex.ts";
import {
  COMPARED_BURST,
  COMPARED_RATE,
  DIRECT_BURST,
  DIRECT_RATE,
  GIVEN_BURST,
  GIVEN_RATE,
  LIVE_BURST,
  LIVE_RATE,
  RECORDS_BURST,
  RECORDS_RATE,
  WORK_BURST,
  WORK_RATE,
} from "./limits.ts";
import { Rate } from "./rate.ts";

/** What comes one by one: live changes, what was not taken of them, lists of who belongs to the room, words of direct connections. */
type Counted = "live" | "refusal" | "records" | "direct";
/** What is known when it is done: the work that merging is, entries that are compared, documents that are given. */
type Owed = "work" | "compared" | "given";

/** How much is heard of each device of a room: however many sessions it has, and however often it comes again. */
export class DeviceRates {
  readonly #rates = new Map<string, Readonly<Record<Counted | Owed, Rate>>>();

  /** Takes one of a device; false when there have been too many. `now` in milliseconds. */
  take(device: Uint8Array, what: Counted, now: number): boolean {
    return this.#of(device, now)[what].take(now);
  }

  /** Notes what is done already for a device; answers the milliseconds until it has earned that, 0 where it has. */
  owe(device: Uint8Array, what: Owed, amount: number, now: number): number {
    return this.#of(device, now)[what].owe(now, amount);
  }

  #of(device: Uint8Array, now: number): Readonly<Record<Counted | Owed, Rate>> {
    const key = toHex(device);
    let rates = this.#rates.get(key);
    if (rates === undefined) {
      this.#forget(now);
      rates = {
        live: new Rate(LIVE_RATE, LIVE_BURST, now),
        refusal: new Rate(LIVE_RATE, LIVE_BURST, now),
        records: new Rate(RECORDS_RATE, RECORDS_BURST, now),
        direct: new Rate(DIRECT_RATE, DIRECT_BURST, now),
        compared: new Rate(COMPARED_RATE, COMPARED_BURST, now),
        given: new Rate(GIVEN_RATE, GIVEN_BURST, now),
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
