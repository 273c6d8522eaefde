import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { SIGNALING_LIMITS } from "#shared/sync/signaling.ts";
import type { Logger } from "#core/platform/logger.ts";
import { serveSignaling, type SignalingServer } from "../signaling-server.ts";
import { isOn, nameOf, type Link } from "./links.ts";

/** Where it is served when nobody else has this port: a firewall can be told one. */
export const LAN_PORT = 4748;
const LOOPBACK = "127.0.0.1";

/**
 * One signaling server for the local networks of this machine: it listens at the address of each link and nowhere else, and
 * at that of this machine alone, where its own core meets the others.
 */
export class LanServer {
  readonly #logger: Logger;
  readonly #changed: () => void;
  #wanted: readonly Link[] | null = null;
  #server: SignalingServer | null = null;
  readonly #listeners = new Map<string, Server>();
  #work: Promise<void> | null = null;

  /** `changed` is told when it is served elsewhere than before. */
  constructor(logger: Logger, changed: () => void) {
    this.#logger = logger;
    this.#changed = changed;
  }

  /** Where this core meets others at its own server; null while no link is served. */
  get own(): string | null {
    return this.#server === null || this.#listeners.size === 0
      ? null
      : `ws://${LOOPBACK}:${this.#server.port}`;
  }

  /** The port at a link's address; null where nothing is served there. */
  portAt(link: Link): number | null {
    const address = this.#listeners.get(nameOf(link))?.address();
    return (address as AddressInfo | null | undefined)?.port ?? null;
  }

  /** Serves these links, and no longer any other; null for nothing at all. Resolves when that is so. */
  serve(links: readonly Link[] | null): Promise<void> {
    this.#wanted = links;
    this.#work ??= this.#follow().finally(() => (this.#work = null));
    return this.#work;
  }

  async #follow(): Promise<void> {
    for (let done: readonly Link[] | null | undefined; done !== this.#wanted;) {
      done = this.#wanted;
      try {
        if (done === null) await this.#end();
        else await this.#listen(done);
      } catch (error) {
        // Whoever asks again, as at the next look at the links, tries again.
        this.#logger.warn({ err: error }, "signaling cannot be served on the local network");
        return;
      }
    }
  }

  async #listen(links: readonly Link[]): Promise<void> {
    this.#server ??= await serveSignaling({ host: LOOPBACK, port: 0 });
    const names = links.map(nameOf);
    for (const [name, listener] of this.#listeners) {
      if (names.includes(name)) continue;
      listener.close();
      this.#listeners.delete(name);
      this.#changed();
    }
    for (const link of links) {
      if (this.#listeners.has(nameOf(link))) continue;
      const listener = await listenOn(link, this.#server).catch((error: unknown) => {
        // A link can go while it is listened to.
        this.#logger.debug({ err: error }, "a local network cannot be served");
        return null;
      });
      if (listener === null) continue;
      this.#listeners.set(nameOf(link), listener);
      this.#changed();
    }
  }

  async #end(): Promise<void> {
    const [server, listeners] = [this.#server, [...this.#listeners.values()]];
    this.#server = null;
    this.#listeners.clear();
    const closed = listeners.map((listener) => new Promise((done) => listener.close(done)));
    await server?.close();
    await Promise.all(closed);
  }
}

async function listenOn(link: Link, server: SignalingServer): Promise<Server> {
  const take = (socket: Socket): void => {
    // Of what comes from beyond the link, by whatever way, nothing is read.
    if (isOn(link, socket.remoteAddress ?? "")) server.take(socket);
    else socket.destroy();
  };
  try {
    return await listen(createServer(take), link.address, LAN_PORT);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    return listen(createServer(take), link.address, 0);
  }
}

function listen(listener: Server, host: string, port: number): Promise<Server> {
  listener.maxConnections = SIGNALING_LIMITS.sockets;
  return new Promise((done, fail) => {
    listener.once("error", fail);
    listener.listen(port, host, () => {
      listener.off("error", fail);
      listener.on("error", () => undefined);
      done(listener);
    });
  });
}
