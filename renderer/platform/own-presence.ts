import type { Timer } from "#shared/lib/time.ts";

/** What a page says of where it is. */
export interface Shown {
  readonly document: string | null;
  readonly writing: boolean;
}

const NOTHING: Shown = { document: null, writing: false };

/** Nothing is said before it has lasted so long: who passes by a POC on the way to another was not there. */
const SAY_AFTER_MS = 100;
/** Writing is what was typed in so long. */
const WRITING_FOR_MS = 5_000;

interface OwnPresenceOptions {
  /** Tells the core. Rejects where it was not heard. */
  readonly say: (shown: Shown) => Promise<unknown>;
  readonly timer: Timer;
}

/** Where this page is, and the telling of it: the newest alone, one call at a time. */
export class OwnPresence {
  readonly #o: OwnPresenceOptions;
  #document: string | null = null;
  #writing = false;
  #hidden = false;
  /** What the core has heard; null while it listens to nothing. */
  #heard: Shown | null = null;
  /** Rises when the core forgets what it has heard: an answer of before says nothing of now. */
  #era = 0;
  #saying = false;
  #stopSaying: () => void = () => undefined;
  #stopWriting: () => void = () => undefined;

  constructor(options: OwnPresenceOptions) {
    this.#o = options;
  }

  /** A document is shown. */
  show(document: string): void {
    this.#document = document;
    this.rest();
  }

  /** A document is not shown any more. */
  leave(document: string): void {
    if (this.#document !== document) return;
    this.#document = null;
    this.rest();
  }

  /** Something was typed in what is shown. */
  write(): void {
    this.#stopWriting();
    this.#stopWriting = this.#o.timer.after(WRITING_FOR_MS, () => this.rest());
    this.#writing = true;
    this.#soon();
  }

  /** Nothing is being written any more. */
  rest(): void {
    this.#stopWriting();
    this.#writing = false;
    this.#soon();
  }

  /** The whole page is hidden, or in sight again. */
  hide(hidden: boolean): void {
    this.#hidden = hidden;
    void this.#say();
  }

  /** The core listens, and knows nothing of this page yet. */
  begin(): void {
    this.#era++;
    this.#heard = NOTHING;
    void this.#say();
  }

  get #now(): Shown {
    if (this.#hidden || this.#document === null) return NOTHING;
    return { document: this.#document, writing: this.#writing };
  }

  #soon(): void {
    this.#stopSaying();
    this.#stopSaying = this.#o.timer.after(SAY_AFTER_MS, () => void this.#say());
  }

  async #say(): Promise<void> {
    if (this.#saying) return;
    this.#saying = true;
    while (this.#heard !== null && !same(this.#heard, this.#now)) {
      const now = this.#now;
      const era = this.#era;
      const heard = await this.#o.say(now).then(
        () => now,
        // The connection broke off: once the core listens again, all is said anew.
        () => null,
      );
      if (era === this.#era) this.#heard = heard;
    }
    this.#saying = false;
  }
}

function same(one: Shown, other: Shown): boolean {
  return one.document === other.document && one.writing === other.writing;
}
