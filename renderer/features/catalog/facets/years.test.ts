import { expect, test } from "vitest";
import { yearBars } from "./years.ts";

const year = (value: string, count: number, selected = false) => ({ value, count, selected });

test("newest first, the most is the whole length, small gaps are shown", () => {
  expect(yearBars([year("2021", 2), year("2024", 8, true)])).toEqual([
    { year: "2024", count: 8, selected: true, share: 1 },
    { year: "2023", count: 0, selected: false, share: 0 },
    { year: "2022", count: 0, selected: false, share: 0 },
    { year: "2021", count: 2, selected: false, share: 0.25 },
  ]);
});

test("one wrong clock does not make fifty bars, and what is no year is left out", () => {
  expect(yearBars([year("1970", 1), year("2024", 1), year("unknown", 4)]).map((bar) => bar.year)).toEqual([
    "2024",
    "1970",
  ]);
  expect(yearBars([])).toEqual([]);
});
