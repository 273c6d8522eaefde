import * as z from "zod";
import { MAX_CANDIDATE, MAX_DESCRIPTION, MAX_PACKET } from "./limits.ts";

/**
 * What a core and the page that holds its direct connections say to each other. Text is JSON, and says what is to be done
 * with a connection; bytes are a connection's number and a frame of it, which the page passes on as it is. The core speaks
 * first. Rules S-561 to S-564 of SPEC.md.
 */

/** Largest text. */
export const PAGE_TEXT = 64 * 1024;
/** Bytes of a connection's number before a frame, 32 bits, little endian. */
export const PAGE_HEAD = 4;
/** Largest frame: what kind it is, and a packet. */
export const MAX_FRAME = 1 + MAX_PACKET;
/** Direct connections that one page holds. */
export const PAGE_CONNECTIONS = 64;
/** Bytes of one connection that the core has not taken yet, and above which the page ends it. */
export const PAGE_AHEAD = 4 * 1024 * 1024;

const Id = z.number().int().min(0).max(0xffff_ffff);
const Description = z.string().max(MAX_DESCRIPTION);
const Candidate = z.string().max(MAX_CANDIDATE);

/** A server that helps two sides to find a way to each other, as a browser wants it. */
export const IceServer = z.strictObject({
  urls: z.array(z.string().max(500)).max(8),
  username: z.string().max(500).optional(),
  credential: z.string().max(500).optional(),
});
export type IceServer = z.infer<typeof IceServer>;

/** What the core says. */
export const ToPage = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("begin") }),
  /** A connection is to be made: without an offer the page makes one. */
  z.strictObject({
    type: z.literal("open"),
    id: Id,
    offer: Description.nullable(),
    iceServers: z.array(IceServer).max(8),
  }),
  z.strictObject({ type: z.literal("answer"), id: Id, description: Description }),
  z.strictObject({ type: z.literal("candidate"), id: Id, candidate: Candidate }),
  /** Nothing comes after it; what was sent before still goes. */
  z.strictObject({ type: z.literal("close"), id: Id }),
  /** So many bytes more of the connection's frames were taken. */
  z.strictObject({ type: z.literal("taken"), id: Id, bytes: z.number().int().min(1) }),
]);
export type ToPage = z.infer<typeof ToPage>;

/** What the page says. */
export const FromPage = z.discriminatedUnion("type", [
  /** It can hold connections: the answer to "begin". */
  z.strictObject({ type: z.literal("ready") }),
  /** Its description, once: an offer, or the answer to the one that it was given. */
  z.strictObject({ type: z.literal("description"), id: Id, description: Description }),
  z.strictObject({ type: z.literal("candidate"), id: Id, candidate: Candidate }),
  /** Frames can go, once. */
  z.strictObject({ type: z.literal("opened"), id: Id }),
  /** Whether they go by a TURN server, after "opened" and whenever that is otherwise. */
  z.strictObject({ type: z.literal("way"), id: Id, turn: z.boolean() }),
  /** It is over, or could not be made. */
  z.strictObject({ type: z.literal("closed"), id: Id }),
]);
export type FromPage = z.infer<typeof FromPage>;

/** One end of the channel between them. */
export interface PageChannel {
  send(message: string | Uint8Array<ArrayBuffer>): void;
  /** Names the one listener; what came before is not heard. Once. */
  listen(listener: { message(data: unknown): void; closed(): void }): void;
  close(): void;
}

/** Reads a text by its schema; null for what does not fit. */
export function readPageText<T>(schema: z.ZodType<T>, text: string): T | null {
  if (text.length > PAGE_TEXT) return null;
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** Puts a connection's number before a frame. */
export function writeFrame(id: number, ...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const length = parts.reduce((sum, part) => sum + part.length, PAGE_HEAD);
  const bytes = new Uint8Array(length);
  new DataView(bytes.buffer).setUint32(0, id, true);
  let at = PAGE_HEAD;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** The number of a connection and a view of its frame; null for what is none. */
export function readFrame(bytes: Uint8Array): { readonly id: number; readonly frame: Uint8Array } | null {
  if (bytes.length <= PAGE_HEAD || bytes.length > PAGE_HEAD + MAX_FRAME) return null;
  const id = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  return { id, frame: bytes.subarray(PAGE_HEAD) };
}
