/** Text as it stands in an update: its bytes, with their number before them. */
export function name(text: string): number[] {
  const bytes = Buffer.from(text);
  return [bytes.length, ...bytes];
}

/** Bytes of a Yjs update, written by hand: what no honest Yjs would write. */
export class Forged {
  readonly #bytes: number[] = [];

  number(...values: readonly number[]): this {
    for (let value of values) {
      for (; value > 127; value = Math.floor(value / 128)) this.#bytes.push(128 | (value % 128));
      this.#bytes.push(value);
    }
    return this;
  }

  /** What a part is. */
  info(info: number): this {
    this.#bytes.push(info);
    return this;
  }

  /** One letter of a text, between two others of the text; null for its beginning. */
  letter(left: readonly [number, number] | null, right: readonly [number, number]): this {
    this.#bytes.push(left === null ? 0x44 : 0xc4);
    if (left !== null) this.number(...left);
    return this.number(...right).number(1, 121);
  }

  get update(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }
}
