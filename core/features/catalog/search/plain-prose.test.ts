import { fc } from "#test/builders/properties.ts";
import { describe, expect, test } from "vitest";
import { plainProse } from "./plain-prose.ts";

const prose = (piece: string, code = false) => plainProse(piece, [0, 0], code).text;
/** The prose of a piece in which a word must stay. */
const keeping = (piece: string, word: string) =>
  plainProse(piece, [piece.indexOf(word), piece.indexOf(word) + word.length]);

describe("a piece of a README as prose", () => {
  test.each([
    [
      "strong and emphasised",
      "**Kafka** with *one* _topic_, __two__ ~~three~~ ***four***",
      "Kafka with one topic, two three four",
    ],
    ["emphasis inside of emphasis", "**bold *and more* of it**", "bold and more of it"],
    ["emphasis over two lines", "**bold\nhere** ends", "bold here ends"],
    [
      "names with underscores and stars",
      "snake_case_name, 2 * 3, src/**/*.java and *args",
      "snake_case_name, 2 * 3, src/**/*.java and *args",
    ],
    ["code", "run `npm start` or ``a ` b`` and `snake_*_case`", "run npm start or a ` b and snake_*_case"],
    ["headings", "# Title #\n\n## C# and F#\ntext\n### Deep", "Title C# and F# text Deep"],
    ["underlined headings", "Title\n=====\n\nPart\n----\ntext", "Title Part text"],
    ["headings of AsciiDoc", "= Title\n:toc: left\n\n== Part\n[source,java]\n----\nx\n----", "Title Part x"],
    [
      "links",
      'see [the docs](https://a.example/b_(c) "Title") and [more][ref].\n\n[ref]: https://b.example',
      "see the docs and more.",
    ],
    [
      "pictures and badges",
      "[![Build](https://ci.example/a.svg)](https://ci.example) ![a chart](c.png) text",
      "Build a chart text",
    ],
    [
      "bare and angled addresses",
      "<https://a.example/x> https://b.example",
      "https://a.example/x https://b.example",
    ],
    ["links of AsciiDoc", "https://a.example/x[Java] and link:b.adoc[more]", "Java and more"],
    [
      "lists",
      "Has:\n- one\n* **two**\n+ [ ] three\n- [x] four\n1. five",
      "Has: · one · two · three · four 1. five",
    ],
    ["tables", "| Name | What |\n|------|:----:|\n| `a`  | b    |\n\nafter", "Name · What · a · b · after"],
    ["quotes and alerts", "> [!NOTE]\n> said\n> > twice", "said twice"],
    [
      "HTML",
      '<p align="center"><b>Bold</b>er<br>x</p> <img src="a b.png" alt="x"/> H<sub>2</sub>O &amp; &lt;b&gt;&nbsp;y',
      "Bolder x H2O & <b> y",
    ],
    ["comments", "a <!-- not\n\nthis --> b", "a b"],
    ["generic types", "a List<String> of Map<K, V>, a < b > c", "a List<String> of Map<K, V>, a < b > c"],
    ["brackets that are none", "an array[0] and [optional] words", "an array[0] and [optional] words"],
    ["footnotes and emoji names", "said[^1] :rocket: at 10:30:00 and a::b", "said at 10:30:00 and a::b"],
    ["escaped signs", "\\*no stars\\* and C:\\Users", "*no stars* and C:\\Users"],
    [
      "blocks of code as they are",
      "Run:\n```sh\n# a comment\n- *x* | <b>\n```\nthen **go**",
      "Run: # a comment - *x* | <b> then go",
    ],
    ["rules", "a\n\n---\n\n* * *\n\nb", "a b"],
  ])("%s", (_what, piece, expected) => {
    expect(prose(piece)).toBe(expected);
  });

  test.each([
    ["a link without its beginning", "more](https://a.example/x) text", "more text"],
    ["a link without its end", "see [the docs](https://a.example/x", "see the docs"],
    ["a tag without its end", 'text <img src="a.png', "text"],
    ["a comment without its end", "text <!-- more", "text"],
    ["strong words without their beginning", "bold** text", "bold text"],
    ["strong words without their end", "text **bold", "text bold"],
    ["code without its end", "text `code", "text code"],
    ["an open bracket", "text [ and ![", "text [ and !["],
    ["nothing", "", ""],
    ["signs alone", "**", "**"],
  ])("half of the syntax: %s", (_what, piece, expected) => {
    expect(prose(piece)).toBe(expected);
  });

  test("a piece that begins in a block of code is left as it is up to the block's end", () => {
    expect(prose("**x** # y\n```\n**z**", true)).toBe("**x** # y z");
  });

  test.each([
    ["an address", "[docs](https://kafka.example/x), more", "kafka", "docs https://kafka.example/x, more"],
    ["the name of a picture", '<img width="3" src="img/kafka.png"> more', "kafka", "img/kafka.png more"],
    ["a comment", "a <!-- for kafka only --> b", "kafka", "a kafka b"],
    ["a definition", "text\n[x]: https://kafka.example\n", "kafka", "text https://kafka.example"],
    ["the language of code", "text\n```kafka\nx\n```", "kafka", "text kafka x"],
    ["a name of an emoji", "a :kafka: b", "kafka", "a :kafka: b"],
  ])("a word to keep stays in %s, and is known to be where nobody reads", (_what, piece, word, expected) => {
    expect(keeping(piece, word)).toMatchObject({ text: expected, unread: true });
  });

  test("a word in what is read is no such word", () => {
    expect(keeping("**kafka** here", "kafka")).toMatchObject({ text: "kafka here", unread: false });
  });
});

