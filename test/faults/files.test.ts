import { execFileSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  closeSync,
  cpSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  rmSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { temporaryFolder } from "#test/builders/folders.ts";
import { tatami, tatamiJson } from "./support/processes.ts";
import { poc } from "./support/tree.ts";

interface Scan {
  readonly found: number;
  readonly failed: readonly { readonly path: string; readonly why: string; readonly code: string }[];
  readonly pocs: readonly {
    readonly id: string;
    readonly name: string;
    readonly path: string;
    readonly description: string;
  }[];
}

const scan = (root: string, options: Parameters<typeof tatami>[1] = {}) =>
  tatamiJson<Scan>(["scan", root], { data: temporaryFolder(), ...options });

/** A folder that `rm` takes away: paths can be longer than one call may name. */
function deepFolder(): string {
  const folder = temporaryFolder();
  onTestFinished(() => void execFileSync("rm", ["-rf", folder]));
  return folder;
}

describe("names", () => {
  it("in any script, with quotes, newlines and emoji, and of 255 bytes, are found and told on one line each", async () => {
    const root = temporaryFolder();
    const names = [
      "日本語",
      "عربى",
      "हिन्दी",
      "ไทย",
      "Ελληνικά",
      "кириллица",
      "한국어",
      "עברית",
      "emoji 👩‍👩‍👧‍👦 🏳️‍🌈",
      "new\nline",
      "tab\tbed",
      "carriage\rreturn",
      'double"quote',
      "single'quote",
      "$(touch canary)",
      "`touch canary`",
      "; rm -rf x",
      "-rf",
      "--json",
      "back\\slash",
      "star*",
      "?",
      "percent%00",
      "\u001b[31mred",
      "\u0007bell",
      "\u202ereversed",
      " leading",
      "trailing ",
      "n\u0303 decomposed",
      "\u00f1 composed",
      "x".repeat(255),
      "é".repeat(127),
      "#hash",
      "!bang",
      "[brackets]",
      "{braces}",
      "C:",
      "nul",
      "CON",
      "~",
      "a".repeat(200) + "\n",
    ];
    for (const name of names) poc(root, name);
    const data = temporaryFolder();
    const { code, answer } = await scan(root, { data });
    expect(answer.pocs.map(({ path }) => path).toSorted()).toEqual(
      names.map((name) => join(root, name)).toSorted(),
    );
    expect({ code, found: answer.found, failed: answer.failed }).toEqual({
      code: 0,
      found: names.length,
      failed: [],
    });
    for (const args of [
      ["scan", root],
      ["search", ""],
      ["search", "", "--limit", "200"],
      ["show", answer.pocs[0]?.id ?? ""],
    ]) {
      const { stdout, stderr } = await tatami(args, { data });
      // oxlint-disable-next-line no-control-regex -- they must not be there
      expect(stdout + stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/u);
    }
    expect((await scan(root, { data })).answer).toMatchObject({
      found: names.length,
      unchanged: names.length,
    });
  });

  it("of invalid UTF-8 are listed as failed, escaped, and hide nothing beside them", async (ctx) => {
    if (process.platform !== "linux") return ctx.skip("only Linux lets a name be any bytes");
    const root = temporaryFolder();
    poc(root, "good");
    const bad = (...bytes: number[]) => Buffer.concat([Buffer.from(`${root}/`), Buffer.from(bytes)]);
    mkdirSync(bad(0x62, 0xff, 0x64));
    writeFileSync(Buffer.concat([bad(0x62, 0xff, 0x64), Buffer.from("/package.json")]), "{}");
    writeFileSync(
      Buffer.concat([Buffer.from(`${root}/good/`), Buffer.from([0xc3, 0x28, 0x2e, 0x74, 0x73])]),
      "",
    );
    const { code, answer } = await scan(root);
    expect(code).toBe(1);
    expect(answer.found).toBe(1);
    expect(answer.failed).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ path: expect.stringContaining("b\\xffd") as string, code: "INVALID_NAME" }),
      ]),
    );
    expect(answer.failed.some(({ path }) => path.includes("\\xc3("))).toBe(true);
  });

  it("in paths of 4 KB are found while a path can be named, and told as too long when not", async () => {
    const root = deepFolder();
    poc(root, "shallow");
    const part = "d".repeat(255);
    // Step by step and relative: the whole path cannot be named.
    const script = `const fs = require("fs"); const [, folder, depth, part] = process.argv; process.chdir(folder);
      for (let step = 0; step < Number(depth); step++) { fs.mkdirSync(part); process.chdir(part); }
      fs.writeFileSync("package.json", '{"name":"deep"}'); fs.writeFileSync("index.ts", "export {};");`;
    const within = Math.floor((4095 - root.length - "/near/".length - 20) / 256);
    for (const [name, depth] of [
      ["near", within],
      ["far", 20],
    ] as const) {
      mkdirSync(join(root, name));
      execFileSync(process.execPath, ["-e", script, join(root, name), String(depth), part]);
    }
    const { code, answer } = await scan(root);
    expect(code).toBe(1);
    expect(answer.found).toBe(2);
    expect(answer.failed.map((one) => one.code)).toEqual(expect.arrayContaining(["PATH_TOO_LONG"]));
  });
});

