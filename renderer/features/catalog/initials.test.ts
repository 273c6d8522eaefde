import { expect, test } from "vitest";
import { hueOf, initialsOf } from "./initials.ts";
import { languageName } from "./language-name.ts";

test.each([
  ["kafka-streams-window", "KS"],
  ["tatami", "TA"],
  ["java-25-kafka", "JK"],
  ["2024", "20"],
  ["café/é", "CÉ"],
  ["ação_rápida", "AR"],
  ["日本語", "日本"],
  ["---", ""],
])("%s is %s", (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});

test("a name has one hue, always the same", () => {
  expect(hueOf("kafka")).toBe(hueOf("kafka"));
  expect(hueOf("kafka")).not.toBe(hueOf("kafkb"));
  for (const name of ["", "a", "日本語", "x".repeat(1000)]) {
    expect(hueOf(name)).toBeGreaterThanOrEqual(0);
    expect(hueOf(name)).toBeLessThan(360);
  }
});

test("a language is named with the main part of its release", () => {
  expect(languageName("TypeScript", "6.0.3")).toBe("TypeScript 6");
  expect(languageName("Java", "21")).toBe("Java 21");
  expect(languageName("Kotlin", "1.9.10")).toBe("Kotlin 1.9");
  expect(languageName("Go", "1.22")).toBe("Go 1.22");
  expect(languageName("Zig", "0.13.0")).toBe("Zig 0.13");
  expect(languageName("Rust", "1")).toBe("Rust 1");
  expect(languageName("Java", null)).toBe("Java");
  expect(languageName("Kotlin", "${kotlin.version}")).toBe("Kotlin");
});
