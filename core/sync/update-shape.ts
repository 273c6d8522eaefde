/**
 * What an update of Yjs is made of, read from its bytes alone, one part after another, before anything makes room for it. An
 * honest Yjs writes each client once, without gaps, and its deletions in order; and Tatami writes values, texts, lists and
 * maps. Everything else was written by hand, to make merging dear, and is refused: see decision 28.
 */
export interface UpdateShape {
  /** Structs of Yjs that the update brings. */
  readonly parts: number;
  /** Clock of each client's first part, and the clock behind its last one. */
  readonly begins: ReadonlyMap<number, number>;
  readonly ends: ReadonlyMap<number, number>;
  /** Names of the roots that parts say they are in. */
  readonly roots: ReadonlySet<string>;
}

/** Values in an update, those in lists and objects counted each, and how deep they stand in each other. */
const VALUES_MOST = 200_000;
const VALUE_DEPTH = 32;

/** Kinds of parts and contents, as Yjs numbers them in its first version of updates. */
const PART = { gone: 0, deleted: 1, binary: 3, text: 4, type: 7, values: 8 } as const;
/** Kinds of types: list, map, text. */
const TYPES = 3;
const HAS_LEFT = 0x80;
const HAS_RIGHT = 0x40;
const HAS_KEY = 0x20;
/** Kinds of values, as lib0 numbers them. */
const VALUE = {
  bytes: 116,
  list: 117,
  object: 118,
  text: 119,
  big: 122,
  double: 123,
  float: 124,
  integer: 125,
};

/** Reads the shape of an update. Throws for bytes that are none, and for what neither Yjs nor Tatami writes. */
export function updateShape(update: Uint8Array): UpdateShape {
  return new ShapeReader(update).read();
}

class ShapeReader {
  readonly #bytes: Uint8Array;
  readonly #begins = new Map<number, number>();
  readonly #ends = new Map<number, number>();
  readonly #roots = new Set<string>();
  #at = 0;
  #parts = 0;
  #values = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  read(): UpdateShape {
    for (let clients = this.#number(); clients > 0; clients--) {
      const parts = this.#number();
      const client = this.#number();
      let clock = this.#number();
      if (parts === 0 || this.#begins.has(client))
        throw new Error("A client is named twice, or for nothing.");
      this.#begins.set(client, clock);
      for (let part = 0; part < parts; part++) clock += this.#part();
      this.#ends.set(client, clock);
      this.#parts += parts;
    }
    const deleted = new Set<number>();
    for (let clients = this.#number(); clients > 0; clients--) {
      const client = this.#number();
      if (deleted.has(client)) throw new Error("Deletions of a client stand in two places.");
      deleted.add(client);
      let end = -1;
      for (let ranges = this.#number(); ranges > 0; ranges--) {
        const clock = this.#number();
        const length = this.#number();
        if (clock <= end || length === 0) throw new Error("Deletions are not in order.");
        end = clock + length;
      }
    }
    return { parts: this.#parts, begins: this.#begins, ends: this.#ends, roots: this.#roots };
  }

  /** Reads one part; answers its length. */
  #part(): number {
    const info = this.#byte();
    const kind = info & 0x1f;
    if (kind === PART.gone) return this.#number();
    if ((info & HAS_LEFT) !== 0) this.#skip(2);
    if ((info & HAS_RIGHT) !== 0) this.#skip(2);
    if ((info & (HAS_LEFT | HAS_RIGHT)) === 0) {
      if (this.#number() === 1) this.#roots.add(this.#text());
      else this.#skip(2);
      if ((info & HAS_KEY) !== 0) this.#run();
    }
    return this.#content(kind);
  }

  #content(kind: number): number {
    switch (kind) {
      case PART.deleted:
        return this.#number();
      case PART.binary:
        this.#run();
        return 1;
      case PART.text:
        return this.#text().length;
      case PART.type:
        if (this.#number() >= TYPES) throw new Error("Types of this kind are not used.");
        return 1;
      case PART.values: {
        const count = this.#number();
        for (let value = 0; value < count; value++) this.#value(0);
        return count;
      }
      default:
        throw new Error("Parts of this kind are not used.");
    }
  }

  #value(depth: number): void {
    if (++this.#values > VALUES_MOST || depth > VALUE_DEPTH) throw new Error("Too many values, or too deep.");
    switch (this.#byte()) {
      case VALUE.text:
      case VALUE.bytes:
        return this.#run();
      case VALUE.integer:
        while (this.#byte() > 127);
        return;
      case VALUE.float:
        this.#at += 4;
        return;
      case VALUE.double:
      case VALUE.big:
        this.#at += 8;
        return;
      case VALUE.list:
        for (let count = this.#number(); count > 0; count--) this.#value(depth + 1);
        return;
      case VALUE.object:
        for (let count = this.#number(); count > 0; count--) {
          this.#run();
          this.#value(depth + 1);
        }
    }
  }

  #byte(): number {
    const byte = this.#bytes[this.#at++];
    if (byte === undefined) throw new Error("The update ends too early.");
    return byte;
  }

  #number(): number {
    let value = 0;
    for (let unit = 1; ; unit *= 128) {
      const byte = this.#byte();
      value += (byte & 127) * unit;
      if (value > Number.MAX_SAFE_INTEGER) throw new Error("A number is too large.");
      if (byte < 128) return value;
    }
  }

  #skip(numbers: number): void {
    for (let at = 0; at < numbers; at++) this.#number();
  }

  /** Bytes with their number before them. */
  #run(): void {
    const length = this.#number();
    this.#at += length;
    if (this.#at > this.#bytes.length) throw new Error("The update ends too early.");
  }

  #text(): string {
    const length = this.#number();
    const start = this.#at;
    this.#at += length;
    if (this.#at > this.#bytes.length) throw new Error("The update ends too early.");
    return Buffer.from(this.#bytes.buffer, this.#bytes.byteOffset + start, length).toString();
  }
}
