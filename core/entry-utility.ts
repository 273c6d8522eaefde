import { RPCHandler } from "@orpc/server/message-port";
import { failure } from "#shared/api/failures.ts";
import { dataFolder, startCore, type Core } from "./main.ts";

/** What Electron's utility process gives: typed here, because the core knows no Electron. */
interface Port {
  on(
    event: "message",
    listener: (event: { readonly data: unknown; readonly ports: readonly unknown[] }) => void,
  ): void;
  postMessage(message: unknown): void;
}
const parent = (process as unknown as { readonly parentPort: Port }).parentPort;

type Message =
  /** An empty data folder stands for the default place. */
  | { type: "init"; dataFolder: string; scanFolder?: string }
  | { type: "contract" }
  | { type: "scan"; scanFolder: string }
  | { type: "close" };

let core: Promise<Core | null> | null = null;

parent.on("message", ({ data, ports }) => {
  const message = data as Message;
  switch (message.type) {
    case "init":
      core = init(message.dataFolder, message.scanFolder);
      break;
    case "contract":
      void connect(ports[0]);
      break;
    case "scan":
      void core?.then((running) => (running === null ? undefined : scan(running, message.scanFolder)));
      break;
    case "close":
      void core?.then((running) => running?.close()).finally(() => process.exit(0));
      break;
  }
});

async function init(folder: string, scanFolder: string | undefined): Promise<Core | null> {
  try {
    const running = await startCore({ dataFolder: dataFolder(folder), shell: "electron" });
    if (running === null) {
      parent.postMessage({ type: "failed", message: failure("core.taken", {}).message });
      return null;
    }
    if (scanFolder !== undefined) await scan(running, scanFolder);
    parent.postMessage({ type: "ready" });
    return running;
  } catch (error) {
    parent.postMessage({ type: "failed", message: error instanceof Error ? error.message : String(error) });
    return null;
  }
}

async function scan(running: Core, folder: string): Promise<void> {
  await running.roots
    .startScan(folder)
    .catch((error: unknown) => running.logger.warn({ err: error }, "the named folder was not scanned"));
}

async function connect(port: unknown): Promise<void> {
  const running = await core;
  if (running == null) return;
  const typed = port as Parameters<RPCHandler<object>["upgrade"]>[0] & { start?: () => void };
  new RPCHandler(running.router, running.serving as object).upgrade(typed);
  typed.start?.();
}
