import { carryPipes } from "#renderer/platform/client.ts";
import { Pipes } from "./pipes.ts";

/** Of all pages of a core, the one that has this Web Lock holds the direct connections; when it goes, the next does. */
const LOCK = "tatami-pipes";

/** Holds the direct connections of the core once no other page does, for as long as this page lives. */
export function holdPipes(): void {
  if (typeof RTCPeerConnection === "undefined") return;
  void navigator.locks.request(LOCK, () => {
    carryPipes((channel) => new Pipes(channel));
    return new Promise<never>(() => undefined);
  });
}
