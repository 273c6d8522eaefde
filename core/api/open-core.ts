import { performance } from "node:perf_hooks";
import { setTimeout as delay } from "node:timers/promises";
import { ORPCError } from "@orpc/client";
import { RPCHandler as PortHandler } from "@orpc/server/message-port";
import { RPCHandler as SocketHandler } from "@orpc/server/ws";
import type { WebSocket } from "ws";
import { ErrorData, isErrorCode, TatamiError } from "#shared/api/errors.ts";
import { failure } from "#shared/api/failures.ts";
import { errorLogger, type Logger } from "#core/platform/logger.ts";
import { joinCore, PATIENCE, type Guest, type Joined } from "./local-client.ts";
import type { PageChannel } from "#shared/sync/page-wire.ts";
import { portChannel, socketChannel } from "./page-channel.ts";
import { relayPort, relaySocket, type PagePort } from "./relay.ts";
import { serveOptions } from "./serve.ts";

/** A way to the core for one connection of a page; used once. */
export interface Line {
  serveSocket(page: WebSocket): void;
  servePort(page: PagePort): void;
  /** Closes a line that no page came to use. */
  drop(): void;
}

/** The core of a data folder as a shell with pages has it: its own, or another process's, whose place it takes when that ends. */
export interface OpenCore {
  /** True while another process is the core. */
  readonly joined: boolean;
  /** Of the core; while another process is the core, what must not be lost goes to stderr. */
  readonly logger: Logger;
  /** What a handler of the shell's own is given. */
  readonly serving: ReturnType<typeof serveOptions>;
  /** A way to the core, or null while there is none: a page knocks again. */
  line(): Promise<Line | null>;
  /** Takes the channel of a page that can hold direct connections; it waits while another process is the core. */
  carrySocket(page: WebSocket): void;
  carryPort(page: PagePort): void;
  /** Begins to scan a folder (absolute). Throws as catalog.startScan does. */
  startScan(path: string): Promise<void>;
  /** A fresh address of the page that the joined core serves; null where it serves none, and for a core of one's own. */
  otherAddress(): Promise<string | null>;
  close(): Promise<void>;
}

/** Who hears how a joined core fares. */
export interface OpenCoreListener {
  /** It has ended: until `back` there is none, and every line is closed. */
  lost?(): void;
  /** A core stands again. */
  back?(): void;
  /** There will be none: no core can be started or joined any more, and why. */
  ended(error: unknown): void;
}

/** What is needed of a core that this process is. */
export interface OwnCore {
  readonly router: ConstructorParameters<typeof SocketHandler>[0];
  readonly serving: ReturnType<typeof serveOptions>;
  readonly logger: Logger;
  readonly roots: { startScan(path: string): unknown };
  readonly pages: { add(channel: PageChannel): void };
  close(): Promise<void>;
}

type Seat<Own> = { readonly own: Own } | { readonly joined: Joined };

/** How long the core that runs is knocked at before it is asked again whether it still runs, milliseconds. */
const KNOCK = 300;
/** Pause before a place that could not be taken is tried again, milliseconds. */
const RETRY = 1000;

/**
 * Becomes the core of a data folder, or joins the one that is. `start` answers null where another process is. Throws as
 * it and joinCore do; a signal that aborts ends the waiting.
 */
export async function startOrJoin<Own>(
  start: () => Promise<Own | null>,
  dataFolder: string,
  guest: Guest,
  signal?: AbortSignal,
): Promise<Seat<Own>> {
  const deadline = performance.now() + PATIENCE;
  for (;;) {
    const own = await start();
    if (own !== null) return { own };
    try {
      return { joined: await joinCore(dataFolder, KNOCK, guest) };
    } catch (error) {
      // The one that held the folder may have ended meanwhile: then its place is free.
      if (!isGone(error) || signal?.aborted === true || performance.now() > deadline) throw error;
    }
  }
}

/** Opens the core of a data folder for a shell with pages. Throws as startOrJoin does. */
export async function openShared(
  start: () => Promise<OwnCore | null>,
  dataFolder: string,
  listener: OpenCoreListener,
): Promise<OpenCore> {
  const shared = new SharedCore(start, dataFolder, listener);
  await shared.open();
  return shared;
}

