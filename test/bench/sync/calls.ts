import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";

/** What a process of the benchmark does when it is asked. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Calls = Readonly<Record<string, (...args: any[]) => unknown>>;

interface Asked {
  readonly number: number;
  readonly name: string;
  readonly args: readonly unknown[];
}

type Told = { readonly number: number; readonly value: unknown } | { readonly event: unknown };

/** Milliseconds of a clock that all processes of this machine share. */
export function sharedClock(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

/** Answers the process that has started this one, for as long as that lives. What fails ends this one, loudly. */
export function answer(calls: Calls): void {
  process.on("message", (asked: Asked) => {
    void (async () => {
      const value: unknown = await calls[asked.name]?.(...asked.args);
      process.send?.({ number: asked.number, value });
    })();
  });
  process.once("disconnect", () => process.exit());
}

/** Tells the process that has started this one what has happened. */
export function tell(event: unknown): void {
  process.send?.({ event });
}

/** A process of the benchmark, as the one that has started it sees it. */
export class Asking<Known extends Calls, Event> {
  readonly #child: ChildProcess;
  readonly #open = new Map<number, (value: unknown) => void>();
  readonly #listeners = new Set<(event: Event) => void>();
  #asked = 0;

  constructor(file: string, flags: readonly string[]) {
    this.#child = fork(file, [], {
      execArgv: [...process.execArgv, ...flags],
      serialization: "advanced",
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    this.#child.on("message", (told: Told) => {
      if ("event" in told) for (const listener of this.#listeners) listener(told.event as Event);
      else {
        this.#open.get(told.number)?.(told.value);
        this.#open.delete(told.number);
      }
    });
    // Whoever waits for it would wait for ever.
    this.#child.once("exit", (code) => {
      if (this.#open.size > 0) throw new Error(`A process of the benchmark ended with ${String(code)}.`);
    });
  }

  /** Asks it for something. */
  ask<Name extends keyof Known & string>(
    name: Name,
    ...args: Parameters<Known[Name]>
  ): Promise<Awaited<ReturnType<Known[Name]>>> {
    return new Promise((done) => {
      const number = this.#asked++;
      this.#open.set(number, done as (value: unknown) => void);
      this.#child.send({ number, name, args });
    });
  }

  /** Hears what it tells; answers what ends that. */
  on(listener: (event: Event) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async end(): Promise<void> {
    this.#open.clear();
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = once(this.#child, "exit");
    this.#child.kill("SIGKILL");
    await gone;
  }
}
