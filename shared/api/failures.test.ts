import { expect, it } from "vitest";
import { ErrorData, isErrorCode } from "./errors.ts";
import { failure } from "./failures.ts";
import { inEnglish, REASONS } from "./reasons.ts";

it("takes code and English sentence from the table, and carries the reason", () => {
  const cause = new Error("ENOENT");
  expect(failure("folder.missing", { path: "/a {b}" }, { cause })).toMatchObject({
    name: "TatamiError",
    code: "NOT_FOUND",
    message: 'There is no folder "/a {b}": it was moved, or its name is another.',
    reason: { id: "folder.missing", params: { path: "/a {b}" } },
    cause,
  });
  expect(failure("input.too-long", { field: "name", maximum: 4096 }).message).toBe(
    "name: at most 4,096 characters.",
  );
});

it("does not compile without each place of its sentence, or with one that it has not", () => {
  // @ts-expect-error: no path.
  expect(failure("folder.missing", {}).message).toContain("{path}");
  // @ts-expect-error: a place of another sentence.
  expect(failure("folder.missing", { folder: "/a" }).message).toContain("{path}");
  // @ts-expect-error: one place too many.
  expect(failure("scan.cancelled", { path: "/a" }).message).not.toContain("/a");
  // @ts-expect-error: no such reason.
  expect(() => failure("folder.flying", {})).toThrow(TypeError);
});

it.each(Object.entries(REASONS))("%s has a code of the closed list and a whole sentence", (id, row) => {
  const [code, sentence] = row;
  expect(id).toMatch(/^[a-z]+\.[a-z0-9]+(-[a-z0-9]+)*$/u);
  expect(isErrorCode(code)).toBe(true);
  expect(sentence).toMatch(/^["{\p{Lu}].*[."]$/u);
});

it("says the bare name of a reason that only another version knows", () => {
  expect(inEnglish({ id: "folder.flying", params: { height: 3 } })).toBe("folder.flying");
  expect(inEnglish({ id: "constructor", params: {} })).toBe("constructor");
});

it("understands errors of a core of before there were reasons", () => {
  expect(ErrorData.parse({ correlationId: "one" })).toEqual({ correlationId: "one" });
});