class SharedCore implements OpenCore {
  readonly #find: () => Promise<Seat<OwnCore>>;
  readonly #listener: OpenCoreListener;
  #seat: Seat<OwnCore> | null = null;
  #own: Line | null = null;
  /** Of pages that came while another process was the core. */
  readonly #waiting = new Set<PageChannel>();
  #seeking: Promise<void> = Promise.resolve();
  readonly #closing = new AbortController();
  logger = errorLogger();
  serving = serveOptions(this.logger);

  constructor(start: () => Promise<OwnCore | null>, dataFolder: string, listener: OpenCoreListener) {
    this.#find = () => startOrJoin(start, dataFolder, "window", this.#closing.signal);
    this.#listener = listener;
  }

  get joined(): boolean {
    return this.#seat !== null && "joined" in this.#seat;
  }

  async open(): Promise<void> {
    this.#take(await this.#find());
  }

  async line(): Promise<Line | null> {
    const seat = this.#seat;
    if (seat === null || "own" in seat) return this.#own;
    const core = await seat.joined.line().catch(() => null);
    if (core === null) return null;
    return {
      serveSocket: (page) => relaySocket(page, core),
      servePort: (page) => relayPort(page, core),
      drop: () => core.close(),
    };
  }

  carrySocket(page: WebSocket): void {
    const channel = socketChannel(page);
    page.once("close", () => this.#waiting.delete(channel));
    this.#carry(channel);
  }

  carryPort(page: PagePort): void {
    const channel = portChannel(page);
    page.on("close", () => this.#waiting.delete(channel));
    this.#carry(channel);
  }

  async startScan(path: string): Promise<void> {
    await this.#seeking;
    const seat = this.#seat;
    if (seat === null) throw failure("core.none", {});
    if ("own" in seat) await seat.own.roots.startScan(path);
    else await seat.joined.core.catalog.startScan({ path }).catch(throwHere);
  }

  async otherAddress(): Promise<string | null> {
    const seat = this.#seat;
    if (seat === null || "own" in seat) return null;
    // Whatever the reason, it gives none: then this process has to serve a page itself.
    return await seat.joined.webAddress().catch(() => null);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#seeking;
    const seat = this.#seat;
    if (seat === null) return;
    if ("own" in seat) await seat.own.close();
    else seat.joined.close();
  }

  #carry(channel: PageChannel): void {
    const seat = this.#seat;
    if (seat !== null && "own" in seat) seat.own.pages.add(channel);
    else this.#waiting.add(channel);
  }

  #take(seat: Seat<OwnCore>): void {
    this.#seat = seat;
    if ("joined" in seat) {
      void seat.joined.ended.then(() => {
        if (!this.#closing.signal.aborted) this.#seeking = this.#seek();
      });
      return;
    }
    const { router, serving, logger } = seat.own;
    this.logger = logger;
    this.serving = serving;
    const sockets = new SocketHandler(router, serving as object);
    const ports = new PortHandler(router, serving as object);
    this.#own = {
      serveSocket: (page) => void sockets.upgrade(page),
      servePort: (page) => {
        ports.upgrade(page as Parameters<typeof ports.upgrade>[0]);
        page.start();
      },
      drop: () => undefined,
    };
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const channel of waiting) seat.own.pages.add(channel);
  }

  /** Takes the place of the core that ended, or joins whoever did; as long as that may come to pass. */
  async #seek(): Promise<void> {
    this.#seat = null;
    this.#listener.lost?.();
    const { signal } = this.#closing;
    let said = "";
    while (!signal.aborted) {
      try {
        this.#take(await this.#find());
        if (!signal.aborted) this.#listener.back?.();
        return;
      } catch (error) {
        if (!isGone(error)) {
          this.#listener.ended(error);
          return;
        }
        if (error.message !== said)
          this.logger.error({ err: error }, "the core has ended, and its place is not free");
        said = error.message;
        await delay(RETRY, undefined, { signal }).catch(() => undefined);
      }
    }
  }
}

function isGone(error: unknown): error is TatamiError {
  return error instanceof TatamiError && error.code === "SERVICE_UNAVAILABLE";
}

/** An error of the contract that came from another process, as this one throws it. */
function throwHere(error: unknown): never {
  if (!(error instanceof ORPCError) || !isErrorCode(error.code)) throw error;
  const reason = ErrorData.safeParse(error.data).data?.reason ?? null;
  throw new TatamiError(error.code, error.message, { cause: error, reason });
}
