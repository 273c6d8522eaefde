import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { TatamiError } from "#shared/api/errors.ts";
import { failure } from "#shared/api/failures.ts";
import type { FromWorker, ReadJob, ToWorker } from "./worker-protocol.ts";
import type { ScanRequest } from "./scan-contract.ts";

/** POCs that one worker reads at a time, and that one event carries. */
export const BATCH = 25;
/** One processor is left to the thread that answers people: a scan is quick enough, a core that stutters is not. */
const MOST_WORKERS = 4;
/** Milliseconds that a worker gets to end its programs before it is ended itself. */
const GRACE = 150;

/** What the pool hands to its owner. */
export interface PoolListener {
  readonly onMessage: (message: Exclude<FromWorker, { type: "error" | "jobs" }>) => void;
  readonly onJobs: (count: number) => void;
  /** All is done (null), or a worker failed. Called once. */
  readonly onEnd: (error: TatamiError | null) => void;
}

/** Worker threads of one scan: one discovers, all read. */
export class WorkerPool {
  readonly #listener: PoolListener;
  readonly #workers = new Map<Worker, readonly ReadJob[] | "discover" | null>();
  readonly #jobs: ReadJob[] = [];
  #discovered = false;
  #ended = false;
  #paused = false;

  constructor(listener: PoolListener) {
    this.#listener = listener;
  }

  /** Starts to work on a request. */
  start(request: ScanRequest): void {
    this.#send(this.#spawn(), { type: "discover", request }, "discover");
  }

  /** Holds back reading while the receiver is behind, so that results do not pile up in memory. */
  pause(paused: boolean): void {
    this.#paused = paused;
    if (!paused) this.#next();
  }

  /** Ends every worker and the programs they started. */
  stop(): void {
    this.#ended = true;
    for (const worker of this.#workers.keys()) {
      worker.removeAllListeners();
      // A worker that fails while it is ended has nobody to tell, and must not bring down the process.
      worker.on("error", () => undefined);
      worker.postMessage({ type: "stop" } satisfies ToWorker);
      worker.unref();
      if (this.#workers.get(worker) === "discover") setTimeout(() => void worker.terminate(), GRACE).unref();
      else void worker.terminate();
    }
    this.#workers.clear();
    this.#jobs.length = 0;
  }

  #spawn(): Worker {
    const worker = new Worker(workerFile());
    this.#workers.set(worker, null);
    worker.on("message", (message: FromWorker) => this.#receive(worker, message));
    worker.on("error", (error: Error) => this.#end(failure("scan.part-failed", {}, { cause: error })));
    worker.on("exit", () => this.#end(failure("scan.part-ended", {})));
    return worker;
  }

  #send(worker: Worker, message: ToWorker, busy: readonly ReadJob[] | "discover"): void {
    this.#workers.set(worker, busy);
    worker.postMessage(message);
  }

  #receive(worker: Worker, message: FromWorker): void {
    if (this.#ended) return;
    if (message.type === "error") {
      const { code, reason } = message;
      const cause = new Error(message.message);
      if (message.stack !== null) cause.stack = message.stack;
      return this.#end(
        code === "SERVER_ERROR"
          ? failure("scan.part-failed", {}, { cause })
          : new TatamiError(code, message.message, { cause, reason }),
      );
    }
    if (message.type === "jobs") {
      this.#jobs.push(...message.jobs);
      this.#listener.onJobs(message.jobs.length);
    } else {
      if (message.type === "discovered") this.#discovered = true;
      if (message.type === "discovered" || message.type === "read") this.#workers.set(worker, null);
      this.#listener.onMessage(message);
    }
    this.#next();
  }

  #next(): void {
    if (this.#ended || this.#paused) return;
    while (this.#jobs.length > 0) {
      const worker = this.#idle();
      if (worker === null) return;
      const jobs = this.#jobs.splice(0, BATCH);
      this.#send(worker, { type: "read", jobs }, jobs);
    }
    if (this.#discovered && [...this.#workers.values()].every((busy) => busy === null)) this.#end(null);
  }

  #idle(): Worker | null {
    for (const [worker, busy] of this.#workers) if (busy === null) return worker;
    return this.#workers.size < Math.min(Math.max(1, availableParallelism() - 1), MOST_WORKERS)
      ? this.#spawn()
      : null;
  }

  #end(error: TatamiError | null): void {
    if (this.#ended) return;
    this.stop();
    this.#listener.onEnd(error);
  }
}

/** The worker's file: TypeScript when run from source; in the built app beside this bundle, or above it when this is a chunk. */
function workerFile(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  if (import.meta.url.endsWith(".ts")) return join(here, "scan-worker.ts");
  const places = [here, dirname(here), join(here, "chunks")].map((folder) => join(folder, "scan-worker.js"));
  return places.find((place) => existsSync(place)) ?? join(here, "scan-worker.js");
}
