import { crc32, deflateSync } from "node:zlib";

/** A real PNG of one colour, or of noise that no encoder makes small. Sides in pixels. */
export function png(width: number, height: number, colour: readonly number[] | "noise"): Uint8Array {
  const row = width * 3 + 1;
  const pixels = Buffer.alloc(row * height);
  let seed = 1;
  for (let at = 0; at < pixels.length; at++) {
    // The first of each row says how it is filtered: not at all.
    if (at % row === 0) continue;
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    pixels[at] = colour === "noise" ? seed >>> 24 : (colour[((at % row) - 1) % 3] ?? 0);
  }
  return pngOf(width, height, deflateSync(pixels));
}

/** A PNG whose head claims a size, whatever its content is. */
export function pngOf(width: number, height: number, content: Uint8Array): Uint8Array {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  // Eight bits for each of red, green and blue.
  head.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const parts = [signature, chunk("IHDR", head), chunk("IDAT", content), chunk("IEND", Buffer.alloc(0))];
  return Uint8Array.from(Buffer.concat(parts));
}

function chunk(type: string, content: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), content]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(content.length, 0);
  framed.set(body, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
