import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Duplex } from "node:stream";
import { implement } from "@orpc/server";
import { RPCHandler } from "@orpc/server/ws";
import { WebSocketServer, type WebSocket } from "ws";
import { hostContract } from "#shared/api/host.api.ts";
import { failure } from "#shared/api/failures.ts";
import { pageFile } from "#shared/api/page-files.ts";
import { PAGE_POLICY } from "#shared/api/page-policy.ts";
import { MAX_MESSAGE, type OpenCore } from "#core/main.ts";
import { Access } from "./access.ts";
import { listenOn } from "./ports.ts";

const HEADERS = {
  "content-security-policy": PAGE_POLICY,
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), microphone=(), geolocation=(), usb=(), serial=(), clipboard-write=(self)",
};

/** What a page can open a socket to: the core, its shell, and what it carries for the core. */
const CHANNELS: readonly string[] = ["/api/core", "/api/host", "/api/pipes"];
/** Subprotocol of a socket that is opened only to say that there is no access. */
const REFUSED = "refused";
/** Bytes of the body of an exchange. */
const BODY_LIMIT = 1024;

export interface WebServer {
  readonly port: number;
  /** A fresh address with its one-time token. */
  address(): string;
  close(): Promise<void>;
}

/**
 * Serves the page and the contracts on 127.0.0.1, on the first of `ports` that is free (0: any). `pages` is the folder of
 * the built renderer, `restart` the command that starts it all again. Throws CONFLICT when no port can be had.
 */
