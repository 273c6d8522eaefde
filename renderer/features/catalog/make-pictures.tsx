import { useEffect } from "react";
import { client, useConnection, type CoreOutputs } from "#renderer/platform/client.ts";
import { useWriting } from "#renderer/platform/may-write.ts";
import { drawnToShare } from "./drawing.ts";
import { useScanJobs } from "./scan/use-scan-jobs.ts";

type ToMake = CoreOutputs["catalog"]["picturesToMake"][number];

/** Nobody has done anything for so long, milliseconds. */
const QUIET_FOR = 3_000;
/** Between two pictures, milliseconds: others make theirs, too, and each is saved for good. */
const PAUSE = 250;
const AT_ONCE = 50;

/** Pictures that cannot be drawn, by what names them: they are not tried again before the page is loaded anew. */
const failed = new Set<string>();

/**
 * Makes the pictures of POCs small that members are to see, one after the other, while nobody wants anything of this page:
 * after its start and after each scan, as long as it is in sight and no scan runs. To be shown anew for another workspace.
 */
export function MakePictures() {
  const jobs = useScanJobs();
  const scanning = jobs.some(({ state }) => state === "running");
  const ended = jobs.map(({ id }) => id).join(" ");
  const writes = useWriting() === "may";
  const connected = useConnection() === "open";
  useEffect(() => {
    if (!writes || scanning || !connected) return undefined;
    const stop = new AbortController();
    void makeAll(stop.signal).catch(() => undefined);
    return () => stop.abort();
  }, [connected, ended, scanning, writes]);
  return null;
}

async function makeAll(signal: AbortSignal): Promise<void> {
  const quiet = watchQuiet(signal);
  for (let after: string | null = null; ;) {
    await quiet();
    const wanted: ToMake[] = await client.core.catalog.picturesToMake({ after, limit: AT_ONCE }, { signal });
    for (const one of wanted) {
      after = one.id;
      if (failed.has(one.of)) continue;
      await quiet();
      // What is refused is listed again after the next scan or start, if it still is to be made.
      await make(one).catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
    if (wanted.length < AT_ONCE) return;
  }
}

async function make({ id, of }: ToMake): Promise<void> {
  const source = await client.core.catalog.thumbnail({ id, source: of });
  // The file is another one by now: the next scan will tell.
  if (source === null) return;
  const small = await drawnToShare(source).catch(() => null);
  if (small === null) {
    failed.add(of);
    return;
  }
  let text = "";
  for (const byte of new Uint8Array(await small.arrayBuffer())) text += String.fromCharCode(byte);
  await client.core.catalog.keepPicture({ id, of, base64: btoa(text) });
}

const DOINGS = ["keydown", "pointerdown", "pointermove", "wheel"] as const;

/** Answers what waits until the page is in sight and idle, and nobody has done anything in it for a while; rejects with the signal. */
function watchQuiet(signal: AbortSignal): () => Promise<void> {
  let last = performance.now();
  const done = () => {
    last = performance.now();
  };
  for (const doing of DOINGS) addEventListener(doing, done, { capture: true, passive: true, signal });
  return async () => {
    for (;;) {
      signal.throwIfAborted();
      const left = last + QUIET_FOR - performance.now();
      if (document.hidden) {
        await new Promise<void>((resolve) => {
          document.addEventListener("visibilitychange", () => resolve(), { once: true, signal });
          signal.addEventListener("abort", () => resolve(), { once: true });
        });
        done();
      } else if (left > 0) {
        await new Promise((resolve) => setTimeout(resolve, left));
      } else {
        await new Promise((resolve) => requestIdleCallback(resolve));
        if (last + QUIET_FOR <= performance.now() && !document.hidden) break;
      }
    }
    signal.throwIfAborted();
  };
}
