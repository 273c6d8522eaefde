import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createORPCClient, ORPCError, type ClientContext } from "@orpc/client";
import { RPCLink } from "@orpc/client/websocket";
import type { ContractRouterClient } from "@orpc/contract";
import { WebSocket } from "ws";
import { CONTRACT_VERSION, type coreContract, type localContract } from "#shared/api/contract.ts";
import { failure } from "#shared/api/failures.ts";
import { CORE_FILE, CoreFile, GUEST_PATHS, LOCAL_PATH } from "./local-server.ts";
import { CORRELATION_HEADER } from "./serve.ts";

export type CoreClient = ContractRouterClient<typeof coreContract>;

/** Who joins: a command, for whose end the core waits before its own, or a window, which finds the next core. */
export type Guest = "command" | "window";

export interface Joined {
  readonly core: CoreClient;
  /** Resolves when the connection has ended: as a rule because the core has. */
  readonly ended: Promise<void>;
  /** One more connection to the core, on which nothing was said yet. Rejects when the core is gone. */
  line(): Promise<WebSocket>;
  /** A fresh one-time address of the page that the core serves. Throws UNSUPPORTED where it serves none. */
  webAddress(): Promise<string>;
  close(): void;
}

/** How long a core that holds the lock may take to say where it listens, milliseconds. */
export const PATIENCE = 10_000;
/** How long one attempt to connect may take, milliseconds. */
const HANDSHAKE = 3000;

/**
 * Joins the core that writes a data folder. Throws VERSION_MISMATCH for one of another contract, SERVICE_UNAVAILABLE
 * when it does not answer within `patience` milliseconds.
 */
export async function joinCore(
  dataFolder: string,
  patience = PATIENCE,
  guest: Guest = "command",
): Promise<Joined> {
  const deadline = Date.now() + patience;
  let last: unknown = null;
  do {
    const file = readCoreFile(dataFolder);
    if (file !== null) {
      if (file.contractVersion !== CONTRACT_VERSION || !("key" in file)) {
        throw failure("core.other-version", { version: file.version });
      }
      try {
        return await connect(file, guest);
      } catch (error) {
        last = error;
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  } while (Date.now() < deadline);
  throw failure("core.silent", {}, { cause: last });
}

/** What all versions say of themselves: the rest may have another shape in another version. */
const AnyCoreFile = CoreFile.pick({ version: true, contractVersion: true });

function readCoreFile(dataFolder: string): CoreFile | Pick<CoreFile, "version" | "contractVersion"> | null {
  try {
    const content: unknown = JSON.parse(readFileSync(join(dataFolder, CORE_FILE), "utf8"));
    const other = AnyCoreFile.parse(content);
    return other.contractVersion === CONTRACT_VERSION ? CoreFile.parse(content) : other;
  } catch {
    // Not written yet, or being written.
    return null;
  }
}

async function connect(file: CoreFile, guest: Guest): Promise<Joined> {
  const path = GUEST_PATHS[guest];
  const socket = await open(file, path);
  const ended = new Promise<void>((done) => socket.once("close", () => done()));
  return {
    core: createORPCClient(link(socket)),
    ended,
    line: () => open(file, path),
    webAddress: async () => {
      const asked = await open(file, LOCAL_PATH);
      const local: ContractRouterClient<typeof localContract> = createORPCClient(link(asked));
      return (await local.webAddress().finally(() => asked.close())).url;
    },
    close: () => socket.close(),
  };
}

function link(socket: WebSocket): RPCLink<ClientContext> {
  const headers = () => ({ [CORRELATION_HEADER]: randomUUID() });
  return new RPCLink({
    websocket: socket as unknown as globalThis.WebSocket,
    headers,
    interceptors: [
      async (call) => {
        try {
          return guarded(await call.next(), socket);
        } catch (error) {
          throw asLost(error, socket);
        }
      },
    ],
  });
}

/** A stream of the core that breaks off with its connection says so too. */
function guarded(output: unknown, socket: WebSocket): unknown {
  if (typeof output !== "object" || output === null || !(Symbol.asyncIterator in output)) return output;
  const inner = output as AsyncIterableIterator<unknown>;
  const next = () =>
    inner.next().catch((error: unknown) => {
      throw asLost(error, socket);
    });
  const outer: AsyncIterableIterator<unknown> = {
    next,
    return: (value?: unknown) => inner.return?.(value) ?? Promise.resolve({ done: true, value }),
    [Symbol.asyncIterator]: () => outer,
  };
  return outer;
}

/** What a call meets when the other process has ended: the library's own words for it help nobody. */
function asLost(error: unknown, socket: WebSocket): unknown {
  if (socket.readyState === WebSocket.OPEN || error instanceof ORPCError) return error;
  return failure("core.gone", {}, { cause: error });
}

function open(file: CoreFile, path: string): Promise<WebSocket> {
  return new Promise((done, fail) => {
    const socket = new WebSocket(`ws+unix:${file.address}:${path}`, {
      headers: { authorization: `Bearer ${file.key}` },
      perMessageDeflate: false,
      handshakeTimeout: HANDSHAKE,
    });
    socket.once("open", () => done(socket));
    // Stays for later errors as well: each is followed by a close, and that is what calls hear of.
    socket.on("error", fail);
  });
}
