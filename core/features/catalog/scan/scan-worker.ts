import { setPriority } from "node:os";
import { parentPort } from "node:worker_threads";
import { TatamiError } from "#shared/api/errors.ts";
import { failure } from "#shared/api/failures.ts";
import type { FromWorker, ToWorker } from "./worker-protocol.ts";

/** A thread of the scan: discovers, or reads POCs, as the pool tells it. What either needs is loaded when it is needed. */
function serve(): void {
  const port = parentPort;
  if (port === null) return;
  giveWay();
  const stopped = new AbortController();
  const post = (message: FromWorker) => port.postMessage(message);
  port.on("message", (message: ToWorker) => {
    if (message.type === "stop") stopped.abort();
    else work(message, stopped.signal, post).catch((error: unknown) => post(describe(error)));
  });
}

/** How much the scan gives way to whoever asks, as `nice` counts. */
const NICENESS = 10;

/**
 * Lets the core's own thread go first where both want the same processor; git, started from here, gives way too. Only on
 * Linux is the priority one of the thread: elsewhere it would be the whole process that steps back.
 */
function giveWay(): void {
  if (process.platform !== "linux") return;
  try {
    setPriority(NICENESS);
  } catch {
    // A sandbox may forbid it; the scan then runs as it always did.
  }
}

async function work(
  message: Exclude<ToWorker, { type: "stop" }>,
  signal: AbortSignal,
  post: (message: FromWorker) => void,
): Promise<void> {
  if (message.type === "discover") {
    const { discover } = await import("./discover/discover.ts");
    await discover(message.request, signal, post);
  } else {
    const { readPocs } = await import("./read/read-pocs.ts");
    post({ type: "read", ...readPocs(message.jobs) });
  }
}

/** An error as it crosses to the pool: an error object would arrive without its code and reason. */
function describe(thrown: unknown): FromWorker {
  const aborted = thrown instanceof Error && thrown.name === "AbortError";
  const error = aborted ? failure("scan.cancelled", {}, { cause: thrown }) : thrown;
  const known = error instanceof TatamiError ? error : null;
  return {
    type: "error",
    code: known?.code ?? "SERVER_ERROR",
    message: error instanceof Error ? error.message : String(error),
    reason: known?.reason ?? null,
    stack: error instanceof Error ? (error.stack ?? null) : null,
  };
}

serve();
