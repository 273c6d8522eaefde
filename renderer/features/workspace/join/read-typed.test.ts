import { expect, it } from "vitest";
import { writeLink } from "#shared/features/workspace/invitation.ts";
import { readTyped, withWord } from "./read-typed.ts";

const WORDS = "ability able about above absent absorb";
const link = writeLink(new Uint8Array(16), ["ws://127.0.0.1:7000"]);

it("finds a link in whatever was pasted around it", () => {
  for (const text of [link, `Come in:\n  ${link} \nSee you`, link.replace("tatami", "TATAMI")])
    expect(readTyped(text)).toEqual({ kind: "link", where: ["ws://127.0.0.1:7000"] });
  expect(readTyped(writeLink(new Uint8Array(16), []))).toEqual({ kind: "link", where: [] });
});

it("takes a cut link for a link, and not for words", () => {
  for (const text of ["tatami:", "tatami://join#v1.AAAA", link.slice(0, -9)])
    expect(readTyped(text)).toEqual({ kind: "brokenLink" });
});

it("is whole with six words, each written out or begun so far that it can be no other", () => {
  expect(readTyped(WORDS)).toMatchObject({ whole: true });
  expect(readTyped("1. Abil, ABLE about above abse absorb")).toMatchObject({ whole: true });
  expect(readTyped(`${WORDS} zoo`)).toMatchObject({ whole: false });
  expect(readTyped("ability able about above absent")).toMatchObject({ whole: false });
  expect(readTyped("")).toEqual({ kind: "words", words: [], whole: false });
});

it("says of each word what it is taken for, and what it may go on as", () => {
  const read = readTyped("ability xxxxxxxx ab");
  expect(read).toMatchObject({
    words: [
      { word: "ability", offers: [], open: false },
      { word: null, offers: [], open: false },
      { word: null, open: true, offers: ["abandon", "ability", "able", "about", "above"] },
    ],
  });
  expect(readTyped("abbility ")).toMatchObject({ words: [{ word: null, open: false, offers: ["ability"] }] });
});

it("puts one word right, where it stands", () => {
  expect(withWord("zoo abbility zoo", 1, "ability")).toBe("zoo ability zoo");
  expect(withWord("zoo, ab", 1, "able")).toBe("zoo, able ");
  expect(withWord("zoo ab ", 1, "able")).toBe("zoo able ");
});
