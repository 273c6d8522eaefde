import { fc } from "#test/builders/properties.ts";
import ignore from "ignore";
import { expect, it } from "vitest";
import { patternFault } from "./ignore-patterns.ts";

it.each([
  ["[[[", "ignore.open-bracket"],
  ["src/[abc", "ignore.open-bracket"],
  ["[]", "ignore.open-bracket"],
  ["[!]", "ignore.open-bracket"],
  ["[[:alpha:]", "ignore.open-bracket"],
  ["drafts\\", "ignore.open-escape"],
  ["!", "ignore.names-nothing"],
  ["/", "ignore.names-nothing"],
])("%s can never match, and it is said why", (pattern, id) => {
  expect(patternFault(pattern)).toEqual({ id, params: { pattern } });
});

it.each([
  "drafts/",
  "/archive",
  "*-old",
  "!keep",
  "[abc]*",
  "[]x]",
  "[[:digit:]]",
  "\\[draft",
  "a\\\\",
  "# [",
  "**",
])("%s is a pattern", (pattern) => {
  expect(patternFault(pattern)).toBeNull();
});

it("what is called a pattern that matches nothing leaves nothing out", () => {
  const characters = fc.constantFrom("[", "]", "\\", "!", "^", "-", "/", "*", "a", "b", ":");
  const paths = fc.array(fc.constantFrom("a", "b", "[", "]", "-", "!", "\\", ":"), { minLength: 1 });
  fc.assert(
    fc.property(fc.string({ unit: characters }), paths, (pattern, path) => {
      if (patternFault(pattern) !== null) expect(ignore().add(pattern).ignores(path.join(""))).toBe(false);
    }),
    { numRuns: 2_000 },
  );
});
