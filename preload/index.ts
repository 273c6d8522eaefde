// Runs sandboxed beside the page, before it. No logic: it passes ports on, which contextBridge cannot carry.
import { contextBridge, ipcRenderer, webUtils } from "electron";

/** The little of the page's window that is used here; this part has no DOM types. */
interface PageWindow {
  readonly location: { readonly origin: string };
  addEventListener(type: "message", listener: (event: { source: unknown; data: unknown }) => void): void;
  postMessage(message: unknown, origin: string, ports: readonly unknown[]): void;
}

const page = globalThis as unknown as PageWindow;

// The page asks when it listens: a port that came earlier would be lost.
page.addEventListener("message", ({ source, data }) => {
  if (source !== page || typeof data !== "object" || data === null) return;
  if ("type" in data && data.type === "tatami:ready") ipcRenderer.send("tatami:ready");
});

ipcRenderer.on("tatami:port", (event, { name }: { name: string }) => {
  page.postMessage({ type: "tatami:port", name }, page.location.origin, event.ports);
});

contextBridge.exposeInMainWorld("tatami", {
  /** Where a dropped file or folder lies; empty for one that was made in the page. */
  pathOf: (file: File): string => webUtils.getPathForFile(file),
});
