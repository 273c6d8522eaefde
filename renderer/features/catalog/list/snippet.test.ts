import { expect, test } from "vitest";
import { fromFirstMark } from "./snippet.ts";

test("a hit near the start leaves the text as it is", () => {
  const snippet = { text: "uses kafka here", marks: [[5, 10]] as const };
  expect(fromFirstMark(snippet)).toEqual(snippet);
});

test("a late hit comes to the front, at the start of a word, and its marks go along", () => {
  const text = "a long sentence that goes on for quite a while before kafka and streams";
  const at = (word: string) => [text.indexOf(word), text.indexOf(word) + word.length] as const;
  const shown = fromFirstMark({ text, marks: [at("kafka"), at("streams")] });
  expect(shown.text).toMatch(/^…\w/u);
  expect(shown.text.length).toBeLessThan(text.length);
  expect(shown.marks.map(([start, end]) => shown.text.slice(start, end))).toEqual(["kafka", "streams"]);
});

test("a text without spaces is cut at its hit", () => {
  const text = `${"x".repeat(100)}kafka`;
  const shown = fromFirstMark({ text, marks: [[100, 105]] });
  expect(shown).toEqual({ text: "…kafka", marks: [[1, 6]] });
});

test("it begins with no sign between two items", () => {
  const text = "one item of a list · another item with kafka in it";
  const at = text.indexOf("kafka");
  expect(fromFirstMark({ text, marks: [[at, at + 5]] })).toEqual({
    text: "…another item with kafka in it",
    marks: [[19, 24]],
  });
});
