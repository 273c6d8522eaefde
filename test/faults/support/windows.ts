import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/websocket";
import type { WebSocket } from "ws";
import { onTestFinished, vi } from "vitest";
import type { CoreClient } from "#core/api/local-client.ts";
import { firstLine, program, support, WEB } from "./processes.ts";
import { ask, knock } from "./web.ts";

/** A web shell in a process of its own. */
export interface WebProcess {
  readonly child: ChildProcess;
  /** The printed address with its one-time token. */
  readonly address: string;
  /** What it said before the address, and with it. */
  readonly said: readonly string[];
}

/** A process that has ended when its test has. */
function ofThisTest(file: string, args: readonly string[]): ChildProcess {
  const child = program(file, args);
  const gone = once(child, "exit");
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await gone;
  });
  return child;
}

/** Starts the web shell as a person would, and waits for its address. Throws when it ends before. */
export async function webProcess(dataFolder: string, args: readonly string[] = []): Promise<WebProcess> {
  const child = ofThisTest(WEB, ["--data", dataFolder, "--no-open", ...args]);
  let wrong = "";
  child.stderr?.on("data", (chunk: Buffer) => (wrong += chunk.toString("utf8")));
  const said: string[] = [];
  for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
    said.push(line);
    const address = /http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]+/u.exec(line)?.[0];
    if (address !== undefined) {
      child.stdout?.resume();
      return { child, address, said };
    }
  }
  throw new Error(`The web shell ended before it printed an address: ${wrong.slice(0, 2000)}`);
}

/** A core without a page, in a process of its own; it ends as a command does when its stdin ends. */
export async function commandCore(dataFolder: string): Promise<ChildProcess> {
  const child = ofThisTest(support("holder.ts"), [dataFolder]);
  if ((await firstLine(child)) !== "core") throw new Error("another process holds this data folder");
  return child;
}

/** A browser tab: its key stays the same when its connection is lost, and it connects again by itself. */
export interface Tab {
  readonly host: string;
  readonly origin: string;
  readonly key: string;
  /** The client of the connection of the moment, which is opened when there is none. */
  client(): Promise<CoreClient>;
  /** Resolves when the connection of the moment has ended. */
  lost(): Promise<void>;
}

/** Opens an address as a browser does, by its one-time token. */
export async function openTab(address: string): Promise<Tab> {
  const { host, origin, hash } = new URL(address);
  const answer = await ask({
    host,
    path: "/api/session",
    method: "POST",
    headers: { origin, "content-type": "application/json" },
    body: JSON.stringify({ token: hash.slice("#token=".length) }),
  });
  const { key } = JSON.parse(answer.body) as { key: string };
  let socket: WebSocket | null = null;
  let client: CoreClient | null = null;
  const connect = async () => {
    const knocked = await knock(host, "/api/core", ["tatami", `key.${key}`], { origin });
    if (knocked.outcome !== "open") throw new Error(knocked.outcome);
    ({ socket } = knocked);
    return clientOn(socket);
  };
  return {
    host,
    origin,
    key,
    client: async () => {
      if (socket === null || socket.readyState !== socket.OPEN)
        client = await vi.waitFor(connect, { timeout: 30_000, interval: 100 });
      if (client === null) throw new Error("There is no connection.");
      return client;
    },
    lost: () =>
      new Promise((done) => {
        if (socket === null || socket.readyState === socket.CLOSED) done();
        else socket.once("close", () => done());
      }),
  };
}

/** The core's contract on a socket. */
export function clientOn(socket: WebSocket): CoreClient {
  return createORPCClient<CoreClient>(new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }));
}
