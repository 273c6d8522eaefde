import type { Link } from "#core/sync/lan/links.ts";
import type { LanChannel, LanNetwork } from "#core/sync/lan/multicast.ts";

/** The link of all machines of a test: what is served is served in earnest, at an address that every machine has. */
export const LINK: Link = { address: "127.0.0.1", netmask: "255.0.0.0" };

interface Joined {
  readonly link: Link;
  readonly hear: (packet: Uint8Array, from: string) => void;
  readonly lost: (error: unknown) => void;
}

/** A local network in memory: who joins it hears all that is said on it, its own packets too, as in earnest. */
export class MemoryLan {
  readonly #joined = new Set<Joined>();
  /** All that was said. */
  readonly packets: Uint8Array[] = [];

  /** Channels that are open. */
  get open(): number {
    return this.#joined.size;
  }

  /** A machine on it. `links` may be changed. */
  machine(links: Link[] = [LINK]): LanNetwork & { links(): Link[] } {
    return { links: () => links, join: (...of) => this.#join(...of) };
  }

  /** Lets everybody hear a packet, from whatever address. */
  say(packet: Uint8Array, from: string): void {
    this.packets.push(packet);
    const hearing = [...this.#joined];
    setImmediate(() => {
      for (const one of hearing) if (this.#joined.has(one)) one.hear(packet, from);
    });
  }

  /** The sockets of all break. */
  breakAll(): void {
    const all = [...this.#joined];
    this.#joined.clear();
    for (const { lost } of all) lost(new Error("the network is down"));
  }

  #join(link: Link, hear: Joined["hear"], lost: Joined["lost"]): LanChannel {
    const one = { link, hear, lost };
    this.#joined.add(one);
    return {
      send: (packet) => {
        if (this.#joined.has(one)) this.say(packet, link.address);
      },
      close: async () => void this.#joined.delete(one),
    };
  }
}
