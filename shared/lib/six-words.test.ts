import { wordlist } from "@scure/bip39/wordlists/english.js";
import { fc } from "#test/builders/properties.ts";
import { describe, expect, it } from "vitest";
import { readWords, sixWords, wordsBeginning, WORD_BYTES } from "./six-words.ts";

describe("six words", () => {
  it("are the first 66 bits, eleven to a word", () => {
    expect(sixWords(new Uint8Array(WORD_BYTES))).toEqual(Array.from({ length: 6 }, () => "abandon"));
    expect(sixWords(new Uint8Array(WORD_BYTES).fill(0xff))).toEqual(Array.from({ length: 6 }, () => "zoo"));
    // 00000000001 00000000010 and zeros; the last six of the 72 bits are not looked at.
    expect(sixWords(Uint8Array.of(0, 0x20, 0x08, 0, 0, 0, 0, 0, 0x3f))).toEqual([
      "ability",
      "able",
      "abandon",
      "abandon",
      "abandon",
      "abandon",
    ]);
  });

  it("differ where one of the 66 bits does", () => {
    const bytes = fc.uint8Array({ minLength: WORD_BYTES, maxLength: WORD_BYTES });
    fc.assert(
      fc.property(bytes, fc.nat({ max: 65 }), (some, bit) => {
        const other = some.slice();
        other[bit >> 3] = (other[bit >> 3] as number) ^ (0x80 >> (bit & 7));
        expect(sixWords(other)).not.toEqual(sixWords(some));
      }),
    );
  });
});

describe("reading words", () => {
  it("takes each word of the list by its first four letters", () => {
    for (const word of wordlist) expect(readWords(word.slice(0, 4))).toEqual({ words: [word] });
  });

  it.each([
    ["case", "Zoo ABILITY"],
    ["blanks and line ends", "  zoo \t\n ability  "],
    ["hyphens", "zoo-ability"],
    ["commas, numbers and dots", "1. zoo, 2. ability."],
    ["parts", "zoo abilit"],
    ["accents of a helpful keyboard", "zöo ábility"],
  ])("does not mind %s", (_, text) => {
    expect(readWords(text)).toEqual({ words: ["zoo", "ability"] });
  });

  it.each([
    ["a letter too few", "aility", "ability"],
    ["a letter too many", "abbility", "ability"],
    ["another letter", "abikity", "ability"],
    ["two letters swapped", "baility", "ability"],
    ["a typo behind the first four letters", "abandin", "abandon"],
  ])("names a word with %s and offers the right one", (_, typo, right) => {
    const read = readWords(`zoo ${typo} zoo`);
    expect(read).toMatchObject({ unknown: typo });
    expect("near" in read && read.near[0]).toBe(right);
  });

  it("offers nothing for what is near no word, and does not guess at three letters", () => {
    expect(readWords("xxxxxxxxx")).toEqual({ unknown: "xxxxxxxxx", near: [] });
    expect(readWords("aba")).toMatchObject({ unknown: "aba" });
  });

  it("offers what begins as somebody is writing, and nothing before two letters", () => {
    expect(wordsBeginning("ÁBi")).toEqual(["ability"]);
    expect(wordsBeginning("ab")).toEqual(["abandon", "ability", "able", "about", "above"]);
    for (const none of ["", "a", "zzz"]) expect(wordsBeginning(none)).toEqual([]);
  });

  it("reads what sixWords wrote", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: WORD_BYTES, maxLength: WORD_BYTES }), (bytes) => {
        const words = sixWords(bytes);
        expect(readWords(words.join(" "))).toEqual({ words });
      }),
    );
  });
});
