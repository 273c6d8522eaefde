/** Fills a byte array of the given length with random bytes; passed in, because shared code does no I/O. */
export type RandomBytes = (length: number) => Uint8Array;

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

function format(bytes: Uint8Array): string {
  let text = "";
  for (let index = 0; index < 16; index++) {
    if (index === 4 || index === 6 || index === 8 || index === 10) text += "-";
    text += HEX[bytes[index] ?? 0];
  }
  return text;
}

/** A UUIDv7 (RFC 9562, 5.7): 48 bits of milliseconds since the epoch, then random bits. Sorts by creation time. */
export function uuidV7(now: number, random: RandomBytes): string {
  const bytes = new Uint8Array(16);
  bytes.set(random(10), 6);
  let rest = now;
  for (let index = 5; index >= 0; index--) {
    bytes[index] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return format(bytes);
}

/** When a UUIDv7 was made, by the clock of whoever made it: milliseconds since the epoch; null for an id of another kind. */
export function timeOfUuidV7(id: string): number | null {
  const hex = id.replaceAll("-", "");
  return /^[0-9a-f]{12}7[0-9a-f]{19}$/iu.test(hex) ? Number.parseInt(hex.slice(0, 12), 16) : null;
}

/** A UUIDv8 (RFC 9562, 5.8) of the first 16 bytes of a digest: the same input gives the same id on every machine. */
export function uuidV8(digest: Uint8Array): string {
  const bytes = digest.slice(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return format(bytes);
}
