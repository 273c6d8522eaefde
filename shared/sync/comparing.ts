import { COMPARE_AGAIN, COMPARE_AGAIN_MOST } from "./limits.ts";

/** When the side that opened a channel compares with its peer. */
export class Comparing {
  #mismatches = 0;
  #at = 0;
  #wait = COMPARE_AGAIN;

  /** Both have the same. */
  settled(): void {
    this.#mismatches = 0;
    this.#wait = COMPARE_AGAIN;
    this.#at = 0;
  }

  /** The peer has said another digest: whether both compare now. `wereEqual` once they had the same; nothing begins while it is `busy`. */
  isDue(now: number, wereEqual: boolean, busy: boolean): boolean {
    this.#mismatches++;
    // Changes on their way make digests differ for a moment: only what stays is compared, and the first beat of all.
    const first = !wereEqual && this.#at === 0;
    if (!first && this.#mismatches < 2) return false;
    // A clock that was set back does not put it off for longer than the wait.
    this.#at = Math.min(this.#at, now + this.#wait);
    if (now < this.#at || busy) return false;
    // Whoever says one thing and has another gets less and less of our time.
    this.#at = now + this.#wait;
    this.#wait = Math.min(this.#wait * 2, COMPARE_AGAIN_MOST);
    return true;
  }
}
