import { existsSync } from "node:fs";
import { inRoot } from "./paths.mjs";
import { prepare } from "./prepare.mjs";
import { Refusal } from "./enter.mjs";
import { run } from "./run.mjs";

/**
 * Runs a TypeScript program of the checkout; Node 24 reads it as it is.
 * @param {string[]} args the program's path, then its own arguments
 * @returns {Promise<number>} its exit code
 */
export async function task([program, ...args]) {
  if (!program || !existsSync(inRoot(program)))
    throw new Refusal(`There is no ${program ?? "program to run"}.`, 2);
  const { node } = await prepare({ build: "stale" });
  const { code } = await run(
    node,
    ["--experimental-strip-types", "--no-warnings", inRoot(program), ...args],
    {
      cwd: inRoot(),
    },
  );
  return code;
}
