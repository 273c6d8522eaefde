import { describe, expect, test } from "vitest";
import { columnsFor, moveCursor, moveOf, PAGE_SIZE, pagesOf } from "./list-window.ts";

describe("the pages of a window", () => {
  test("the first page comes with the search and is not asked again", () => {
    expect(pagesOf(0, 30, 100_000)).toEqual([]);
    expect(pagesOf(0, 99, 100_000)).toEqual([]);
  });

  test("a window over an edge needs both pages", () => {
    expect(pagesOf(95, 104, 100_000)).toEqual([1]);
    expect(pagesOf(195, 204, 100_000)).toEqual([1, 2]);
  });

  test("the last page ends with the list", () => {
    expect(pagesOf(99_980, 100_020, 100_000)).toEqual([999]);
    expect(pagesOf(0, 500, 30)).toEqual([]);
    expect(pagesOf(0, 0, 0)).toEqual([]);
  });

  test("each row of 100,000 is on a page of its window", () => {
    for (let first = 0; first < 100_000; first += 997) {
      const pages = pagesOf(first, first + 20, 100_000);
      for (const row of [first, Math.min(first + 20, 99_999)]) {
        const page = Math.floor(row / PAGE_SIZE);
        expect(page === 0 || pages.includes(page)).toBe(true);
      }
    }
  });
});

describe("moving", () => {
  const table = { total: 100, columns: 1, lines: 10 };
  const cards = { total: 11, columns: 3, lines: 2 };

  test("stays inside the list", () => {
    expect(moveCursor(0, "up", table)).toBe(0);
    expect(moveCursor(99, "down", table)).toBe(99);
    expect(moveCursor(50, "first", table)).toBe(0);
    expect(moveCursor(50, "last", table)).toBe(99);
    expect(moveCursor(0, "down", { ...table, total: 0 })).toBe(0);
    expect(moveCursor(500, "up", table)).toBe(98);
  });

  test("a page keeps one line in sight", () => {
    expect(moveCursor(0, "pageDown", table)).toBe(9);
    expect(moveCursor(95, "pageDown", table)).toBe(99);
    expect(moveCursor(4, "pageUp", table)).toBe(0);
  });

  test("cards keep their column, and the last line is shorter", () => {
    expect(moveCursor(1, "down", cards)).toBe(4);
    expect(moveCursor(4, "up", cards)).toBe(1);
    expect(moveCursor(1, "up", cards)).toBe(1);
    expect(moveCursor(8, "down", cards)).toBe(10);
    expect(moveCursor(10, "down", cards)).toBe(10);
    expect(moveCursor(2, "right", cards)).toBe(3);
    expect(moveCursor(0, "left", cards)).toBe(0);
  });

  test("left and right are keys of cards only", () => {
    expect(moveOf("ArrowLeft", 1)).toBeNull();
    expect(moveOf("ArrowLeft", 2)).toBe("left");
    expect(moveOf("x", 2)).toBeNull();
  });
});

test("as many cards stand beside each other as fit, and at least one", () => {
  expect(columnsFor(0, 200, 12)).toBe(1);
  expect(columnsFor(411, 200, 12)).toBe(1);
  expect(columnsFor(412, 200, 12)).toBe(2);
});
