import { ProtocolFault } from "./pipe.ts";

/** Numbers that one unsigned varint may have: what JavaScript counts exactly. */
const VARINT_BYTES = 8;

/** What is no UTF-8 is no text: put right in silence it would grow, and be passed on as something else. */
const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Writes bytes one after another. Lengths and counts are unsigned LEB128 varints. */
export class Writer {
  #bytes = new Uint8Array(256);
  #at = 0;

  byte(value: number): this {
    this.#room(1);
    this.#bytes[this.#at++] = value;
    return this;
  }

  /** A whole number from 0 to 2^53 - 1. */
  varint(value: number): this {
    let rest = value;
    while (rest >= 0x80) {
      this.byte((rest % 0x80) | 0x80);
      rest = Math.floor(rest / 0x80);
    }
    return this.byte(rest);
  }

  /** Bytes whose number the reader knows. */
  raw(bytes: Uint8Array): this {
    this.#room(bytes.length);
    this.#bytes.set(bytes, this.#at);
    this.#at += bytes.length;
    return this;
  }

  /** Bytes with their number before them. */
  bytes(bytes: Uint8Array): this {
    return this.varint(bytes.length).raw(bytes);
  }

  text(text: string): this {
    return this.bytes(new TextEncoder().encode(text));
  }

  /** A UUID in its 16 bytes. */
  uuid(id: string): this {
    const digits = id.replaceAll("-", "");
    this.#room(16);
    for (let at = 0; at < 32; at += 2)
      this.#bytes[this.#at++] = Number.parseInt(digits.slice(at, at + 2), 16);
    return this;
  }

  /** What was written, a copy of its own. */
  take(): Uint8Array {
    return this.#bytes.slice(0, this.#at);
  }

  #room(bytes: number): void {
    if (this.#at + bytes <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#at + bytes));
    larger.set(this.#bytes.subarray(0, this.#at));
    this.#bytes = larger;
  }
}

/** Reads what a {@link Writer} wrote. Everything that does not fit throws ProtocolFault; nothing is allocated by a length that is only said. */
export class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get ended(): boolean {
    return this.#at === this.#bytes.length;
  }

  byte(): number {
    const value = this.#bytes[this.#at++];
    if (value === undefined) throw new ProtocolFault("A message ends too early.");
    return value;
  }

  varint(): number {
    let value = 0;
    for (let at = 0; at < VARINT_BYTES; at++) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** (7 * at);
      if (byte < 0x80) {
        if (!Number.isSafeInteger(value)) break;
        return value;
      }
    }
    throw new ProtocolFault("A number is larger than it may be.");
  }

  /** A view of so many bytes. */
  raw(length: number): Uint8Array {
    if (length > this.#bytes.length - this.#at) throw new ProtocolFault("A message ends too early.");
    return this.#bytes.subarray(this.#at, (this.#at += length));
  }

  /** Bytes with their number before them, at most `most`. */
  bytes(most: number): Uint8Array {
    const length = this.varint();
    if (length > most) throw new ProtocolFault("A part of a message is larger than it may be.", "overload");
    return this.raw(length);
  }

  text(most: number): string {
    const bytes = this.bytes(most);
    try {
      return UTF8.decode(bytes);
    } catch {
      throw new ProtocolFault("A text is none.");
    }
  }

  uuid(): string {
    let digits = "";
    for (const byte of this.raw(16)) digits += byte.toString(16).padStart(2, "0");
    return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-${digits.slice(12, 16)}-${digits.slice(16, 20)}-${digits.slice(20)}`;
  }

  /** How many parts follow, at most `most`. */
  count(most: number): number {
    const count = this.varint();
    if (count > most) throw new ProtocolFault("A message has more parts than it may.", "overload");
    return count;
  }

  /** Throws unless everything was read: what is not understood is not guessed at. */
  end(): void {
    if (!this.ended) throw new ProtocolFault("A message has more than it should.");
  }
}
