import { expect, test } from "vitest";
import { translator } from "#renderer/platform/i18n.ts";
import { scanMessages } from "./messages.ts";
import { countText, phaseText, shareDone } from "./progress.ts";

const en = translator(scanMessages, "en");
const pt = translator(scanMessages, "pt-BR");
const at = { phase: "discover", done: 0, total: null, current: "", failed: 0 } as const;

test("each phase counts what it reads", () => {
  expect(phaseText(at, en)).toBe("Looking for POCs");
  expect(countText(at, en)).toBe("");
  expect(countText({ ...at, done: 1 }, en)).toBe("1 file seen");
  expect(countText({ ...at, phase: "history", done: 2500 }, en)).toBe("2,500 commits read");
  expect(countText({ ...at, phase: "history", done: 2500 }, pt)).toBe("2.500 commits lidos");
  expect(countText({ ...at, phase: "read", done: 3 }, en)).toBe("3 POCs read");
  expect(countText({ ...at, phase: "read", done: 3, total: 1200 }, en)).toBe("3 of 1,200 POCs");
});

test("the share is unknown until the whole is, and never more than all", () => {
  expect(shareDone(at)).toBeNull();
  expect(shareDone({ ...at, phase: "read", done: 3, total: 12 })).toBe(0.25);
  expect(shareDone({ ...at, phase: "read", done: 13, total: 12 })).toBe(1);
  expect(shareDone({ ...at, phase: "read", done: 0, total: 0 })).toBe(1);
});
