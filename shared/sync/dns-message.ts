/**
 * Messages of multicast DNS (RFC 1035, RFC 6762), as far as they are needed to find Tatamis on a local network. What comes is
 * of anybody on that network: nothing is kept of it beyond its own bytes, and nothing in it makes this read long or again.
 */

export const DNS_TYPES = { address: 1, pointer: 12, text: 16, service: 33, any: 255 } as const;

/** Largest message that is read: what is not worth the room of three packets is not of Tatami. */
export const MAX_DNS_MESSAGE = 4096;
/** Questions and records of one message together. */
const MAX_PARTS = 64;
const MAX_NAME = 255;
const MAX_LABEL = 63;
const INTERNET = 1;
/** In a record's class: it replaces what was known of this name and type. */
const FLUSH = 0x8000;
const RESPONSE = 0x8000;
/** The sender speaks for what it says. */
const AUTHORITATIVE = 0x0400;

export interface DnsQuestion {
  /** Labels with dots between, in lower case. */
  readonly name: string;
  readonly type: number;
}

/** What a record says: of the types that Tatami has no use for nothing is kept. */
export type DnsRecord = {
  readonly name: string;
  /** Seconds for which it holds. */
  readonly ttl: number;
} & (
  | { readonly type: "pointer"; readonly target: string }
  | { readonly type: "service"; readonly port: number; readonly target: string }
  | { readonly type: "text"; readonly texts: readonly string[] }
  /** Four numbers with dots between. */
  | { readonly type: "address"; readonly address: string }
);

export interface DnsMessage {
  /** An answer or announcement; else a query. */
  readonly response: boolean;
  readonly questions: readonly DnsQuestion[];
  readonly records: readonly DnsRecord[];
}

class Unreadable extends Error {}

/** Reads a message; null for what is none, too large, or says too much. */
export function readDns(packet: Uint8Array): DnsMessage | null {
  if (packet.length > MAX_DNS_MESSAGE) return null;
  try {
    return new DnsReader(packet).message();
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

class DnsReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  message(): DnsMessage {
    this.#skip(2);
    const response = (this.#word() & RESPONSE) !== 0;
    const asked = this.#word();
    const records = this.#word() + this.#word() + this.#word();
    // Counted before anything is made of it: twelve bytes can announce 262,140 of them.
    if (asked + records > MAX_PARTS) throw new Unreadable();
    const questions = Array.from({ length: asked }, () => {
      const question = { name: this.#name(), type: this.#word() };
      this.#skip(2);
      return question;
    });
    const read = Array.from({ length: records }, () => this.#record());
    return { response, questions, records: read.filter((record) => record !== null) };
  }

  #record(): DnsRecord | null {
    const name = this.#name();
    const [type, , ttl, length] = [this.#word(), this.#word(), this.#long(), this.#word()];
    const end = this.#at + length;
    if (end > this.#bytes.length) throw new Unreadable();
    const record = this.#body(type, { name, ttl }, end);
    if (this.#at > end) throw new Unreadable();
    this.#at = end;
    return record;
  }

  #body(type: number, head: { name: string; ttl: number }, end: number): DnsRecord | null {
    switch (type) {
      case DNS_TYPES.pointer:
        return { ...head, type: "pointer", target: this.#name() };
      case DNS_TYPES.service: {
        this.#skip(4);
        return { ...head, type: "service", port: this.#word(), target: this.#name() };
      }
      case DNS_TYPES.text: {
        const texts: string[] = [];
        while (this.#at < end) texts.push(this.#latin(this.#byte()));
        return { ...head, type: "text", texts };
      }
      case DNS_TYPES.address:
        return {
          ...head,
          type: "address",
          address: [this.#byte(), this.#byte(), this.#byte(), this.#byte()].join("."),
        };
      default:
        return null;
    }
  }

  /** A name; what it points to must lie before all that was read of it, so that it ends. */
  #name(): string {
    const labels: string[] = [];
    let total = 0;
    let back: number | null = null;
    let before = this.#at;
    for (let length = this.#byte(); length !== 0; length = this.#byte()) {
      if (length >= 0xc0) {
        const to = ((length & 0x3f) << 8) | this.#byte();
        back ??= this.#at;
        if (to >= before) throw new Unreadable();
        before = to;
        this.#at = to;
        continue;
      }
      total += length + 1;
      if (length > MAX_LABEL || total > MAX_NAME) throw new Unreadable();
      // A dot within a label is none between two.
      labels.push(this.#latin(length).replaceAll(".", "\\."));
    }
    if (back !== null) this.#at = back;
    return labels.join(".").toLowerCase();
  }

  #latin(length: number): string {
    const from = this.#skip(length);
    return String.fromCharCode(...this.#bytes.subarray(from, this.#at));
  }

  #skip(length: number): number {
    const from = this.#at;
    this.#at += length;
    if (this.#at > this.#bytes.length) throw new Unreadable();
    return from;
  }

  #byte(): number {
    return this.#bytes[this.#skip(1)] as number;
  }

  #word(): number {
    return this.#byte() * 0x100 + this.#byte();
  }

  #long(): number {
    return this.#word() * 0x10000 + this.#word();
  }
}

/** Writes a query. */
export function writeDnsQuery(questions: readonly DnsQuestion[]): Uint8Array {
  const bytes = head(0, questions.length, 0);
  for (const { name, type } of questions) bytes.push(...named(name), ...word(type), ...word(INTERNET));
  return Uint8Array.from(bytes);
}

/** Writes an announcement or answer. Pointers are shared by all who answer, other records are the sender's alone. */
export function writeDnsResponse(records: readonly DnsRecord[]): Uint8Array {
  const bytes = head(RESPONSE | AUTHORITATIVE, 0, records.length);
  for (const record of records) {
    const flush = record.type === "pointer" ? 0 : FLUSH;
    const body = bodyOf(record);
    bytes.push(...named(record.name), ...word(DNS_TYPES[record.type]), ...word(INTERNET | flush));
    bytes.push(...word(record.ttl >>> 16), ...word(record.ttl & 0xffff), ...word(body.length), ...body);
  }
  return Uint8Array.from(bytes);
}

function bodyOf(record: DnsRecord): number[] {
  switch (record.type) {
    case "pointer":
      return named(record.target);
    case "service":
      return [...word(0), ...word(0), ...word(record.port), ...named(record.target)];
    case "text":
      return record.texts.flatMap(counted);
    case "address":
      return record.address.split(".").map(Number);
  }
}

function head(flags: number, questions: number, records: number): number[] {
  return [0, flags, questions, records, 0, 0].flatMap(word);
}

/** A name of labels without dots in them, each of 1 to 63 characters. */
function named(name: string): number[] {
  return [...name.split(".").flatMap(counted), 0];
}

function counted(text: string): number[] {
  return [text.length, ...Array.from(text, (character) => character.charCodeAt(0))];
}

function word(value: number): number[] {
  return [value >>> 8, value & 0xff];
}
