const RETRY_MS = 1_000;

/**
 * Follows an event stream of the core for as long as wanted: a stream that ends or breaks is opened again (a call
 * waits for the connection by itself). Answers the function that stops it.
 */
export function listen<Event>(
  open: (signal: AbortSignal) => Promise<AsyncIterable<Event>>,
  onEvent: (event: Event) => void,
): () => void {
  const stop = new AbortController();
  const follow = async () => {
    while (!stop.signal.aborted) {
      try {
        for await (const event of await open(stop.signal)) onEvent(event);
      } catch {
        // The stream tells no more than that it ended; what was missed is asked again on reconnection.
      }
      if (!stop.signal.aborted) await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  };
  void follow();
  return () => stop.abort();
}
