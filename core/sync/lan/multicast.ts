import { createSocket } from "node:dgram";
import { localLinks, type Link } from "./links.ts";

const GROUP = "224.0.0.251";
const PORT = 5353;
/** What RFC 6762 wants; what is said to a group of this kind goes no farther than the link. */
const HOPS = 255;

/** What Tatami needs of multicast DNS: tests have a network of their own. */
export interface LanNetwork {
  /** The links that are there now. */
  links(): Link[];
  /**
   * Hears and speaks on one link. `hear` is told each packet with the address that it came from, one's own packets too; `lost`
   * once, and never within this call, when nothing is heard any more.
   */
  join(
    link: Link,
    hear: (packet: Uint8Array, from: string) => void,
    lost: (error: unknown) => void,
  ): LanChannel;
}

export interface LanChannel {
  /** What cannot be sent is lost, as anything may be on its way. */
  send(packet: Uint8Array): void;
  /** Resolves when what was sent is on its way. */
  close(): Promise<void>;
}

/** A network that leads nowhere: nothing is served, announced or looked for. */
export const noNetwork: LanNetwork = {
  links: () => [],
  join: () => {
    throw new Error("this network has no links");
  },
};

/** The local networks of this machine. */
export const lanNetwork: LanNetwork = {
  links: localLinks,
  join: joinMulticast,
};

/** As {@link LanNetwork}'s join, on whatever link: other programs of the machine use the same port. */
export function joinMulticast(...[link, hear, lost]: Parameters<LanNetwork["join"]>): LanChannel {
  const socket = createSocket({ type: "udp4", reuseAddr: true });
  let [open, ended] = [false, false];
  let unsent = 0;
  let quiet: () => void = () => undefined;
  const end = (): void => {
    if (ended) return;
    [open, ended] = [false, true];
    socket.close();
  };
  const fail = (error: unknown): void => {
    if (ended) return;
    end();
    lost(error);
  };
  socket.on("error", fail);
  socket.on("message", (packet, from) => hear(packet, from.address));
  socket.bind(PORT, () => {
    if (ended) return;
    try {
      socket.addMembership(GROUP, link.address);
      socket.setMulticastInterface(link.address);
      socket.setMulticastTTL(HOPS);
      socket.setMulticastLoopback(true);
      open = true;
    } catch (error) {
      fail(error);
    }
  });
  return {
    send: (packet) => {
      if (!open) return;
      unsent++;
      socket.send(packet, PORT, GROUP, () => {
        if (--unsent === 0) quiet();
      });
    },
    close: async () => {
      if (unsent > 0 && open) await new Promise<void>((done) => (quiet = done));
      end();
    },
  };
}
