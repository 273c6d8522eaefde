import { describe, expect, test } from "vitest";
import {
  addPill,
  dropPill,
  queryTextOf,
  questionOf,
  searchOf,
  sortOf,
  stateOf,
  takeFilters,
  type ListState,
} from "./list-state.ts";

const nothing: ListState = { words: "", pills: [], sort: null, poc: null };
const java = { facet: "language", value: "Java", negated: false } as const;
const old = { facet: "tag", value: "old", negated: true } as const;

describe("filters become tokens", () => {
  test("a filter is taken out of the words once a space ends it", () => {
    expect(takeFilters({ ...nothing, words: "language:java" }, false).pills).toEqual([]);
    expect(takeFilters({ ...nothing, words: "language:java " }, false)).toEqual({
      ...nothing,
      pills: [{ facet: "language", value: "java", negated: false }],
    });
  });

  test("what is typed next does not grow onto the word before", () => {
    expect(takeFilters({ ...nothing, words: "kafka -tag:old " }, false)).toEqual({
      ...nothing,
      words: "kafka ",
      pills: [old],
    });
  });

  test("all are taken when the field is left", () => {
    const taken = takeFilters({ ...nothing, words: 'framework:"spring boot" "exact words" year:2025' }, true);
    expect(taken.words).toBe('"exact words"');
    expect(taken.pills.map((pill) => pill.value)).toEqual(["spring boot", "2025"]);
  });

  test("words that look like filters and are none stay words", () => {
    const state = { ...nothing, words: "https://host std::move foo:bar " };
    expect(takeFilters(state, true)).toBe(state);
  });

  test("a pill is there once, whatever its case and accents", () => {
    expect(addPill([java], { ...java, value: "JAVA" })).toEqual([java]);
    expect(dropPill([java, old], { ...java, value: "jáva" })).toEqual([old]);
    expect(dropPill([java], { ...java, negated: true })).toEqual([java]);
  });

  test("a language goes by whatever it was called when it was typed", () => {
    const { pills } = takeFilters({ ...nothing, words: "language:golang language:C++ tag:golang " }, false);
    const go = { facet: "language", value: "Go", negated: false } as const;
    expect(addPill(pills, go)).toEqual(pills);
    expect(dropPill(pills, go).map((pill) => pill.value)).toEqual(["C++", "golang"]);
    expect(dropPill(pills, { ...go, value: "cpp" }).map((pill) => pill.value)).toEqual(["golang", "golang"]);
  });
});

describe("the address", () => {
  test("holds everything and brings it back", () => {
    const state: ListState = { words: "kafka str", pills: [java, old], sort: "name", poc: "id" };
    expect(searchOf(state)).toEqual({ q: "-tag:old kafka str", language: ["Java"], sort: "name", poc: "id" });
    expect(stateOf(searchOf(state))).toEqual(state);
  });

  test("is empty for a list that nobody has touched", () => {
    expect(searchOf(nothing)).toEqual({});
    expect(stateOf({})).toEqual(nothing);
  });

  test("makes tokens of the filters of a query", () => {
    expect(stateOf({ q: "language:java kafka" })).toEqual({
      ...nothing,
      words: "kafka",
      pills: [{ facet: "language", value: "java", negated: false }],
    });
  });
});

describe("the question", () => {
  test("chosen values are filters, excluded ones stand in the query", () => {
    expect(
      questionOf({ ...nothing, words: " kafka ", pills: [java, old, { ...java, value: "Go" }] }),
    ).toEqual({
      query: "-tag:old kafka",
      filters: { language: ["Java", "Go"] },
      sort: "relevance",
    });
  });

  test("words are sorted by relevance, all else by the last change, unless one has chosen", () => {
    expect(sortOf(nothing)).toBe("updated");
    expect(sortOf({ words: "x", sort: null })).toBe("relevance");
    expect(sortOf({ words: "x", sort: "name" })).toBe("name");
  });

  test("as a text it can be searched again", () => {
    const state: ListState = {
      ...nothing,
      words: "kafka",
      pills: [{ facet: "framework", value: "Spring Boot", negated: false }, old],
    };
    expect(queryTextOf(state)).toBe('framework:"Spring Boot" -tag:old kafka');
    expect(stateOf({ q: queryTextOf(state) })).toEqual(state);
  });
});
