import { describe, expect, it } from "vitest";
import { FLAGS, readArguments, TEXTS, UsageError } from "./arguments.ts";
import { queryOf } from "./commands/search.ts";
import { HELP } from "./help.ts";
import { moment, plain } from "./output.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

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

  it("takes a value that begins with a minus, or is empty", () => {
    expect(readArguments(["edit", "x", "--description", "- a list", "--private-notes", ""])).toMatchObject({
      description: "- a list",
      privateNotes: "",
    });
  });

  it.each([
    ["1m", MINUTE],
    ["30m", 30 * MINUTE],
    ["12h", DAY / 2],
    ["7d", 7 * DAY],
    ["365d", 365 * DAY],
    ["never", null],
  ])("takes %s for how long an invitation lasts", (text, lasts) => {
    expect(readArguments(["workspace", "invite", "--lasts", text])).toMatchObject({ lasts });
  });

  it("takes a number of devices, or any", () => {
    expect(readArguments(["workspace", "invite"])).toMatchObject({ uses: 1, lasts: 7 * DAY });
    expect(readArguments(["workspace", "invite", "--uses", "1000"])).toMatchObject({ uses: 1000 });
    expect(readArguments(["workspace", "invite", "--uses=any"])).toMatchObject({ uses: null });
  });

  it.each([
    ["an option that does not exist", ["scan", "--jsn"]],
    ["a limit out of range", ["search", "x", "--limit", "0"]],
    ["a limit that is no number", ["search", "x", "--limit=many"]],
    ["a limit that is empty", ["search", "x", "--limit="]],
    ["a number that nobody writes like this", ["search", "x", "--offset", "1e2"]],
    ["a number below zero", ["search", "x", "--offset", "-1"]],
    ["an unknown order", ["search", "x", "--sort", "size"]],
    ["a data folder left out", ["scan", "x", "--data"]],
    ["an option for a data folder", ["scan", "x", "--data", "--json"]],
    ["a data folder without a name", ["scan", "x", "--data", ""]],
    ["a value for a flag", ["scan", "x", "--json=yes"]],
    ["a port that is none", ["signal", "--port", "65536"]],
    ["no device", ["workspace", "invite", "--uses", "0"]],
    ["more devices than there may be", ["workspace", "invite", "--uses", "1001"]],
    ["less than a minute", ["workspace", "invite", "--lasts", "0m"]],
    ["more than a year", ["workspace", "invite", "--lasts", "366d"]],
    ["more than a year in hours", ["workspace", "invite", "--lasts", "8761h"]],
    ["a time without a unit", ["workspace", "invite", "--lasts", "30"]],
    ["a time in another unit", ["workspace", "invite", "--lasts", "2w"]],
    ["an option of another command", ["sync", "--signal", "ws://127.0.0.1:4747"]],
    ["an option of another verb", ["workspace", "create", "Team", "--uses", "3"]],
  ])("refuses %s", (_what, args) => expect(() => readArguments(args)).toThrow(UsageError));

  it("says with which commands an option goes", () => {
    expect(() => readArguments(["sync", "--signal", "x"])).toThrow(
      "--signal goes with tatami workspace invite, tatami workspace add-device, tatami workspace join, tatami workspace doctor only.",
    );
    expect(() => readArguments(["search", "x", "--offset", "-1"])).toThrow("--offset takes a whole number");
  });
});

it.each([...Object.keys(TEXTS), ...Object.keys(FLAGS)])("help tells of --%s", (name) => {
  expect(HELP).toMatch(new RegExp(`--${name}(?![\\w-])`, "u"));
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

it("a moment says to the minute when it is, and where", () => {
  expect(moment(Date.UTC(2026, 2, 1, 12, 5, 59))).toBe("2026-03-01 12:05 UTC");
});
