import { fc } from "#test/builders/properties.ts";
import { describe, expect, it } from "vitest";
import { fold, foldWithMap, mergeRanges, naturalKey, originalRange, splitAtMarks } from "./text.ts";

describe("fold", () => {
  it.each([
    ["São Paulo", "sao paulo"],
    ["SÃO", "sao"],
    ["Sa\u0303o", "sao"],
    ["Straße", "strasse"],
    ["Łódź", "lodz"],
    ["İstanbul", "istanbul"],
    ["ΟΔΟΣ", "οδοσ"],
    ["οδος", "οδοσ"],
    ["ﬁx", "fix"],
    ["", ""],
  ])("%s becomes %s", (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  it("folds each part of a text to a part of the folded text, and folds only once", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (one, other) => {
        expect(fold(one + other)).toBe(fold(one) + fold(other));
        expect(fold(fold(one))).toBe(fold(one));
        expect(foldWithMap(one).text).toBe(fold(one));
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});

describe("originalRange", () => {
  function marked(text: string, needle: string): string {
    const map = foldWithMap(text);
    const at = map.text.indexOf(needle);
    const [start, end] = originalRange(map, at, at + needle.length);
    return text.slice(start, end);
  }

  it.each([
    ["Olá São Paulo", "sao", "São"],
    ["Sa\u0303o Paulo", "sa", "Sa\u0303"],
    ["die Straße dort", "strass", "Straß"],
    ["😀 São", "sao", "São"],
  ])("in %s finds %s as %s", (text, needle, found) => {
    expect(marked(text, needle)).toBe(found);
  });
});

it("merges ranges that touch or overlap", () => {
  expect(
    mergeRanges([
      [5, 7],
      [0, 2],
      [2, 3],
      [6, 9],
      [4, 4],
    ]),
  ).toEqual([
    [0, 3],
    [5, 9],
  ]);
});

it("cuts a text at its marks", () => {
  expect(splitAtMarks("kafka demo", [[0, 5]])).toEqual([
    { text: "kafka", marked: true },
    { text: " demo", marked: false },
  ]);
  expect(splitAtMarks("demo", [])).toEqual([{ text: "demo", marked: false }]);
});

it("orders names as people do", () => {
  const names = ["demo-10", "demo-9", "Demo-1", "ärger", "zoo", "demo-007", "demo"];
  expect(names.toSorted((one, other) => (naturalKey(one) < naturalKey(other) ? -1 : 1))).toEqual([
    "ärger",
    "demo",
    "Demo-1",
    "demo-007",
    "demo-9",
    "demo-10",
    "zoo",
  ]);
});
