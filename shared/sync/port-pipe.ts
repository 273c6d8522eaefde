import { CarriedPipe } from "./carried-pipe.ts";
import { CLOSE_CODES, type CloseReason, type Pipe } from "./pipe.ts";

/** A MessagePort as Node's threads, pages and Electron's utility process have it. */
export interface PortLike {
  postMessage(message: unknown, transfer: ArrayBuffer[]): void;
  addEventListener(type: string, listener: (event: object) => void): void;
  start(): void;
  close(): void;
}

/** Characters of the words of a close that are believed. */
const CLOSE_TEXT = 200;

/**
 * A pipe over a port, whose other end is another such pipe. Three things cross: a packet (its bytes, handed over), how many
 * bytes were taken (a number), and the end (its reason). A port that dies is "lost" where the platform tells it.
 */
export function portPipe(port: PortLike): Pipe {
  const pipe = new CarriedPipe("port", {
    packet: (bytes) => port.postMessage(bytes, [bytes.buffer]),
    taken: (bytes) => port.postMessage(bytes, []),
    close: (reason) => {
      port.postMessage({ code: reason.code, text: reason.text }, []);
      // What was posted before arrives all the same.
      port.close();
    },
  });
  port.addEventListener("message", (event) => {
    const { data } = event as { readonly data?: unknown };
    if (data instanceof Uint8Array) return pipe.arrived(data);
    if (typeof data === "number") return pipe.acknowledged(data);
    const reason = readReason(data);
    if (reason === null) return pipe.close({ code: "protocol", text: "A port brought what is no packet." });
    pipe.ended(reason);
    port.close();
  });
  port.addEventListener("messageerror", () =>
    pipe.close({ code: "protocol", text: "A port brought what cannot be read." }),
  );
  port.addEventListener("close", () => pipe.ended({ code: "lost", text: "The port was closed." }));
  port.start();
  return pipe;
}

function readReason(data: unknown): CloseReason | null {
  if (typeof data !== "object" || data === null) return null;
  const { code, text } = data as { readonly code?: unknown; readonly text?: unknown };
  const known = CLOSE_CODES.find((one) => one === code);
  return known === undefined || typeof text !== "string"
    ? null
    : { code: known, text: text.slice(0, CLOSE_TEXT) };
}
