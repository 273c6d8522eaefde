import { expect, test } from "vitest";
import { reportOf, withoutPaths, type Diagnostics } from "./report.ts";

const diagnostics: Diagnostics = {
  version: "1.2.3",
  contractVersion: 1,
  node: "24.1.0",
  sqlite: "3.50.0",
  git: "2.47.0",
  platform: "linux x64",
  shell: "web",
  dataFolder: "/home/ada/.local/share/tatami",
  startedAt: Date.UTC(2025, 0, 2, 3, 4, 5),
  memoryBytes: 123_456_789,
  health: [
    { name: "database", state: "bad", detail: 'cannot read "/home/ada/.local/share/tatami/tatami.db"' },
  ],
  sizes: [{ name: "database", bytes: 2_500_000 }],
  counts: [{ name: "documents", count: 12 }],
  setAside: [{ id: "0190", kind: "poc", why: "C:\\Users\\ada\\x is no name" }],
};

test("a report names versions, health, sizes and counts, and no place on the machine", () => {
  const report = reportOf(diagnostics, []);
  expect(report).toContain("Tatami 1.2.3, contract 1, web");
  expect(report).toContain("123.5 MB of memory");
  expect(report).toContain('database: bad. cannot read "<path>"');
  expect(report).toContain("poc 0190: <path> is no name");
  expect(report).not.toContain("ada");
});

test("nothing set aside is not mentioned", () => {
  expect(reportOf({ ...diagnostics, setAside: [] }, [])).not.toContain("Set aside");
});

test("what was refused is told by reason, all devices together, and by nothing that says of whom", () => {
  const ofDevices = [
    { device: "5e".repeat(32), name: "Ada", why: "role", count: 2 },
    { device: null, name: "", why: "refused", count: 7 },
    { device: "c0".repeat(32), name: "Bob", why: "role", count: 3 },
  ] as const;
  const report = reportOf(diagnostics, ofDevices);
  expect(report).toMatch(/Refused of other devices:\nrole: 5\nrefused: 7\n$/u);
  expect(report).not.toMatch(/Ada|Bob|5e5e|c0c0/u);
  expect(reportOf(diagnostics, [])).not.toContain("Refused");
});

test("a person whose name stands in a folder with spaces is not told", () => {
  const dataFolder = "/Users/Ada Lovelace/Library/Application Support/Tatami";
  const named: Diagnostics = {
    ...diagnostics,
    dataFolder,
    health: [
      { name: "database", state: "bad", detail: `cannot read ${dataFolder}/tatami.db` },
      { name: "git", state: "warning", detail: 'refused in "/Users/Ada Lovelace/code/my pocs" today' },
    ],
  };
  const report = reportOf(named, []);
  expect(report).not.toMatch(/Ada|Lovelace|my pocs/u);
  expect(report).toContain('refused in "<path>" today');
});

test("paths of all systems go, other words stay", () => {
  expect(withoutPaths("at ~/code/x and /tmp/y, done")).toBe("at <path> and <path>, done");
  expect(withoutPaths("\\\\server\\share\\z")).toBe("<path>");
  expect(withoutPaths("3 rows")).toBe("3 rows");
});
