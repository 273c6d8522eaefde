import { expect, it } from "vitest";
import * as z from "zod";
import { Correction, SearchInput } from "#shared/features/catalog/catalog.api.ts";
import { issueReason } from "./input-reasons.ts";
import { inEnglish } from "./reasons.ts";

const Input = z.strictObject({
  name: z.string().min(1).max(200),
  code: z.string().min(3),
  id: z.uuid(),
  address: z.url(),
  limit: z.number().int().min(1).max(2000),
  hidden: z.boolean(),
  tags: z.array(z.string().max(60)).min(2).max(50),
  ids: z.array(z.string()).min(1),
  theme: z.enum(["light", "dark"]),
  odd: z.number().multipleOf(3),
  correction: Correction,
});

/** The first of what is wrong with an input, in English. */
function said(input: Record<string, unknown>): string {
  const issue = Input.partial().safeParse(input).error?.issues[0];
  return issue === undefined ? "nothing" : inEnglish(issueReason(issue));
}

it.each<[string, Record<string, unknown>]>([
  ["name: this must not be empty.", { name: "" }],
  ["name: at most 200 characters.", { name: "n".repeat(201) }],
  ["name: this must be text.", { name: null }],
  ["code: at least 3 characters.", { code: "ab" }],
  ["id: this is not an id.", { id: "1234" }],
  ["address: this is not written as it must be.", { address: "nowhere" }],
  ["limit: 1 at least.", { limit: 0 }],
  ["limit: 2,000 at most.", { limit: 5000 }],
  ["limit: this must be a whole number.", { limit: 1.5 }],
  ["limit: this must be a number.", { limit: "7" }],
  ["hidden: this must be true or false.", { hidden: "yes" }],
  ["tags: this must be a list.", { tags: "a" }],
  ["tags: at least 2 at once.", { tags: ["a"] }],
  ["tags: at most 50 at once.", { tags: Array.from({ length: 51 }, () => "a") }],
  ["tags.1: at most 60 characters.", { tags: ["a", "b".repeat(61)] }],
  ["ids: this must not be empty.", { ids: [] }],
  ["theme: this must be one of light, dark.", { theme: "blue" }],
  ["odd: this value does not fit.", { odd: 4 }],
  ["correction.kind: this value does not fit.", { correction: { kind: "fold" } }],
  ["Unknown fields: correction.at.", { correction: { kind: "split", path: "", at: 1 } }],
  ["Unknown fields: one, two.", { one: 1, two: 2 }],
])("%s", (expected, input) => expect(said(input)).toBe(expected));

it("has a name for input that is no object at all, and tells of endless keys only their beginning", () => {
  expect(inEnglish(issueReason(SearchInput.safeParse(7).error?.issues[0] as z.core.$ZodIssue))).toBe(
    "input: this value does not fit.",
  );
  expect(said({ ["k".repeat(10_000)]: 1 }).length).toBeLessThan(250);
});
