/**
 * A pipe carries packets of bytes both ways, whole and in order. MessagePort, WebRTC, WebSocket and memory are all the
 * same to what is above. Rules S-1xx of SPEC.md.
 */

/** Why a pipe or what runs over it ended. Closed list: it crosses the wire as its place in {@link CLOSE_CODES}. */
export const CLOSE_CODES = [
  /** Ended on purpose, nothing was wrong. */
  "done",
  /** The connection broke off. */
  "lost",
  /** The other side broke the protocol, or somebody between did. */
  "protocol",
  /** The handshake failed: another key, another room, another protocol. */
  "authentication",
  /** The other side knows who this is and does not let it in. */
  "refused",
  /** Something took longer than it may. */
  "timeout",
  /** A newer session of the same device took its place. */
  "replaced",
  /** The room has as many members as it may. */
  "full",
  /** Too many, or too much. */
  "overload",
  /** This side could not go on; the other did nothing wrong. */
  "failed",
] as const;
export type CloseCode = (typeof CLOSE_CODES)[number];

/** How something ended: a code, and words for a log (never secrets, names or addresses). */
export interface CloseReason {
  readonly code: CloseCode;
  readonly text: string;
}

/** Who hears what a pipe brings. Nothing is called after `closed`. */
export interface PipeListener {
  /** A packet, the listener's own. */
  packet(bytes: Uint8Array): void;
  /** No more than LOW_WATER waits, after there was more. */
  drained(): void;
  closed(reason: CloseReason): void;
}

/** One end of a pipe. */
export interface Pipe {
  readonly kind: "memory" | "port" | "webrtc" | "relay";
  /** A direct one goes by a TURN server at the moment; absent where that cannot be. */
  readonly byTurn?: boolean;
  /** Bytes that were handed over and are not on their way yet. */
  readonly buffered: number;
  /** Names the one listener; packets that came before are handed over first. Once. */
  listen(listener: PipeListener): void;
  /** Hands over a packet of 1 to MAX_PACKET bytes; throws RangeError for any other. Does nothing when closed. */
  send(packet: Uint8Array): void;
  /** Ends both ends. What was sent before arrives before; the other end hears the same reason where the pipe can carry it, else "lost". */
  close(reason: CloseReason): void;
}

/** What is thrown where the other side breaks the protocol; it ends the connection and nothing else. */
export class ProtocolFault extends Error {
  readonly code: CloseCode;
  constructor(text: string, code: CloseCode = "protocol") {
    super(text);
    this.name = "ProtocolFault";
    this.code = code;
  }
}

/** The packet sizes that every pipe holds its callers to. */
export function checkPacketSize(length: number, limit: number): void {
  if (length < 1 || length > limit)
    throw new RangeError(`A packet has 1 to ${limit} bytes; this one has ${length}.`);
}
