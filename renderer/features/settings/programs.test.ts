import { expect, test } from "vitest";
import { chosenBy } from "./programs.ts";

const found = [
  { name: "VS Code", command: "code" },
  { name: "kitty", command: "kitty --directory {path}" },
];

test("an empty command means whatever is found first", () => {
  expect(chosenBy("", found)).toBe("first");
  expect(chosenBy("  ", [])).toBe("first");
});

test("a found program is known by its whole command, any other is one's own", () => {
  expect(chosenBy("kitty --directory {path}", found)).toBe("found");
  expect(chosenBy("kitty", found)).toBe("own");
  expect(chosenBy("code", [])).toBe("own");
});