const syntax = fc.constantFrom(
  ..."*_`~#<>[]()!|\\&:-+=^ \n\t.",
  "**",
  "](",
  "![",
  "<!--",
  "-->",
  "```\n",
  "\n\n",
  "\n- ",
  "\n## ",
  "\n| ",
  "<img src=",
  "<br>",
  "</b>",
  "https://a.example",
  "&amp;",
  "[x]: ",
  "·",
);
const anything = fc
  .array(
    fc.oneof(syntax, fc.constantFrom("kafka", "C#", "São", "数据", "👩‍🚀", "a"), fc.string({ maxLength: 3 })),
    {
      maxLength: 60,
    },
  )
  .map((parts) => parts.join(""));

describe("of any text", () => {
  test("prose is one line of its signs, in their order, with the way back; letters to keep stay", () => {
    fc.assert(
      fc.property(anything, fc.nat(), fc.nat({ max: 12 }), fc.boolean(), (piece, at, length, code) => {
        const from = piece.length === 0 ? 0 : at % piece.length;
        const to = Math.min(piece.length, from + length);
        const { text, origins } = plainProse(piece, [from, to], code);
        expect(origins).toHaveLength(text.length);
        expect(text).toBe(text.trim());
        expect(text).not.toMatch(/\s\s|[^\S ]/);
        for (const [place, origin] of origins.entries()) {
          if (place > 0) expect(origin).toBeGreaterThanOrEqual(origins[place - 1] ?? 0);
          // A sign of the piece, or one that stands for a blank, a bullet, a name of a sign.
          if (text[place] !== piece[origin]) expect(text[place]).toMatch(/[ ·&<>"']/);
        }
        const kept = new Set(origins);
        for (let unit = from; unit < to; unit++)
          if (/[\p{L}\p{N}]/u.test(piece[unit] ?? "")) expect(kept.has(unit)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test("what is written in plain words and dressed in syntax comes out as it was", () => {
    const word = fc.stringMatching(/^[a-z]{1,8}$/);
    const dressed = word.chain((text) =>
      fc
        .constantFrom(
          (inner: string) => inner,
          (inner: string) => `**${inner}**`,
          (inner: string) => `_${inner}_`,
          (inner: string) => `\`${inner}\``,
          (inner: string) => `[${inner}](https://x.example/${inner}_*)`,
          (inner: string) => `[**${inner}**](#${inner})`,
          (inner: string) => `<b>${inner}</b>`,
          (inner: string) => `![${inner}](x.png "y")`,
          (inner: string) => `\n# ${inner}\n`,
          (inner: string) => `\n> ${inner}\n`,
          (inner: string) => `<!-- x --> ${inner}`,
          (inner: string) => `\n<p align="center">${inner}</p>\n`,
        )
        .map((dress) => [text, dress(text)] as const),
    );
    fc.assert(
      fc.property(fc.array(dressed, { minLength: 1, maxLength: 12 }), (words) => {
        expect(prose(words.map(([, piece]) => piece).join(" "))).toBe(words.map(([text]) => text).join(" "));
      }),
    );
  });
});
