import { expect, it } from "vitest";
import { normaliseTag } from "./tags.ts";

it("makes one tag of two spellings", () => {
  expect(normaliseTag("  Spring   Boot ")).toBe("spring boot");
});
