import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { cacheFolder, inRoot, readJson, say, writeJson } from "./paths.mjs";
import { onStderr, run } from "./run.mjs";

const DAY = 24 * 60 * 60 * 1000;
const failureFile = join(cacheFolder, "electron-failure.json");
const packageFolder = inRoot("node_modules", "electron");

function read(...parts) {
  try {
    return readFileSync(join(packageFolder, ...parts), "utf8").trim();
  } catch {
    return null;
  }
}

function electronVersion() {
  return String(readJson(join(packageFolder, "package.json"))?.version ?? "");
}

/**
 * The Electron program when the package has it, as the package's own index.js looks for it; never fetches.
 * @returns {string | null}
 */
export function findElectron() {
  const name = read("path.txt");
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(packageFolder, "dist");
  if (
    !name ||
    (!process.env.ELECTRON_OVERRIDE_DIST_PATH &&
      read("dist", "version")?.replace(/^v/, "") !== electronVersion())
  ) {
    return null;
  }
  return existsSync(join(folder, name)) ? join(folder, name) : null;
}

/**
 * Whether a failed try is still too fresh to try again.
 * @param {{ version: string, at: number, why: string } | null} failure
 * @param {string} version
 * @param {number} now
 */
export function isRemembered(failure, version, now) {
  return failure !== null && failure.version === version && failure.at <= now && now - failure.at < DAY;
}

/**
 * The Electron program, fetched when it is missing and can be had.
 * @param {string} node
 * @returns {Promise<{ binary: string | null, why: string }>} `why` has no full stop
 */
export async function obtainElectron(node) {
  const here = findElectron();
  if (here) return { binary: here, why: "" };
  const version = electronVersion();
  if (process.env.ELECTRON_SKIP_BINARY_DOWNLOAD) {
    return {
      binary: null,
      why: "Electron is not here, and ELECTRON_SKIP_BINARY_DOWNLOAD forbids to fetch it",
    };
  }
  const failure = readJson(failureFile);
  if (isRemembered(failure, version, Date.now())) {
    const hours = Math.ceil((failure.at + DAY - Date.now()) / 3_600_000);
    return { binary: null, why: `Electron could not be fetched (${failure.why}; next try in ${hours} h)` };
  }
  const why = await fetchElectron(node, version);
  const binary = findElectron();
  if (binary) rmSync(failureFile, { force: true });
  return { binary, why: `Electron could not be fetched (${why})` };
}

/**
 * Runs the package's own installer, which downloads and checks the sum, under our watch.
 * @returns {Promise<string>} why there is none afterwards
 */
async function fetchElectron(node, version) {
  say(`Fetching Electron ${version} (about 110 MB, once).`);
  const reportFile = join(cacheFolder, "electron-report.json");
  rmSync(reportFile, { force: true });
  /** @type {NodeJS.ProcessEnv} */
  const env = {
    ...process.env,
    TATAMI_FETCH_REPORT: reportFile,
    ELECTRON_GET_NO_PROGRESS: "1",
    NODE_NO_WARNINGS: "1",
  };
  // Node's fetch goes through the proxy that the environment names only when told so.
  if (env.HTTPS_PROXY ?? env.https_proxy) env.NODE_USE_ENV_PROXY ??= "1";
  const watch = pathToFileURL(inRoot("scripts", "lib", "watch-fetch.mjs")).href;
  const stdio = /** @type {import("node:child_process").StdioOptions} */ (["ignore", "ignore", onStderr[2]]);
  const { code, signal } = await run(node, ["--import", watch, join(packageFolder, "install.js")], {
    env,
    stdio,
  });
  if (code === 0) return "its archive did not hold the program";
  // Interrupted by the person: no failure, so nothing to remember.
  if (signal) return "interrupted";
  const why = readJson(reportFile)?.why ?? "its installer failed";
  writeJson(failureFile, { version, at: Date.now(), why });
  return why;
}
