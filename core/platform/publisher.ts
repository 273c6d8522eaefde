/** Hands events to any number of async iterators. A slow listener keeps at most 1,000 events; then the oldest go. */
export class Publisher<T> {
  readonly #listeners = new Set<(event: T) => void>();
  readonly #ends = new Set<() => void>();
  static readonly LIMIT = 1000;

  publish(event: T): void {
    for (const listener of this.#listeners) listener(event);
  }

  /** Ends every subscription; whoever goes on listening subscribes anew. */
  end(): void {
    for (const end of this.#ends) end();
  }

  /**
   * Events from the call on (not from the first `next`, so that nothing is missed between), until the signal aborts or
   * the consumer returns. Whoever wants to know only that something happened keeps fewer: `most` of 1.
   */
  subscribe(signal?: AbortSignal, most = Publisher.LIMIT): AsyncIterableIterator<T, void, void> {
    const queue: T[] = [];
    let wake: (() => void) | null = null;
    let ended = signal?.aborted === true;
    const listener = (event: T) => {
      queue.push(event);
      if (queue.length > most) queue.shift();
      wake?.();
    };
    const end = () => {
      ended = true;
      this.#listeners.delete(listener);
      this.#ends.delete(end);
      signal?.removeEventListener("abort", end);
      wake?.();
    };
    if (!ended) {
      this.#listeners.add(listener);
      this.#ends.add(end);
      signal?.addEventListener("abort", end);
    }
    const next = async (): Promise<IteratorResult<T, void>> => {
      for (;;) {
        if (ended) return { done: true, value: undefined };
        if (queue.length > 0) return { done: false, value: queue.shift() as T };
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        wake = null;
      }
    };
    return {
      next,
      return: () => {
        end();
        return Promise.resolve({ done: true, value: undefined });
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }
}
