import * as z from "zod";
import { MAX_PACKET } from "./limits.ts";
import { CLOSE_CODES, type CloseCode } from "./pipe.ts";

/** What a client and the signaling server say to each other: S-5xx of SPEC.md. */

/** The protocol that this version speaks; another is refused. */
export const SIGNALING_PROTOCOL = 1;
/** Largest frame, of text or bytes. */
export const MAX_SIGNAL = 64 * 1024;
/** Peers of one meeting. */
export const MEETING_PEERS = 12;
/** Bytes of the name of a meeting, and of a peer. */
export const NAME_BYTES = 16;

/** Codes with which the server closes a socket. After 4001 and 4002 it is no use to try again, after 4003 and 4004 none soon. */
export const SIGNALING_CODES = {
  authentication: 4001,
  notFound: 4002,
  full: 4003,
  notAllowed: 4004,
  replaced: 4005,
  rate: 4008,
  /** Of the WebSocket protocol itself. */
  goingAway: 1001,
  broken: 1008,
  tooLarge: 1009,
} as const;

const Name = z.string().regex(/^[0-9a-f]{32}$/u);
const Sealed = z.base64().max(MAX_SIGNAL);

export const Join = z.strictObject({
  type: z.literal("join"),
  protocol: z.literal(SIGNALING_PROTOCOL),
  /** All that the server learns of a room. */
  meeting: Name,
  /** Fresh for each connection. */
  peer: Name,
  /** True when there must be somebody already. */
  expects: z.boolean().optional(),
});
export type Join = z.infer<typeof Join>;

/** What a client says after it has joined. */
export const Signal = z.strictObject({ type: z.literal("signal"), to: Name, data: Sealed });
export type Signal = z.infer<typeof Signal>;

/** Whether something can be reached at a port of this number. */
export function isPort(port: number): boolean {
  return Number.isInteger(port) && port > 0 && port < 65_536;
}

/** Where a TURN server is (RFC 7065). */
const TurnUrl = z
  .string()
  .max(300)
  .regex(/^turns?:(?:\[[0-9a-f:.]+\]|[\w.-]+)(?::\d{1,5})?(?:\?transport=(?:udp|tcp))?$/iu)
  .refine((url) => isPort(Number(/:(?<port>\d+)(?:\?|$)/u.exec(url)?.groups?.["port"] ?? 3478)));
export const TurnUrls = z.array(TurnUrl).min(1).max(4);

/** A server that carries packets between two who do not reach each other otherwise (TURN, RFC 8656), and what it takes for a while. */
export const TurnServer = z.strictObject({
  urls: TurnUrls,
  username: z.string().min(1).max(200),
  credential: z.string().min(1).max(200),
});
export type TurnServer = z.infer<typeof TurnServer>;

/** What the server says. */
export const FromServer = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("joined"), peers: z.array(Name).max(MEETING_PEERS - 1) }),
  z.strictObject({ type: z.literal("came"), peer: Name }),
  z.strictObject({ type: z.literal("gone"), peer: Name }),
  z.strictObject({ type: z.literal("signal"), from: Name, data: Sealed }),
  z.strictObject({ type: z.literal("turn"), server: TurnServer }),
]);
export type FromServer = z.infer<typeof FromServer>;

/** Reads a text frame by its schema; null for what does not fit. */
export function readText<T>(schema: z.ZodType<T>, text: string): T | null {
  if (text.length > MAX_SIGNAL) return null;
  try {
    const parsed = schema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/**
 * A frame of the relay: its kind, the peer (to the server the addressee, from it the sender), and what follows. A pipe is
 * opened by one side and answered with an opening by the other.
 */
export const RELAY = { packet: 0, open: 1, close: 2, taken: 3 } as const;
/** Bytes before what follows. */
export const RELAY_HEAD = 1 + NAME_BYTES;
const TAKEN_BYTES = 4;

/** Reads a frame of the relay: the body is a view. Null for what is none. */
export function readRelay(
  frame: Uint8Array,
): { readonly kind: number; readonly peer: Uint8Array; readonly body: Uint8Array } | null {
  const kind = frame[0];
  const body = frame.subarray(RELAY_HEAD);
  if (frame.length < RELAY_HEAD || !fits(kind, body)) return null;
  return { kind: kind as number, peer: frame.subarray(1, RELAY_HEAD), body };
}

function fits(kind: number | undefined, body: Uint8Array): boolean {
  switch (kind) {
    case RELAY.packet:
      return body.length >= 1 && body.length <= MAX_PACKET;
    case RELAY.open:
      return body.length === 0;
    case RELAY.close:
      return body.length === 1 && (body[0] as number) < CLOSE_CODES.length;
    case RELAY.taken:
      return body.length === TAKEN_BYTES;
    default:
      return false;
  }
}

/** Writes a frame of the relay. */
export function writeRelay(kind: number, peer: Uint8Array, body: Uint8Array): Uint8Array {
  const frame = new Uint8Array(RELAY_HEAD + body.length);
  frame[0] = kind;
  frame.set(peer, 1);
  frame.set(body, RELAY_HEAD);
  return frame;
}

/** The body of a close. */
export function closeBody(code: CloseCode): Uint8Array {
  return Uint8Array.of(CLOSE_CODES.indexOf(code));
}

/** The body of an acknowledgement: 32 bits, little endian. */
export function takenBody(bytes: number): Uint8Array {
  const body = new Uint8Array(TAKEN_BYTES);
  new DataView(body.buffer).setUint32(0, bytes, true);
  return body;
}

/** What an acknowledgement says. */
export function readTaken(body: Uint8Array): number {
  return new DataView(body.buffer, body.byteOffset).getUint32(0, true);
}
