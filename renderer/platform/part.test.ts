import { expect, it } from "vitest";
import { part, PartMissing } from "./part.ts";

it.each([
  "Failed to fetch dynamically imported module: http://127.0.0.1:4000/assets/poc-detail.js",
  "error loading dynamically imported module: http://127.0.0.1:4000/assets/poc-detail.js",
  "Importing a module script failed.",
  "Unable to preload CSS for /assets/poc-detail.css",
])("tells that a part did not arrive by %s", async (message) => {
  await expect(part(() => Promise.reject(new TypeError(message)))).rejects.toBeInstanceOf(PartMissing);
});

it("passes on a part, and what it throws itself", async () => {
  expect(await part(() => Promise.resolve("part"))).toBe("part");
  const broken = new TypeError("x is not a function");
  await expect(part(() => Promise.reject(broken))).rejects.toBe(broken);
});
