import { describe, expect, test } from "vitest";
import { axisTicks, commitBars } from "./commit-bars.ts";

const WEEK = 7 * 86_400_000;
const START = Date.UTC(2025, 2, 3);
const week = (at: number, count: number) => [START + at * WEEK, count] as const;

describe("commits by week", () => {
  test("nothing without commits", () => {
    expect(commitBars([], 60)).toBeNull();
    expect(commitBars([week(0, 0)], 60)).toBeNull();
  });

  test("one busy week stands at the end of a quarter, not in a future", () => {
    const chart = commitBars([week(0, 5)], 60);
    expect(chart?.bars).toHaveLength(12);
    expect(chart?.bars.at(-1)).toEqual({ from: START, count: 5 });
    expect(chart).toMatchObject({ weeks: 1, most: 5, total: 5, first: START, to: START });
  });

  test("quiet weeks stand between busy ones, in whatever order they come", () => {
    const chart = commitBars([week(19, 2), week(0, 3)], 60);
    expect(chart?.bars).toHaveLength(20);
    expect(chart?.bars.map((bar) => bar.count).filter((count) => count > 0)).toEqual([3, 2]);
    expect(chart?.bars[0]?.count).toBe(3);
    expect(chart?.bars[19]?.count).toBe(2);
  });

  test("a long history puts weeks together and loses no commit", () => {
    const weeks = Array.from({ length: 260 }, (_, at) => week(at, (at % 3) + 1));
    const chart = commitBars(weeks, 64);
    expect(chart?.weeks).toBe(5);
    expect(chart?.bars.length).toBeLessThanOrEqual(64);
    expect(chart?.bars.reduce((sum, bar) => sum + bar.count, 0)).toBe(chart?.total);
  });

  test("a week that a clock change made shorter is a week", () => {
    const chart = commitBars([week(0, 1), [START + 13 * WEEK - 3_600_000, 1], week(14, 1)], 60);
    expect(chart?.bars[13]?.count).toBe(1);
    expect(chart?.bars[14]?.count).toBe(1);
  });
});

test("the axis begins at 0, ends at or above the highest bar, and has whole numbers", () => {
  for (const most of [1, 2, 3, 4, 5, 7, 10, 11, 18, 99, 100, 1234]) {
    const ticks = axisTicks(most);
    expect(ticks[0]).toBe(0);
    expect(ticks.at(-1)).toBeGreaterThanOrEqual(most);
    expect(ticks.at(-1)).toBeLessThanOrEqual(Math.max(2, most * 2));
    expect(ticks.every((tick) => Number.isInteger(tick))).toBe(true);
  }
});
