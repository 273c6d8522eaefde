import { expect, test } from "vitest";
import { appMessages } from "#renderer/app/messages.ts";
import { catalogMessages } from "#renderer/features/catalog/messages.ts";
import { detailMessages } from "#renderer/features/catalog/detail/messages.ts";
import { uiMessages } from "#renderer/ui/messages.ts";
import { defineMessages, text, translator } from "./i18n.ts";

const messages = defineMessages(
  { hello: "Hello {name}", found: { one: "{count} POC in {place}", other: "{count} POCs in {place}" } },
  { hello: "Olá {name}", found: { one: "{count} POC em {place}", other: "{count} POCs em {place}" } },
);

test("places are filled, counts choose the form, numbers are written as the language does", () => {
  const en = translator(messages, "en");
  const pt = translator(messages, "pt-BR");
  expect(en("hello", { name: "Ana" })).toBe("Hello Ana");
  expect(en("found", { count: 1, place: "x" })).toBe("1 POC in x");
  expect(en("found", { count: 1234, place: "x" })).toBe("1,234 POCs in x");
  expect(pt("found", { count: 1234, place: "x" })).toBe("1.234 POCs em x");
  expect(text(messages, "hello", { name: "Ana" })("pt-BR")).toBe("Olá Ana");
});

test("a value that looks like a place is not filled again", () => {
  expect(translator(messages, "en")("hello", { name: "{name} $& $1" })).toBe("Hello {name} $& $1");
});

const places = (message: unknown) =>
  typeof message === "string"
    ? [...message.matchAll(/\{(\w+)\}/gu)].map((match) => match[1]).toSorted()
    : null;

test.each([
  ["app", appMessages],
  ["ui", uiMessages],
  ["catalog", catalogMessages],
  ["detail", detailMessages],
])("%s says the same in both languages, with the same places", (_, { en, "pt-BR": pt }) => {
  expect(Object.keys(pt).toSorted()).toEqual(Object.keys(en).toSorted());
  const portuguese = pt as Readonly<Record<string, unknown>>;
  for (const [key, message] of Object.entries(en as Readonly<Record<string, unknown>>)) {
    expect(portuguese[key], key).toBeTruthy();
    expect(places(portuguese[key]), key).toEqual(places(message));
  }
});
