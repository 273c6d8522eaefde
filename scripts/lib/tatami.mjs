import { callerFolder, inRoot } from "./paths.mjs";
import { coreFlags } from "./flags.mjs";
import { prepare, programEnv } from "./prepare.mjs";
import { run } from "./run.mjs";

/**
 * Runs the command line. Relative paths mean the folder in which the person typed.
 * @param {string[]} args
 * @returns {Promise<number>} the command's exit code
 */
export async function tatami(args) {
  const cwd = callerFolder();
  const { node } = await prepare({ build: "stale" });
  const { code } = await run(node, [...coreFlags, inRoot("out", "main", "cli.js"), ...args], {
    cwd,
    env: programEnv(),
  });
  return code;
}
