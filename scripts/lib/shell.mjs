import { parseArgs } from "node:util";
import { resolve } from "node:path";
import { Refusal } from "./enter.mjs";

const USAGE = `npm start -- [folder] [--web] [--data <folder>] [--port <number>] [--no-open]

  folder          opened with this folder scanned
  --web           in a browser tab on 127.0.0.1 instead of the desktop app
  --data <folder> where Tatami keeps its data (else TATAMI_DATA, else the system's place)
  --port <number> port of the browser tab (else the same at each start, one for each data folder)
  --no-open       prints the address, opens no browser`;

/**
 * What was asked of `npm start`.
 * @param {string[]} args
 * @param {string} cwd against which folders are named
 */
export function parseStart(args, cwd) {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        web: { type: "boolean", default: false },
        data: { type: "string" },
        port: { type: "string" },
        "no-open": { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    if (positionals.length > 1) throw new Error("Name one folder.");
    if (values.port !== undefined && !/^\d{1,5}$/.test(values.port))
      throw new Error("--port wants a number.");
    return {
      help: values.help,
      web: values.web,
      noOpen: values["no-open"],
      port: values.port ?? null,
      data: values.data === undefined ? null : resolve(cwd, values.data),
      folder: positionals[0] === undefined ? null : resolve(cwd, positionals[0]),
    };
  } catch (error) {
    // Node adds advice about "--" that does not fit npm.
    throw new Refusal(`${error.message.split(". ")[0]}.\n\n${USAGE}`.replace("..", "."), 2);
  }
}

/** The help text of `npm start`. */
export const startUsage = USAGE;

/**
 * Arguments that both shells understand, then those of the browser tab.
 * @param {ReturnType<typeof parseStart>} asked
 */
export function shellArgs(asked) {
  const both = asked.data ? ["--data", asked.data] : [];
  const last = asked.folder ? [asked.folder] : [];
  const web = [...(asked.port ? ["--port", asked.port] : []), ...(asked.noOpen ? ["--no-open"] : [])];
  return { electron: [...both, ...last], web: [...both, ...web, ...last] };
}

/**
 * True where a window can be shown.
 * @param {NodeJS.Platform} platform
 * @param {NodeJS.ProcessEnv} env
 */
export function hasDisplay(platform, env) {
  return platform !== "linux" || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}
