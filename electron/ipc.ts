import { ipcMain, type MessagePortMain, type WebContents } from "electron";
import { isOurPage } from "./security.ts";

/** Channel from the page: it listens and wants its ports. */
const READY = "tatami:ready";
/** Channel to the page: a port, with the name of what answers on it. */
const PORT = "tatami:port";

/** The one place that hears pages: calls back when our page, in its main frame, says that it is ready. */
export function onPageReady(listener: (page: WebContents) => void): void {
  ipcMain.on(READY, (event) => {
    const frame = event.senderFrame;
    // A frame inside the page, or one that has gone elsewhere, gets no ports.
    if (frame === null || frame !== event.sender.mainFrame || !isOurPage(frame.url)) return;
    listener(event.sender);
  });
}

/** Hands a page one end of a channel. */
export function sendPort(page: WebContents, name: "core" | "host" | "pipes", port: MessagePortMain): void {
  page.postMessage(PORT, { name }, [port]);
}
