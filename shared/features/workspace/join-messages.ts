import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import { assertNever } from "#shared/lib/assert-never.ts";
import { isTime } from "#shared/lib/time.ts";
import { SIGNATURE_BYTES } from "#shared/sync/device-key.ts";
import { KEY_BYTES } from "#shared/sync/noise.ts";
import { ProtocolFault } from "#shared/sync/pipe.ts";
import { Reader, Writer } from "#shared/sync/wire.ts";
import { isName } from "./records.ts";
import { ROLES, type Role } from "./roles.ts";

/** How host and guest talk; of another version no word is understood but this number. */
export const JOIN_PROTOCOL = 2;

/** Whoever knocks. */
export interface Knock {
  readonly protocol: number;
  /** The device's public key, 64 hex digits. */
  readonly device: string;
  readonly name: string;
}

/** What a guest is told before it says yes. */
export interface Offer {
  /** The room's UUID: who has it already need not come in. */
  readonly room: string;
  readonly roomName: string;
  /** How many documents the room has, and their size in bytes, as the host counts them: for a person to read. */
  readonly documents: number;
  readonly bytes: number;
  readonly role: Role;
  /** Whose other device the guest becomes: the host's, 64 hex digits, by its member's name; null where it comes as a person of its own. */
  readonly person: { readonly device: string; readonly name: string } | null;
  /** Milliseconds since the epoch; null for never. */
  readonly expiresAt: number | null;
}

/** All that a new member needs. */
export interface Welcome {
  /** The room's UUID, and its key of 32 bytes. */
  readonly room: string;
  readonly roomKey: Uint8Array;
  readonly roomName: string;
  /** The founder's device, 64 hex digits. */
  readonly founder: string;
  /** The room's records, as Membership.encode() gives them. */
  readonly records: Uint8Array;
}

export type JoinMessage =
  | ({ readonly type: "offer" } & Offer)
  /** With its consent where it becomes another device of somebody, see signConsent. */
  | { readonly type: "accept"; readonly name: string; readonly consent: Uint8Array | null }
  | ({ readonly type: "welcome" } & Welcome);

const TYPES = ["offer", "accept", "welcome"] as const satisfies readonly JoinMessage["type"][];

const NAME_BYTES = 320;
/** The most that two thousand records and a thousand departures take. */
const RECORDS_BYTES = 1280 * 1024;

/** Largest messages of the conversation, in bytes: a guest says its name, a host at most all records of its room. */
export const LARGEST_OF_GUEST = 1024;
export const LARGEST_OF_HOST = RECORDS_BYTES + 1024;

/** What a guest says of itself in the handshake. */
export function writeKnock({ protocol, device, name }: Knock): Uint8Array {
  return new Writer().varint(protocol).raw(hexToBytes(device)).text(name).take();
}

/** Throws ProtocolFault for what is none; of another protocol the code is "refused". */
export function readKnock(bytes: Uint8Array): Knock {
  const from = new Reader(bytes);
  const protocol = readProtocol(from);
  const knock = { protocol, device: bytesToHex(from.raw(KEY_BYTES)), name: readName(from) };
  from.end();
  return knock;
}

/** What a host says of itself in the handshake: the protocol, and nothing else before it knows whom it talks to. */
export function writeHostHello(): Uint8Array {
  return new Writer().varint(JOIN_PROTOCOL).take();
}

/** Throws ProtocolFault for what is none; of another protocol the code is "refused". */
export function readHostHello(bytes: Uint8Array): void {
  const from = new Reader(bytes);
  readProtocol(from);
  from.end();
}

/** A message in bytes. */
export function writeJoinMessage(message: JoinMessage): Uint8Array {
  const to = new Writer().byte(TYPES.indexOf(message.type));
  switch (message.type) {
    case "offer": {
      const { room, roomName, documents, bytes, role, person, expiresAt } = message;
      to.uuid(room).text(roomName).varint(documents).varint(bytes).byte(ROLES.indexOf(role));
      if (person === null) to.byte(0);
      else to.byte(1).raw(hexToBytes(person.device)).text(person.name);
      return (expiresAt === null ? to.byte(0) : to.byte(1).varint(expiresAt)).take();
    }
    case "accept":
      to.text(message.name);
      return (message.consent === null ? to.byte(0) : to.byte(1).raw(message.consent)).take();
    case "welcome": {
      const { room, roomKey, roomName, founder, records } = message;
      return to.uuid(room).raw(roomKey).text(roomName).raw(hexToBytes(founder)).bytes(records).take();
    }
    default:
      return assertNever(message);
  }
}

/** The message of some bytes. Throws ProtocolFault for anything that is none. */
export function readJoinMessage(bytes: Uint8Array): JoinMessage {
  const from = new Reader(bytes);
  const message = readBody(from);
  from.end();
  return message;
}

/** It is shown to whoever decides: a page cannot write every number as a date. */
function readTime(from: Reader): number {
  const ms = from.varint();
  if (!isTime(ms)) throw new ProtocolFault("A time is none.");
  return ms;
}

function readBody(from: Reader): JoinMessage {
  const type = TYPES[from.byte()];
  switch (type) {
    case "offer":
      return {
        type,
        room: from.uuid(),
        roomName: readName(from),
        documents: from.varint(),
        bytes: from.varint(),
        role: readRole(from),
        person: readFlag(from) ? { device: bytesToHex(from.raw(KEY_BYTES)), name: readName(from) } : null,
        expiresAt: readFlag(from) ? readTime(from) : null,
      };
    case "accept":
      return {
        type,
        name: readName(from),
        consent: readFlag(from) ? from.raw(SIGNATURE_BYTES).slice() : null,
      };
    case "welcome":
      return {
        type,
        room: from.uuid(),
        roomKey: from.raw(KEY_BYTES).slice(),
        roomName: readName(from),
        founder: bytesToHex(from.raw(KEY_BYTES)),
        records: from.bytes(RECORDS_BYTES).slice(),
      };
    case undefined:
      throw new ProtocolFault("A message is of an unknown type.");
    default:
      return assertNever(type);
  }
}

function readProtocol(from: Reader): number {
  const protocol = from.varint();
  if (protocol !== JOIN_PROTOCOL) throw new ProtocolFault("version", "refused");
  return protocol;
}

function readName(from: Reader): string {
  const name = from.text(NAME_BYTES);
  if (!isName(name)) throw new ProtocolFault("A name is none.");
  return name;
}

function readRole(from: Reader): Role {
  const role = ROLES[from.byte()];
  if (role === undefined) throw new ProtocolFault("A role is unknown.");
  return role;
}

function readFlag(from: Reader): boolean {
  const has = from.byte();
  if (has > 1) throw new ProtocolFault("A flag is neither yes nor no.");
  return has === 1;
}
