import { client } from "#renderer/platform/client.ts";
import { drawnSmall } from "./drawing.ts";

/** Pictures of POCs, made small: what a scan found may be a screenshot of some megabytes, and lists show hundreds. */

const KEPT = 300;
const AT_ONCE = 2;

const kept = new Map<string, Promise<string | null>>();
const waiting: (() => void)[] = [];
let running = 0;

/** The address of a POC's picture, or null where there is none that can be shown. `version` is another for another picture. */
export function pictureOf(id: string, version: string): Promise<string | null> {
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
  return URL.createObjectURL(await drawnSmall(picture));
}
