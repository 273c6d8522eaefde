import { expect, test } from "vitest";
import { patternProblem, patternsOf } from "./ignore-patterns.ts";

test("one pattern a line; blanks go, comments stay", () => {
  expect(patternsOf("drafts/\n\n  # old things \n/archive\r\n")).toEqual([
    "drafts/",
    "# old things",
    "/archive",
  ]);
  expect(patternsOf("  \n")).toEqual([]);
});

test("what the core would refuse is named by its line", () => {
  expect(patternProblem("drafts/")).toBeNull();
  expect(patternProblem(`a\n${"x".repeat(501)}`)).toEqual({ kind: "long", line: 2 });
  expect(patternProblem("a\n\n [[[ ")).toMatchObject({
    kind: "fault",
    line: 3,
    reason: { id: "ignore.open-bracket", params: { pattern: "[[[" } },
  });
  expect(patternProblem(Array.from({ length: 501 }, (_, index) => `d${index}`).join("\n"))).toEqual({
    kind: "many",
  });
});
