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
  ["a question", "# demo\n\nWhat options do we have here?\n"],
  ["a command in a sentence", "# demo\n\nYou can make a native program with: ./mvnw package -Pnative.\n"],
  ["an address with its announcement", "# demo\n\nRead more of the plugin here: https://a.example/plugin\n"],
  ["a title that is no heading", "# demo\n\nKafka Partition Types\n"],
  ["a call out", "# demo\n\nBig call out: all of it runs on one machine in this example.\n"],
  ["steps", "# demo\n\n1. Start the server in a terminal\n2. Open the page in a browser\n"],
  ["an order", "# demo\n\nThe order of the tests:\n\n1. Sums of two numbers\n2. Products of two numbers\n"],
  [
    "a list of links",
    "# demo\n\n- [The first page](https://a.example)\n- https://b.example/the/second/page\n",
  ],
  [
    "a list of badges",
    "# demo\n\n- ![Build is green](a.svg)\n- [![Coverage is high](b.svg)](https://b.example)\n",
  ],
  ["a list of commands", "# demo\n\n- mvn clean install\n- ./run.sh\n- docker compose up -d\n"],
  ["a list of tasks", "# demo\n\n- [ ] write the server part\n- [x] write the client part\n"],
  ["a list of questions", "# demo\n\n- How many messages are there?\n- How long do they stay?\n"],
  ["a list of code", "# demo\n\n- org.example.pool.Pool.close\n- src/main/java/App.java\n- pool_size\n"],
  ["a list of things to do", "# demo\n\n## TODO\n\n- A better way to count words\n"],
  [
    "a list of definitions",
    "# demo\n\n- rate = tasks in a second of time\n- delay = time that one task waits\n",
  ],
  [
    "a list behind other text",
    "# demo\n\nVersion 21 (8.1-pgdg), x86_64 (1.2.3), v8 (4.5.6)\n\n- At least once, at most once\n",
  ],
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
    "without addresses",
    "# demo\n\nCalls Rust by JNR(https://a.example/jnr/jnr) as <https://b.example/jruby> does. More on: https://c.example",
    "Calls Rust by JNR as jruby does.",
  ],
  [
    "that answers a question",
    "# demo\n\nWhat is it? It counts the words and the lines of a text.",
    "It counts the words and the lines of a text.",
  ],
  ["without the sign before it", "# demo\n\n✅ Counts words in a text.", "Counts words in a text."],
  [
    "over lines that HTML breaks",
    "# demo\n\nCounts words in a text. <br/>\nCounts lines, too.<br>",
    "Counts words in a text. Counts lines, too.",
  ],
  [
    "from a list of what it is made of",
    "# demo\n\n- Java 21\n- **Spring Boot**\n- [Kafka](https://k.example)\n- C#\n\n## Build\n\n- mvn install",
    "Java 21, Spring Boot, Kafka, C#",
  ],
  ["from a list of one", "* Simple POC of Apache Kafka\n", "Simple POC of Apache Kafka"],
  [
    "from a list that comes before a text",
    "# demo\n\n* Uses the new client\n  of HTTP\n  * Nested things\n* Calls it twice\n\n## More\n\nThe client is new in this version of Java.",
    "Uses the new client of HTTP; Calls it twice",
  ],
  [
    "from a text that comes before a list's section",
    "# demo\n\n## Features\n\n- Quick to build\n- Small to carry\n\n## About\n\nCounts words in a text.",
    "Counts words in a text.",
  ],
  [
    "from a list below its announcement",
    "# demo\n\n## Rationale\n\nInfluenced by:\n\n* Proper objects\n* Domain Driven Design\n",
    "Influenced by: Proper objects, Domain Driven Design",
  ],
  [
    "from a list in HTML",
    "<h1>demo</h1><ul><li>Counts words</li><li>Counts lines</li></ul>",
    "Counts words, Counts lines",
  ],
  [
    "from a list up to what there is room for",
    `# demo\n\n${"- Counts the words of a text in many ways\n".repeat(9)}`,
    `${Array.from({ length: 4 }, () => "Counts the words of a text in many ways").join("; ")}…`,
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
