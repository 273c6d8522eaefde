import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "../..");

/** Sources below a folder that fit a pattern. */
function naming(folder: string, pattern: RegExp): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .map((name) => `${folder}/${name.replaceAll("\\", "/")}`)
    .filter((path) => path.endsWith(".ts") && !path.endsWith(".test.ts"))
    .filter((path) => pattern.test(readFileSync(join(ROOT, path), "utf8")))
    .toSorted();
}

it("nothing that syncs, and nothing of workspaces, knows of private notes", () => {
  for (const folder of ["core/sync", "shared/sync", "core/features/workspace", "shared/features/workspace"])
    expect(naming(folder, /private[-_ ]?notes/iu)).toEqual([]);
});

it("their tables are named where they are made, kept and searched, and nowhere else", () => {
  expect(naming("core", /\bprivate_notes/u)).toEqual([
    "core/db/migrations/0060-private-notes.ts",
    "core/db/open.ts",
    "core/features/catalog/private-notes.ts",
    "core/features/catalog/search/index-writer.ts",
    "core/features/catalog/search/search-index.ts",
  ]);
});
