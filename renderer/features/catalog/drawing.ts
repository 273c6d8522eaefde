import { pictureHead, PICTURE_LIMIT, PICTURE_SIDE, SOURCE_PIXELS } from "#shared/features/catalog/picture.ts";
import type { CoreOutputs } from "#renderer/platform/client.ts";

type Picture = NonNullable<CoreOutputs["catalog"]["thumbnail"]>;

/** How good a picture is that is drawn to be shown here. */
const SHOWN_QUALITY = 0.85;
/** What is tried, one after the other, until a picture is small enough to be shared: the longest side, and how good it is. */
const TRIED = [
  [PICTURE_SIDE, 0.85],
  [PICTURE_SIDE, 0.7],
  [PICTURE_SIDE, 0.5],
  [PICTURE_SIDE, 0.3],
  [PICTURE_SIDE / 2, 0.7],
  [PICTURE_SIDE / 2, 0.3],
] as const;

/** Draws a picture small, to be shown. Rejects for what cannot be drawn. */
export async function drawnSmall(picture: Picture): Promise<Blob> {
  const whole = await decoded(picture);
  try {
    return await drawn(whole, PICTURE_SIDE, SHOWN_QUALITY);
  } finally {
    whole.close();
  }
}

/** Draws a picture so small that it can be shared. Rejects for what cannot be drawn. */
export async function drawnToShare(picture: Picture): Promise<Blob> {
  const whole = await decoded(picture);
  try {
    for (const [side, quality] of TRIED) {
      const small = await drawn(whole, side, quality);
      if (small.size <= PICTURE_LIMIT) return small;
    }
  } finally {
    whole.close();
  }
  throw new Error("The picture does not become small enough.");
}

async function decoded({ type, base64 }: Picture): Promise<ImageBitmap> {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const head = pictureHead(bytes);
  if (head === null || head.width * head.height > SOURCE_PIXELS)
    throw new Error("The picture is none, or too large to be drawn.");
  return createImageBitmap(new Blob([bytes], { type }));
}

async function drawn(whole: ImageBitmap, largest: number, quality: number): Promise<Blob> {
  const scale = Math.min(1, largest / Math.max(whole.width, whole.height));
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(whole.width * scale)),
    Math.max(1, Math.round(whole.height * scale)),
  );
  canvas.getContext("2d")?.drawImage(whole, 0, 0, canvas.width, canvas.height);
  return canvas.convertToBlob({ type: "image/webp", quality });
}
