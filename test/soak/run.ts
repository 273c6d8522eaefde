import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, release } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { tallyPlaywright, tallyVitest, withExit } from "../../scripts/lib/tally.mjs";

/**
 * Tests of faults in long rounds: `npm run soak [-- <part of a name> …]`. Prints a table and writes it as JSON; ends with 1
 * when a round failed. TATAMI_SEED changes the seed of all of them.
 */
interface Round {
  readonly name: string;
  /** Of vitest, or `.spec.ts` of Playwright. */
  readonly file: string;
  readonly env: Readonly<Record<string, string>>;
}

interface Result {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly seconds: number;
}

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const seed = process.env.TATAMI_SEED ?? String(Date.now() % 1_000_000);

const ROUNDS: readonly Round[] = [
  { name: "kill -9, 200 rounds", file: "test/faults/kill-9.test.ts", env: { TATAMI_ROUNDS: "200" } },
  {
    name: "contract fuzz, 1,000 calls each, 100 of invitations",
    file: "test/faults/contract-fuzz.test.ts",
    env: { TATAMI_FUZZ_RUNS: "1000" },
  },
  {
    name: "five peers, 1,000,000 operations",
    file: "test/faults/sync-fuzz.test.ts",
    env: { TATAMI_SYNC_OPERATIONS: "1000000" },
  },
  {
    name: "cut off for 40 s, 30 times",
    file: "test/e2e/partition.spec.ts",
    env: { TATAMI_ROUNDS: "30", TATAMI_PARTITION_SECONDS: "40" },
  },
  {
    name: "drop out and return, 100 times",
    file: "test/e2e/direct.spec.ts",
    env: { TATAMI_ROUNDS: "100" },
  },
];

const vitest = (file: string, report: string): string[] => [
  "node_modules/vitest/vitest.mjs",
  "run",
  "--project",
  "faults",
  "--testTimeout",
  "3600000",
  "--reporter=default",
  "--reporter=json",
  `--outputFile.json=${report}`,
  file,
];

const playwright = (file: string): string[] => [
  "node_modules/@playwright/test/cli.js",
  "test",
  "--reporter=list,json",
  file,
];

/** Runs one file of tests; answers what its runner counted. */
async function run(round: Round): Promise<Result> {
  const report = join(ROOT, "node_modules", ".cache", "tatami", `soak-${process.pid}.json`);
  mkdirSync(dirname(report), { recursive: true });
  rmSync(report, { force: true });
  const begun = performance.now();
  const inBrowser = round.file.endsWith(".spec.ts");
  const child = spawn(process.execPath, inBrowser ? playwright(round.file) : vitest(round.file, report), {
    cwd: ROOT,
    env: {
      ...process.env,
      // What is tested says nothing on the network of whoever tests.
      TATAMI_LAN: "off",
      TATAMI_SEED: seed,
      PLAYWRIGHT_JSON_OUTPUT_FILE: report,
      ...round.env,
    },
    stdio: ["ignore", 2, 2],
  });
  const code = await new Promise<number | null>((done) => child.once("close", done));
  const told: unknown = existsSync(report) ? JSON.parse(readFileSync(report, "utf8")) : null;
  return {
    name: round.name,
    ...withExit(inBrowser ? tallyPlaywright(told) : tallyVitest(told), code ?? 1),
    seconds: Math.round((performance.now() - begun) / 1000),
  };
}

const wanted = process.argv.slice(2);
const results: Result[] = [];
for (const round of ROUNDS) {
  if (wanted.length === 0 || wanted.some((part) => round.name.includes(part) || round.file.includes(part)))
    results.push(await run(round));
}
const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? "unknown"}, ${process.platform} ${release()}, Node ${process.versions.node}`;
const file = join(ROOT, "node_modules", ".cache", "tatami", "soak.json");
writeFileSync(file, `${JSON.stringify({ schema: "tatami.soak/1", machine, seed, results }, null, 2)}\n`);
const rows = results.map(
  ({ name, passed, failed, skipped, seconds }) =>
    `| ${name.padEnd(32)} | ${String(passed).padStart(6)} | ${String(failed).padStart(6)} | ${String(skipped).padStart(7)} | ${String(seconds).padStart(5)} |`,
);
process.stdout.write(
  `${machine}, seed ${seed}\n\n| ${"what".padEnd(32)} | passed | failed | skipped |     s |\n| ${"-".repeat(32)} | -----: | -----: | ------: | ----: |\n${rows.join("\n")}\n\n${file}\n`,
);
process.exitCode = results.some(({ failed }) => failed > 0) ? 1 : 0;
