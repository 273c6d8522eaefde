import { parseArgs } from "node:util";
import { resolve } from "node:path";

export interface WebOptions {
  readonly data: string | undefined;
  /** The port that was asked for; 0 lets the system choose. null tries the data folder's own. */
  readonly port: number | null;
  readonly open: boolean;
  readonly folder: string | null;
}

/** Reads the arguments of `npm start -- --web`. Throws an Error whose message says what is wrong. */
export function readOptions(args: readonly string[]): WebOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      data: { type: "string" },
      port: { type: "string" },
      "no-open": { type: "boolean" },
      web: { type: "boolean" },
    },
  });
  const port = values.port === undefined ? null : Number(values.port);
  if (port !== null && (!Number.isInteger(port) || port < 0 || port > 65_535))
    throw new Error("--port takes a number from 0 to 65535.");
  if (positionals.length > 1) throw new Error("One folder at a time.");
  const folder = positionals[0];
  return {
    data: values.data,
    port,
    open: values["no-open"] !== true,
    folder: folder === undefined ? null : resolve(folder),
  };
}
