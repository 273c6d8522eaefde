import { EventEmitter } from "node:events";
import type { MessagePort } from "node:worker_threads";
import type { MessagePortMain } from "./electron-ports.ts";

/** How a page's wish for another window was answered. */
type WindowOpenHandler = (details: { readonly url: string }) => { readonly action: string };

/** A page. What main posts to it arrives at `toPage`. */
export class WebContents extends EventEmitter {
  readonly mainFrame = { url: "" };
  windowOpenHandler: WindowOpenHandler | null = null;
  toPage: (channel: string, message: unknown, ports: readonly MessagePort[]) => void = () => undefined;

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.windowOpenHandler = handler;
  }

  postMessage(channel: string, message: unknown, ports: readonly MessagePortMain[] = []): void {
    const released = ports.map((port) => port.release());
    this.toPage(channel, message, released);
  }
}

/** A window that shows nothing and keeps its options. */
export class BrowserWindow extends EventEmitter {
  static readonly all: BrowserWindow[] = [];
  /** Told of each new page, as app's `web-contents-created` is. */
  static created: (contents: WebContents) => void = () => undefined;

  readonly webContents = new WebContents();
  readonly options: Readonly<Record<string, unknown>>;
  shown = false;
  focused = 0;

  constructor(options: Readonly<Record<string, unknown>>) {
    super();
    this.options = options;
    BrowserWindow.all.push(this);
    BrowserWindow.created(this.webContents);
  }

  static getAllWindows(): readonly BrowserWindow[] {
    return BrowserWindow.all;
  }

  static fromWebContents(contents: WebContents): BrowserWindow | null {
    return BrowserWindow.all.find((window) => window.webContents === contents) ?? null;
  }

  async loadURL(url: string): Promise<void> {
    this.webContents.mainFrame.url = url;
    await Promise.resolve();
    this.emit("ready-to-show");
  }

  show(): void {
    this.shown = true;
  }

  focus(): void {
    this.focused += 1;
  }

  isMinimized(): boolean {
    return false;
  }
}
