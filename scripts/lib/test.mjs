import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder, inRoot, readJson, root, say } from "./paths.mjs";
import { findBrowser } from "./chromium.mjs";
import { prepare, programEnv } from "./prepare.mjs";
import { Refusal } from "./enter.mjs";
import { run } from "./run.mjs";
import { sum, tallyLine, tallyPlaywright, tallyVitest, withExit } from "./tally.mjs";

/** What is tested says nothing on the network of whoever tests. */
const quietEnv = () => ({ ...programEnv(), TATAMI_LAN: "off" });

/** Folders whose tests vitest runs; test/e2e is Playwright's. */
const PARTS = ["shared", "core", "web", "cli", "electron", "preload", "renderer", "scripts", "test"];

/** Every test file, relative to the checkout with forward slashes. */
function testFiles() {
  const found = PARTS.flatMap((part) => {
    try {
      return readdirSync(inRoot(part), { recursive: true }).map(
        (name) => `${part}/${String(name).replaceAll("\\", "/")}`,
      );
    } catch {
      return [];
    }
  });
  return {
    unit: found.filter((path) => /\.test\.(tsx?|mjs)$/.test(path) && !path.startsWith("test/e2e/")),
    e2e: found.filter((path) => /^test\/e2e\/.*\.spec\.ts$/.test(path)),
  };
}

/**
 * Which runners an argument list means: `unit`, `e2e`, or parts of paths of test files.
 * @param {string[]} args
 * @param {{ unit: string[], e2e: string[] }} files
 */
export function plan(args, files) {
  const filters = args.filter((arg) => arg !== "unit" && arg !== "e2e");
  const asked = (name) => args.includes(name) || (!args.includes("unit") && !args.includes("e2e"));
  const matches = (list) =>
    list.length > 0 &&
    (filters.length === 0 || list.some((path) => filters.some((part) => path.includes(part))));
  return {
    filters,
    vitest: asked("unit") && matches(files.unit),
    playwright: asked("e2e") && matches(files.e2e),
  };
}

/**
 * Runs the tests and ends with `N passed, N failed, N skipped`.
 * @param {string[]} args
 * @returns {Promise<number>} 0 only when something ran and nothing failed
 */
export async function test(args) {
  const todo = plan(args, testFiles());
  const node = await ready();
  if (node === null) {
    process.stdout.write(`${tallyLine(withExit(null, 1))}\n`);
    return 1;
  }
  const tallies = [];
  if (todo.vitest) tallies.push(await vitest(node, todo.filters));
  if (todo.playwright) tallies.push(await playwright(node, todo.filters));
  const total = sum(tallies);
  if (total.passed + total.failed + total.skipped === 0) {
    say(args.length > 0 ? `No test file matches ${args.join(" ")}.` : "There are no tests.");
    total.failed = 1;
  }
  process.stdout.write(`${tallyLine(total)}\n`);
  return total.failed === 0 ? 0 : 1;
}

/** The Node to run with, or null when this checkout could not be installed or built, which was said. */
async function ready() {
  try {
    return (await prepare({ build: "stale" })).node;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    say(error.message);
    return null;
  }
}

/** @param {string} name */
function reportPath(name) {
  const path = join(cacheFolder, `${name}.json`);
  rmSync(path, { force: true });
  return path;
}

async function vitest(node, filters) {
  const report = reportPath("vitest");
  const args = [
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
    "--passWithNoTests=false",
  ];
  const program = inRoot("node_modules", "vitest", "vitest.mjs");
  const { code } = await run(node, [program, ...args, ...filters], { cwd: root, env: quietEnv() });
  return withExit(tallyVitest(readJson(report)), code);
}

async function playwright(node, filters) {
  const program = inRoot("node_modules", "@playwright", "test", "cli.js");
  const report = reportPath("playwright");
  const reportEnv = { ...quietEnv(), PLAYWRIGHT_JSON_OUTPUT_FILE: report };
  const browser = await findBrowser();
  if (!browser.path) {
    // Counted, not run: a number that is missing would look like success.
    const list = ["test", "--list", "--reporter=json", ...filters];
    await run(node, [program, ...list], { cwd: root, env: reportEnv, stdio: ["ignore", "ignore", 2] });
    const skipped = tallyPlaywright(readJson(report));
    say(`The browser tests are skipped: ${browser.why}`);
    return skipped ? { passed: 0, failed: 0, skipped: skipped.passed + skipped.skipped } : withExit(null, 1);
  }
  say(`Browser tests run in ${browser.name}.`);
  const { code } = await run(node, [program, "test", "--reporter=list,json", ...filters], {
    cwd: root,
    env: reportEnv,
  });
  return withExit(tallyPlaywright(readJson(report)), code);
}
