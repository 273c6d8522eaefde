import { Buffer } from "node:buffer";
import { WebSocket, type RawData } from "ws";
import { MAX_MESSAGE } from "./local-server.ts";

/*
 * A window of a core that runs in another process: messages between its page and that core's socket pass unchanged, both
 * ways. Pages and sockets speak the same messages (text, or bytes where a file is in them), so nothing needs to be
 * understood here. A page's messages are bounded by MAX_MESSAGE at both sockets. Answers are not, as for a core's own page.
 */

/** Bytes that may wait for a slow reader before no more is read for it. */
const HIGH_WATER = 1024 * 1024;
/** Close code for "the other end has gone": the page connects again. */
const GONE = 1001;
const TOO_LARGE = 1009;

/** A port of a page, as Electron's utility process has it. Nothing arrives before start(). */
export interface PagePort {
  on(event: "message", listener: (event: { readonly data: unknown }) => void): unknown;
  on(event: "close", listener: () => void): unknown;
  postMessage(message: string | Uint8Array): void;
  start(): void;
  close(): void;
}

/** Joins a page's socket to one of the core's, until either ends. */
export function relaySocket(page: WebSocket, core: WebSocket): void {
  passOn(page, core);
  passOn(core, page);
  page.once("close", () => end(core));
  ifGone(core, () => end(page));
}

/** The same for a page's port. A port cannot be told to wait: what it holds is bounded by what our own page asks for. */
export function relayPort(page: PagePort, core: WebSocket): void {
  core.on("message", (data, binary) => {
    page.postMessage(binary ? new Uint8Array(bytesOf(data)) : bytesOf(data).toString("utf8"));
  });
  page.on("message", ({ data }) => {
    if (core.readyState !== WebSocket.OPEN) return;
    const size =
      typeof data === "string"
        ? Buffer.byteLength(data)
        : data instanceof Uint8Array
          ? data.byteLength
          : Number.POSITIVE_INFINITY;
    if (size > MAX_MESSAGE) core.close(TOO_LARGE);
    else core.send(data as string | Uint8Array);
  });
  page.on("close", () => end(core));
  ifGone(core, () => page.close());
  page.start();
}

/** Reads no more from one socket while much waits for the other. */
function passOn(from: WebSocket, to: WebSocket): void {
  from.on("message", (data, binary) => {
    if (to.readyState !== WebSocket.OPEN) return;
    to.send(bytesOf(data), { binary }, () => {
      if (from.isPaused && to.bufferedAmount <= HIGH_WATER) from.resume();
    });
    if (to.bufferedAmount > HIGH_WATER) from.pause();
  });
}

/** Runs when the core's end has closed, or at once when it had before anybody listened. */
function ifGone(core: WebSocket, gone: () => void): void {
  if (core.readyState === WebSocket.OPEN) core.once("close", gone);
  else gone();
}

function end(socket: WebSocket): void {
  // A socket that is not read would not see the other's goodbye.
  socket.resume();
  socket.close(GONE);
}

function bytesOf(data: RawData): Buffer {
  return Buffer.isBuffer(data) ? data : Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data);
}
