import { expect, it } from "vitest";
import { REASONS } from "#shared/api/reasons.ts";
import { placesOf } from "#shared/lib/places.ts";
import { fieldMessages, reasonMessages } from "./reason-messages.ts";

const { en, "pt-BR": pt } = reasonMessages;

it.each(Object.entries(en))("%s is said in both languages, with the same places", (id, english) => {
  const portuguese = pt[id as keyof typeof en];
  expect(portuguese).toMatch(/^[“{\p{Lu}].*[.”"]$/u);
  expect(portuguese).not.toBe(english);
  expect(placesOf(portuguese).toSorted()).toEqual(placesOf(english).toSorted());
});

it("has every reason of the core, and no other", () => {
  expect(Object.keys(en).toSorted()).toEqual(Object.keys(REASONS).toSorted());
  expect(Object.keys(pt).toSorted()).toEqual(Object.keys(REASONS).toSorted());
});

it("has the same fields in both languages", () => {
  expect(Object.keys(fieldMessages["pt-BR"]).toSorted()).toEqual(Object.keys(fieldMessages.en).toSorted());
});
