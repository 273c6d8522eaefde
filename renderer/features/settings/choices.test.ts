import { expect, test } from "vitest";
import { choicesOf, withoutRefused, withSaved, type Settings } from "./choices.ts";

const before: Settings = {
  language: "en",
  theme: "light",
  density: "comfortable",
  view: "table",
  editor: "",
  terminal: "",
  syncLan: true,
  syncPresence: true,
  syncClosed: false,
  deviceName: "desk",
};

test("what is chosen shows at once, what is typed when it is saved", () => {
  expect(choicesOf({ theme: "dark", deviceName: "other" })).toEqual({ theme: "dark" });
});

test("a choice that was refused takes back nothing that was chosen meanwhile", () => {
  const now: Settings = { ...before, theme: "dark", density: "compact" };
  expect(withoutRefused(now, before, { theme: "dark" })).toEqual({ ...before, density: "compact" });
  // The same was chosen otherwise meanwhile: that stands.
  expect(withoutRefused({ ...now, theme: "auto" }, before, { theme: "dark" }).theme).toBe("auto");
});

test("what was saved does not hide a choice that is still on its way", () => {
  const now: Settings = { ...before, theme: "dark", density: "compact" };
  const saved: Settings = { ...before, theme: "dark", deviceName: "desk two" };
  expect(withSaved(now, saved, { theme: "dark" })).toEqual(now);
  expect(withSaved(now, saved, { deviceName: " desk two " })).toEqual({ ...now, deviceName: "desk two" });
});
