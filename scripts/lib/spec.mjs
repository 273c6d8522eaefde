import { readdirSync, readFileSync } from "node:fs";
import { inRoot, say } from "./paths.mjs";

const SPEC = "shared/sync/SPEC.md";
const PARTS = ["shared", "core", "renderer", "test"];

/**
 * The ids of a specification that no test's title carries, those twice in it, and those that tests name and it does not have.
 * @param {string} spec its text
 * @param {readonly string[]} tests the texts of the test files
 * @returns {string[]} a sentence each
 */
export function specFaults(spec, tests) {
  const rules = [...spec.matchAll(/^- \*\*(S-\d+)\*\*/gmu)].map(([, id]) => id ?? "");
  // Only titles count: an id in a comment proves nothing.
  const titles = tests.flatMap((text) =>
    [...text.matchAll(/\b(?:it|test)(?:\.each[\s\S]*?\))?\(\s*(["'`])((?:(?!\1).)*)\1/gu)].map(
      ([, , title]) => title ?? "",
    ),
  );
  const named = new Set(titles.flatMap((title) => title.match(/\bS-\d+\b/gu) ?? []));
  const faults = rules.length === 0 ? [`${SPEC} has no rules.`] : [];
  for (const id of new Set(rules)) {
    if (!named.has(id)) faults.push(`${id} has no test whose title carries it.`);
    if (rules.filter((rule) => rule === id).length > 1) faults.push(`${id} stands twice in ${SPEC}.`);
  }
  for (const id of named)
    if (!rules.includes(id)) faults.push(`A test names ${id}, which is no rule of ${SPEC}.`);
  return faults;
}

/**
 * Holds the rules of the sync protocol against the tests.
 * @returns {boolean} true when each has one
 */
export function checkSpec() {
  const tests = PARTS.flatMap((part) =>
    readdirSync(inRoot(part), { recursive: true })
      .map(String)
      .filter((name) => /(\.test\.tsx?|\.spec\.ts|-contract\.ts)$/u.test(name))
      .map((name) => readFileSync(inRoot(part, name), "utf8")),
  );
  const faults = specFaults(readFileSync(inRoot(SPEC), "utf8"), tests);
  for (const fault of faults) say(fault);
  return faults.length === 0;
}
