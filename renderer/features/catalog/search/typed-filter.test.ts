import { describe, expect, test } from "vitest";
import type { Facet } from "#shared/features/catalog/catalog.ts";
import { askedWords, filterAt, fittingValues } from "./typed-filter.ts";

const values = [
  { value: "TypeScript", count: 3 },
  { value: "Java", count: 9 },
  { value: "JavaScript", count: 5 },
];

describe("a filter that is being typed", () => {
  const asked = (words: string, known: typeof values | undefined = values) =>
    askedWords(words, filterAt(words, words.length), known);

  test("half a value is not asked for", () => {
    expect(asked("kafka language:ja")).toBe("kafka");
    expect(asked("kafka language:ja", undefined)).toBe("kafka");
  });

  test("a whole one is, and one that no value can become", () => {
    expect(asked("language:java")).toBe("language:java");
    expect(asked("language:cobol")).toBe("language:cobol");
  });

  test("a key alone asks for nothing by itself", () => {
    expect(asked("kafka language:")).toBe("kafka language:");
  });

  test("it is the one at the caret", () => {
    expect(filterAt("language:java kafka", 13)?.facet).toBe("language");
    expect(filterAt("language:java kafka", 19)).toBeNull();
    expect(filterAt('framework:"spring b', 19)?.typed).toBe("spring b");
  });

  test("values that begin so come first", () => {
    const fitting = (typed: string, facet: Facet = "language") =>
      fittingValues(values, { facet, typed }).map((one) => one.value);
    expect(fitting("java")).toEqual(["Java", "JavaScript"]);
    expect(fitting("script")).toEqual(["TypeScript", "JavaScript"]);
    expect(fitting("js")).toEqual(["JavaScript"]);
    expect(fitting("TS")).toEqual(["TypeScript"]);
    expect(fitting("js", "tag")).toEqual([]);
  });

  test("years come newest first, however many POCs they have", () => {
    const years = ["2019", "2024", "2021"].map((value, at) => ({ value, count: 3 - at }));
    const fitting = fittingValues(years, { facet: "year", typed: "20" });
    expect(fitting.map((one) => one.value)).toEqual(["2024", "2021", "2019"]);
  });

  test("what else a language is called is a whole value", () => {
    const languages = [...values, { value: "Go", count: 2 }];
    expect(asked("kafka language:js")).toBe("kafka language:js");
    expect(asked("kafka language:golang", languages)).toBe("kafka language:golang");
    expect(asked("kafka language:gola", languages)).toBe("kafka");
  });
});
