import { existsSync } from "node:fs";
import { inRoot, readJson, root, say } from "./paths.mjs";
import { prepare } from "./prepare.mjs";
import { run } from "./run.mjs";
import { checkSpec } from "./spec.mjs";

const PARTS = ["shared", "core", "web", "cli", "electron", "preload", "renderer", "scripts", "test"];

/**
 * The program that a package declares under a name.
 * @param {string} packageName
 * @param {string} [name]
 */
function program(packageName, name = packageName) {
  const { bin } = readJson(inRoot("node_modules", packageName, "package.json"));
  return inRoot("node_modules", packageName, typeof bin === "string" ? bin : bin[name]);
}

/** What is checked, in the order of how quickly it answers. */
function steps() {
  const parts = PARTS.filter((part) => existsSync(inRoot(part, "tsconfig.json")));
  return [
    { name: "format", args: [program("oxfmt"), "--check"] },
    { name: "lint", args: [program("oxlint"), "--deny-warnings", "--report-unused-disable-directives"] },
    ...parts.map((part) => ({ name: `types of ${part}`, args: [program("typescript", "tsc"), "-p", part] })),
    { name: "dead code", args: [program("knip"), "--no-progress"] },
  ];
}

/**
 * Runs every check, also after one has failed.
 * @returns {Promise<number>} 0 when all are clean
 */
export async function check() {
  const { node } = await prepare({ build: "never" });
  const failed = [];
  for (const { name, args } of steps()) {
    const { code, signal } = await run(node, args, { cwd: root });
    if (signal) return code;
    if (code !== 0) failed.push(name);
  }
  if (!checkSpec()) failed.push("rules of the sync protocol");
  say(failed.length === 0 ? "All checks passed." : `Failed: ${failed.join(", ")}.`);
  return failed.length === 0 ? 0 : 1;
}

/**
 * Formats the named files, or all.
 * @param {string[]} files
 * @returns {Promise<number>}
 */
export async function format(files) {
  const { node } = await prepare({ build: "never" });
  return (await run(node, [program("oxfmt"), ...files], { cwd: root })).code;
}
