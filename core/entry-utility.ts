import { TatamiError } from "#shared/api/errors.ts";
import { dataFolder, openCore, type OpenCore, type PagePort } from "./main.ts";

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
  | { type: "pipes" }
  | { type: "scan"; scanFolder: string }
  | { type: "close" };

let core: Promise<OpenCore | null> | null = null;

parent.on("message", ({ data, ports }) => {
  const message = data as Message;
  switch (message.type) {
    case "init":
      core = init(message.dataFolder, message.scanFolder);
      break;
    case "contract":
      void connect(ports[0] as PagePort);
      break;
    case "pipes":
      void carry(ports[0] as PagePort);
      break;
    case "scan":
      void core?.then((running) => (running === null ? undefined : scan(running, message.scanFolder)));
      break;
    case "close":
      void core?.then((running) => running?.close()).finally(() => process.exit(0));
      break;
  }
});

async function init(folder: string, scanFolder: string | undefined): Promise<OpenCore | null> {
  try {
    const opened = await openCore(
      { dataFolder: dataFolder(folder), shell: "electron" },
      {
        lost: () => parent.postMessage({ type: "lost" }),
        back: () => parent.postMessage({ type: "back" }),
        ended: fail,
      },
    );
    if (scanFolder !== undefined) await scan(opened, scanFolder);
    return opened;
  } catch (error) {
    fail(error);
    return null;
  }
}

function fail(error: unknown): void {
  parent.postMessage({
    type: "failed",
    message: error instanceof Error ? error.message : String(error),
    reason: error instanceof TatamiError ? error.reason : null,
  });
}

async function scan(opened: OpenCore, folder: string): Promise<void> {
  await opened
    .startScan(folder)
    .catch((error: unknown) => opened.logger.warn({ err: error }, "the named folder was not scanned"));
}

async function connect(port: PagePort): Promise<void> {
  let gone = false;
  port.on("close", () => (gone = true));
  const line = (await (await core)?.line()) ?? null;
  // A page gets another port when there is a core again.
  if (line === null) port.close();
  else if (gone) line.drop();
  else line.servePort(port);
}

/** Gives the core a page that can hold direct connections. */
async function carry(port: PagePort): Promise<void> {
  const running = (await core) ?? null;
  if (running === null) port.close();
  else running.carryPort(port);
}
