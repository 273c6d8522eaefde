import { expect, test } from "vitest";
import { placesOf } from "#shared/lib/places.ts";
import { appMessages } from "#renderer/app/messages.ts";
import { detailMessages } from "#renderer/features/catalog/detail/messages.ts";
import { catalogMessages } from "#renderer/features/catalog/messages.ts";
import { samplesMessages } from "#renderer/features/catalog/samples/messages.ts";
import { scanMessages } from "#renderer/features/catalog/scan/messages.ts";
import { welcomeMessages } from "#renderer/features/catalog/welcome/messages.ts";
import { settingsMessages } from "#renderer/features/settings/messages.ts";
import { uiMessages } from "#renderer/ui/messages.ts";
import { defineMessages, text, translator, type Messages } from "./i18n.ts";

const tables = {
  app: appMessages,
  ui: uiMessages,
  catalog: catalogMessages,
  detail: detailMessages,
  samples: samplesMessages,
  scan: scanMessages,
  welcome: welcomeMessages,
  settings: settingsMessages,
};

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

/** The texts of a message: one, or each form of a plural. */
const formsOf = (message: unknown): Readonly<Record<string, string>> =>
  typeof message === "string" ? { only: message } : (message as Readonly<Record<string, string>>);

test.each(Object.entries(tables))("%s says the same in both languages, with the same places", (_, table) => {
  const { en, "pt-BR": pt } = table as Messages;
  expect(Object.keys(pt).toSorted()).toEqual(Object.keys(en).toSorted());
  for (const [key, message] of Object.entries(en)) {
    const [english, portuguese] = [formsOf(message), formsOf(pt[key])];
    expect(Object.keys(portuguese), key).toEqual(Object.keys(english));
    for (const [form, text] of Object.entries(english)) {
      expect(portuguese[form], key).toBeTruthy();
      expect(placesOf(portuguese[form] ?? "").toSorted(), `${key} ${form}`).toEqual(
        placesOf(text).toSorted(),
      );
    }
  }
});
