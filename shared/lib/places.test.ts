import { expect, it } from "vitest";
import { fillPlaces, placesOf } from "./places.ts";

it("fills each place with its own value, and numbers as they are written where it is read", () => {
  const write = (value: number) => `<${value}>`;
  expect(fillPlaces("{a} of {b}, {a}", { a: "x", b: 3 }, write)).toBe("x of <3>, x");
});

it("leaves a place without a value, whatever its name, and does not fill values again", () => {
  expect(fillPlaces("{a} {constructor} {toString}", { a: "{b} $& $1", b: "no" }, String)).toBe(
    "{b} $& $1 {constructor} {toString}",
  );
});

it("names the places of a text", () => {
  expect(placesOf("{a} and {b}, {a}; {} { c }")).toEqual(["a", "b", "a"]);
});