describe("what is no plain file", () => {
  it("pipes, sockets, devices, loops and links out of the root neither block a scan nor are read", async () => {
    const root = temporaryFolder();
    const outside = temporaryFolder();
    poc(outside, "secret", "# secret\n\nOutsiderword is written here.\n");
    const folder = poc(root, "odd");
    for (const name of ["pipe", "pom.xml", "Cargo.toml", "pyproject.toml", "logo.png"])
      execFileSync("mkfifo", [join(folder, name)]);
    rmSync(join(folder, "README.md"));
    execFileSync("mkfifo", [join(folder, "README.md")]);
    mkdirSync(join(root, "only-pipes"));
    execFileSync("mkfifo", [join(root, "only-pipes", "package.json")]);
    const server = createServer();
    await new Promise<void>((done) => server.listen(join(folder, "socket.ts"), done));
    onTestFinished(() => void server.close());
    if (process.getuid?.() === 0) execFileSync("mknod", [join(folder, "zero.py"), "c", "1", "5"]);
    const linked = poc(root, "linked");
    symlinkSync("/dev/zero", join(linked, "endless.ts"));
    for (const name of ["README.md", "package.json"]) rmSync(join(linked, name));
    symlinkSync(join(outside, "secret", "README.md"), join(linked, "README.md"));
    symlinkSync("/dev/zero", join(linked, "package.json"));
    symlinkSync(".", join(linked, "self"));
    symlinkSync("..", join(root, "odd", "up"));
    symlinkSync(join(root, "loop-b"), join(root, "loop-a"));
    symlinkSync(join(root, "loop-a"), join(root, "loop-b"));
    symlinkSync(join(outside, "secret"), join(root, "borrowed"));
    symlinkSync("/", join(root, "everything"));
    symlinkSync(join(root, "nowhere"), join(root, "broken"));
    const data = temporaryFolder();
    const { answer } = await scan(root, { data });
    expect(answer.pocs.map(({ path }) => path).filter((path) => !path.startsWith(root))).toEqual([]);
    expect(answer.pocs.map(({ path }) => path)).toEqual(expect.arrayContaining([folder, linked]));
    expect(answer.found).toBeLessThanOrEqual(3);
    expect(await tatamiJson(["search", "outsiderword"], { data })).toMatchObject({ answer: { total: 0 } });
  });

  it("an unreadable folder or file is listed as failed, and the rest is found", async (ctx) => {
    if (process.platform === "win32") return ctx.skip("modes of files are POSIX's");
    const root = temporaryFolder();
    for (const name of ["open", "closed-folder", "closed-file"]) poc(root, name);
    const data = temporaryFolder();
    chmodSync(join(root, "closed-folder"), 0);
    chmodSync(join(root, "closed-file", "README.md"), 0);
    onTestFinished(() => chmodSync(join(root, "closed-folder"), 0o700));
    // Root reads everything: another user scans then, where one can be taken on and may read this checkout.
    const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534, env: { HOME: data } } : {};
    if ("uid" in nobody) {
      chownSync(data, 65_534, 65_534);
      execFileSync("chown", ["-R", "65534:65534", root]);
      const tried = await tatami(["--version"], { data, ...nobody });
      if (tried.code !== 0) return ctx.skip("an unprivileged user cannot read this checkout");
    }
    const { code, answer } = await scan(root, { data, ...nobody });
    expect(code).toBe(1);
    expect(answer.pocs.map(({ path }) => path)).toContain(join(root, "open"));
    expect(answer.failed).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          path: expect.stringContaining("closed-folder") as string,
          code: "UNREADABLE",
        }),
      ]),
    );
  });
});

