import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { Duplex } from "node:stream";
import { WebSocketServer, type RawData, type WebSocket } from "ws";
import { failure } from "#shared/api/failures.ts";
import type { Clock, Timer } from "#shared/lib/time.ts";
import { HIGH_WATER, LOW_WATER } from "#shared/sync/limits.ts";
import { Signaling, SIGNALING_LIMITS, type Deed, type SignalingLimits } from "#shared/sync/signaling.ts";
import { MAX_SIGNAL, SIGNALING_CODES } from "#shared/sync/signaling-wire.ts";
import { systemCode } from "#core/db/sqlite.ts";
import { systemTimer } from "#core/platform/timer.ts";
import { VERSION } from "#core/platform/version.ts";
import { turnServer, type TurnAccess } from "./turn.ts";

/** How often sockets are asked for a sign of life; one that gave none since the last time is dropped. */
export const PING_EVERY = 20_000;
/** How often it is looked who takes nothing of what waits, and after what time of that such a one is dropped. */
export const LOOK_EVERY = 1_500;
export const STALLED_AFTER = 3_000;
/** What may wait for one socket before it is dropped: what its own meeting does to it counts, too. */
export const WAITING_MOST = 4 * 1024 * 1024;
/** While more than this waits for all sockets together, each may have only little. */
export const WAITING_TOGETHER = 64 * 1024 * 1024;
const WAITING_LITTLE = 64 * 1024;
/** What a waiting frame costs beside its bytes. */
const FRAME_COST = 512;
/** TCP connections beside those that the machine counts: requests that are no sockets yet. */
const REQUESTS = 100;
/** A socket that was told to close and does not is dropped. */
const CLOSE_TIME = 2_000;
const REQUEST_TIME = 10_000;

export interface SignalingServerOptions {
  /** Address to listen on; 0.0.0.0 for all. */
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  readonly clock?: Clock;
  readonly timer?: Timer;
  readonly limits?: Partial<SignalingLimits>;
  /** The TURN server that members are told of; absent where there is none. */
  readonly turn?: TurnAccess | undefined;
  /** WAITING_TOGETHER; only tests change it. */
  readonly waitingTogether?: number;
}

export interface SignalingServer {
  readonly port: number;
  /** Bytes that wait for all sockets together. */
  readonly waiting: number;
  /** Sockets that are open. */
  readonly sockets: number;
  /** Serves a connection that came in elsewhere. */
  take(socket: Socket): void;
  close(): Promise<void>;
}

/**
 * Serves signaling over http on a host and port. Nothing of addresses, meetings or what is said is kept or logged. Throws
 * TatamiError CONFLICT where the port is taken, SERVICE_UNAVAILABLE where the address cannot be listened on.
 */
export async function serveSignaling(options: SignalingServerOptions): Promise<SignalingServer> {
  const server = createServer({ requestTimeout: REQUEST_TIME, headersTimeout: REQUEST_TIME }, answer);
  // Of a connection that says nothing at all; a socket has a time of its own.
  server.timeout = REQUEST_TIME;
  server.maxConnections = (options.limits?.sockets ?? SIGNALING_LIMITS.sockets) + REQUESTS;
  // What is no HTTP is not worth an answer.
  server.on("clientError", (_error, socket) => socket.destroy());
  server.on("checkExpectation", (_request, response) => end(response, 417));
  const sockets = new SignalingSockets(server, options);
  try {
    await listen(server, options.host, options.port);
  } catch (error) {
    await sockets.close();
    throw listenFailure(error, options);
  }
  return {
    port: (server.address() as AddressInfo).port,
    get waiting() {
      return sockets.waiting;
    },
    get sockets() {
      return sockets.count;
    },
    take: (socket) => void server.emit("connection", socket),
    close: async () => {
      await sockets.close();
      const closed = new Promise((done) => server.close(done));
      server.closeAllConnections();
      await closed;
    },
  };
}

function answer(request: IncomingMessage, response: ServerResponse): void {
  if (request.url !== "/" || (request.method !== "GET" && request.method !== "HEAD"))
    return end(response, 404);
  end(response, 200, `Tatami signaling ${VERSION}\n`);
}

