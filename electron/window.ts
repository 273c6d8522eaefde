import { BrowserWindow, nativeTheme } from "electron";
import { PAGE_URL } from "./pages.ts";
import { WEB_PREFERENCES } from "./security.ts";

/** Opens the window, shown when its page has painted. Rejects when the page cannot be loaded. */
export async function openWindow(preload: string): Promise<BrowserWindow> {
  const window = new BrowserWindow({
    title: "Tatami",
    width: 1280,
    height: 800,
    minWidth: 480,
    minHeight: 400,
    show: false,
    // What is seen until the first paint.
    backgroundColor: nativeTheme.shouldUseDarkColors ? "#1a1b1e" : "#ffffff",
    webPreferences: { ...WEB_PREFERENCES, preload },
  });
  window.once("ready-to-show", () => window.show());
  await window.loadURL(PAGE_URL);
  return window;
}
