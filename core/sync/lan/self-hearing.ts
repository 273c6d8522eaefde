import { LAN_MARK, writeLanQuery } from "#shared/sync/lan-announcement.ts";
import type { Link } from "./links.ts";
import type { LanNetwork } from "./multicast.ts";

/** A question is lost now and then, and before the socket is open. */
const ASK_EVERY = 200;

/** Whether what this device says on a link is heard there, at least by itself, within a time in milliseconds. */
export async function hearsItself(network: LanNetwork, link: Link, patience: number): Promise<boolean> {
  let answer: (heard: boolean) => void = () => undefined;
  const heard = new Promise<boolean>((done) => (answer = done));
  const channel = network.join(
    link,
    (packet, from) => {
      if (from === link.address && Buffer.from(packet).includes(Buffer.from(LAN_MARK))) answer(true);
    },
    () => answer(false),
  );
  const asking = setInterval(() => channel.send(writeLanQuery()), ASK_EVERY);
  const late = setTimeout(() => answer(false), patience);
  try {
    return await heard;
  } finally {
    clearInterval(asking);
    clearTimeout(late);
    await channel.close();
  }
}
