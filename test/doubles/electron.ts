// Stands in for the `electron` module where there is no Electron: real ports, a real thread for the utility process,
// and recorders for what only a display could show. Only what Tatami uses is here.
import { EventEmitter } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { MessageChannelMain, MessagePortMain } from "./electron-ports.ts";
import { BrowserWindow } from "./electron-window.ts";

type Handler = (...args: readonly unknown[]) => unknown;

/** What the program did, and what the test decides for it. */
export const record = {
  windows: BrowserWindow.all,
  utilities: [] as UtilityProcess[],
  schemes: [] as unknown[],
  protocols: new Map<string, (request: Request) => Promise<Response>>(),
  session: new Map<string, Handler>(),
  errors: [] as string[],
  menus: [] as unknown[],
  exposed: new Map<string, unknown>(),
  /** Addresses that were handed to the system. */
  outside: [] as string[],
  paths: new Map<string, string>([["appData", join(tmpdir(), "tatami-double")]]),
  /** What the next folder dialog answers. */
  picked: { canceled: true, filePaths: [] as string[] },
  /** The system's language. */
  locale: "en-US",
  exitCode: null as number | null,
  quits: 0,
  sandboxed: false,
  /** Switches of Chromium's command line. */
  switches: [] as string[],
  singleInstance: null as unknown,
};

/** The utility process as a thread: its exit, its messages and its ports are real. */
export class UtilityProcess extends EventEmitter {
  readonly #worker: Worker;

  constructor(path: string) {
    super();
    const bootstrap = new URL("./electron-utility.ts", import.meta.url);
    this.#worker = new Worker(bootstrap, { workerData: pathToFileURL(path).href, execArgv: [] });
    this.#worker.on("message", (message) => this.emit("message", message));
    this.#worker.on("error", (error) => record.errors.push(String(error)));
    this.#worker.on("exit", (code) => this.emit("exit", code));
    record.utilities.push(this);
  }

  postMessage(message: unknown, transfer: readonly MessagePortMain[] = []): void {
    const ports = transfer.map((port) => port.release());
    this.#worker.postMessage({ message, ports }, ports);
  }

  kill(): boolean {
    void this.#worker.terminate();
    return true;
  }
}

class App extends EventEmitter {
  readonly isPackaged = false;

  readonly commandLine = {
    appendSwitch: (name: string, value: string): void => void record.switches.push(`${name}=${value}`),
  };

  enableSandbox(): void {
    record.sandboxed = true;
  }
  getPath(name: string): string {
    return record.paths.get(name) ?? "";
  }
  setPath(name: string, path: string): void {
    record.paths.set(name, path);
  }
  getLocale(): string {
    return record.locale;
  }
  requestSingleInstanceLock(data: unknown): boolean {
    record.singleInstance = data;
    return true;
  }
  async whenReady(): Promise<void> {
    await Promise.resolve();
  }
  exit(code: number): void {
    record.exitCode = code;
  }
  /** As Electron does: will-quit may be prevented, and then nothing happens. */
  quit(): void {
    let prevented = false;
    this.emit("will-quit", { preventDefault: () => (prevented = true) });
    if (!prevented) record.quits += 1;
  }
}

function keep(name: string): (handler: Handler) => void {
  return (handler) => record.session.set(name, handler);
}

/** Electron's life cycle. */
export const app = new App();
BrowserWindow.created = (contents) => app.emit("web-contents-created", {}, contents);

/** Messages from pages; a test emits them. */
export const ipcMain = new EventEmitter();

/** The page's side of it, as the preload sees it; the last window is the one that speaks. */
export const ipcRenderer = Object.assign(new EventEmitter(), {
  send: (channel: string): void => {
    const sender = record.windows.at(-1)?.webContents;
    ipcMain.emit(channel, { sender, senderFrame: sender?.mainFrame ?? null });
  },
});

/** Starts stand-in utility processes. */
export const utilityProcess = { fork: (path: string): UtilityProcess => new UtilityProcess(path) };

/** Keeps schemes and what serves them. */
export const protocol = {
  registerSchemesAsPrivileged: (schemes: readonly unknown[]): void => {
    record.schemes.push(...schemes);
  },
  handle: (scheme: string, handler: (request: Request) => Promise<Response>): void => {
    record.protocols.set(scheme, handler);
  },
};

/** Keeps the tables that guard a session. */
export const session = {
  defaultSession: {
    setPermissionRequestHandler: keep("permissionRequest"),
    setPermissionCheckHandler: keep("permissionCheck"),
    setDevicePermissionHandler: keep("devicePermission"),
    webRequest: { onBeforeRequest: keep("beforeRequest") },
  },
};

/** Dialogs that answer at once. */
export const dialog = {
  showErrorBox: (title: string, text: string): void => {
    record.errors.push(`${title}: ${text}`);
  },
  showOpenDialog: () => Promise.resolve(record.picked),
};

/** Keeps what would leave for the system's programs. */
export const shell = {
  openExternal: (url: string): Promise<void> => {
    record.outside.push(url);
    return Promise.resolve();
  },
};

/** Keeps the menu. */
export const Menu = {
  setApplicationMenu: (menu: unknown): void => {
    record.menus.push(menu);
  },
  buildFromTemplate: (template: unknown): unknown => template,
};

/** A light system. */
export const nativeTheme = { shouldUseDarkColors: false };

/** Keeps what the preload gives the page. */
export const contextBridge = {
  exposeInMainWorld: (name: string, value: unknown): void => {
    record.exposed.set(name, value);
  },
};

/** Says where a dropped file lies. */
export const webUtils = {
  getPathForFile: (file: { readonly name: string }): string => `/dropped/${file.name}`,
};

export { BrowserWindow, MessageChannelMain, MessagePortMain };
