import type { Timer } from "#shared/lib/time.ts";
import { ASK_AT_ONCE, GIVE_AT_ONCE, GIVEN_BYTES, MAX_DOCUMENT } from "./limits.ts";
import type { Given } from "./messages.ts";
import { ProtocolFault } from "./pipe.ts";

/** A document that is asked for, and what the peer has of it. */
export interface Question {
  readonly id: string;
  readonly vector: Uint8Array;
}

export interface GivingOptions {
  /** What the peer lacks of a document; null where that cannot be read, or is not here. */
  readonly give: (question: Question) => Given | null;
  /** Whether the channel takes more at the moment. */
  readonly hasRoom: () => boolean;
  /** Notes what a question, or a part of its answer, was worth; answers the milliseconds after which the peer has earned the next. */
  readonly owes: (worth: number) => number;
  readonly timer: Timer;
  readonly send: (documents: readonly Given[], last: boolean) => void;
}

/** The answers to a peer's questions, one after another: documents are read when they can go, not before. */
export class Giving {
  readonly #o: GivingOptions;
  #rest: Iterator<Given> | null = null;
  /** Takes back that the answer goes on later; null where it goes on as long as the channel takes it. */
  #pause: (() => void) | null = null;

  constructor(options: GivingOptions) {
    this.#o = options;
  }

  /** Begins the answer to a question. Throws ProtocolFault for one that may not be asked. */
  begin(documents: readonly Question[]): void {
    if (this.#rest !== null) throw new ProtocolFault("A peer asks before it was answered.", "overload");
    if (new Set(documents.map(({ id }) => id)).size < documents.length)
      throw new ProtocolFault("A peer asks for one thing twice.", "overload");
    if (documents.length > ASK_AT_ONCE) throw new ProtocolFault("A peer asks for too much.", "overload");
    this.#rest = this.#answers(documents);
    this.#pace(documents.length);
    this.goOn();
  }

  /** Goes on with the answer as long as the channel takes it. */
  goOn(): void {
    const rest = this.#rest;
    if (rest === null) return;
    // Sending may drain the channel, and that goes on with the answer: it is ended once.
    while (this.#rest === rest && this.#pause === null && this.#o.hasRoom()) {
      const documents: Given[] = [];
      let bytes = 0;
      let last = false;
      while (bytes < GIVE_AT_ONCE && !last) {
        const next = rest.next();
        if (next.done === true) last = true;
        else {
          documents.push(next.value);
          bytes += next.value.update.length + 100;
        }
      }
      if (last) this.#rest = null;
      this.#pace(bytes / GIVEN_BYTES);
      this.#o.send(documents, last);
    }
  }

  /** Whoever asks without end is answered later, so that others are heard meanwhile. */
  #pace(worth: number): void {
    const wait = this.#o.owes(worth);
    if (wait === 0 || this.#pause !== null) return;
    this.#pause = this.#o.timer.after(wait, () => {
      this.#pause = null;
      this.goOn();
    });
  }

  /** Nobody hears the rest. */
  stop(): void {
    this.#rest = null;
    this.#pause?.();
  }

  *#answers(documents: readonly Question[]): Generator<Given, undefined> {
    for (const question of documents) {
      const given = this.#o.give(question);
      // Nobody would take a larger one, and the rest of the answer with it.
      if (given !== null && given.update.length <= MAX_DOCUMENT) yield given;
    }
  }
}
