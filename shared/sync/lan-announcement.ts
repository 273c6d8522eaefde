import { sha256 } from "@noble/hashes/sha2.js";
import { fromBase64Url, toBase64Url } from "#shared/lib/base64url.ts";
import {
  DNS_TYPES,
  writeDnsQuery,
  writeDnsResponse,
  type DnsMessage,
  type DnsRecord,
} from "./dns-message.ts";

/**
 * How Tatamis that serve signaling on a local network tell of it, and are found: rules S-540 to S-553 of SPEC.md. Whoever
 * knows a meeting knows the hash by which it is told today; nobody else can do anything with it.
 */

/** What a Tatami says on one link of its machine. */
export interface Announcement {
  /** Random, 16 characters of a to z and 0 to 9; of the service and of the host. */
  readonly name: string;
  readonly port: number;
  /** Of the meetings that it serves. */
  readonly hashes: readonly string[];
  /** Seconds for which it holds; 0 takes it back. */
  readonly ttl: number;
}

/** Seconds for which an announcement holds. */
export const ANNOUNCEMENT_TTL = 120;
/** Meetings of one announcement: three texts, and less than a packet. */
export const MAX_ANNOUNCED = 45;
/** Nothing that a system keeps for itself is ever contacted. */
const LEAST_PORT = 1024;

const SERVICE = "_tatami._tcp.local";
const NAME = /^[a-z0-9]{16}$/u;
const HASH_BYTES = 12;
const HASH_TEXT = 16;
const HASHES_EACH = 15;
const DAY = 86_400_000;

/** What cannot be missing in a packet that speaks of Tatami: all others need not be read. */
export const LAN_MARK: Uint8Array = new TextEncoder().encode("_tatami");

/** The day of a time, in days since 1970-01-01 UTC. */
export function dayOf(now: number): number {
  return Math.floor(now / DAY);
}

/** What a meeting of 16 bytes is told by on a day. */
export function lanHash(meeting: Uint8Array, day: number): string {
  const text = new TextEncoder().encode(`tatami lan 1 ${day} `);
  const bytes = new Uint8Array(text.length + meeting.length);
  bytes.set(text);
  bytes.set(meeting, text.length);
  return toBase64Url(sha256(bytes).subarray(0, HASH_BYTES));
}

/** What a meeting may be told by at a time: clocks of two machines may differ by a day. */
export function lanHashes(meeting: Uint8Array, now: number): string[] {
  const today = dayOf(now);
  return [today - 1, today, today + 1].map((day) => lanHash(meeting, day));
}

/** A name for an announcement, from 16 random bytes. */
export function lanName(random: Uint8Array): string {
  return Array.from(random.subarray(0, 16), (byte) => (byte % 36).toString(36)).join("");
}

/** The question who is there: it says nothing of who asks, or what for. */
export function writeLanQuery(): Uint8Array {
  return writeDnsQuery([{ name: SERVICE, type: DNS_TYPES.pointer }]);
}

/** The packet of an announcement, from the address that the machine has on this link. */
export function writeAnnouncement(said: Announcement, address: string): Uint8Array {
  const { name, port, ttl } = said;
  const [instance, host] = [`${name}.${SERVICE}`, `${name}.local`];
  return writeDnsResponse([
    { type: "pointer", name: SERVICE, ttl, target: instance },
    { type: "service", name: instance, ttl, port, target: host },
    { type: "text", name: instance, ttl, texts: textsOf(said.hashes) },
    { type: "address", name: host, ttl, address },
  ]);
}

function textsOf(hashes: readonly string[]): string[] {
  const texts = ["v=1"];
  for (let at = 0; at < Math.min(hashes.length, MAX_ANNOUNCED); at += HASHES_EACH)
    texts.push(
      `m${at / HASHES_EACH}=${hashes.slice(at, Math.min(at + HASHES_EACH, MAX_ANNOUNCED)).join("")}`,
    );
  return texts;
}

/** True for a query that an announcement of this name answers, unless whoever asks knows it already. */
export function asksFor(message: DnsMessage, name: string): boolean {
  if (message.response) return false;
  const instance = `${name}.${SERVICE}`;
  const isOurs = [SERVICE, instance, `${name}.local`];
  const known = message.records.some(
    (record) =>
      record.type === "pointer" &&
      record.name === SERVICE &&
      record.target === instance &&
      record.ttl >= ANNOUNCEMENT_TTL / 2,
  );
  return !known && message.questions.some((question) => isOurs.includes(question.name));
}

/** The announcements of a message. Where somebody is, is not taken from it: that is where the message came from. */
export function readAnnouncements(message: DnsMessage): Announcement[] {
  if (!message.response) return [];
  return message.records.flatMap((pointer): Announcement[] => {
    if (pointer.type !== "pointer" || pointer.name !== SERVICE) return [];
    const name = pointer.target.slice(0, -SERVICE.length - 1);
    const own = message.records.filter((record) => record.name === pointer.target);
    const service = own.find((record) => record.type === "service");
    const text = own.find((record) => record.type === "text");
    if (!NAME.test(name) || pointer.target !== `${name}.${SERVICE}`) return [];
    if (service?.type !== "service" || service.port < LEAST_PORT || text?.type !== "text") return [];
    const ttl = Math.min(pointer.ttl, service.ttl, ANNOUNCEMENT_TTL);
    return [{ name, port: service.port, hashes: hashesOf(text), ttl }];
  });
}

function hashesOf({ texts }: Extract<DnsRecord, { type: "text" }>): string[] {
  if (!texts.includes("v=1")) return [];
  const all = texts
    .filter((text) => /^m\d=/u.test(text))
    .flatMap((text) => text.slice(3).match(/.{16}/gsu) ?? [])
    .filter((hash) => hash.length === HASH_TEXT && fromBase64Url(hash) !== null);
  return all.slice(0, MAX_ANNOUNCED);
}
