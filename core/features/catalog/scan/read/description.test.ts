import { expect, test } from "vitest";
import { describe, shorten } from "./description.ts";

const NOTHING: readonly (readonly [string, string])[] = [
  ["a build command", "# demo\n\nBuild: ./mvnw clean install\n"],
  [
    "commands",
    "# demo\n\n./gradlew bootRun\n\n$ npm start\n\nmvn clean package\n\njava -jar target/app.jar\n",
  ],
  ["a fenced command", "# demo\n\n```bash\nThis is a long line in a block of code\n```\n"],
  ["indented code", "# demo\n\n    This stands in a block of code and not in a paragraph\n"],
  ["badges", "# demo\n\n[![Build](https://ci.example/a.svg)](https://ci.example) ![x](y.png)\n"],
  [
    "contents",
    "# demo\n\n- [What it is](#what)\n- [How to run it](#run)\n\n[What it is](#what) [How it runs](#run)\n",
  ],
  [
    "instructions",
    "# demo\n\nTo run the application, start the server and open the page.\n\n## How to run\n\nThe application listens on port 8080 of your machine.\n",
  ],
  [
    "what a generator wrote",
    "# Getting Started\n\n### Reference Documentation\nFor further reference, please consider the following sections:\n\n* [Docs](https://a.example)\n",
  ],
  ["its name again", "# kafka-demo\n\nKafka Demo\n"],
  [
    "HTML and comments",
    "<!-- This comment says a lot of things -->\n<p align='center'><img src='a.png'></p>\n",
  ],
  ["a link", "# demo\n\nhttps://example.com/a/very/long/address/of/a/page\n"],
  ["an announcement", "# demo\n\nIt can be started in two ways:\n"],
  ["nothing", ""],
];

test.for(NOTHING)("%s is no description", ([, readme]) => {
  expect(describe(readme, "kafka-demo")).toBeNull();
});

const SOMETHING: readonly (readonly [string, string, string])[] = [
  [
    "the first paragraph, as plain text",
    "# demo\n\nShows **how** to use [Kafka](https://k.example) with `Spring`.\nOn two lines.\n\nMore.",
    "Shows how to use Kafka with Spring. On two lines.",
  ],
  [
    "after badges and commands",
    "# demo\n[![a](b)](c)\n\n./mvnw test\n\nCounts words in a text.",
    "Counts words in a text.",
  ],
  [
    "below an underlined title",
    "demo\n====\n\nCounts words in a text.\n\nBuild\n-----\n\nRuns with Maven and Java.",
    "Counts words in a text.",
  ],
  [
    "in reStructuredText",
    "demo\n====\n\n.. image:: a.png\n\nCounts words in a text.\n",
    "Counts words in a text.",
  ],
  [
    "in AsciiDoc",
    "= demo\n:toc:\n\nCounts words with https://a.example[Java] in a text.\n",
    "Counts words with Java in a text.",
  ],
  ["in a quotation", "# demo\n\n> Counts words in a text.\n", "Counts words in a text."],
  ["in HTML", "<h1>demo</h1>\n<p>Counts words &amp; lines in a text.</p>", "Counts words & lines in a text."],
  [
    "after front matter",
    "---\ntitle: This is a long title here\n---\n\nCounts words in a text.",
    "Counts words in a text.",
  ],
  [
    "in Portuguese",
    "# demo\n\nAplicação que conta as palavras de um texto.",
    "Aplicação que conta as palavras de um texto.",
  ],
  ["in Japanese", "# demo\n\nこれは単語を数えるプログラムです。", "これは単語を数えるプログラムです。"],
  [
    "without the announcement at its end",
    "# demo\n\nCounts words in a text. It has these parts:\n\n- a\n",
    "Counts words in a text.",
  ],
  [
    "after the section on building",
    "# demo\n\n## Build\n\nNeeds Maven and a recent Java.\n\n## Idea\n\nCounts words in a text.",
    "Counts words in a text.",
  ],
];

test.for(SOMETHING)("a description %s", ([, readme, description]) => {
  expect(describe(readme, "demo")).toBe(description);
});

test("a long one ends with a sentence, else with a word, at 300 characters", () => {
  const sentence = `${"word ".repeat(30).trim()}.`;
  expect(shorten(`${sentence} ${sentence} ${sentence}`)).toBe(sentence);
  const cut = shorten("word ".repeat(200));
  expect(cut.length).toBeLessThanOrEqual(300);
  expect(cut).toMatch(/word…$/);
});

test("hostile text does not keep it busy", () => {
  for (const part of ["[", "![", "*_", "<!--", "<p", "`", "# ", "> ", "a.", "((", "&lt;"])
    describe(part.repeat(24_000 / part.length), "x");
  expect(describe("*".repeat(24_000), "x")).toBeNull();
}, 5000);
