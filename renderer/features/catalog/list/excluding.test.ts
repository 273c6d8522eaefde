import { describe, expect, test } from "vitest";
import type { ListState } from "../list-state.ts";
import { excludingName, withoutExcluding } from "./excluding.ts";

const state: ListState = {
  words: 'kafka -old "exact words"',
  pills: [
    { facet: "language", value: "Java", negated: false },
    { facet: "language", value: "Go", negated: false },
    { facet: "tag", value: "slow", negated: true },
  ],
  sort: null,
  poc: "id",
};

describe("what excludes most is taken out", () => {
  test("a word, an excluded word, a phrase", () => {
    const word = (value: string) =>
      withoutExcluding(state, { kind: "word", facet: null, value, totalWithout: 1 }).words;
    expect(word("kafka")).toBe('-old "exact words"');
    expect(word("-old")).toBe('kafka "exact words"');
    expect(word('"exact words"')).toBe("kafka -old");
  });

  test("all values of a facet together, and nothing else", () => {
    const excluding = {
      kind: "filter",
      facet: "language",
      value: "language:java language:go",
      totalWithout: 3,
    } as const;
    const without = withoutExcluding(state, excluding);
    expect(without.pills).toEqual([{ facet: "tag", value: "slow", negated: true }]);
    expect(without.poc).toBeNull();
    expect(excludingName(excluding, () => "Language")).toBe("Language: java, go");
  });

  test("an excluded value, also while it still stands in the words", () => {
    const excluding = { kind: "filter", facet: "tag", value: "-tag:slow", totalWithout: 1 } as const;
    expect(withoutExcluding(state, excluding).pills).toHaveLength(2);
    expect(withoutExcluding({ ...state, pills: [], words: "x -tag:slow" }, excluding).words).toBe("x");
  });
});
