import * as Y from "yjs";
import { writePatch } from "#shared/features/catalog/poc-document.ts";

// What is measured of Tatami and, in the same run, of y-webrtc.

/** Peers in the room, and what a key may take then, ms. */
export const ROOMS = [
  { peers: 2, target: 6 },
  { peers: 8, target: 12 },
  { peers: 12, target: 25 },
] as const;
/** Keys that are counted, after those that warm up; milliseconds between two. */
export const KEYS = 100;
export const WARM = 15;
export const BETWEEN = 20;

/** What keys took in a room of y-webrtc, milliseconds, and messages for each of all peers together. */
export interface PeerKeys {
  readonly peers: number;
  readonly p95: number;
  readonly messages: number;
}

/** Characters of the large document, keys that made the other, characters that are pasted. */
export const LARGE = 1_000_000;
const LONG = 100_000;
export const PASTE = 5_000_000;

/** A POC, whose text "body" search does not read: of a name, a description and notes it reads 200,000 characters at most. */
function entry(): Y.Doc {
  const doc = new Y.Doc();
  writePatch(doc, { name: "measured" });
  return doc;
}

/** A text of so many characters that was put in at once, as an update of Yjs. */
export function largeText(): Uint8Array {
  const doc = new Y.Doc();
  doc
    .getText("body")
    .insert(0, "A line of a document that is large. ".repeat(LARGE / 36 + 1).slice(0, LARGE));
  return Y.encodeStateAsUpdate(doc);
}

/**
 * A text as somebody writes it with so many keys, as an update of Yjs: each twentieth takes the letter before away, each tenth
 * goes on nearby, each two-hundredth anywhere. Answers how long it has become.
 */
export function manyKeys(): { readonly update: Uint8Array; readonly characters: number } {
  const doc = entry();
  const text = doc.getText("body");
  let seed = 1;
  let place = 0;
  const random = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below;
  for (let key = 1; key <= LONG; key++) {
    if (key % 200 === 0) place = random(text.length + 1);
    else if (key % 10 === 0) place = Math.min(text.length, Math.max(0, place + random(400) - 200));
    if (key % 20 === 0 && place > 0) text.delete(--place, 1);
    else text.insert(place++, "x");
  }
  return { update: Y.encodeStateAsUpdate(doc), characters: text.length };
}

/** What of it y-webrtc did within its time: seconds, or null. */
export interface PeerJoins {
  readonly large: number | null;
  readonly keys: number | null;
  readonly paste: number | null;
  /** Seconds that it was given. */
  readonly limit: number;
}
