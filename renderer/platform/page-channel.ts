import type { PageChannel } from "#shared/sync/page-wire.ts";

/** The channel to the core over a socket of a browser tab. */
export function socketChannel(socket: WebSocket): PageChannel {
  socket.binaryType = "arraybuffer";
  return {
    send: (message) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(message);
    },
    listen: ({ message, closed }) => {
      socket.addEventListener("message", ({ data }: MessageEvent<unknown>) =>
        message(data instanceof ArrayBuffer ? new Uint8Array(data) : data),
      );
      socket.addEventListener("close", closed);
    },
    close: () => socket.close(),
  };
}

/** The same over a port of the desktop app. */
export function portChannel(port: MessagePort): PageChannel {
  return {
    send: (message) => port.postMessage(message),
    listen: ({ message, closed }) => {
      port.addEventListener("message", ({ data }: MessageEvent<unknown>) => message(data));
      port.addEventListener("close", closed);
      port.start();
    },
    close: () => port.close(),
  };
}
