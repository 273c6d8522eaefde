import { expect, test } from "vitest";
import { filterLog, logText, type LogLine } from "./log-filter.ts";

const line = (level: string, message: string, correlationId: string | null = null): LogLine => ({
  at: Date.UTC(2025, 0, 2),
  level,
  message,
  correlationId,
});
const lines = [
  line("debug", "transaction"),
  line("info", "scan done", "ab-12"),
  line("warn", "git was slow"),
  line("error", "call failed", "ab-12"),
  line("fatal", "the end"),
];

test("a level shows itself and what is worse", () => {
  expect(filterLog(lines, "all", "")).toHaveLength(5);
  expect(filterLog(lines, "info", "")).toHaveLength(4);
  expect(filterLog(lines, "warn", "").map((one) => one.level)).toEqual(["warn", "error", "fatal"]);
  expect(filterLog(lines, "error", "")).toHaveLength(2);
  expect(filterLog([line("strange", "x")], "error", "")).toHaveLength(1);
});

test("words are looked for in messages and correlation ids", () => {
  expect(filterLog(lines, "all", "SCAN")).toHaveLength(1);
  expect(filterLog(lines, "all", " ab-12 ")).toHaveLength(2);
  expect(filterLog(lines, "error", "ab-12")).toHaveLength(1);
});

test("copied lines carry time, level, message and id", () => {
  expect(logText(lines.slice(0, 2))).toBe(
    "2025-01-02T00:00:00.000Z\tdebug\ttransaction\n2025-01-02T00:00:00.000Z\tinfo\tscan done\tab-12",
  );
});
