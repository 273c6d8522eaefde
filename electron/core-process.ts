import { utilityProcess, type MessagePortMain, type UtilityProcess } from "electron";
import { Reason } from "#shared/api/errors.ts";
import type { CoreEnd } from "./words.ts";

/** What the core's process is told first. */
export interface CoreInit {
  /** Absolute, or empty for the system's place. */
  readonly dataFolder: string;
  readonly scanFolder?: string;
}

/** Who hears how the core fares. */
export interface CoreListener {
  /** There is a core again after one crashed, or after another process's has ended: pages need new ports. */
  back(): void;
  /** There is no core any more, and why. */
  ended(why: CoreEnd): void;
}

/** Waits before each new try after a crash, milliseconds; a crash after the last one is final. */
const BACK_OFF = [200, 1000, 5000] as const;
/** A core that ran this long, milliseconds, has earned all tries again. */
const STEADY = 60_000;
/** How long a core may take to close its database, milliseconds. */
const CLOSE_LIMIT = 5000;

/** The core in a process of its own: started, told to end, and started again when it crashes. */
export class CoreProcess {
  readonly #path: string;
  readonly #listener: CoreListener;
  #init: CoreInit;
  #process: UtilityProcess | null = null;
  /** False while a joined core has ended and nobody is the core yet. */
  #stands = false;
  #restart: ReturnType<typeof setTimeout> | null = null;
  #tries = 0;
  #begun = 0;
  #stopping = false;

  /** `path` is the built core, absolute. */
  constructor(path: string, init: CoreInit, listener: CoreListener) {
    this.#path = path;
    this.#init = init;
    this.#listener = listener;
  }

  start(): void {
    this.#begun = Date.now();
    this.#stands = true;
    const child = utilityProcess.fork(this.#path, [], { serviceName: "Tatami core", stdio: "inherit" });
    this.#process = child;
    child.on("message", (message: unknown) => this.#heard(message));
    child.once("exit", (code) => this.#exited(child, code));
    child.postMessage({ type: "init", ...this.#init });
    // A restarted core would scan once more what the person asked for once.
    this.#init = { dataFolder: this.#init.dataFolder };
  }

  /**
   * Gives the core one end of a channel on which it serves its contract. Answers false while there is no core: then a
   * restart that waits begins at once, and `back` tells when to come again.
   */
  connect(port: MessagePortMain): boolean {
    if (this.#process === null || !this.#stands) {
      if (this.#restart !== null) this.#again();
      return false;
    }
    this.#process.postMessage({ type: "contract" }, [port]);
    return true;
  }

  /** Gives the core one end of a channel to a page that may hold direct connections. */
  carry(port: MessagePortMain): void {
    this.#process?.postMessage({ type: "pipes" }, [port]);
  }

  /** Asks for a scan, as a second start of the app with a folder does. */
  scan(folder: string): void {
    this.#process?.postMessage({ type: "scan", scanFolder: folder });
  }

  /** Lets the core close its database, and resolves when its process is gone. */
  async stop(): Promise<void> {
    this.#stopping = true;
    const child = this.#process;
    if (child === null) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(() => child.kill(), CLOSE_LIMIT);
      child.once("exit", () => {
        clearTimeout(timer);
        resolve();
      });
      child.postMessage({ type: "close" });
    });
  }

  #heard(message: unknown): void {
    if (typeof message !== "object" || message === null || !("type" in message)) return;
    switch (message.type) {
      case "lost":
        this.#stands = false;
        break;
      case "back":
        this.#stands = true;
        this.#listener.back();
        break;
      case "failed":
        this.#end({
          kind: "failed",
          message: "message" in message && typeof message.message === "string" ? message.message : "",
          reason: "reason" in message ? (Reason.safeParse(message.reason).data ?? null) : null,
        });
        break;
    }
  }

  #exited(child: UtilityProcess, code: number): void {
    if (this.#process !== child) return;
    this.#process = null;
    if (this.#stopping) return;
    if (Date.now() - this.#begun >= STEADY) this.#tries = 0;
    const wait = BACK_OFF[this.#tries];
    if (wait === undefined) {
      this.#end({ kind: "crashed", times: this.#tries + 1, code });
      return;
    }
    this.#tries += 1;
    this.#restart = setTimeout(() => this.#again(), wait);
  }

  #again(): void {
    if (this.#restart !== null) clearTimeout(this.#restart);
    this.#restart = null;
    if (this.#stopping) return;
    this.start();
    this.#listener.back();
  }

  #end(why: CoreEnd): void {
    if (this.#stopping) return;
    this.#stopping = true;
    this.#process?.kill();
    this.#listener.ended(why);
  }
}
