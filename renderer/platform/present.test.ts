import { afterEach, expect, it } from "vitest";
import { keepPresent, NOBODY_PRESENT, placeOf, presentAt, type Other } from "./present.ts";

const other = (device: string, document: string, writing = false): Other => ({
  device,
  name: device,
  document,
  writing,
});

afterEach(() => keepPresent(NOBODY_PRESENT));

it("tells who is at a document, and gives the same answer for as long as nothing changes there", () => {
  keepPresent({ workspace: "team", others: [other("ana", "1"), other("rui", "2"), other("bea", "2")] });
  const [first, second] = [presentAt("1"), presentAt("2")];
  expect(second.map(({ device }) => device)).toEqual(["rui", "bea"]);
  expect(presentAt("3")).toBe(presentAt("4"));
  keepPresent({ workspace: "team", others: [other("ana", "3"), other("rui", "2"), other("bea", "2")] });
  expect(presentAt("2")).toBe(second);
  expect(presentAt("1")).toEqual([]);
  keepPresent({ workspace: "team", others: [other("ana", "1"), other("rui", "2", true), other("bea", "2")] });
  expect(presentAt("2")).not.toBe(second);
  expect(presentAt("1")).toEqual(first);
});

it("tells where a device is in the workspace that was told of, and in no other", () => {
  keepPresent({ workspace: "team", others: [other("ana", "1")] });
  expect(placeOf("ana", "team")?.document).toBe("1");
  expect(placeOf("ana", "friends")).toBeUndefined();
  expect(placeOf("rui", "team")).toBeUndefined();
});
