import { expect, test } from "vitest";
import { typeAhead } from "./type-ahead.ts";

const names = ["Áudio", "archive", "code", "config", "Documents"];

test("one letter goes to the next name that begins with it, and round", () => {
  expect(typeAhead(names, "c", -1)).toBe(2);
  expect(typeAhead(names, "c", 2)).toBe(3);
  expect(typeAhead(names, "c", 3)).toBe(2);
});

test("case and accents do not matter", () => {
  expect(typeAhead(names, "a", 4)).toBe(0);
  expect(typeAhead(names, "d", 0)).toBe(4);
});

test("more letters narrow it down and stay where they fit", () => {
  expect(typeAhead(names, "co", 2)).toBe(2);
  expect(typeAhead(names, "con", 2)).toBe(3);
});

test("the same letter again goes on", () => {
  expect(typeAhead(names, "cc", 2)).toBe(3);
  expect(typeAhead(names, "ccc", 3)).toBe(2);
});

test("nothing fits, or there is nothing", () => {
  expect(typeAhead(names, "x", 0)).toBe(-1);
  expect(typeAhead([], "a", 0)).toBe(-1);
});
