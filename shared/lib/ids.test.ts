import { createHash, randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { timeOfUuidV7, uuidV7, uuidV8 } from "./ids.ts";

it("a UUIDv7 carries its time and sorts by it", () => {
  // The example of RFC 9562, appendix A.6: 2022-02-22T19:22:22Z.
  const random = Uint8Array.from([0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f]);
  expect(uuidV7(0x017f22e279b0, () => random)).toBe("017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
  const ids = [1_000, 2_000, 1_700_000_000_000, 1_900_000_000_000].map((at) => uuidV7(at, randomBytes));
  expect(ids).toEqual(ids.toSorted());
  expect(ids.map(timeOfUuidV7)).toEqual([1_000, 2_000, 1_700_000_000_000, 1_900_000_000_000]);
});

it("an id of another kind tells no time", () => {
  for (const id of [uuidV8(new Uint8Array(16)), "", "017f22e2-79b0-7cc3-98c4", crypto.randomUUID()])
    expect(timeOfUuidV7(id)).toBeNull();
});

it("a UUIDv8 is the same for the same digest and differs for another", () => {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  expect(uuidV8(digest("a"))).toBe(uuidV8(digest("a")));
  expect(uuidV8(digest("a"))).not.toBe(uuidV8(digest("b")));
  expect(uuidV8(digest("a"))).toMatch(
    /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u,
  );
});
