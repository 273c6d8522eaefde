import type * as Y from "yjs";
import type { Logger } from "#core/platform/logger.ts";
import type { FieldChange } from "./documents-store.ts";

/** Who changes a document, and by what. */
export interface Origin {
  /** Id of the device. */
  readonly author: string;
  /** Name of the command, such as `catalog.update` or `scan`. */
  readonly command: string;
}

export interface NewDocument {
  readonly id: string;
  readonly roomId: string;
  readonly kind: string;
}

/** A change that this device has made. */
export interface OwnChange {
  readonly id: string;
  readonly roomId: string;
  /** A Yjs update; one of nothing where only the mark changed. */
  readonly update: Uint8Array;
}

/** What a change function may add to the history beside the differences of the kind's own fields. */
export type Mutation = (doc: Y.Doc) => readonly FieldChange[] | void;

/** Hears of what this device itself changes. */
export interface OwnListener {
  /**
   * What a transaction has changed, live: checked and written, while the disk that makes it durable is waited for next.
   * Whoever passes it on need not wait as well.
   */
  readonly live: (changes: readonly OwnChange[]) => void;
  /** What was live could not be saved: these documents are as they were before. */
  readonly lost: (ids: readonly string[]) => void;
}

/** What one transaction after another changes, and who hears of it. */
export class LiveChanges {
  readonly #logger: Logger;
  readonly #listeners = new Set<OwnListener>();
  #made: OwnChange[] = [];
  #live: readonly OwnChange[] = [];

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** Answers a function that ends it. */
  listen(listener: OwnListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** A transaction begins. */
  begin(): void {
    this.#made = [];
    this.#live = [];
  }

  add(change: OwnChange): void {
    this.#made.push(change);
  }

  /** All is written, and is saved next. */
  tell(): void {
    this.#live = this.#made;
    this.#each((listener) => listener.live(this.#live));
  }

  /** The transaction has failed. */
  fail(): void {
    this.#each((listener) => listener.lost(this.#live.map(({ id }) => id)));
  }

  // Who only hears must not undo what is heard of.
  #each(tell: (listener: OwnListener) => void): void {
    if (this.#live.length === 0) return;
    for (const listener of this.#listeners) {
      try {
        tell(listener);
      } catch (error) {
        this.#logger.error({ err: error }, "a change could not be told");
      }
    }
  }
}
