import { RPCHandler } from "@orpc/server/message-port";
import { startCore, type Core } from "./main.ts";

/** What Electron's utility process gives: typed here, because the core knows no Electron. */
interface Port {
  on(event: "message", listener: (event: { readonly data: unknown; readonly ports: readonly unknown[] }) => void): void;
  postMessage(message: unknown): void;
}
const parent = (process as unknown as { readonly parentPort: Port }).parentPort;

type Message = { type: "init"; dataFolder: string; scanFolder?: string } | { type: "contract" } | { type: "close" };

let core: Promise<Core | null> | null = null;

parent.on("message", ({ data, ports }) => {
  const message = data as Message;
  if (message.type === "init") core = init(message.dataFolder, message.scanFolder);
  if (message.type === "contract") void connect(ports[0]);
  if (message.type === "close") void core?.then((running) => running?.close()).finally(() => process.exit(0));
});

async function init(dataFolder: string, scanFolder: string | undefined): Promise<Core | null> {
  const running = await startCore({ dataFolder, shell: "electron" }).catch((error: unknown) => {
    parent.postMessage({ type: "failed", message: error instanceof Error ? error.message : String(error) });
    return null;
  });
  if (running !== null && scanFolder !== undefined) await running.catalog.startScan(scanFolder).catch(() => undefined);
  if (running !== null) parent.postMessage({ type: "ready" });
  return running;
}

async function connect(port: unknown): Promise<void> {
  const running = await core;
  if (running == null) return;
  const typed = port as Parameters<RPCHandler<object>["upgrade"]>[0] & { start?: () => void };
  new RPCHandler(running.router, running.serving as object).upgrade(typed);
  typed.start?.();
}
