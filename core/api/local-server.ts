import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { chmodSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { implement } from "@orpc/server";
import { RPCHandler } from "@orpc/server/ws";
import { WebSocketServer, type WebSocket } from "ws";
import * as z from "zod";
import { CONTRACT_VERSION, localContract } from "#shared/api/contract.ts";
import { failure } from "#shared/api/failures.ts";
import { isFull } from "#core/db/sqlite.ts";
import type { Logger } from "#core/platform/logger.ts";
import { VERSION } from "#core/platform/version.ts";
import type { serveOptions } from "./serve.ts";

/** Largest message that a local process or page may send, in bytes. */
export const MAX_MESSAGE = 4 * 1024 * 1024;

/** What `core.json` says of the process that writes a data folder. */
export const CoreFile = z.object({
  pid: z.number(),
  version: z.string(),
  contractVersion: z.number(),
  /** Path of a Unix socket or name of a pipe. */
  address: z.string(),
  key: z.string(),
});
export type CoreFile = z.infer<typeof CoreFile>;

export const CORE_FILE = "core.json";

/** Where the core's contract is served: to commands, and to windows, which need not be waited for. */
export const GUEST_PATHS = { command: "/core", window: "/window" } as const;
/** Where the contract between local processes is served. */
export const LOCAL_PATH = "/local";

/** Where the core of a data folder listens: a short name by a hash, because socket paths hold 104 bytes. */
function localAddress(dataFolder: string): string {
  const name = `tatami-${createHash("sha256").update(dataFolder).digest("hex").slice(0, 16)}`;
  if (process.platform === "win32") return `\\\\.\\pipe\\${name}`;
  return join(process.env.XDG_RUNTIME_DIR ?? tmpdir(), `${name}.sock`);
}

export interface LocalServerOptions {
  readonly dataFolder: string;
  readonly router: ConstructorParameters<typeof RPCHandler>[0];
  readonly options: ReturnType<typeof serveOptions>;
  readonly logger: Logger;
  /** Gives a fresh address of the web shell; rejects with UNSUPPORTED where this process serves none. */
  readonly webAddress: () => Promise<string>;
}

export interface LocalServer {
  /** How many connections of commands there are. */
  readonly commands: number;
  /** Resolves when no command that has joined is connected any more, or the signal aborts. */
  alone(signal?: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/** Takes away what a core that was killed left behind. Only the holder of the lock may. */
export function forgetCoreFile(dataFolder: string): void {
  rmSync(join(dataFolder, CORE_FILE), { force: true });
}

/** Lets other processes of this user join the core, and writes `core.json`. */
export async function serveLocal(options: LocalServerOptions): Promise<LocalServer> {
  const key = randomBytes(32).toString("base64url");
  const address = localAddress(options.dataFolder);
  const core = new RPCHandler(options.router, options.options as object);
  const local = new RPCHandler(localRouter(options.webAddress), options.options as object);
  const server = createServer((_request, response) => response.writeHead(404).end());
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE, perMessageDeflate: false });
  const commands = new Set<WebSocket>();
  server.on("upgrade", (request, socket, head) => {
    // Whoever goes while it is answered is no failure of ours.
    socket.on("error", () => socket.destroy());
    if (!sameKey(request.headers.authorization ?? "", `Bearer ${key}`)) {
      socket.end("HTTP/1.1 401 Unauthorized\r\n\r\n");
      return;
    }
    sockets.handleUpgrade(request, socket, head, (ws) => {
      ws.on("error", (error) => options.logger.warn({ err: error }, "local connection failed"));
      if (request.url !== GUEST_PATHS.window) {
        commands.add(ws);
        ws.once("close", () => commands.delete(ws));
      }
      void (request.url === LOCAL_PATH ? local : core).upgrade(ws);
    });
  });
  // The lock is ours, so whatever lies at the address is a dead core's.
  if (process.platform !== "win32") rmSync(address, { force: true });
  await listen(server, address);
  if (process.platform !== "win32") chmodSync(address, 0o600);
  const file: CoreFile = {
    pid: process.pid,
    version: VERSION,
    contractVersion: CONTRACT_VERSION,
    address,
    key,
  };
  const path = join(options.dataFolder, CORE_FILE);
  const close = () =>
    new Promise<void>((done) => {
      rmSync(path, { force: true });
      for (const ws of sockets.clients) ws.terminate();
      server.close(() => done());
      server.closeAllConnections();
    });
  try {
    rmSync(path, { force: true });
    // Written beside and renamed, so that nobody reads half of it.
    writeFileSync(`${path}.new`, JSON.stringify(file), { mode: 0o600 });
    renameSync(`${path}.new`, path);
  } catch (error) {
    if (!isFull(error)) {
      await close().catch(() => undefined);
      throw error;
    }
    // What is there can be read on a full disk too; only nobody can join.
    rmSync(`${path}.new`, { force: true });
    options.logger.warn("the disk is full: other processes cannot join this core");
  }
  const alone = async (signal?: AbortSignal) => {
    const waits = () => commands.size > 0 && signal?.aborted !== true;
    while (waits()) {
      await new Promise<void>((done) => {
        for (const ws of commands) ws.once("close", () => done());
        signal?.addEventListener("abort", () => done(), { once: true });
      });
    }
  };
  return {
    get commands() {
      return commands.size;
    },
    alone,
    close,
  };
}

function localRouter(webAddress: () => Promise<string>) {
  const os = implement(localContract);
  return os.router({ webAddress: os.webAddress.handler(async () => ({ url: await webAddress() })) });
}

/** For shells that serve no page. */
export function noWebAddress(): Promise<string> {
  return Promise.reject(failure("web.no-page", {}));
}

function listen(server: Server, address: string): Promise<void> {
  return new Promise((done, fail) => {
    server.once("error", fail);
    server.listen(address, () => {
      server.off("error", fail);
      done();
    });
  });
}

/** Compares without telling by time how much of a key was right. */
function sameKey(given: string, expected: string): boolean {
  const left = createHash("sha256").update(given).digest();
  const right = createHash("sha256").update(expected).digest();
  return timingSafeEqual(left, right);
}
