import { client } from "#renderer/platform/client.ts";

/** Pictures of POCs, made small: what a scan found may be a screenshot of some megabytes, and lists show hundreds. */

/** Widest side, in device pixels of a dense screen. */
const LARGEST = 480;
const KEPT = 300;
const AT_ONCE = 2;

const kept = new Map<string, Promise<string | null>>();
const waiting: (() => void)[] = [];
let running = 0;

/** The address of a POC's picture, or null where there is none that can be shown. `version` changes when the POC does. */
export function pictureOf(id: string, version: number): Promise<string | null> {
  const key = `${id} ${version}`;
  const known = kept.get(key);
  if (known !== undefined) {
    // Looked at last, thrown out last.
    kept.delete(key);
    kept.set(key, known);
    return known;
  }
  const loading = turn(() => load(id)).catch(() => {
    kept.delete(key);
    return null;
  });
  kept.set(key, loading);
  const oldest = kept.keys().next().value;
  if (kept.size > KEPT && oldest !== undefined) {
    void kept.get(oldest)?.then((url) => url !== null && URL.revokeObjectURL(url));
    kept.delete(oldest);
  }
  return loading;
}

async function turn<Result>(run: () => Promise<Result>): Promise<Result> {
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  running++;
  try {
    return await run();
  } finally {
    running--;
    waiting.shift()?.();
  }
}

async function load(id: string): Promise<string | null> {
  const picture = await client.core.catalog.thumbnail({ id });
  if (picture === null) return null;
  const bytes = Uint8Array.from(atob(picture.base64), (character) => character.charCodeAt(0));
  const whole = await createImageBitmap(new Blob([bytes], { type: picture.type }));
  const scale = Math.min(1, LARGEST / Math.max(whole.width, whole.height));
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(whole.width * scale)),
    Math.max(1, Math.round(whole.height * scale)),
  );
  canvas.getContext("2d")?.drawImage(whole, 0, 0, canvas.width, canvas.height);
  whole.close();
  return URL.createObjectURL(await canvas.convertToBlob({ type: "image/webp", quality: 0.85 }));
}
