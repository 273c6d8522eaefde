import { fc } from "#test/builders/properties.ts";
import { expect, it } from "vitest";
import { fromBase64Url, toBase64Url } from "./base64url.ts";

it("writes as Node does, and reads it back", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
      const text = toBase64Url(bytes);
      expect(text).toBe(Buffer.from(bytes).toString("base64url"));
      expect(fromBase64Url(text)).toEqual(bytes);
    }),
  );
});

it.each(["A", "AB", "AAB", "AA==", "AA A", "A+A/", "AAAAA", "é"])("%s is none", (text) => {
  expect(fromBase64Url(text)).toBe(null);
});
