import { fc } from "#test/builders/properties.ts";
import { describe, expect, test } from "vitest";
import { fold } from "#shared/lib/text.ts";
import { STEP, type Step } from "./hits.ts";
import { snippetOf } from "./snippet.ts";
import { phraseTerms, wordForms } from "./tokens.ts";
import type { Found } from "./word-finder.ts";

const HITS = { nums: new Uint32Array(), codes: new Uint8Array() };

/** A word as the search found it, by steps up to this one. */
function word(text: string, lastStep: Step = STEP.prefix): Found {
  const forms = wordForms(text);
  if (forms === null) throw new Error(`${text} is no word.`);
  return { kind: "word", forms, hits: HITS, lastStep, known: false };
}

/** The snippet with its marks as «». */
function shown(readme: string, ...words: Found[]): string | null {
  const snippet = snippetOf([readme], words);
  if (snippet === null) return null;
  let text = "";
  let at = 0;
  for (const [start, end] of snippet.marks) {
    text += `${snippet.text.slice(at, start)}«${snippet.text.slice(start, end)}»`;
    at = end;
  }
  return text + snippet.text.slice(at);
}

describe("a snippet", () => {
  test("is prose, with its marks where the words are", () => {
    const readme = "# Windows\n\n- Counts **clicks** with [Kafka](https://kafka.example) `streams`\n- more\n";
    expect(shown(readme, word("kafka"))).toBe("Windows · Counts clicks with «Kafka» streams · more");
    expect(shown(readme, word("stream"), word("click"))).toBe(
      "Windows · Counts «click»s with Kafka «stream»s · more",
    );
    expect(shown(readme, { kind: "phrase", terms: phraseTerms("Counts clicks"), hits: HITS })).toBe(
      "Windows · «Counts clicks» with Kafka streams · more",
    );
  });

  test("is cut from where people read, and only else from an address", () => {
    const readme = `[about](https://kafka.example/x)\n\n${"filler ".repeat(60)}\nsays Kafka here`;
    expect(shown(readme, word("kafka"))).toMatch(/says «Kafka» here$/);
    expect(shown("see [it](https://kafka.example/x).", word("kafka"))).toBe(
      "see it https://«kafka».example/x.",
    );
  });

  test("knows a block of code that began long before", () => {
    const readme = `text\n\n\`\`\`yaml\n${"key: value\n".repeat(100)}- name: *kafka*\n\`\`\`\nafter **it**`;
    expect(shown(readme, word("kafka"))).toMatch(/key: value - name: \*«kafka»\* after it$/);
  });

  test("has as much text as there is room for, also where a README is mostly addresses", () => {
    const badge = "[![Build](https://ci.example/very/long/path/to/a/badge.svg)](https://ci.example/x) ";
    const text = shown(`${badge.repeat(9)}\n\nAbout Kafka: ${"many words ".repeat(40)}`, word("kafka")) ?? "";
    expect(text).toContain("About «Kafka»: many words");
    expect(text.length).toBeGreaterThan(150);
    expect(text).not.toMatch(/ci\.example|[[\]()!]/);
  });

  test.each([
    ["a typo", "about kakfa", word("kafka", STEP.typo), "about «kakfa»"],
    ["another accent", "uma **AÇÃO** só", word("acao"), "uma «AÇÃO» só"],
    ["a compound", "the `order-service` runs", word("orderservice"), "the «order-service» runs"],
    ["a name with signs", "in **C#** and ~~C++~~", word("c#"), "in «C#» and C++"],
    [
      "a phrase with syntax in it",
      "use Spring **Boot** now",
      { kind: "phrase", terms: ["spring", "boot"], hits: HITS },
      "use «Spring Boot» now",
    ],
    ["signs without blanks", "这是**数据库**。", word("数据"), "这是«数据»库。"],
  ] as const)("marks %s", (_what, readme, found, expected) => {
    expect(shown(readme, found)).toBe(expected);
  });

  test("is none where there is no hit", () => {
    expect(shown("nothing **here**", word("kafka"))).toBeNull();
    expect(snippetOf(["", ""], [word("kafka")])).toBeNull();
  });

  test("always has its word marked, whatever stands around it", () => {
    const part = fc.oneof(
      fc.constantFrom(
        "**",
        "_",
        "`",
        "[",
        "](",
        ")",
        "<b>",
        "<img src=",
        ">",
        "\n",
        "\n\n",
        "\n```\n",
        "\n- ",
        "| ",
        "<!--",
        "-->",
        "\\",
        "&lt;",
        " ",
        "word ",
        "数",
      ),
      fc.string({ maxLength: 4 }),
    );
    const around = fc.array(part, { maxLength: 40 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(around, around, fc.constantFrom("needle", "Needle", "nëedle"), (before, after, needle) => {
        const snippet = snippetOf([`${before} ${needle} ${after}`], [word("needle", STEP.whole)]);
        expect(snippet).not.toBeNull();
        const { text, marks } = snippet ?? { text: "", marks: [] };
        expect(marks.length).toBeGreaterThan(0);
        for (const [start, end] of marks) expect(fold(text.slice(start, end))).toBe("needle");
        expect(text).not.toMatch(/[^\S ]/);
        expect(text.length).toBeLessThanOrEqual(400);
      }),
      { numRuns: 1500 },
    );
  });
});
