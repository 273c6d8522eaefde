import { argon2idAsync } from "@noble/hashes/argon2.js";
import { hkdf } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { reason, type KnownReason } from "#shared/api/reasons.ts";
import { fromBase64Url, toBase64Url } from "#shared/lib/base64url.ts";
import type { RandomBytes } from "#shared/lib/ids.ts";
import { readWords, sixWords, WORD_BYTES, WORDS } from "#shared/lib/six-words.ts";
import { ProtocolFault } from "#shared/sync/pipe.ts";
import { Reader, Writer } from "#shared/sync/wire.ts";

/** What lets somebody in: random bytes in a link or a picture of one, or words to be said. */
export type Secret =
  | { readonly kind: "link"; readonly bytes: Uint8Array }
  | { readonly kind: "words"; readonly words: readonly string[] };

/** What both sides of an invitation, or all members of a room, meet by. */
export interface MeetingKeys {
  /** 16 bytes: all that a signaling server learns. */
  readonly meeting: Uint8Array;
  /** The pre-shared key of the handshake, 32 bytes. */
  readonly psk: Uint8Array;
}

/** What somebody pasted or typed. */
export interface ReadInvitation {
  readonly secret: Secret;
  /** Where to look, ws:// or wss://; words carry none. */
  readonly addresses: readonly string[];
}

/** Bytes of a link's secret: 128 bits. */
export const LINK_BYTES = 16;
const MEETING_BYTES = 16;
const KEY_BYTES = 32;

const MAX_ADDRESSES = 4;
const ADDRESS_LENGTH = 200;

/** RFC 9106 allows less memory than it recommends; OWASP names these: a third of a second, and 19 MiB for each guess. */
const STRETCH = { m: 19 * 1024, t: 2, p: 1, dkLen: KEY_BYTES } as const;

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const derive = (from: Uint8Array, what: string, length: number): Uint8Array =>
  hkdf(sha256, from, bytesOf("tatami 1"), bytesOf(what), length);

/** What both sides of an invitation's handshake must agree on. */
export const INVITATION_PROLOGUE = bytesOf("tatami invitation 1");

/** What both sides of a handshake between two members must agree on; the room by its UUID. */
export function roomPrologue(room: string): Uint8Array {
  return new Writer().raw(bytesOf("tatami room 1")).uuid(room).take();
}

/** What the members of a room meet by, from the room's key of 32 bytes. */
export function roomKeys(roomKey: Uint8Array): MeetingKeys {
  return {
    meeting: derive(roomKey, "room meeting", MEETING_BYTES),
    psk: derive(roomKey, "room psk", KEY_BYTES),
  };
}

/** A secret for a link. */
export function newLinkSecret(random: RandomBytes): Secret {
  return { kind: "link", bytes: random(LINK_BYTES) };
}

/** A secret of six words. */
export function newWordSecret(random: RandomBytes): Secret {
  return { kind: "words", words: sixWords(random(WORD_BYTES)) };
}

/** What both sides of an invitation meet by. Of words it takes a good part of a second: that is what guessing them costs. */
export async function invitationKeys(secret: Secret): Promise<MeetingKeys> {
  const base =
    secret.kind === "link"
      ? derive(secret.bytes, "invitation link", KEY_BYTES)
      : await argon2idAsync(bytesOf(secret.words.join(" ")), bytesOf("tatami invitation words 1"), STRETCH);
  return {
    meeting: derive(base, "invitation meeting", MEETING_BYTES),
    psk: derive(base, "invitation psk", KEY_BYTES),
  };
}

/** The link of a secret, with at most 4 addresses to look at. Throws RangeError for an address that no reader would take. */
export function writeLink(secret: Uint8Array, addresses: readonly string[]): string {
  if (addresses.length > MAX_ADDRESSES || !addresses.every(isAddress))
    throw new RangeError("A link has at most four addresses, each of a WebSocket.");
  const to = new Writer().varint(addresses.length);
  for (const address of addresses) to.text(address);
  return `tatami://join#v1.${toBase64Url(secret)}.${toBase64Url(to.take())}`;
}

/** The invitation that stands in what somebody pasted or typed, with or without text around a link; or why it cannot be read. */
export function readInvitation(text: string): ReadInvitation | KnownReason {
  const link = /tatami:\/\/join\/?#([\w.-]*)/iu.exec(text);
  return link === null ? readWordSecret(text) : readLink(link[1] ?? "");
}

/** True for what {@link readInvitation} could not read. */
export function isReason(read: ReadInvitation | KnownReason): read is KnownReason {
  return "id" in read;
}

function readLink(text: string): ReadInvitation | KnownReason {
  const [version = "", secret = "", where = ""] = text.split(".");
  if (/^v(?!1$)\d+$/u.test(version)) return reason("invitation.newer-link", {});
  const bytes = fromBase64Url(secret);
  const addresses = fromBase64Url(where);
  if (version !== "v1" || bytes?.length !== LINK_BYTES || addresses === null)
    return reason("invitation.cut-link", {});
  const read = readAddresses(addresses);
  if (read === null) return reason("invitation.cut-link", {});
  if (!read.every(isAddress)) return reason("invitation.bad-address", {});
  return { secret: { kind: "link", bytes }, addresses: read };
}

function readAddresses(bytes: Uint8Array): string[] | null {
  try {
    const from = new Reader(bytes);
    const addresses: string[] = [];
    for (let rest = from.count(MAX_ADDRESSES); rest > 0; rest--) addresses.push(from.text(ADDRESS_LENGTH));
    from.end();
    return addresses;
  } catch (error) {
    if (error instanceof ProtocolFault) return null;
    throw error;
  }
}

/** True for the address of a WebSocket, as signaling servers have: nobody is sent elsewhere, or with a name and password, by a link. */
export function isAddress(address: string): boolean {
  if (address.length > ADDRESS_LENGTH || !/^wss?:\/\/[!-~]+$/u.test(address) || /[@#\\]/u.test(address))
    return false;
  try {
    return new URL(address).hostname !== "";
  } catch {
    return false;
  }
}

function readWordSecret(text: string): ReadInvitation | KnownReason {
  const read = readWords(text);
  if ("unknown" in read) {
    const word = read.unknown;
    if (read.near.length === 0) return reason("invitation.strange-word", { word });
    return reason("invitation.unknown-word", { word, near: read.near.join(", ") });
  }
  const { words } = read;
  if (words.length === 0) return reason("invitation.none", {});
  if (words.length !== WORDS)
    return reason("invitation.word-count", { expected: WORDS, count: words.length });
  return { secret: { kind: "words", words }, addresses: [] };
}
