import { expect, it } from "vitest";
import { specFaults } from "./spec.mjs";

const SPEC = "- **S-1** One.\n- **S-2** Two.\n";

it("is content when each rule has a test whose title carries its id", () => {
  expect(specFaults(SPEC, ['it("S-1 S-2 both", () => {});'])).toEqual([]);
  expect(specFaults(SPEC, ["it(`S-1 one`, f)", 'it.each([\n["a", "b"],\n])("S-2 with %s", f)'])).toEqual([]);
});

it.each([
  ["a rule without a test", SPEC, 'it("S-1 one", f)', "S-2 has no test"],
  ["an id in a comment only", SPEC, '// S-2\nit("S-1 one", f)', "S-2 has no test"],
  ["an id in a text that is no title", SPEC, 'it("S-1", () => say("S-2"))', "S-2 has no test"],
  ["a rule that stands twice", `${SPEC}- **S-1** Again.\n`, 'it("S-1 S-2", f)', "S-1 stands twice"],
  ["a test of a rule that is none", SPEC, 'it("S-1 S-2 S-3", f)', "S-3, which is no rule"],
  ["no rule at all", "# Nothing\n", 'it("one", f)', "has no rules"],
])("finds %s", (_, spec, test, fault) => {
  expect(specFaults(spec, [test]).join()).toContain(fault);
});
