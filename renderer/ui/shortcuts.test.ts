import { describe, expect, test } from "vitest";
import { shortcutKeys, stepOf } from "./shortcuts.ts";

const mac = /Mac|iPhone|iPad/u.test(navigator.platform);
const press = (
  key: string,
  held: Partial<Record<"ctrlKey" | "metaKey" | "altKey" | "shiftKey", boolean>> = {},
) => stepOf({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held });
const mod = mac ? { metaKey: true } : { ctrlKey: true };

describe("a key press as a step of a shortcut", () => {
  test("letters with the main modifier", () => {
    expect(press("k", mod)).toBe("mod+k");
    expect(press("K", { ...mod, shiftKey: true })).toBe("mod+shift+k");
  });

  test("the other modifier is not the main one", () => {
    expect(press("k", mac ? { ctrlKey: true } : { metaKey: true })).toBe("k");
  });

  test("shift is part of a sign, and a key of its own beside others", () => {
    expect(press("?", { shiftKey: true })).toBe("?");
    expect(press("/")).toBe("/");
    expect(press("Enter", { shiftKey: true })).toBe("shift+enter");
    expect(press("ArrowLeft", { altKey: true })).toBe("alt+arrowleft");
  });
});

test("keys are written as people read them", () => {
  expect(shortcutKeys("g c")).toEqual(["G", "C"]);
  expect(shortcutKeys("mod+k")).toEqual([mac ? "⌘" : "Ctrl", "K"]);
  expect(shortcutKeys("arrowup arrowdown")).toEqual(["↑", "↓"]);
  expect(shortcutKeys("escape")).toEqual(["Esc"]);
});
