import type { Timer } from "#shared/lib/time.ts";

interface Due {
  readonly at: number;
  readonly work: () => void;
}

/** A timer whose time a test owns: work runs in the order of its times, and of its asking where they are equal. */
export class VirtualTime implements Timer {
  #now = 0;
  #due: Due[] = [];

  /** Milliseconds since the beginning. */
  get now(): number {
    return this.#now;
  }

  after(delay: number, work: () => void): () => void {
    const due: Due = { at: this.#now + delay, work };
    // Behind all that is due at the same time.
    const place = this.#due.findLastIndex((other) => other.at <= due.at) + 1;
    this.#due.splice(place, 0, due);
    return () => {
      this.#due = this.#due.filter((other) => other !== due);
    };
  }

  /** Lets time pass, in milliseconds. */
  advance(time: number): void {
    const until = this.#now + time;
    for (let next = this.#due[0]; next !== undefined && next.at <= until; next = this.#due[0]) {
      this.#due.shift();
      this.#now = next.at;
      next.work();
    }
    this.#now = until;
  }
}
