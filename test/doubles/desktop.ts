import { createRequire, registerHooks } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { MessagePort } from "node:worker_threads";
import type * as ElectronDouble from "./electron.ts";

const root = join(import.meta.dirname, "../..");
const doublePath = join(import.meta.dirname, "electron.ts");

/** The built desktop app, running on the stand-in for Electron. */
export interface Desktop {
  readonly electron: typeof ElectronDouble;
  /** Lets the page say that it listens, through the real preload. */
  pageReady(): void;
  /** The next port of that name that the page is given. */
  nextPort(name: string): Promise<MessagePort>;
}

interface PageEvent {
  readonly source: unknown;
  readonly data: unknown;
  readonly origin: string;
  readonly ports: readonly MessagePort[];
}

/** The little of a page's window that the preload uses, put on this process's globals. */
class Page {
  readonly #listeners: ((event: PageEvent) => void)[] = [];
  readonly #ports: { readonly name: string; readonly port: MessagePort }[] = [];
  readonly #waiting: { readonly name: string; readonly resolve: (port: MessagePort) => void }[] = [];

  install(): void {
    Object.assign(globalThis, {
      location: { origin: "app://tatami" },
      addEventListener: (_type: "message", listener: (event: PageEvent) => void) =>
        this.#listeners.push(listener),
      postMessage: (data: unknown, origin: string, ports: readonly MessagePort[]) =>
        this.post(data, origin, ports),
    });
  }

  post(data: unknown, origin: string, ports: readonly MessagePort[] = []): void {
    if (origin !== "app://tatami")
      throw new Error(`A page of app://tatami gets nothing that is meant for ${origin}.`);
    for (const listener of this.#listeners) listener({ source: globalThis, data, origin, ports });
    const { type, name } = data as { readonly type: string; readonly name?: string };
    const port = ports[0];
    if (type !== "tatami:port" || name === undefined || port === undefined) return;
    const at = this.#waiting.findIndex((one) => one.name === name);
    if (at === -1) this.#ports.push({ name, port });
    else this.#waiting.splice(at, 1)[0]?.resolve(port);
  }

  next(name: string): Promise<MessagePort> {
    const at = this.#ports.findIndex((one) => one.name === name);
    const found = at === -1 ? undefined : this.#ports.splice(at, 1)[0];
    if (found) return Promise.resolve(found.port);
    return new Promise((resolve) => this.#waiting.push({ name, resolve }));
  }
}

/**
 * Starts the built desktop app in this process: its main program, its preload, and its core in a thread. Once a
 * process, because Electron's main program is one too. `args` follow the program's name.
 */
export async function startDesktop(args: readonly string[], out = join(root, "out")): Promise<Desktop> {
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === "electron"
        ? { url: pathToFileURL(doublePath).href, format: "module-typescript", shortCircuit: true }
        : next(specifier, context),
  });
  // Loaded by Node itself and not by the test runner, whose imports do not pass the hook.
  const load = createRequire(import.meta.url);
  const electron = load(doublePath) as typeof ElectronDouble;
  const page = new Page();
  page.install();
  process.argv = [process.execPath, root, ...args];
  load(join(out, "main", "electron.js"));
  await new Promise((resolve) => setImmediate(resolve));
  load(join(out, "preload", "index.cjs"));
  const contents = electron.record.windows[0]?.webContents;
  if (contents === undefined) throw new Error("The app opened no window.");
  contents.toPage = (channel, message, ports) => electron.ipcRenderer.emit(channel, { ports }, message);
  return {
    electron,
    pageReady: () => page.post({ type: "tatami:ready" }, "app://tatami"),
    nextPort: (name) => page.next(name),
  };
}
