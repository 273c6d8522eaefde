import type { TatamiError } from "#shared/api/errors.ts";
import { failure } from "#shared/api/failures.ts";
import type { ScanProgress } from "#shared/features/catalog/catalog.ts";
import type { Scan, ScanEvent } from "./scan-contract.ts";
import { BATCH, WorkerPool } from "./worker-pool.ts";

/** Milliseconds between two events of progress: ten a second are enough to look alive. */
const PROGRESS_EVERY = 100;
/** Events that may wait for the receiver before reading pauses. */
const MOST_WAITING = 12;

/** Scans a folder in worker threads; see {@link Scan}. Leaving the loop early, or the signal, ends the workers at once. */
export const scan: Scan = async function* (request, signal) {
  if (signal.aborted) throw cancelled();
  const waiting: ScanEvent[] = [];
  const repositories: ScanEvent[] = [];
  let ended = false;
  let failure: TatamiError | null = null;
  let wake: (() => void) | null = null;
  const rouse = () => {
    wake?.();
    wake = null;
  };
  const progress = new Progress((event) => waiting.push(event));
  const pool = new WorkerPool({
    onMessage: (message) => {
      if (message.type === "progress") progress.show(message.progress);
      else if (message.type === "event") {
        if (message.event.type === "failed") progress.failed += message.event.failures.length;
        // Said at the end: a head that is stored before its POCs are would make the next scan skip them.
        if (message.event.type === "repository") repositories.push(message.event);
        else waiting.push(message.event);
      } else if (message.type === "read") {
        progress.failed += message.failures.length;
        if (message.failures.length > 0) waiting.push({ type: "failed", failures: message.failures });
        for (let from = 0; from < message.pocs.length; from += BATCH)
          waiting.push({ type: "pocs", pocs: message.pocs.slice(from, from + BATCH) });
        progress.read(message.pocs.length, message.pocs.at(-1)?.local.relativePath ?? "");
      } else progress.discovered();
      if (waiting.length > MOST_WAITING) pool.pause(true);
      rouse();
    },
    onJobs: (count) => progress.found(count),
    onEnd: (error) => {
      ended = true;
      failure = error;
      rouse();
    },
  });
  const abort = () => {
    pool.stop();
    failure = cancelled();
    waiting.length = 0;
    ended = true;
    rouse();
  };
  signal.addEventListener("abort", abort, { once: true });
  try {
    pool.start(request);
    for (;;) {
      for (let event = waiting.shift(); event !== undefined; event = waiting.shift()) yield event;
      if (failure !== null) throw failure as TatamiError;
      if (ended) break;
      pool.pause(false);
      // Un-pausing may have brought something at once.
      if (waiting.length === 0 && !isEnded()) await new Promise<void>((resolve) => (wake = resolve));
    }
    yield* repositories;
    yield progress.last();
  } finally {
    signal.removeEventListener("abort", abort);
    pool.stop();
  }

  function isEnded(): boolean {
    return ended;
  }
};

function cancelled(): TatamiError {
  return failure("scan.cancelled", {});
}

/** Turns what workers say into events of progress: every change of phase, and within one at most ten a second. */
class Progress {
  failed = 0;
  readonly #say: (event: ScanEvent) => void;
  #phase: ScanProgress["phase"] | null = null;
  #shownAt = 0;
  #done = 0;
  #found = 0;
  #complete = false;
  #current = "";

  constructor(say: (event: ScanEvent) => void) {
    this.#say = say;
  }

  show(progress: Omit<ScanProgress, "failed">): void {
    if (this.#phase === "read") return; // Reading has begun: a late word of discovery would take the phase back.
    if (this.#phase === "history" && progress.phase === "discover") return;
    this.#emit({ ...progress, failed: this.failed }, false);
  }

  found(count: number): void {
    this.#found += count;
    this.read(0, this.#current);
  }

  read(count: number, current: string): void {
    this.#done += count;
    this.#current = current;
    this.#emit(this.#reading(), false);
  }

  discovered(): void {
    this.#complete = true;
    this.#emit(this.#reading(), true);
  }

  last(): ScanEvent {
    return { type: "progress", progress: this.#reading() };
  }

  #reading(): ScanProgress {
    return {
      phase: "read",
      done: this.#done,
      total: this.#complete ? this.#found : null,
      current: this.#current,
      failed: this.failed,
    };
  }

  #emit(progress: ScanProgress, always: boolean): void {
    const now = performance.now();
    if (!always && progress.phase === this.#phase && now - this.#shownAt < PROGRESS_EVERY) return;
    this.#phase = progress.phase;
    this.#shownAt = now;
    this.#say({ type: "progress", progress });
  }
}
