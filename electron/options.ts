import { resolve } from "node:path";
import { parseArgs } from "node:util";

/** What the desktop app was started with. */
export interface StartOptions {
  /** Absolute data folder when one was named, else null: the core knows the system's place. */
  readonly dataFolder: string | null;
  /** Absolute folder to scan at once, or null. */
  readonly scanFolder: string | null;
}

/**
 * Reads the arguments after the program's own. Chromium's switches come among them and are none of our business, so
 * nothing is refused here; `npm start` has checked what a person typed.
 */
export function readOptions(args: readonly string[], env: NodeJS.ProcessEnv): StartOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { data: { type: "string" } },
    allowPositionals: true,
    strict: false,
  });
  const data = typeof values.data === "string" && values.data !== "" ? values.data : env.TATAMI_DATA;
  const folder = positionals[0];
  return {
    dataFolder: data === undefined || data === "" ? null : resolve(data),
    scanFolder: folder === undefined ? null : resolve(folder),
  };
}
