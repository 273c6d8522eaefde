import { fc } from "#test/builders/properties.ts";
import { describe, expect, it } from "vitest";
import { FACETS } from "./catalog.ts";
import {
  addFilter,
  complete,
  completionAt,
  filterToken,
  hasFilter,
  parseQuery,
  quoteValue,
  removeFilter,
  removeToken,
  toggleFilter,
  yearRange,
} from "./query.ts";

function shortly(query: string): string[] {
  return parseQuery(query).tokens.map((token) => {
    const sign = token.negated ? "-" : "+";
    if (token.kind === "filter") return `${sign}${token.facet}=${token.value}`;
    if (token.kind === "unfinished") return `${sign}${token.facet}?`;
    return token.kind === "phrase" ? `${sign}"${token.text}"` : `${sign}${token.text}`;
  });
}

describe("parseQuery", () => {
  it.each([
    ["language:java tag:kafka -tag:old", ["+language=java", "+tag=kafka", "-tag=old"]],
    [
      'framework:"spring boot" year:2025 "exact words"',
      ["+framework=spring boot", "+year=2025", '+"exact words"'],
    ],
    ['-word -"a phrase"', ["-word", '-"a phrase"']],
    ["LANGUAGE:Java", ["+language=Java"]],
    ["spring-boot c++ .net", ["+spring-boot", "+c++", "+.net"]],
    [String.raw`tag:"a \"b\" c"`, ['+tag=a "b" c']],
    ["language: kafka", ["+language?", "+kafka"]],
    ['-tag:""', ["-tag?"]],
    ["  ", []],
    ["- a", ["+-", "+a"]],
    ['""', []],
  ])("reads %s", (query, tokens) => {
    expect(shortly(query)).toEqual(tokens);
    expect(parseQuery(query).notes).toEqual([]);
  });

  it.each([
    ["colour:red x", ["+colour:red", "+x"], ["colour:red"]],
    ['kafka "open quote', ["+kafka", "+open", "+quote"], ['"open quote']],
    ['-framework:"spring bo', ["-spring", "-bo"], ['-framework:"spring bo']],
  ])("makes words of what it cannot read: %s", (query, tokens, notes) => {
    expect(shortly(query)).toEqual(tokens);
    expect(parseQuery(query).notes).toEqual(notes);
  });

  it("takes addresses and scopes for words without a note", () => {
    expect(parseQuery("https://a.b std::move 12:30").notes).toEqual([]);
  });

  it("reads every text, and tells where each piece stands", () => {
    const pieces = fc.array(
      fc.oneof(
        fc.string(),
        fc.constantFrom(...FACETS.map((facet) => `${facet}:`), '"', "-", " ", "\\", "tag:x"),
      ),
    );
    fc.assert(
      fc.property(pieces, (parts) => {
        const query = parts.join("");
        let last = 0;
        for (const token of parseQuery(query).tokens) {
          expect(token.start).toBeGreaterThanOrEqual(Math.min(last, token.start));
          expect(token.end).toBeGreaterThan(token.start);
          expect(token.end).toBeLessThanOrEqual(query.length);
          last = token.end;
        }
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});

it.each([
  ["2020..2022", { from: 2020, to: 2022 }],
  ["2020-2022", { from: 2020, to: 2022 }],
  ["2020..", { from: 2020, to: Infinity }],
  ["..2022", { from: -Infinity, to: 2022 }],
  [">2020", { from: 2021, to: Infinity }],
  [">=2020", { from: 2020, to: Infinity }],
  ["<2020", { from: -Infinity, to: 2019 }],
  ["<=2020", { from: -Infinity, to: 2020 }],
  ["2020", null],
  ["..", null],
  ["-", null],
  ["20..21", null],
  [">last", null],
  ["2020...2022", null],
])("reads %s as years", (value, range) => {
  expect(yearRange(value)).toEqual(range);
});

describe("filters in a query", () => {
  it("writes any value so that it is read again", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...FACETS),
        fc.string({ minLength: 1 }),
        fc.boolean(),
        (facet, text, negated) => {
          const value = text.trim();
          fc.pre(value !== "");
          expect(parseQuery(filterToken(facet, value, negated))).toMatchObject({
            tokens: [{ kind: "filter", facet, value, negated }],
            notes: [],
          });
        },
      ),
      { seed: 1, numRuns: 300 },
    );
    expect(quoteValue("java")).toBe("java");
    expect(quoteValue("spring boot")).toBe('"spring boot"');
  });

  it("adds, removes and toggles", () => {
    expect(addFilter("kafka", "language", "Java")).toBe("kafka language:Java");
    expect(addFilter("language:java", "language", "Java")).toBe("language:java");
    expect(addFilter('kafka "open', "tag", "a b")).toBe('kafka tag:"a b" "open');
    expect(removeFilter("a tag:x b tag:X", "tag", "x")).toBe("a b");
    expect(removeFilter("a -tag:x", "tag", "x")).toBe("a -tag:x");
    expect(toggleFilter("a -tag:x", "tag", "x", true)).toBe("a");
    expect(toggleFilter("a", "tag", "x", true)).toBe("a -tag:x");
    expect(hasFilter('framework:"Spring Boot"', "framework", "spring boot")).toBe(true);
    expect(toggleFilter("a language:golang", "language", "Go")).toBe("a");
    expect(addFilter("language:cpp", "language", "C++")).toBe("language:cpp");
    expect(toggleFilter("tag:golang", "tag", "Go")).toBe("tag:golang tag:Go");
    const query = 'a "b c" d';
    const phrase = parseQuery(query).tokens[1];
    expect(phrase && removeToken(query, phrase)).toBe("a d");
  });
});

describe("completionAt", () => {
  it.each([
    ["kafka lang|", { facet: null, negated: false, typed: "lang", start: 6, end: 10 }],
    ["kafka -language:ja|va x", { facet: "language", negated: true, typed: "ja", start: 6, end: 20 }],
    [
      'framework:"spring b|oot" x',
      { facet: "framework", negated: false, typed: "spring b", start: 0, end: 23 },
    ],
    ['framework:"spring b|', { facet: "framework", negated: false, typed: "spring b", start: 0, end: 19 }],
    ["tag:|", { facet: "tag", negated: false, typed: "", start: 0, end: 4 }],
    ["kafka |", null],
    ["|", null],
  ])("%s", (marked, expected) => {
    const caret = marked.indexOf("|");
    expect(completionAt(marked.replace("|", ""), caret)).toEqual(expected);
  });

  it("puts the chosen value in place of what was typed", () => {
    const query = "kafka -framework:sp more";
    const at = completionAt(query, 19);
    expect(at && complete(query, at, "framework", "Spring Boot")).toEqual({
      query: 'kafka -framework:"Spring Boot" more',
      caret: 31,
    });
  });
});
