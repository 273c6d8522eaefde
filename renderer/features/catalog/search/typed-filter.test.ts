import { describe, expect, test } from "vitest";
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
    expect(fittingValues(values, "java").map((one) => one.value)).toEqual(["Java", "JavaScript"]);
    expect(fittingValues(values, "script").map((one) => one.value)).toEqual(["TypeScript", "JavaScript"]);
  });
});
