import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "../..");

/** Where everything stands that is said in Portuguese. */
const tables = [
  "electron/words.ts",
  ...readdirSync(join(ROOT, "renderer"), { recursive: true, encoding: "utf8" })
    .map((name) => `renderer/${name.replaceAll("\\", "/")}`)
    .filter((path) => path.endsWith("messages.ts")),
];

it.each(tables)("%s has one word for a workspace in Portuguese", (path) => {
  const other = /espaços?\s+de\s+trabalho/iu;
  const lines = readFileSync(join(ROOT, path), "utf8").split("\n");
  expect(lines.filter((line) => other.test(line))).toEqual([]);
});
