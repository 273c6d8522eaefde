import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { REASONS } from "#shared/api/reasons.ts";

const ROOT = join(import.meta.dirname, "../..");

/** Where an error arrives with words and reason of its own and is only passed on. */
const PASS_ON = [
  "core/api/open-core.ts",
  "core/features/catalog/scan/worker-pool.ts",
  "cli/commands/scan.ts",
];

/** Where the reasons themselves stand. */
const TABLES = ["shared/api/reasons.ts", "shared/api/doctor-reasons.ts"];

const sources = ["shared", "core", "web", "cli", "electron"].flatMap((part) =>
  readdirSync(join(ROOT, part), { recursive: true, encoding: "utf8" })
    .map((name) => `${part}/${name.replaceAll("\\", "/")}`)
    .filter((path) => path.endsWith(".ts") && !path.endsWith(".test.ts"))
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), "utf8") })),
);

describe("words that a person can meet", () => {
  it("are written in the table of reasons, and nowhere beside it", () => {
    const beside = sources.filter(
      ({ path, text }) => path !== "shared/api/failures.ts" && text.includes("new TatamiError("),
    );
    expect(beside.map(({ path }) => path).toSorted()).toEqual(PASS_ON.toSorted());
  });

  it.each(Object.keys(REASONS))("%s is given somewhere", (id) => {
    const users = sources.filter(({ path, text }) => !TABLES.includes(path) && text.includes(`"${id}"`));
    expect(users.length).toBeGreaterThan(0);
  });
});
