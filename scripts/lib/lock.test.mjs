import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { withLock } from "./lock.mjs";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tatami-lock-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const old = new Date(Date.now() - 60_000);
const gone = () => String(spawnSync(process.execPath, ["--version"]).pid);

it.each([
  ["is empty", () => ""],
  ["names nobody", () => "no number"],
  ["names a process that has ended", gone],
])("a lock that %s is taken over, and let go", async (what, content) => {
  const path = join(folder, what, ".lock");
  await withLock(() => Promise.resolve(), path);
  writeFileSync(path, content());
  utimesSync(path, old, old);
  expect(await withLock(() => Promise.resolve(readFileSync(path, "utf8")), path)).toBe(String(process.pid));
  expect(existsSync(path)).toBe(false);
});

it("a lock that is empty for a moment only is waited for, and so is one that is held", async () => {
  const path = join(folder, ".lock");
  writeFileSync(path, "");
  const order = [];
  const second = withLock(async () => void order.push("second"), path);
  writeFileSync(path, String(process.pid));
  order.push("first");
  rmSync(path);
  await second;
  expect(order).toEqual(["first", "second"]);
});
