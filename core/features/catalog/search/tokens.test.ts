import { fc } from "#test/builders/properties.ts";
import { describe, expect, it } from "vitest";
import { indexText, phraseTerms, termsOf, wordForms } from "./tokens.ts";

function shown(text: string): string {
  const { main, groups } = termsOf(text);
  return [
    main.map((term) => term.text).join(" "),
    ...groups.map((group) => group.map((term) => term.text).join(" ")),
  ].join(" | ");
}

describe("termsOf", () => {
  it.each([
    ["C++, C# and F#; g++", "c++ c# and f# g++"],
    [".NET and ASP.NET", "net and asp net | .net | .net | aspnet"],
    ["spring-boot_3", "spring boot 3 | springboot3"],
    ["OrderXMLParser", "orderxmlparser | order xml parser"],
    ["java21", "java21 | java 21"],
    ["2024-01-02", "2024 01 02"],
    ["a+b #12 issue#12", "a b 12 issue 12"],
    ["São Paulo", "sao paulo"],
    ["数据库", "数 据 库"],
    ["½", "12"],
    ["--- \u0000 😀", ""],
  ])("cuts %s", (text, terms) => {
    expect(shown(text)).toBe(terms);
  });

  it("tells where each term stands, in any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        const { main, groups } = termsOf(text);
        let last = 0;
        for (const { start, end } of main) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          last = end;
        }
        // Only letters, digits and `+#.`: nothing that FTS5 could take for syntax, or cut again.
        for (const term of [...main, ...groups.flat()])
          // oxlint-disable-next-line no-control-regex -- all of ASCII is meant
          expect(term.text).toMatch(/^[^\u0000-\u0022\u0024-\u002a\u002c\u002d\u002f:-`{-\u007f]+$/u);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it("keeps only the beginning of what is too long", () => {
    expect(termsOf("x".repeat(500)).main[0]?.text).toBe("x".repeat(64));
  });
});

it("keeps groups apart in the index", () => {
  const noted: string[] = [];
  expect(indexText(["aB", "c"], (term) => noted.push(term))).toBe("ab \ue000 c \ue000 a b");
  expect(noted).toEqual(["ab", "a", "b", "c"]);
});

it.each([
  ["c++", { whole: "c++", row: null }],
  [".NET", { whole: ".net", row: null }],
  ["node.js", { whole: "nodejs", row: ["node", "js"] }],
  ["SpringBoot", { whole: "springboot", row: null }],
  ["java21", { whole: "java21", row: ["java", "21"] }],
  ["2024-01", { whole: null, row: ["2024", "01"] }],
  ["++", null],
])("looks for %s", (word, forms) => {
  expect(wordForms(word)).toEqual(forms);
});

it("takes the main terms of a phrase", () => {
  expect(phraseTerms("Exact, words-here")).toEqual(["exact", "words", "here"]);
});
