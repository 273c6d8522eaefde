import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CASES, GOOD } from "./cases.ts";

const root = join(import.meta.dirname, "../..");
const oxlint = join(root, "node_modules/oxlint/bin/oxlint");

interface Finding {
  readonly filename: string;
  readonly code: string;
  readonly message: string;
}

/** The exit code does not matter: findings are what is looked at. */
function lint(folder: string): Promise<string> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [oxlint, "-f", "json"],
      { cwd: folder, maxBuffer: 1 << 26 },
      (_error, stdout) => resolve(stdout),
    );
  });
}

async function plant(folder: string, file: string, code: string): Promise<void> {
  await mkdir(dirname(join(folder, file)), { recursive: true });
  await writeFile(join(folder, file), code);
}

// The real configuration over planted files in a copy: the checkout itself is never touched.
describe("lint refuses what house rules forbid", () => {
  let folder = "";
  let findings: readonly Finding[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "tatami-fence-"));
    for (const name of [".oxlintrc.json", "package.json", "tsconfig.base.json", "scripts/lint"]) {
      await cp(join(root, name), join(folder, name), { recursive: true });
    }
    for (const { file, code } of [...CASES, ...GOOD]) await plant(folder, file, code);
    findings = (JSON.parse(await lint(folder)) as { diagnostics: Finding[] }).diagnostics;
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each(CASES)("$file: $why", ({ file, rule, message }) => {
    const found = findings.filter((one) => one.filename === file);
    expect(found.map((one) => one.code)).toContain(rule);
    expect(found.map((one) => one.message).join("\n")).toMatch(message);
  });

  it.each(GOOD)("lets $file pass", ({ file }) => {
    expect(findings.filter((one) => one.filename === file)).toEqual([]);
  });
});
