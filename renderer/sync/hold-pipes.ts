import { access, carryPipes } from "#renderer/platform/client.ts";
import { Pipes } from "./pipes.ts";

/** Of all pages of a core, the one that has this Web Lock holds the direct connections; when it goes, the next does. */
const LOCK = "tatami-pipes";

/** Holds the direct connections of the core once no other page does, for as long as this page lives and has access. */
export async function holdPipes(): Promise<void> {
  if (typeof RTCPeerConnection === "undefined") return;
  for (;;) {
    // A tab that was left behind by a core of before must not keep the lock from one that can do something with it.
    await access();
    await navigator.locks.request(LOCK, () => carryPipes((channel) => new Pipes(channel)));
  }
}
