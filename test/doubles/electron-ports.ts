import { EventEmitter } from "node:events";
import { MessageChannel, type MessagePort } from "node:worker_threads";

/**
 * Electron's port of the main and utility processes over a real one: events carry `{ data, ports }`, and nothing
 * arrives before start(). Ports inside a port's own messages are not needed here and refused.
 */
export class MessagePortMain extends EventEmitter {
  readonly #port: MessagePort;

  constructor(port: MessagePort) {
    super();
    this.#port = port;
    port.once("close", () => this.emit("close"));
  }

  postMessage(data: unknown, transfer: readonly unknown[] = []): void {
    if (transfer.length > 0) throw new Error("This stand-in does not pass ports through ports.");
    this.#port.postMessage(data);
  }

  start(): void {
    this.#port.on("message", (data) => this.emit("message", { data, ports: [] }));
  }

  close(): void {
    this.#port.close();
  }

  /** The port itself, to be moved to another thread or to the page. */
  release(): MessagePort {
    this.#port.removeAllListeners();
    return this.#port;
  }
}

/** Electron's pair of ports. */
export class MessageChannelMain {
  readonly port1: MessagePortMain;
  readonly port2: MessagePortMain;

  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.port1 = new MessagePortMain(port1);
    this.port2 = new MessagePortMain(port2);
  }
}
