import { ASK_AT_ONCE } from "./limits.ts";
import type { Given } from "./messages.ts";

/** What this device has changed itself, and no peer who may change documents is known to have. Durable when it returns. */
export interface OwnChanges {
  /** Whether this device may change documents now. */
  mayWrite(): boolean;
  /** The documents. */
  ids(): Iterable<string>;
  /** A peer who may write has all that is here. */
  settle(): void;
  /** Puts aside what this device has changed in a document, and makes it what a peer gives; null where that one has none. */
  goBack(id: string, given: Given | null, device: Uint8Array): void;
}

/** Goes back, with one peer who may write, to the documents that others have: for a device that may write no more. */
export class GoingBack {
  readonly #own: OwnChanges;
  /** Each once for a peer: one that cannot be saved is not asked for in every beat. */
  readonly #tried = new Set<string>();
  #asked: Set<string> | null = null;

  constructor(own: OwnChanges) {
    this.#own = own;
  }

  /** Whether an answer is awaited. */
  get isAsking(): boolean {
    return this.#asked !== null;
  }

  /** What is to be asked for now, whole; nothing while this device may write. */
  next(): readonly string[] {
    if (this.#asked !== null || this.#own.mayWrite()) return [];
    const ids: string[] = [];
    for (const id of this.#own.ids()) {
      if (ids.length >= ASK_AT_ONCE) break;
      if (!this.#tried.has(id)) ids.push(id);
    }
    if (ids.length === 0) return [];
    for (const id of ids) this.#tried.add(id);
    this.#asked = new Set(ids);
    return ids;
  }

  /** Takes a part of the answer; what is in none of them the peer does not have. Of one who may not write (null) nothing counts. */
  heard(documents: readonly Given[], last: boolean, device: Uint8Array | null): void {
    const asked = this.#asked ?? new Set();
    if (last || device === null) this.#asked = null;
    if (device === null) return;
    for (const given of documents) {
      asked.delete(given.id);
      this.#own.goBack(given.id, given, device);
    }
    if (last) for (const id of asked) this.#own.goBack(id, null, device);
  }
}
