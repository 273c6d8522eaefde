import { describe, expect, it } from "vitest";
import { readArguments, UsageError } from "./arguments.ts";
import { queryOf } from "./commands/search.ts";
import { plain } from "./output.ts";

describe("readArguments", () => {
  it("takes flags anywhere and leaves a query's minus alone", () => {
    expect(
      readArguments(["search", "kafka", "-tag:old", "--json", "--data", "/d", "language:java"]),
    ).toMatchObject({
      command: "search",
      rest: ["kafka", "-tag:old", "language:java"],
      json: true,
      data: "/d",
    });
  });

  it("takes where to serve signaling, or everywhere at the port that is known", () => {
    expect(readArguments(["signal"])).toMatchObject({ command: "signal", port: 4747, host: "0.0.0.0" });
    expect(readArguments(["signal", "--port=0", "--host", "::1"])).toMatchObject({ port: 0, host: "::1" });
  });

  it("takes everything after -- as words", () => {
    expect(readArguments(["search", "--", "--json"])).toMatchObject({ rest: ["--json"], json: false });
  });

  it.each([
    ["an option that does not exist", ["scan", "--jsn"]],
    ["a limit out of range", ["search", "x", "--limit", "0"]],
    ["a limit that is no number", ["search", "x", "--limit=many"]],
    ["an unknown order", ["search", "x", "--sort", "size"]],
    ["a data folder left out", ["scan", "x", "--data"]],
    ["a port that is none", ["signal", "--port", "65536"]],
  ])("refuses %s", (_what, args) => expect(() => readArguments(args)).toThrow(UsageError));
});

describe("queryOf", () => {
  it.each([
    ["one argument as it stands", ["kafka year:2025 -tag:old"], "kafka year:2025 -tag:old"],
    [
      "several, the quotes that the shell took put back",
      ["kafka", "framework:spring boot", "exact words"],
      'kafka framework:"spring boot" "exact words"',
    ],
    ["quotes that came through", ['framework:"spring boot"', "kafka"], 'framework:"spring boot" kafka'],
    ["nothing", [], ""],
  ])("takes %s", (_what, words, query) => expect(queryOf(words)).toBe(query));
});

describe("plain", () => {
  it("shows control characters and text direction marks instead of obeying them", () => {
    expect(plain("a\u001b]0;title\u0007b\n\u202ec")).toBe("a\\u001b]0;title\\u0007b\\u000a\\u202ec");
  });
});