export async function serveWeb(
  core: OpenCore,
  pages: string,
  ports: readonly number[],
  restart: string,
): Promise<WebServer> {
  const access = new Access();
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE,
    perMessageDeflate: false,
    // A page is told before its socket opens, so that it sends nothing on one that is about to close.
    handleProtocols: (offered, request) =>
      offered.has(REFUSED) && !hasAccess(request, access) ? REFUSED : "tatami",
  });
  const server = createServer((request, response) => {
    void answer(request, response, pages, access, own()).catch((error: unknown) => {
      core.logger.error({ err: error }, "web request failed");
      if (!response.headersSent) response.writeHead(500, HEADERS);
      response.end();
    });
  });
  server.on("checkExpectation", (_request, response) => end(response, 417, "Nothing to expect here."));
  // What is no HTTP, or comes too slowly, is answered by us and not by Node, which sends no headers of security.
  server.on("clientError", (error: NodeJS.ErrnoException, socket: Duplex) => {
    if (socket.writable)
      refuse(
        socket,
        error.code === "ERR_HTTP_REQUEST_TIMEOUT" ? 408 : error.code === "HPE_HEADER_OVERFLOW" ? 431 : 400,
      );
    else socket.destroy();
  });
  server.requestTimeout = 10_000;
  server.headersTimeout = 10_000;
  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // Whoever goes while it is answered is no failure of ours.
    socket.on("error", () => socket.destroy());
    const url = request.url ?? "";
    // A browser always names the origin of a WebSocket: one that is absent is no page of ours.
    if (
      !CHANNELS.includes(url) ||
      !own().includes(request.headers.host ?? "") ||
      !ownOrigin(request.headers.origin, own())
    ) {
      refuse(socket, 403);
      return;
    }
    if (!hasAccess(request, access)) {
      // Accepted only to say why: a browser does not show a page the status of a refused upgrade.
      sockets.handleUpgrade(request, socket, head, (ws) => {
        // Frames that are none would otherwise end the process, whoever sends them.
        ws.on("error", () => ws.terminate());
        ws.close(4001, "no access");
      });
      return;
    }
    const accept = (serve: (ws: WebSocket) => void) =>
      sockets.handleUpgrade(request, socket, head, (ws) => {
        ws.on("error", (error) => core.logger.warn({ err: error }, "page connection failed"));
        serve(ws);
      });
    if (url === "/api/host")
      accept((ws) => void new RPCHandler(hostRouter(restart), core.serving as object).upgrade(ws));
    else if (url === "/api/pipes") accept((ws) => core.carrySocket(ws));
    else void toCore(core, socket, accept);
  });
  await listenOn(server, ports);
  const bound = (server.address() as AddressInfo).port;
  const own = () => [`127.0.0.1:${bound}`];
  return {
    port: bound,
    address: () => `http://127.0.0.1:${bound}/#token=${access.issue()}`,
    close: () =>
      new Promise((done) => {
        for (const ws of sockets.clients) ws.close(1001, "closing");
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

/** Gives a page's socket a line to the core; where there is none, a socket that never opens lets the page try again later. */
async function toCore(
  core: OpenCore,
  socket: Duplex,
  accept: (serve: (ws: WebSocket) => void) => void,
): Promise<void> {
  const line = await core.line();
  if (line === null) return refuse(socket, 503);
  // Whoever has gone meanwhile leaves no line behind.
  socket.once("close", () => line.drop());
  if (socket.destroyed) line.drop();
  else accept((ws) => line.serveSocket(ws));
}

function hostRouter(restart: string) {
  const os = implement(hostContract);
  const platform = process.platform === "win32" || process.platform === "darwin" ? process.platform : "linux";
  return os.router({
    capabilities: os.capabilities.handler(() => ({
      shell: "web" as const,
      pickFolder: false,
      platform,
      restart,
    })),
    pickFolder: os.pickFolder.handler(() => {
      throw failure("web.no-folder-dialog", {});
    }),
    keepRunning: os.keepRunning.handler(() => {
      throw failure("web.not-a-window", {});
    }),
    quit: os.quit.handler(() => {
      throw failure("web.not-a-window", {});
    }),
  });
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  pages: string,
  access: Access,
  own: readonly string[],
): Promise<void> {
  // Another Host means that a name was pointed at this address (DNS rebinding).
  if (!own.includes(request.headers.host ?? ""))
    return end(response, 403, "This address serves 127.0.0.1 only.");
  // An address in the request line (http://elsewhere/, //elsewhere/) is for proxies.
  const target = request.url ?? "/";
  if (!/^\/(?![/\\])/u.test(target)) return end(response, 400, "There is nothing here.");
  const url = new URL(target, "http://127.0.0.1");
  if (url.pathname === "/api/session") return session(request, response, access, own);
  if (request.method !== "GET" && request.method !== "HEAD") return end(response, 405, "GET only.");
  const file = pageFile(url.pathname === "/" ? "/index.html" : url.pathname);
  const body = file === null ? null : await readFile(join(pages, ...file.names)).catch(() => null);
  if (file === null || body === null) return end(response, 404, "There is nothing here.");
  const hashed = file.names[0] === "assets";
  response.writeHead(200, {
    ...HEADERS,
    "content-type": file.type,
    "cache-control": hashed ? "public, max-age=31536000, immutable" : "no-store",
  });
  response.end(request.method === "HEAD" ? undefined : body);
}

async function session(
  request: IncomingMessage,
  response: ServerResponse,
  access: Access,
  own: readonly string[],
): Promise<void> {
  // Only our own page may exchange: a form or a script of another site has another Origin, or none with this type.
  const json = (request.headers["content-type"] ?? "").startsWith("application/json");
  if (request.method !== "POST" || !json || !ownOrigin(request.headers.origin, own))
    return end(response, 403, "Not from here.");
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > BODY_LIMIT) return end(response, 413, "Too large.");
    chunks.push(chunk as Buffer);
  }
  const key = access.exchange(tokenOf(Buffer.concat(chunks).toString("utf8")));
  if (key === null)
    return end(response, 401, "This address was used already, or is too old: ask for a fresh one.");
  response.writeHead(200, { ...HEADERS, "content-type": "application/json", "cache-control": "no-store" });
  response.end(JSON.stringify({ key }));
}

function tokenOf(body: string): string {
  try {
    const { token } = JSON.parse(body) as { token?: unknown };
    return typeof token === "string" ? token : "";
  } catch {
    return "";
  }
}

function hasAccess(request: IncomingMessage, access: Access): boolean {
  const offered = (request.headers["sec-websocket-protocol"] ?? "").split(",").map((name) => name.trim());
  const key = offered.find((name) => name.startsWith("key."));
  return offered.includes("tatami") && key !== undefined && access.knows(key.slice(4));
}

function ownOrigin(origin: string | undefined, own: readonly string[]): boolean {
  return origin !== undefined && own.some((host) => origin === `http://${host}`);
}

function refuse(socket: Duplex, status: number): void {
  const lines = Object.entries({ ...HEADERS, connection: "close", "content-length": "0" }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  socket.end(`HTTP/1.1 ${status} Refused\r\n${lines.join("")}\r\n`);
}

function end(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    ...HEADERS,
    "content-type": "text/plain; charset=utf-8",
    "cache-control": "no-store",
  });
  response.end(text);
}