function end(response: ServerResponse, status: number, text = ""): void {
  response.writeHead(status, {
    "content-type": "text/plain; charset=utf-8",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
    connection: "close",
  });
  response.end(text);
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((done, fail) => {
    server.once("error", fail);
    server.listen(port, host, () => {
      server.off("error", fail);
      // Afterwards a server fails only to accept one connection or other.
      server.on("error", () => undefined);
      done();
    });
  });
}

function listenFailure(error: unknown, { host, port }: SignalingServerOptions): unknown {
  const cause = systemCode(error);
  if (cause === "EADDRINUSE")
    return failure("signaling.port-taken", { port: String(port) }, { cause: error });
  if (cause === null) return error;
  return failure("signaling.not-served", { address: `${host}:${port}`, cause }, { cause: error });
}

/** What is known of a socket beside what the machine knows. */
interface Line {
  /** It has given a sign of life since it was asked last. */
  alive: boolean;
  /** Reasons for which nothing is read of it. */
  held: number;
  /** Sockets that are not read until this one has taken what waits for it. */
  readonly holds: Set<WebSocket>;
  /** Bytes that wait for it, the cost of their frames included. */
  waiting: number;
  /** When it took something last, while something waits. */
  tookAt: number;
}

/** The sockets of the machine, on a server for http that may serve other things beside. */
class SignalingSockets {
  readonly #machine: Signaling<WebSocket>;
  readonly #clock: Clock;
  readonly #timer: Timer;
  readonly #server = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_SIGNAL,
    perMessageDeflate: false,
    clientTracking: false,
  });
  readonly #lines = new Map<WebSocket, Line>();
  readonly #stops = new Set<() => void>();
  readonly #together: number;
  #waiting = 0;
  #closed = false;

  constructor(server: Server, options: SignalingServerOptions) {
    const {
      clock = Date.now,
      timer = systemTimer,
      limits,
      turn,
      waitingTogether = WAITING_TOGETHER,
    } = options;
    this.#together = waitingTogether;
    this.#clock = clock;
    this.#timer = timer;
    this.#machine = new Signaling(
      clock,
      { ...SIGNALING_LIMITS, ...limits },
      turn === undefined ? null : () => turnServer(turn, clock()),
    );
    server.on("upgrade", (request, socket, head) => this.#upgrade(request, socket, head));
    this.#every(PING_EVERY, () => this.#ping());
    this.#every(LOOK_EVERY, () => {
      this.#do(this.#machine.sweep());
      this.#dropStalled();
    });
  }

  get waiting(): number {
    return this.#waiting;
  }

  get count(): number {
    return this.#lines.size;
  }

  /** Says goodbye to all sockets, and resolves when they are gone. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const stop of this.#stops) stop();
    await Promise.all(
      [...this.#lines.keys()].map((socket) => {
        const gone = new Promise((done) => socket.once("close", done));
        this.#shut(socket, SIGNALING_CODES.goingAway, "closing");
        return gone;
      }),
    );
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    // Whoever goes while it is answered is no failure of ours.
    socket.on("error", () => socket.destroy());
    if (request.url !== "/" || this.#closed) {
      socket.end("HTTP/1.1 404 Not Found\r\nconnection: close\r\ncontent-length: 0\r\n\r\n");
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (ws) => this.#accept(ws));
  }

  #accept(ws: WebSocket): void {
    const line: Line = { alive: true, held: 0, holds: new Set(), waiting: 0, tookAt: this.#clock() };
    this.#lines.set(ws, line);
    // Frames that are none: ws closes the socket by itself.
    ws.on("error", () => undefined);
    ws.on("pong", () => (line.alive = true));
    ws.on("message", (data: RawData, isBinary) => {
      line.alive = true;
      const bytes = data as Buffer;
      this.#do(
        isBinary ? this.#machine.binary(ws, bytes) : this.#machine.text(ws, bytes.toString("utf8")),
        ws,
      );
    });
    ws.once("close", () => {
      this.#lines.delete(ws);
      this.#release(line);
      this.#do(this.#machine.ended(ws));
    });
    this.#do(this.#machine.connected(ws));
  }

  /** Does what the machine asks for; `from` is the socket that caused it. */
  #do(deeds: readonly Deed<WebSocket>[], from?: WebSocket): void {
    for (const deed of deeds) {
      if ("text" in deed) this.#send(deed.socket, deed.text, from);
      else if ("bytes" in deed) this.#send(deed.socket, ownBytes(deed.bytes), from);
      else if ("rest" in deed) this.#rest(deed.socket, deed.rest);
      else this.#shut(deed.socket, deed.close, deed.words);
    }
  }

  #shut(socket: WebSocket, code: number, words: string): void {
    // Of one that is not read the answer would not be seen.
    socket.resume();
    socket.close(code, words);
    const stop = this.#timer.after(CLOSE_TIME, () => socket.terminate());
    socket.once("close", stop);
  }

  #send(to: WebSocket, what: string | Uint8Array, from?: WebSocket): void {
    const line = this.#lines.get(to);
    if (line === undefined || to.readyState !== to.OPEN) return;
    const cost = what.length + FRAME_COST;
    if (line.waiting === 0) line.tookAt = this.#clock();
    line.waiting += cost;
    this.#waiting += cost;
    to.send(what, { binary: typeof what !== "string" }, () => {
      line.waiting -= cost;
      this.#waiting -= cost;
      line.tookAt = this.#clock();
      if (line.waiting <= (this.#most() * LOW_WATER) / HIGH_WATER) this.#release(line);
    });
    if (line.waiting > WAITING_MOST) to.terminate();
    else if (from !== undefined && line.waiting > this.#most()) this.#hold(from, line);
  }

  /** What may wait for one socket before whoever writes to it is not read any more. */
  #most(): number {
    return this.#waiting > this.#together ? WAITING_LITTLE : HIGH_WATER;
  }

  #hold(from: WebSocket, line: Line): void {
    if (line.holds.has(from) || !this.#lines.has(from)) return;
    line.holds.add(from);
    this.#pause(from);
  }

  #release(line: Line): void {
    if (line.holds.size === 0) return;
    const held = [...line.holds];
    line.holds.clear();
    for (const socket of held) this.#resume(socket);
  }

  #rest(socket: WebSocket, time: number): void {
    this.#pause(socket);
    const stop = this.#timer.after(time, () => {
      this.#stops.delete(stop);
      this.#resume(socket);
    });
    this.#stops.add(stop);
  }

  #pause(socket: WebSocket): void {
    const line = this.#lines.get(socket);
    if (line !== undefined && line.held++ === 0) socket.pause();
  }

  #resume(socket: WebSocket): void {
    const line = this.#lines.get(socket);
    if (line === undefined || --line.held > 0) return;
    // Its signs of life could not be heard.
    line.alive = true;
    socket.resume();
  }

  #ping(): void {
    for (const [socket, line] of this.#lines) {
      if (line.held > 0) continue;
      if (!line.alive) socket.terminate();
      line.alive = false;
      if (socket.readyState === socket.OPEN) socket.ping();
    }
  }

  /** A socket that takes nothing holds up its whole meeting: it goes, and may come again. */
  #dropStalled(): void {
    for (const [socket, { holds, tookAt }] of this.#lines)
      if (holds.size > 0 && Math.abs(this.#clock() - tookAt) >= STALLED_AFTER) socket.terminate();
  }

  #every(time: number, work: () => void): void {
    let stop: () => void = () => undefined;
    const again = (): void => {
      this.#stops.delete(stop);
      stop = this.#timer.after(time, () => {
        again();
        work();
      });
      this.#stops.add(stop);
    };
    again();
  }
}

/** A small frame in a large piece of what was read would keep all of that while it waits. */
function ownBytes(frame: Uint8Array): Uint8Array {
  return frame.byteLength * 2 < frame.buffer.byteLength ? new Uint8Array(frame) : frame;
}
