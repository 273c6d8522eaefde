import { createHash, randomBytes } from "node:crypto";

/** How long a printed address can be used, milliseconds. */
export const TOKEN_LIFE = 10 * 60 * 1000;
/**
 * Who may talk to the web shell. An address carries a token that works once; it is exchanged for a key that a tab
 * keeps in sessionStorage. Both are 256 random bits: there is no counting of wrong ones, which would only let a
 * stranger's guesses lock the person out. No cookie is ever set or read: a page on another port of 127.0.0.1 would receive it.
 */
export class Access {
  readonly #tokens = new Map<string, number>();
  readonly #keys = new Set<string>();
  readonly #clock: () => number;

  constructor(clock: () => number = Date.now) {
    this.#clock = clock;
  }

  /** A fresh token for one exchange. */
  issue(): string {
    const now = this.#clock();
    for (const [id, until] of this.#tokens) if (until < now) this.#tokens.delete(id);
    const token = randomBytes(32).toString("base64url");
    this.#tokens.set(digest(token), now + TOKEN_LIFE);
    return token;
  }

  /** A key for a token that was not used yet, or null. */
  exchange(token: string): string | null {
    const id = digest(token);
    const until = this.#tokens.get(id);
    this.#tokens.delete(id);
    if (until === undefined || until < this.#clock()) return null;
    const key = randomBytes(32).toString("base64url");
    this.#keys.add(digest(key));
    return key;
  }

  /** Whether a key was given out by this process. */
  knows(key: string): boolean {
    // Digests are compared, so the time of a look-up tells nothing of the key.
    return this.#keys.has(digest(key));
  }
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}
