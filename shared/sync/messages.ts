import { assertNever } from "#shared/lib/assert-never.ts";
import { BUCKETS, DIGEST_BYTES, type Entry } from "./digest.ts";
import { readDirect, writeDirect, type DirectWord } from "./direct-words.ts";
import { ProtocolFault } from "./pipe.ts";
import { MAX_DOCUMENT, MAX_PARTS, MAX_RECORDS, MAX_VECTOR } from "./limits.ts";
import { readPresence, writePresence, type Presence } from "./presence.ts";
import { Reader, Writer } from "./wire.ts";

/** A document or a change of it, as it crosses. */
export interface Given {
  readonly id: string;
  readonly kind: string;
  readonly schema: number;
  readonly mark: Mark;
  /** A Yjs update; that of an empty document where only the mark crosses. */
  readonly update: Uint8Array;
}

/** Whether a document is deleted, and since when it is so or not: the later mark wins, and of equal times the deletion. */
export interface Mark {
  readonly deleted: boolean;
  /** Milliseconds since the epoch; 0 for a document that was never deleted. */
  readonly at: number;
}

/** What two peers of a room say to each other over a secure channel. Rules S-4xx of SPEC.md. */
export type Message =
  /** Said every 2 s, and at once when the channel is open: I am here, and this is the digest of all that I have. */
  | { readonly type: "beat"; readonly digest: Uint8Array }
  /** The digests of all buckets, one after another. */
  | { readonly type: "buckets"; readonly digests: Uint8Array }
  /** What stands in some buckets; `answer` tells the other side not to list them in turn. */
  | {
      readonly type: "list";
      readonly answer: boolean;
      readonly buckets: readonly number[];
      readonly entries: readonly Entry[];
    }
  /** Give me what I lack of these; `vector` is a Yjs state vector. */
  | {
      readonly type: "ask";
      readonly documents: readonly { readonly id: string; readonly vector: Uint8Array }[];
    }
  /** What was asked for; `last` ends the answer. */
  | { readonly type: "give"; readonly last: boolean; readonly documents: readonly Given[] }
  /** A change as it is made. */
  | { readonly type: "live"; readonly document: Given }
  /** A change that was not taken, and why. */
  | { readonly type: "refused"; readonly id: string; readonly text: string }
  /** Who belongs to the room: signed records, which are judged elsewhere. */
  | { readonly type: "records"; readonly bytes: Uint8Array }
  /** How the two may be connected directly. */
  | { readonly type: "direct"; readonly word: DirectWord }
  /** Where whoever sits at the device is now. */
  | { readonly type: "presence"; readonly presence: Presence };

const TYPES = [
  "beat",
  "buckets",
  "list",
  "ask",
  "give",
  "live",
  "refused",
  "records",
  "direct",
  "presence",
] as const satisfies readonly Message["type"][];

const KIND_BYTES = 64;
const TEXT_BYTES = 400;

/** A message in bytes. */
export function writeMessage(message: Message): Uint8Array {
  const to = new Writer().byte(TYPES.indexOf(message.type));
  switch (message.type) {
    case "beat":
      return to.raw(message.digest).take();
    case "buckets":
      return to.raw(message.digests).take();
    case "list":
      to.byte(message.answer ? 1 : 0).varint(message.buckets.length);
      for (const bucket of message.buckets) to.byte(bucket);
      to.varint(message.entries.length);
      for (const { id, hash } of message.entries) to.uuid(id).raw(hash);
      return to.take();
    case "ask":
      to.varint(message.documents.length);
      for (const { id, vector } of message.documents) to.uuid(id).bytes(vector);
      return to.take();
    case "give":
      to.byte(message.last ? 1 : 0).varint(message.documents.length);
      for (const document of message.documents) writeGiven(to, document);
      return to.take();
    case "live":
      writeGiven(to, message.document);
      return to.take();
    case "refused":
      return to
        .uuid(message.id)
        .text(message.text.slice(0, TEXT_BYTES / 4))
        .take();
    case "records":
      return to.bytes(message.bytes).take();
    case "direct":
      writeDirect(to, message.word);
      return to.take();
    case "presence":
      writePresence(to, message.presence);
      return to.take();
    default:
      return assertNever(message);
  }
}

/** The message of some bytes. Throws ProtocolFault for anything that is none. */
export function readMessage(bytes: Uint8Array): Message {
  const from = new Reader(bytes);
  const message = readBody(from);
  from.end();
  return message;
}

function readBody(from: Reader): Message {
  const type = TYPES[from.byte()];
  switch (type) {
    case "beat":
      return { type, digest: from.raw(DIGEST_BYTES) };
    case "buckets":
      return { type, digests: from.raw(BUCKETS * DIGEST_BYTES) };
    case "list":
      return {
        type,
        answer: flag(from),
        buckets: many(from, BUCKETS, () => from.byte()),
        entries: many(from, MAX_PARTS, () => ({ id: from.uuid(), hash: from.raw(DIGEST_BYTES) })),
      };
    case "ask":
      return {
        type,
        documents: many(from, MAX_PARTS, () => ({ id: from.uuid(), vector: from.bytes(MAX_VECTOR) })),
      };
    case "give":
      return { type, last: flag(from), documents: many(from, MAX_PARTS, () => readGiven(from)) };
    case "live":
      return { type, document: readGiven(from) };
    case "refused":
      return { type, id: from.uuid(), text: from.text(TEXT_BYTES) };
    case "records":
      return { type, bytes: from.bytes(MAX_RECORDS) };
    case "direct":
      return { type, word: readDirect(from) };
    case "presence":
      return { type, presence: readPresence(from) };
    case undefined:
      throw new ProtocolFault("A message is of an unknown type.");
    default:
      return assertNever(type);
  }
}

function many<Part>(from: Reader, most: number, part: () => Part): Part[] {
  const count = from.count(most);
  const parts: Part[] = [];
  // Not made at once: a count is only a word until its parts have been read.
  for (let at = 0; at < count; at++) parts.push(part());
  return parts;
}

function flag(from: Reader): boolean {
  const byte = from.byte();
  if (byte > 1) throw new ProtocolFault("A flag is neither yes nor no.");
  return byte === 1;
}

function writeGiven(to: Writer, { id, kind, schema, mark, update }: Given): void {
  to.uuid(id)
    .text(kind)
    .varint(schema)
    .byte(mark.deleted ? 1 : 0)
    .varint(mark.at)
    .bytes(update);
}

function readGiven(from: Reader): Given {
  return {
    id: from.uuid(),
    kind: from.text(KIND_BYTES),
    schema: from.varint(),
    mark: { deleted: flag(from), at: from.varint() },
    update: from.bytes(MAX_DOCUMENT),
  };
}