describe("sizes", () => {
  it("100,000 files in a folder are one POC", async () => {
    const root = temporaryFolder();
    const folder = poc(root, "many");
    execFileSync("sh", ["-c", 'cd "$1" && seq -f "file-%06.0f.ts" 1 100000 | xargs touch', "sh", folder]);
    const { code, answer } = await scan(root);
    expect({ code, found: answer.found, failed: answer.failed }).toEqual({ code: 0, found: 1, failed: [] });
  });

  it("files of a size or shape that would take the memory are cut or passed over, under a small heap", async () => {
    const root = temporaryFolder();
    const put = (name: string, file: string, content: string | Buffer) =>
      writeFileSync(join(poc(root, name), file), content);
    put(
      "readme",
      "README.md",
      Buffer.alloc(50 * 1024 * 1024, "# Title\n\nA README of fifty megabytes says this.\n"),
    );
    put("line", "src/line.ts", Buffer.alloc(40 * 1024 * 1024, "x"));
    put(
      "manifest",
      "package.json",
      `{"name":"manifest","dependencies":{${Array.from({ length: 700_000 }, (_, index) => `"dependency-${index}":"^1.0.0"`).join(",")},"react":"1"}}`,
    );
    put("nested-json", "package.json", "[".repeat(500_000));
    put("nested-closed", "package.json", `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`);
    put("nested-toml", "Cargo.toml", `a = ${"[".repeat(100_000)}`);
    put("nested-yaml", "pubspec.yaml", `${"- ".repeat(50_000)}a`);
    put("flow-yaml", "pubspec.yaml", "[".repeat(50_000));
    const laughs = Array.from(
      { length: 12 },
      (_, level) => `<!ENTITY l${level + 1} "${`&l${level};`.repeat(10)}">`,
    ).join("");
    put(
      "laughs",
      "pom.xml",
      `<?xml version="1.0"?><!DOCTYPE project [<!ENTITY l0 "ha">${laughs}<!ENTITY file SYSTEM "file:///etc/passwd">]><project><artifactId>&l12;&file;</artifactId><name>&file;</name></project>`,
    );
    put("nested-xml", "pom.xml", "<a>".repeat(100_000));
    put(
      "aliases",
      "docker-compose.yml",
      [
        "a: &a [x,x,x,x,x,x,x,x,x]",
        ...["b", "c", "d", "e", "f", "g", "h", "i"].map(
          (key, level) => `${key}: &${key} [${Array(9).fill(`*${"abcdefgh"[level]}`).join(",")}]`,
        ),
      ].join("\n"),
    );
    put(
      "regex",
      "README.md",
      `# x\n\n${"[".repeat(100_000)}${"(".repeat(100_000)}${"<a ".repeat(50_000)}${"!".repeat(10)}${"`".repeat(100_000)}`,
    );
    put(
      "spaces",
      "README.md",
      `# x\n${" \t".repeat(200_000)}\n${"#".repeat(100_000)}\n${"=".repeat(200_000)}`,
    );
    put("nulls", "README.md", Buffer.alloc(1_000_000));
    put("gradle", "build.gradle", `${"plugins { id '".repeat(20_000)}`);
    const sparse = openSync(join(poc(root, "sparse"), "src", "huge.py"), "w");
    writeSync(sparse, "print(1)\n");
    ftruncateSync(sparse, 2 * 1024 ** 3);
    closeSync(sparse);
    const data = temporaryFolder();
    const { code, answer } = await scan(root, { data, env: { NODE_OPTIONS: "--max-old-space-size=400" } });
    expect([0, 1]).toContain(code);
    expect(answer.found).toBe(16);
    const passwd = await tatamiJson<{ total: number }>(["search", "root:x:0:0"], { data });
    expect(passwd.answer.total).toBe(0);
    const readme = answer.pocs.find(({ path }) => path.endsWith("/readme"));
    const shown = await tatamiJson<{ readme: string }>(["show", readme?.id ?? ""], { data });
    expect(Buffer.byteLength(shown.answer.readme)).toBeLessThanOrEqual(64 * 1024);
  });

  it("a copy of a tree beside itself, and the data folder inside the root, are no trouble", async () => {
    const root = temporaryFolder();
    poc(root, "one");
    cpSync(join(root, "one"), join(root, "two"), { recursive: true });
    const data = join(root, "data");
    for (let round = 0; round < 2; round++) expect((await scan(root, { data })).answer.found).toBe(2);
  });
});
