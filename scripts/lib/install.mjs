import { existsSync, readFileSync } from "node:fs";
import { inRoot, readJson, say, sha256, writeJson } from "./paths.mjs";
import { carriedNode } from "./node.mjs";
import { Refusal } from "./enter.mjs";
import { onStderr, run } from "./run.mjs";

const lockFile = inRoot("package-lock.json");
const stampFile = inRoot("node_modules", ".tatami-stamp.json");

function lockHash() {
  return sha256(readFileSync(lockFile));
}

/** What the last installation left: the lock file's hash, and the Node that came with it. */
export function installStamp() {
  return /** @type {{ lock: string, node: string | null } | null} */ (readJson(stampFile));
}

/** True when node_modules is what package-lock.json says. */
export function isInstalled() {
  return existsSync(inRoot("node_modules")) && installStamp()?.lock === lockHash();
}

/**
 * True when somebody ran npm by hand and it put in place exactly what the lock file names. npm leaves its own list;
 * packages for other systems are in the lock file only.
 */
function installedByHand() {
  const wanted = readJson(lockFile)?.packages;
  const found = readJson(inRoot("node_modules", ".package-lock.json"))?.packages;
  if (!wanted || !found) return false;
  const same = Object.entries(found).every(([path, entry]) => wanted[path]?.integrity === entry.integrity);
  return (
    same && Object.entries(wanted).every(([path, entry]) => path === "" || entry.optional || path in found)
  );
}

/** npm's own program where npm started us (no shell, no PATH), else the one in PATH. */
function npm() {
  const { npm_execpath: program } = process.env;
  if (program && /npm-cli\.[cm]?js$/.test(program)) return { command: process.execPath, first: [program] };
  return { command: process.platform === "win32" ? "npm.cmd" : "npm", first: [] };
}

/**
 * Installs with `npm ci` what package-lock.json names, unless it is there.
 * @returns {Promise<void>}
 */
export async function install() {
  if (isInstalled()) return;
  if (!installedByHand()) await npmCi();
  writeJson(stampFile, { lock: lockHash(), node: await carriedNode() });
}

async function npmCi() {
  say("Installing what Tatami needs (npm ci); this happens once and takes a minute or two.");
  const { command, first } = npm();
  const args = [
    ...first,
    "ci",
    "--include=dev",
    "--include=optional",
    "--prefer-offline",
    "--loglevel=error",
  ];
  args.push("--fetch-retries=1", "--fetch-retry-mintimeout=2000", "--no-fund", "--no-audit");
  const started = Date.now();
  const beat = setInterval(
    () => say(`  still installing, ${Math.round((Date.now() - started) / 1000)} s`),
    15_000,
  );
  const shell = command.endsWith(".cmd");
  const { code, signal } = await run(command, args, { cwd: inRoot(), stdio: onStderr, shell }).finally(() =>
    clearInterval(beat),
  );
  if (signal) throw new Refusal("The installation was interrupted; the next start goes on with it.", code);
  if (code !== 0) {
    throw new Refusal(
      "The installation failed; npm's own words are above. Without a network it cannot work the first time: connect, or " +
        "point npm to a mirror you reach (npm config set registry <address>), and run the same command again.",
    );
  }
  say(`Installed in ${Math.round((Date.now() - started) / 1000)} s.`);
}
