import { fc } from "#test/builders/properties.ts";
import { expect, it } from "vitest";
import { STEP, type Hits } from "./hits.ts";
import { marksOf } from "./marks.ts";
import { phraseTerms, wordForms } from "./tokens.ts";
import type { Found } from "./word-finder.ts";

const NOTHING: Hits = { nums: new Uint32Array(0), codes: new Uint8Array(0) };

const sign = fc.constantFrom("a", "b", "A", "B", "2", "-", "_", ".", "+", "#", " ", "/");
const text = fc.string({ unit: sign, maxLength: 24 });
const query = fc.string({ unit: sign, minLength: 1, maxLength: 6 });

const found: fc.Arbitrary<Found | null> = fc
  .tuple(query, fc.constantFrom(...Object.values(STEP)), fc.boolean(), fc.boolean())
  .map(([typed, lastStep, known, phrase]): Found | null => {
    if (phrase) return { kind: "phrase", terms: phraseTerms(typed), hits: NOTHING };
    const forms = wordForms(typed);
    return forms === null ? null : { kind: "word", forms, lastStep, known, hits: NOTHING };
  })
  .filter((one) => one === null || one.kind === "word" || one.terms.length > 0);

it("passes no hit over when it takes only a look at a text of ASCII", () => {
  let hits = 0;
  fc.assert(
    fc.property(text, fc.array(found, { minLength: 1, maxLength: 3 }), (looked, all) => {
      const words = all.filter((one) => one !== null);
      // A sign beyond ASCII makes a text be cut into terms; no hit is in it.
      const cut = marksOf(`${looked} …`, words);
      expect(marksOf(looked, words)).toEqual(cut);
      if (cut.length > 0) hits++;
    }),
    { seed: 7, numRuns: 3000 },
  );
  expect(hits).toBeGreaterThan(500);
});
