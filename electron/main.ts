import { mkdirSync } from "node:fs";
import { join } from "node:path";
import {
  app,
  BrowserWindow,
  dialog,
  Menu,
  MessageChannelMain,
  protocol,
  session,
  type WebContents,
} from "electron";
import { CoreProcess } from "./core-process.ts";
import { serveHost } from "./host.ts";
import { onPageReady, sendPort } from "./ipc.ts";
import { readOptions } from "./options.ts";
import { registerScheme, servePages } from "./pages.ts";
import { guardContents, guardSession } from "./security.ts";
import { openWindow } from "./window.ts";
import { endIn, languageOf, titleIn, type Language } from "./words.ts";

/** out/, in which main, preload and renderer lie side by side. */
const built = join(import.meta.dirname, "..");
const options = readOptions(process.argv.slice(app.isPackaged ? 1 : 2), process.env);

/** The page said that syncing goes on when the last window is closed. */
let keepsRunning = false;

/** Pages that asked for ports, to be given new ones when there is a core again. */
const pages = new Set<WebContents>();

const core = new CoreProcess(
  join(built, "main", "core.js"),
  {
    dataFolder: options.dataFolder ?? "",
    ...(options.scanFolder === null ? {} : { scanFolder: options.scanFolder }),
  },
  {
    back: () => {
      for (const page of pages) connectCore(page);
    },
    ended: (why) => fail("cannotGoOn", endIn(language(), why)),
  },
);

/** The system's language; before the app is ready only Node knows it. */
function language(): Language {
  return languageOf(app.getLocale() || Intl.DateTimeFormat().resolvedOptions().locale);
}

function fail(title: Parameters<typeof titleIn>[1], cause: unknown): void {
  dialog.showErrorBox(titleIn(language(), title), cause instanceof Error ? cause.message : String(cause));
  app.exit(1);
}

function connectCore(page: WebContents): void {
  const { port1, port2 } = new MessageChannelMain();
  if (!core.connect(port1)) return;
  sendPort(page, "core", port2);
  const pipes = new MessageChannelMain();
  core.carry(pipes.port1);
  sendPort(page, "pipes", pipes.port2);
}

function connectPage(page: WebContents): void {
  if (!pages.has(page)) {
    pages.add(page);
    page.once("destroyed", () => pages.delete(page));
  }
  connectCore(page);
  const { port1, port2 } = new MessageChannelMain();
  serveHost(port1, page, { keepRunning: (keep) => (keepsRunning = keep), quit: () => app.quit() });
  sendPort(page, "host", port2);
}

async function showWindow(): Promise<void> {
  try {
    await openWindow(join(built, "preload", "index.cjs"));
  } catch (error) {
    fail("pageNotLoaded", error);
  }
}

/** A second start of the app hands its folder to the first, which comes to the front. */
function secondStart(data: unknown): void {
  const folder = typeof data === "object" && data !== null && "scanFolder" in data ? data.scanFolder : null;
  if (typeof folder === "string") core.scan(folder);
  const window = BrowserWindow.getAllWindows()[0];
  if (window === undefined) {
    void showWindow();
    return;
  }
  if (window.isMinimized()) window.restore();
  window.focus();
}

/** Without a menu macOS would have no copy, paste and quit; elsewhere the page handles them. */
function setMenu(): void {
  const roles = [{ role: "appMenu" }, { role: "editMenu" }, { role: "windowMenu" }] as const;
  Menu.setApplicationMenu(process.platform === "darwin" ? Menu.buildFromTemplate([...roles]) : null);
}

function quitAfterCore(): void {
  let closed = false;
  app.on("will-quit", (event) => {
    if (closed) return;
    event.preventDefault();
    void core.stop().then(() => {
      closed = true;
      app.quit();
    });
  });
}

/** Chromium's own files, apart from Tatami's data; they also tell one running app from another with other data. */
function setProfile(): void {
  const folder =
    options.dataFolder === null
      ? join(app.getPath("appData"), "tatami-desktop")
      : join(options.dataFolder, "desktop");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  app.setPath("userData", folder);
}

function start(): void {
  // Addresses under which this machine may be reached are told to members only, sealed: hidden behind names that few
  // networks resolve, they would reach nobody.
  app.commandLine.appendSwitch("disable-features", "WebRtcHideLocalIpsWithMdns");
  registerScheme();
  app.enableSandbox();
  app.on("web-contents-created", (_event, contents) => guardContents(contents));
  app.on("second-instance", (_event, _args, _folder, data) => secondStart(data));
  app.on("activate", () => {
    if (BrowserWindow.getAllWindows().length === 0) void showWindow();
  });
  app.on("window-all-closed", () => {
    // Without a window the next start of the app brings one back, see secondStart.
    if (process.platform !== "darwin" && !keepsRunning) app.quit();
  });
  quitAfterCore();
  onPageReady(connectPage);
  void app.whenReady().then(() => {
    guardSession(session.defaultSession);
    servePages(protocol, join(built, "renderer"));
    setMenu();
    core.start();
    return showWindow();
  });
}

try {
  setProfile();
  if (app.requestSingleInstanceLock({ scanFolder: options.scanFolder })) start();
  else app.quit();
} catch (error) {
  fail("cannotStart", error);
}
