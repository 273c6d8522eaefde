import { callerFolder, inRoot, say } from "./paths.mjs";
import { hasDisplay, parseStart, shellArgs, startUsage } from "./shell.mjs";
import { coreFlags } from "./flags.mjs";
import { prepare, programEnv } from "./prepare.mjs";
import { obtainElectron } from "./electron.mjs";
import { run } from "./run.mjs";

/**
 * Opens the app: the desktop window, or the browser tab where it was asked for or is all that can be.
 * @param {string[]} args
 * @returns {Promise<number>} exit code of the app
 */
export async function start(args) {
  const asked = parseStart(args, callerFolder());
  if (asked.help) {
    say(startUsage);
    return 0;
  }
  const { node } = await prepare({ build: "stale" });
  const { electron, web } = shellArgs(asked);
  const binary = asked.web ? null : await desktop(node);
  if (binary) {
    const env = { ...process.env };
    // Set by some editors' terminals; with it Electron would run as a plain Node.
    delete env.ELECTRON_RUN_AS_NODE;
    return (await run(binary, [inRoot(), ...electron], { env })).code;
  }
  return (await run(node, [...coreFlags, inRoot("out", "main", "web.js"), ...web], { env: programEnv() }))
    .code;
}

/** @param {string} node */
async function desktop(node) {
  if (!hasDisplay(process.platform, process.env)) {
    say("There is no display for a window here: Tatami opens in a browser tab instead.");
    return null;
  }
  const { binary, why } = await obtainElectron(node);
  if (!binary) say(`${why}: Tatami opens in a browser tab instead.`);
  return binary;
}
