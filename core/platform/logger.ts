import { AsyncLocalStorage } from "node:async_hooks";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Writable } from "node:stream";
import pino from "pino";
import buildRoll from "pino-roll";
import { redactor } from "./redact.ts";

export type Logger = pino.Logger;

/** How long after a line that could not be written the next one is tried, milliseconds. */
const RETRY_AFTER = 1000;

const correlation = new AsyncLocalStorage<string>();

/** Runs `work` under a correlation id: every line that it logs carries it. */
export function withCorrelation<T>(id: string, work: () => T): T {
  return correlation.run(id, work);
}

/** The correlation id of the running call, or null outside one. */
export function correlationId(): string | null {
  return correlation.getStore() ?? null;
}

export interface OpenLog {
  readonly logger: Logger;
  readonly folder: string;
  /** Writes what is buffered and closes the file. */
  close(): Promise<void>;
}

/** Opens the log of a data folder: JSON lines, redacted before any write, rolled at 5 MB, the last six files kept. */
export async function openLog(dataFolder: string, level = "info"): Promise<OpenLog> {
  const folder = join(dataFolder, "logs");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const stream = await buildRoll({
    file: join(folder, "tatami"),
    extension: ".log",
    size: "5m",
    // Also those of earlier starts, or they would pile up.
    limit: { count: 5, removeOtherLogFiles: true },
    mkdir: true,
    sync: true,
  });
  return {
    logger: pino(optionsOf(level), lossy(stream)),
    folder,
    close: () =>
      new Promise((done) => {
        stream.once("close", () => done());
        // What cannot be written now never will be.
        stream.once("error", () => {
          stream.destroy();
          done();
        });
        stream.end();
      }),
  };
}

/** For a process that has joined another's core, whose log is not its own: what is a bug goes to stderr. */
export function errorLogger(): Logger {
  return pino(optionsOf("error"), process.stderr);
}

function optionsOf(level: string): pino.LoggerOptions {
  return {
    level,
    base: { pid: process.pid },
    mixin: () => {
      const id = correlation.getStore();
      return id === undefined ? {} : { correlationId: id };
    },
    hooks: { streamWrite: redactor() },
  };
}

/**
 * A disk that is full costs lines of the log and nothing else: unheard, the error would be thrown into whatever logs. The
 * stream keeps a line that it could not write, so while it fails only one a second is given to it.
 */
function lossy(stream: Writable): { write(line: string): void } {
  let failedAt: number | null = null;
  stream.on("error", () => (failedAt = performance.now()));
  stream.on("write", () => (failedAt = null));
  return {
    write: (line) => {
      if (failedAt === null || performance.now() - failedAt > RETRY_AFTER) stream.write(line);
    },
  };
}

/** A logger that keeps nothing: for tests of parts. */
export function silentLogger(): Logger {
  return pino({ level: "silent" });
}
