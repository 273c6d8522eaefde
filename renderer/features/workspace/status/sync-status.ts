import type { Member, Sharing } from "../types.ts";

/** Two devices in step say so every two seconds; one that was not heard to be equal for so long (ms) is behind. */
const BEHIND_AFTER = 25_000;

/** How a device is connected, the shortest way first. */
const WAYS = ["direct", "turn", "relay"] as const satisfies readonly Member["pipe"][];
export type Way = (typeof WAYS)[number];

/** How a workspace fares, in the one word that the status bar has room for. */
export type SyncStatus =
  /** Nobody was ever invited. */
  | { readonly kind: "alone" }
  /** This device does not belong to it any more. */
  | { readonly kind: "removed" }
  /** It has left, and was ended before the workspace was gone from here. */
  | { readonly kind: "left" }
  | { readonly kind: "paused" }
  /** There is no address at which anybody could be met. */
  | { readonly kind: "nowhere" }
  | { readonly kind: "connecting" }
  /** No address could be reached. */
  | { readonly kind: "unreachable" }
  | { readonly kind: "nobody" }
  /** Documents of others are to come; `ways` is how those are connected who are there. */
  | { readonly kind: "coming"; readonly count: number; readonly peers: number; readonly ways: readonly Way[] }
  /** It is not known (any more) that all are equal. */
  | { readonly kind: "comparing"; readonly peers: number; readonly ways: readonly Way[] }
  /** All that are there had the same documents at that time (ms since the epoch). */
  | { readonly kind: "inSync"; readonly at: number; readonly peers: number; readonly ways: readonly Way[] };

/** The members that are there now, this device left out. */
export function present(state: Sharing): Member[] {
  return state.members.filter(({ self, online }) => online && !self);
}

/** How a workspace fares at a moment (ms since the epoch). */
export function syncStatus(state: Sharing, now: number): SyncStatus {
  if (!state.shared) return { kind: "alone" };
  if (state.role === "removed" || state.role === "left") return { kind: state.role };
  if (state.paused) return { kind: "paused" };
  const others = present(state);
  const peers = others.length;
  if (peers === 0) return { kind: away(state) };
  // Several may have the same document to give: what is to come is at least what the one with most has.
  const count = Math.max(...others.map(({ wanted }) => wanted));
  const ways = WAYS.filter((way) => others.some(({ pipe }) => pipe === way));
  if (count > 0) return { kind: "coming", count, peers, ways };
  const at = Math.min(...others.map(({ equalAt }) => equalAt ?? Number.NEGATIVE_INFINITY));
  return now - at > BEHIND_AFTER ? { kind: "comparing", peers, ways } : { kind: "inSync", at, peers, ways };
}

function away({ addresses }: Sharing): "nowhere" | "connecting" | "unreachable" | "nobody" {
  if (addresses.length === 0) return "nowhere";
  if (addresses.some(({ state }) => state === "joined")) return "nobody";
  return addresses.every(({ state }) => state === "waiting" || state === "refused")
    ? "unreachable"
    : "connecting";
}
