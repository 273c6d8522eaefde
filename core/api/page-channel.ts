import { WebSocket, type RawData } from "ws";
import type { PageChannel } from "#shared/sync/page-wire.ts";
import type { PagePort } from "./relay.ts";

/** The channel of a page over its socket. */
export function socketChannel(page: WebSocket): PageChannel {
  return {
    send: (message) => {
      if (page.readyState === WebSocket.OPEN) page.send(message);
    },
    listen: ({ message, closed }) => {
      page.on("message", (data: RawData, binary) => {
        const bytes = data as Buffer;
        message(binary ? bytes : bytes.toString("utf8"));
      });
      page.once("close", closed);
    },
    close: () => page.close(1008),
  };
}

/** The channel of a page over its port. Nothing arrives before it is listened to. */
export function portChannel(page: PagePort): PageChannel {
  return {
    send: (message) => page.postMessage(message),
    listen: ({ message, closed }) => {
      page.on("message", ({ data }) => message(data));
      page.on("close", closed);
      page.start();
    },
    close: () => page.close(),
  };
}
