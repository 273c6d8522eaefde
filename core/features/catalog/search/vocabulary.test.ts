import { fc } from "#test/builders/properties.ts";
import { expect, it } from "vitest";
import { openDatabase } from "#core/db/open.ts";
import { temporaryFolder } from "#test/builders/folders.ts";
import { isOneTypo, Vocabulary, type AskedTerm } from "./vocabulary.ts";

it.each([
  ["kafka", "kafka", false],
  ["kafka", "kafak", true],
  ["kafka", "kafk", true],
  ["kafka", "kafkas", true],
  ["kafka", "kabka", true],
  ["kafka", "akfka", true],
  ["kafka", "kfkaa", false],
  ["kafka", "kaf", false],
  ["ab", "ba", true],
])("%s and %s", (one, other, near) => {
  expect(isOneTypo(one, other)).toBe(near);
  expect(isOneTypo(other, one)).toBe(near);
});

function isAskedFor(term: string, { text, prefix }: AskedTerm): boolean {
  return prefix ? term.startsWith(text) : term === text;
}

it("finds the terms that contain a part or are one typo away, as a look at each of them would", () => {
  const term = fc.string({
    unit: fc.constantFrom("a", "b", "c", "é", "数", "😀"),
    minLength: 1,
    maxLength: 7,
  });
  fc.assert(
    fc.property(fc.uniqueArray(term, { maxLength: 60 }), term, (terms, word) => {
      const { db } = openDatabase(temporaryFolder(), () => 0);
      const vocabulary = new Vocabulary(db);
      // In two documents with a search between them: what is in memory is added to.
      const half = terms.length >> 1;
      for (const part of [terms.slice(0, half), terms.slice(half)]) {
        vocabulary.begin();
        vocabulary.store(part.filter((one) => vocabulary.note(one)));
        vocabulary.near(word);
      }
      const inside = terms.filter((one) => one.includes(word) && !one.startsWith(word));
      const asked = vocabulary.containing(word);
      expect(terms.filter((one) => asked.some((ask) => isAskedFor(one, ask)))).toEqual(inside);
      // No term is asked for twice, and none by a beginning that it has to itself.
      for (const ask of asked)
        expect(terms.filter((one) => isAskedFor(one, ask)).length > 1).toBe(ask.prefix);
      expect(inside.every((one) => asked.filter((ask) => isAskedFor(one, ask)).length === 1)).toBe(true);
      if (word.length >= 4) {
        // An edit counts signs in UTF-16 units: half an emoji is no hit of interest.
        const near = terms.filter((one) => isOneTypo(word, one) && !/[\ud800-\udfff]/.test(one + word));
        expect(
          vocabulary
            .near(word)
            .filter((one) => !/[\ud800-\udfff]/.test(one + word))
            .toSorted(),
        ).toEqual(near.toSorted());
      }
      db.close();
    }),
    { seed: 3, numRuns: 60 },
  );
});
