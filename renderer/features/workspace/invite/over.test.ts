import { expect, it } from "vitest";
import { isOpen } from "./over.ts";

it("an invitation is open until its time is over, and until all have come for whom it was made", () => {
  const open = { expiresAt: 2_000, uses: 2, used: 1 };
  expect(isOpen(open, 1_999)).toBe(true);
  expect(isOpen(open, 2_000)).toBe(false);
  expect(isOpen({ ...open, used: 2 }, 1_000)).toBe(false);
  expect(isOpen({ expiresAt: null, uses: null, used: 7 }, 1_000_000)).toBe(true);
});
