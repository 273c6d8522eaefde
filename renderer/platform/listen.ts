/** Two openings of a stream are at least this far apart: one that ends at once is not asked for without pause. */
const RETRY_MS = 1_000;

/**
 * Follows an event stream of the core for as long as wanted: a stream that ends or breaks is opened again (a call
 * waits for the connection by itself). `onOpen` hears each time that it stands, and whether that is `again`: what
 * happened between two streams no event tells. Answers the function that stops it.
 */
export function listen<Event>(
  open: (signal: AbortSignal) => Promise<AsyncIterable<Event>>,
  onEvent: (event: Event) => void,
  onOpen: (again: boolean) => void = () => undefined,
): () => void {
  const stop = new AbortController();
  const follow = async () => {
    for (let again = false; !stop.signal.aborted; again = true) {
      const begun = performance.now();
      try {
        const events = await open(stop.signal);
        onOpen(again);
        for await (const event of events) onEvent(event);
      } catch {
        // The stream tells no more than that it ended.
      }
      const rest = begun + RETRY_MS - performance.now();
      if (!stop.signal.aborted && rest > 0) await new Promise((resolve) => setTimeout(resolve, rest));
    }
  };
  void follow();
  return () => stop.abort();
}
