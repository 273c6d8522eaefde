import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/websocket";
import type { ContractRouterClient } from "@orpc/contract";
import { WebSocket } from "ws";
import { CONTRACT_VERSION, type coreContract, type localContract } from "#shared/api/contract.ts";
import { TatamiError } from "#shared/api/errors.ts";
import { CORE_FILE, type CoreFile } from "./local-server.ts";
import { CORRELATION_HEADER } from "./serve.ts";

export type CoreClient = ContractRouterClient<typeof coreContract>;
export type LocalClient = ContractRouterClient<typeof localContract>;

export interface Joined {
  readonly core: CoreClient;
  readonly local: LocalClient;
  close(): void;
}

/** How long a core that holds the lock may take to say where it listens, milliseconds. */
const PATIENCE = 10_000;

/**
 * Joins the core that writes a data folder. Throws VERSION_MISMATCH for one of another contract, SERVICE_UNAVAILABLE
 * when it does not answer.
 */
export async function joinCore(dataFolder: string): Promise<Joined> {
  const deadline = Date.now() + PATIENCE;
  let last: unknown = null;
  while (Date.now() < deadline) {
    const file = readCoreFile(dataFolder);
    if (file !== null) {
      if (file.contractVersion !== CONTRACT_VERSION) {
        throw new TatamiError(
          "VERSION_MISMATCH",
          `Another version of Tatami (${file.version}) is running on this data folder: close it, or use the same version.`,
        );
      }
      try {
        return await connect(file);
      } catch (error) {
        last = error;
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new TatamiError(
    "SERVICE_UNAVAILABLE",
    "Another process holds this data folder and does not answer: wait until it has ended, or end it.",
    { cause: last },
  );
}

function readCoreFile(dataFolder: string): CoreFile | null {
  try {
    return JSON.parse(readFileSync(join(dataFolder, CORE_FILE), "utf8")) as CoreFile;
  } catch {
    // Not written yet, or being written.
    return null;
  }
}

async function connect(file: CoreFile): Promise<Joined> {
  const core = await open(file, "/core");
  const local = await open(file, "/local");
  const headers = () => ({ [CORRELATION_HEADER]: randomUUID() });
  return {
    core: createORPCClient(new RPCLink({ websocket: core as unknown as globalThis.WebSocket, headers })),
    local: createORPCClient(new RPCLink({ websocket: local as unknown as globalThis.WebSocket, headers })),
    close: () => {
      core.close();
      local.close();
    },
  };
}

function open(file: CoreFile, path: string): Promise<WebSocket> {
  return new Promise((done, fail) => {
    const socket = new WebSocket(`ws+unix:${file.address}:${path}`, {
      headers: { authorization: `Bearer ${file.key}` },
      perMessageDeflate: false,
    });
    socket.once("open", () => done(socket));
    socket.once("error", fail);
  });
}
