import { expect, test } from "vitest";
import { isCalled, languageOf, languageWords, sameValue } from "./catalog.ts";

test.each([
  ["csharp", "C#"],
  ["golang", "Go"],
  ["GoLang", "Go"],
  [" gölang ", "Go"],
  ["js", "JavaScript"],
  ["cpp", "C++"],
  ["bash", "Shell"],
  ["sh", "Shell"],
  ["py", "Python"],
])("%j is %s", (word, language) => {
  expect(languageOf(word)).toBe(language);
});

test("names themselves, words for more than one language and other words are no other name", () => {
  for (const word of ["go", "C++", "shell", "dotnet", "cobol", "", "constructor"])
    expect(languageOf(word)).toBeNull();
});

test("each word under which a language is found stands for it, or for several", () => {
  for (const name of ["C#", "C++", "Go", "Shell", "TypeScript"]) {
    for (const word of languageWords([{ name, bytes: 1 }]).slice(1)) {
      expect(isCalled(name, word)).toBe(true);
      expect([name, null]).toContain(languageOf(word));
    }
  }
});

test("a word is known from its beginning on", () => {
  expect(isCalled("Go", "GOL")).toBe(true);
  expect(isCalled("C#", "dot")).toBe(true);
  expect(isCalled("Go", "x")).toBe(false);
  expect(isCalled("Java", "j")).toBe(false);
});

test("values are the same whatever they are called, languages only", () => {
  expect(sameValue("language", "golang", "GO")).toBe(true);
  expect(sameValue("language", "cpp", "c++")).toBe(true);
  expect(sameValue("language", "dotnet", "C#")).toBe(false);
  expect(sameValue("tag", "golang", "go")).toBe(false);
  expect(sameValue("tag", " São ", "sao")).toBe(true);
});
