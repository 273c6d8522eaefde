import { expect, test } from "vitest";
import { fuzzyScore } from "./fuzzy.ts";

test("letters in their order are found, others are not", () => {
  expect(fuzzyScore("gs", "Go to settings")).toBeGreaterThan(0);
  expect(fuzzyScore("sg", "Go to")).toBe(0);
  expect(fuzzyScore("xyz", "Go to settings")).toBe(0);
});

test("case, accents and spaces do not matter", () => {
  expect(fuzzyScore("CONFIGURACOES", "Ir para as configurações")).toBeGreaterThan(0);
  expect(fuzzyScore("go to", "Go to settings")).toBeGreaterThan(0);
});

test("starts of words and runs are worth more than scattered letters", () => {
  expect(fuzzyScore("set", "Go to settings")).toBeGreaterThan(fuzzyScore("set", "Use the light"));
  expect(fuzzyScore("dark", "Use the dark theme")).toBeGreaterThan(fuzzyScore("dark", "Add a remark"));
  expect(fuzzyScore("gs", "Go to settings")).toBeGreaterThan(fuzzyScore("gs", "Regular places"));
});

test("no query finds everything alike", () => {
  expect(fuzzyScore("", "anything")).toBe(fuzzyScore(" ", "something else"));
});
