import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";

const RENDERER = join(import.meta.dirname, "../../renderer");
const FILES = readdirSync(RENDERER, { recursive: true, encoding: "utf8" });

/** The classes that a style sheet has rules for; those of the component library, which it only restyles, are left out. */
function definedIn(sheet: string): Set<string> {
  const rules = readFileSync(sheet, "utf8")
    .replace(/\/\*[\s\S]*?\*\//gu, "")
    .replace(/:global\([^)]*\)/gu, "");
  const heads = [...rules.matchAll(/[^{};]+(?=\{)/gu)].map(([head]) => head).join(" ");
  return new Set([...heads.matchAll(/\.([a-z][\w-]*)/giu)].map(([, name]) => name ?? ""));
}

/** By style sheet the classes that components name. */
function namedClasses(): Map<string, Set<string>> {
  const named = new Map<string, Set<string>>();
  for (const file of FILES.filter((path) => path.endsWith(".tsx"))) {
    const text = readFileSync(join(RENDERER, file), "utf8");
    for (const [, variable = "", path = ""] of text.matchAll(/import (\w+) from "([^"]+\.module\.css)"/gu)) {
      const sheet = join(RENDERER, dirname(file), path);
      const names = named.get(sheet) ?? new Set<string>();
      for (const [, name = ""] of text.matchAll(new RegExp(`\\b${variable}\\["([\\w-]+)"\\]`, "gu")))
        names.add(name);
      named.set(sheet, names);
    }
  }
  return named;
}

// Types know no class of a style sheet: one that moved to another would lose its looks without a word.
it("each class that a component names has a rule, and each rule a component that names it", () => {
  const named = namedClasses();
  expect(named.size).toBeGreaterThan(10);
  for (const [sheet, names] of named) expect([...names].sort(), sheet).toEqual([...definedIn(sheet)].sort());
});

it("style sheets stay short enough to read", () => {
  const long = FILES.filter((path) => path.endsWith(".css")).filter(
    (path) => readFileSync(join(RENDERER, path), "utf8").split("\n").length > 400,
  );
  expect(long).toEqual([]);
});
