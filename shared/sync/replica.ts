import type { Entry } from "./digest.ts";
import type { Given } from "./messages.ts";
import type { CloseReason } from "./pipe.ts";
import type { Refusal } from "./refusals.ts";

/* What syncing a room asks of this side, and tells it. */

/** What became of a change that was offered. */
export type Taken =
  /** It was new, and is saved. */
  | { readonly result: "changed" }
  /** It was known already. */
  | { readonly result: "same" }
  /** It builds on changes that are not here: nothing was kept of it. */
  | { readonly result: "pending" }
  /** Its device has caused too much work of late: it was not looked at. */
  | { readonly result: "later" }
  /** It is not let in, and why, in words for the log of whoever sent it; `unsaved` where this side is the reason. */
  | { readonly result: "refused"; readonly text: string; readonly unsaved?: true };

/** The documents of a room on this side. Everything is synchronous, and durable when it returns; it throws where it cannot be read or saved. */
export interface Replica {
  /** Every document with the hash of its id, state and mark: of equal documents equal, of others not. */
  entries(): Iterable<Entry>;
  /** The hash of a document's state; null for one that is not here. */
  hash(id: string): Uint8Array | null;
  /** What is known of a document, as a Yjs state vector; that of an empty one for one that is not here. */
  vector(id: string): Uint8Array;
  /** What a peer with this state vector lacks of a document; null for one that is not here. Throws ProtocolFault for a vector that is none. */
  give(id: string, vector: Uint8Array): Given | null;
  /** Takes a change that a device has sent, or leaves everything as it was, also when it throws. */
  take(given: Given, device: Uint8Array): Taken;
  /** Steps of merging so far, of all that was taken here or elsewhere: of any beginning, never less than before. */
  readonly work: number;
  /** Does some taking as one: when it returns all is durable, and when it throws nothing was taken. */
  together<T>(work: () => T): T;
}

/** Who belongs to the room: signed records that every member passes on. */
export interface MemberRecords {
  /** All that are known, in bytes; at most MAX_RECORDS. */
  encode(): Uint8Array;
  /** Takes what a device knows that is a peer; true when some of it was new. Never throws for what a peer sends. */
  take(bytes: Uint8Array, device: Uint8Array): boolean;
  /** Null for a device that belongs to the room, else why it does not. */
  refusal(device: Uint8Array): CloseReason | null;
}

/** Who hears how the room fares. */
export interface RoomListener {
  /** Documents that a peer has changed here. */
  changed?(ids: readonly string[]): void;
  /** A peer did not take a change of ours. */
  refused?(id: string, text: string, device: Uint8Array): void;
  /** Something of a peer was not let in here. */
  turnedDown?(device: Uint8Array, why: Refusal): void;
  /** A document of this side became what others have of it, see OwnChanges of going-back.ts. */
  wentBack?(): void;
  /** Something of this side could not be read or saved: for the log. */
  failed?(error: unknown): void;
  /** A peer came, went, or got in or out of step. */
  peers?(): void;
  /** A peer knew more of who belongs to the room. */
  members?(): void;
}

/** How a peer stands. */
export interface PeerState {
  /** Its device's key; null until the channel is open. */
  readonly device: Uint8Array | null;
  /** When both sides last had the same documents, milliseconds since the epoch; null for not yet. */
  readonly equalAt: number | null;
  /** Documents that are still to come. */
  readonly wanted: number;
  /** What of this peer was not let in, changes and words about direct connections: by its role, by its rate, by what it is. */
  readonly refused: number;
}
