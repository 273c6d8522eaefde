import type * as Y from "yjs";

/**
 * The small picture of a POC that members of a workspace see: the root map `picture` of its document, {of, type, bytes}. `of`
 * is the picture that it was made from, as the scan's fact `picture` names it. Bytes come from anybody: whether they are
 * shown is decided by what they begin with, and nothing here decodes them.
 */

/** Most bytes of a small picture. */
export const PICTURE_LIMIT = 48 * 1024;
/** Longest side of a small picture, in pixels of a dense screen. */
export const PICTURE_SIDE = 480;
/** Bytes of a picture in a POC's folder above which it is neither shown nor made small. */
export const SOURCE_LIMIT = 4 * 1024 * 1024;
/** Pixels of a picture above which no page decodes it: a few kilobytes can claim gigabytes. */
export const SOURCE_PIXELS = 40_000_000;

/** Longest side of what is taken for a small picture: room for a version that makes them larger. */
const SIDE_TAKEN = 1024;
/** Characters of {@link SharedPicture.of}: of SHA-256 in hexadecimal, as many as need to be compared. */
export const PICTURE_ID_LENGTH = 32;
const PICTURE_ID = /^[0-9a-f]{32}$/u;

/** A picture as its first bytes describe it. */
export interface PictureHead {
  readonly type: "image/webp" | "image/png" | "image/jpeg" | "image/gif";
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

/** A small picture that may be shown. */
export interface SharedPicture {
  /** The picture that it was made from: the beginning of the SHA-256 of that one's bytes. */
  readonly of: string;
  readonly type: Exclude<PictureHead["type"], "image/gif">;
  readonly bytes: Uint8Array;
}

/**
 * What tells the picture of a POC from another one that it had before: `of`, as the scan's fact `picture` names it, which a
 * scan of an earlier version has not. Null without a picture that can be shown.
 */
export function pictureVersion(there: boolean, of: string | null): string | null {
  return there ? (of ?? "unnamed") : null;
}

/** True for what names a picture: the first 32 hexadecimal digits of the SHA-256 of its bytes. */
export function isPictureId(value: unknown): value is string {
  return typeof value === "string" && PICTURE_ID.test(value);
}

/** Kind and size of a picture by its first bytes; null for what is none that a browser shows, or could carry a program. */
export function pictureHead(bytes: Uint8Array): PictureHead | null {
  const head = pngHead(bytes) ?? webpHead(bytes) ?? gifHead(bytes) ?? jpegHead(bytes);
  return head === null || head.width === 0 || head.height === 0 ? null : head;
}

/** The type of a small picture; null for bytes that are none: of another kind, too many, or of too many pixels. */
export function smallPictureType(bytes: Uint8Array): SharedPicture["type"] | null {
  if (bytes.length > PICTURE_LIMIT) return null;
  const head = pictureHead(bytes);
  if (head === null || head.type === "image/gif") return null;
  return Math.max(head.width, head.height) > SIDE_TAKEN ? null : head.type;
}

/** The small picture of a document that was made from `of`; null where there is none, or what is there may not be shown. */
export function readPicture(doc: Y.Doc, of: string | null): SharedPicture | null {
  const picture = doc.getMap("picture");
  if (of === null || picture.get("of") !== of) return null;
  const bytes = picture.get("bytes");
  const type = bytes instanceof Uint8Array ? smallPictureType(bytes) : null;
  return type === null ? null : { of, type, bytes: bytes as Uint8Array };
}

/** Writes the small picture. All of it each time: so of two that are written at once one wins whole, and they do not mix. */
export function writePicture(doc: Y.Doc, { of, type, bytes }: SharedPicture): void {
  const picture = doc.getMap("picture");
  picture.set("of", of);
  picture.set("type", type);
  // Yjs takes no bytes but plain ones.
  picture.set("bytes", Uint8Array.from(bytes));
}

const at = (bytes: Uint8Array, index: number) => bytes[index] ?? 0;
const big16 = (bytes: Uint8Array, index: number) => at(bytes, index) * 256 + at(bytes, index + 1);
const little16 = (bytes: Uint8Array, index: number) => at(bytes, index) + at(bytes, index + 1) * 256;
const little24 = (bytes: Uint8Array, index: number) => little16(bytes, index) + at(bytes, index + 2) * 65_536;

function says(bytes: Uint8Array, index: number, text: string): boolean {
  for (let place = 0; place < text.length; place++)
    if (bytes[index + place] !== text.charCodeAt(place)) return false;
  return true;
}

function pngHead(bytes: Uint8Array): PictureHead | null {
  if (!says(bytes, 0, "\x89PNG\r\n\x1a\n") || !says(bytes, 12, "IHDR")) return null;
  const side = (index: number) => big16(bytes, index) * 65_536 + big16(bytes, index + 2);
  return { type: "image/png", width: side(16), height: side(20) };
}

function gifHead(bytes: Uint8Array): PictureHead | null {
  if (!says(bytes, 0, "GIF87a") && !says(bytes, 0, "GIF89a")) return null;
  return { type: "image/gif", width: little16(bytes, 6), height: little16(bytes, 8) };
}

function webpHead(bytes: Uint8Array): PictureHead | null {
  if (!says(bytes, 0, "RIFF") || !says(bytes, 8, "WEBP")) return null;
  const type = "image/webp";
  if (says(bytes, 12, "VP8X"))
    return { type, width: little24(bytes, 24) + 1, height: little24(bytes, 27) + 1 };
  if (says(bytes, 12, "VP8L") && at(bytes, 20) === 0x2f) {
    const sides = little24(bytes, 21) + at(bytes, 24) * 16_777_216;
    return { type, width: (sides % 16_384) + 1, height: (Math.floor(sides / 16_384) % 16_384) + 1 };
  }
  if (says(bytes, 12, "VP8 ") && says(bytes, 23, "\x9d\x01\x2a"))
    return { type, width: little16(bytes, 26) % 16_384, height: little16(bytes, 28) % 16_384 };
  return null;
}

/** Segments of a JPEG in which its size may stand: all "start of frame" but three that are something else. */
const isFrame = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

function jpegHead(bytes: Uint8Array): PictureHead | null {
  if (!says(bytes, 0, "\xff\xd8\xff")) return null;
  for (let place = 2; place + 9 <= bytes.length;) {
    if (at(bytes, place) !== 0xff) return null;
    const marker = at(bytes, place + 1);
    if (isFrame(marker))
      return { type: "image/jpeg", width: big16(bytes, place + 7), height: big16(bytes, place + 5) };
    // Any number of fill bytes may stand before a marker.
    if (marker === 0xff) place++;
    else place += 2 + Math.max(2, big16(bytes, place + 2));
  }
  return null;
}
