import { implement } from "@orpc/server";
import { RPCHandler } from "@orpc/server/message-port";
import {
  BrowserWindow,
  dialog,
  type MessagePortMain,
  type OpenDialogOptions,
  type WebContents,
} from "electron";
import { hostContract } from "#shared/api/host.api.ts";

const os = implement(hostContract);
const platform = process.platform === "win32" || process.platform === "darwin" ? process.platform : "linux";

async function pickFolder(page: WebContents): Promise<{ path: string | null }> {
  const options = { properties: ["openDirectory"] } satisfies OpenDialogOptions;
  const window = BrowserWindow.fromWebContents(page);
  const { canceled, filePaths } = await (window === null
    ? dialog.showOpenDialog(options)
    : dialog.showOpenDialog(window, options));
  return { path: canceled ? null : (filePaths[0] ?? null) };
}

/** What of the shell a page may decide. */
export interface ShellLife {
  keepRunning(keep: boolean): void;
  quit(): void;
}

/** Serves the host contract to a page on its port. */
export function serveHost(port: MessagePortMain, page: WebContents, life: ShellLife): void {
  const router = os.router({
    capabilities: os.capabilities.handler(() => ({
      shell: "electron" as const,
      pickFolder: true,
      platform,
      restart: null,
    })),
    pickFolder: os.pickFolder.handler(() => pickFolder(page)),
    keepRunning: os.keepRunning.handler(({ input }) => life.keepRunning(input.keep)),
    quit: os.quit.handler(() => life.quit()),
  });
  new RPCHandler(router).upgrade(port);
  port.start();
}
