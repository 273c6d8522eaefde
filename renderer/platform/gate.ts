import { ORPCError, type ClientContext, type ClientLink } from "@orpc/client";

export type Link = ClientLink<ClientContext>;

/** A call whose connection ended before the answer: whether it took effect is not known. */
export class ConnectionLostError extends Error {
  override readonly name = "ConnectionLostError";
}

/** A call that waits for a link. */
interface Waiting {
  readonly path: readonly string[];
  readonly go: (link: Link) => void;
}

/** Holds the link of the moment; calls wait until there is one, in their order. */
export class Gate {
  #link: Link | null = null;
  readonly #waiting = new Set<Waiting>();
  readonly #onWaiting: () => void;

  /** `onWaiting` is told whenever another set of calls waits. */
  constructor(onWaiting: () => void = () => undefined) {
    this.#onWaiting = onWaiting;
  }

  get isOpen(): boolean {
    return this.#link !== null;
  }

  open(link: Link): void {
    this.#link = link;
    for (const { go } of this.#waiting) go(link);
    this.#waiting.clear();
    this.#onWaiting();
  }

  /** Closes only for the given link: a late goodbye of an old one must not close its successor. */
  close(link: Link): boolean {
    if (this.#link !== link) return false;
    this.#link = null;
    return true;
  }

  /** How many waiting calls are among these, by their dotted names. */
  waiting(names: ReadonlySet<string>): number {
    return [...this.#waiting].filter(({ path }) => names.has(path.join("."))).length;
  }

  /** A link that follows every reconnection. A call that is aborted while it waits is never sent. */
  readonly link: Link = {
    call: async (path, input, options) => {
      const link = await this.#current(path, options.signal);
      try {
        return await link.call(path, input, options);
      } catch (error) {
        if (this.#link !== link && !(error instanceof ORPCError)) throw new ConnectionLostError();
        throw error;
      }
    },
  };

  #current(path: readonly string[], signal: AbortSignal | undefined): Promise<Link> {
    if (this.#link !== null) return Promise.resolve(this.#link);
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const one = { path, go: resolve };
      this.#waiting.add(one);
      this.#onWaiting();
      const giveUp = () => {
        if (this.#waiting.delete(one)) this.#onWaiting();
        reject(signal?.reason);
      };
      signal?.addEventListener("abort", giveUp, { once: true });
    });
  }
}
