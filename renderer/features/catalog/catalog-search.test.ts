import { expect, test } from "vitest";
import { readCatalogSearch } from "./catalog-search.ts";

test("what belongs to the list is read, one value or several", () => {
  expect(
    readCatalogSearch({ q: "kafka", language: "Java", year: ["2024", "2025"], sort: "name", poc: "id" }),
  ).toEqual({
    q: "kafka",
    language: ["Java"],
    year: ["2024", "2025"],
    sort: "name",
    poc: "id",
  });
});

test("what does not is left out, and nothing is longer than the core takes", () => {
  expect(readCatalogSearch({ q: "", language: ["", 3, null], sort: "size", other: "x" })).toEqual({});
  expect(readCatalogSearch({ q: "x".repeat(5000) }).q).toHaveLength(1000);
  expect(readCatalogSearch({ tag: Array.from({ length: 500 }, (_, at) => `t${at}`) }).tag).toHaveLength(100);
});
