import { chromium, type Browser, type LaunchOptions } from "@playwright/test";
import { findBrowser } from "../../../scripts/lib/chromium.mjs";

/** No request of the browser's own: what a test sees on the network is the app's. */
const QUIET = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
] as const;

/** How Playwright starts the browser of this machine; null where there is none, and `why` says what to do. */
export async function browserLaunch(): Promise<{
  readonly options: LaunchOptions | null;
  readonly why: string;
}> {
  const { path, env, why } = await findBrowser();
  if (path === null) return { options: null, why };
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const options = {
    executablePath: path,
    args: [...QUIET],
    env: { ...Object.fromEntries(inherited), ...env },
  };
  return { options, why: "" };
}

/** A browser process of its own, for tests that compare two people; the caller closes it. Throws where there is none. */
export async function launchBrowser(more: LaunchOptions = {}): Promise<Browser> {
  const { options, why } = await browserLaunch();
  if (options === null) throw new Error(`No browser for this test: ${why}`);
  return await chromium.launch({
    ...options,
    ...more,
    args: [...(options.args ?? []), ...(more.args ?? [])],
  });
}
