import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { inRoot, readJson, say, sha256, writeJson } from "./paths.mjs";
import { Refusal } from "./enter.mjs";
import { onStderr, run } from "./run.mjs";

const SOURCES = ["shared", "core", "web", "cli", "electron", "preload", "renderer", "resources"];
const CONFIGS = ["package.json", "package-lock.json", "electron.vite.config.ts", "tsconfig.base.json"];
const ENTRIES = [
  "main/electron.js",
  "main/core.js",
  "main/web.js",
  "main/cli.js",
  "preload/index.cjs",
  "renderer/index.html",
];
const stampFile = inRoot("out", ".stamp");

/**
 * Every file that the build reads, relative to the checkout; tests are none of them.
 * @returns {string[]}
 */
function inputs() {
  const files = CONFIGS.filter((path) => existsSync(inRoot(path)));
  const walk = (folder) => {
    for (const entry of readdirSync(inRoot(folder), { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) walk(path);
      else if (!/\.(test|spec)\.tsx?$/.test(entry.name)) files.push(path);
    }
  };
  for (const folder of SOURCES) if (existsSync(inRoot(folder))) walk(folder);
  return files.sort();
}

/** Hash over names, sizes and times: a few milliseconds. @param {string[]} files */
function quickHash(files) {
  const lines = files.map((path) => {
    const { size, mtimeMs } = statSync(inRoot(path));
    return `${path} ${size} ${mtimeMs}`;
  });
  return sha256(lines.join("\n"));
}

/** Hash over the contents: for checkouts that only touched the times. @param {string[]} files */
function fullHash(files) {
  const hash = createHash("sha256");
  for (const path of files)
    hash
      .update(`${path}\0`)
      .update(readFileSync(inRoot(path)))
      .update("\0");
  return hash.digest("hex");
}

/** True when out/ holds what the sources say. */
export function isBuilt() {
  const stamp = readJson(stampFile);
  if (!stamp || !ENTRIES.every((path) => existsSync(inRoot("out", path)))) return false;
  const files = inputs();
  const quick = quickHash(files);
  if (stamp.quick === quick) return true;
  if (stamp.full !== fullHash(files)) return false;
  writeJson(stampFile, { ...stamp, quick });
  return true;
}

/**
 * Builds main, preload and renderer into out/.
 * @param {string} node the Node that runs the bundler
 * @returns {Promise<void>}
 */
export async function build(node) {
  say("Building.");
  const started = Date.now();
  const files = inputs();
  // Taken before the build: a file saved meanwhile makes the next start build again.
  const stamp = { quick: quickHash(files), full: fullHash(files) };
  rmSync(stampFile, { force: true });
  const bundler = inRoot("node_modules", "electron-vite", "bin", "electron-vite.js");
  const { code, signal } = await run(node, [bundler, "build", "--logLevel", "warn"], {
    cwd: inRoot(),
    stdio: onStderr,
  });
  if (signal) throw new Refusal("The build was interrupted.", code);
  if (code !== 0) throw new Refusal("The build failed; the cause is above.");
  writeJson(stampFile, stamp);
  say(`Built in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
}
