import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The checkout. */
export const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

/** Where the scripts keep what can be made again. npm ci removes it with node_modules. */
export const cacheFolder = join(root, "node_modules", ".cache", "tatami");

/**
 * A path inside the checkout.
 * @param {...string} parts
 */
export function inRoot(...parts) {
  return join(root, ...parts);
}

/**
 * One line for the person who waits. stdout is left to the program that is started.
 * @param {string} text
 */
export function say(text) {
  process.stderr.write(`${text}\n`);
}

/**
 * The parsed file, or null when it is missing or damaged: stamps can always be made again.
 * @param {string} path
 */
export function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return null;
  }
}

/**
 * @param {string} path
 * @param {unknown} value
 */
export function writeJson(path, value) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(value)}\n`);
}

/** @param {string | Buffer} data */
export function sha256(data) {
  return createHash("sha256").update(data).digest("hex");
}

/**
 * The folder in which the person typed the command: npm runs scripts in the package's folder and keeps the other.
 * @returns {string}
 */
export function callerFolder() {
  const { INIT_CWD, npm_package_json: manifest } = process.env;
  return INIT_CWD && manifest === join(root, "package.json") ? INIT_CWD : process.cwd();
}
