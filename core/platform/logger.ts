import { AsyncLocalStorage } from "node:async_hooks";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import pino from "pino";
import buildRoll from "pino-roll";
import { redactor } from "./redact.ts";

export type Logger = pino.Logger;

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
    limit: { count: 5 },
    mkdir: true,
    sync: true,
  });
  const redact = redactor();
  const logger = pino(
    {
      level,
      base: { pid: process.pid },
      mixin: () => {
        const id = correlation.getStore();
        return id === undefined ? {} : { correlationId: id };
      },
      hooks: { streamWrite: redact },
    },
    stream,
  );
  return {
    logger,
    folder,
    close: () =>
      new Promise((done) => {
        stream.once("close", () => done());
        stream.end();
      }),
  };
}

/** A logger that keeps nothing: for tests of parts. */
export function silentLogger(): Logger {
  return pino({ level: "silent" });
}
