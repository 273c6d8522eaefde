import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { README_LIMIT } from "#shared/features/catalog/catalog.ts";
import { makeFolder, makeRepository, type TestFolder } from "#test/builders/repositories.ts";
import { scan } from "./scan.ts";
import type { ScanEvent } from "./scan-contract.ts";

async function look(folder: TestFolder) {
  const request = { root: folder.path, ignore: [], corrections: [], known: {}, heads: {}, exclude: [] };
  const events: ScanEvent[] = [];
  for await (const event of scan(request, AbortSignal.timeout(20_000))) events.push(event);
  const pocs = events.flatMap((event) => (event.type === "pocs" ? event.pocs : []));
  const failures = events.flatMap((event) => (event.type === "failed" ? event.failures : []));
  return { pocs, failures, paths: pocs.map((poc) => poc.local.relativePath).toSorted() };
}

const one = (seen: Awaited<ReturnType<typeof look>>, path: string) => {
  const found = seen.pocs.find((poc) => poc.local.relativePath === path);
  if (found === undefined) throw new Error(`no POC at ${path}: ${seen.paths.join(" ")}`);
  return found;
};

test("names in any script, with line feeds, of 255 bytes; what cannot be read is listed, escaped", async () => {
  const long = "n".repeat(255);
  const folder = makeFolder({
    "日本語/メイン.py": "x = 1\n",
    "line\nfeed/main.py": "x = 1\n",
    [`${long}/main.py`]: "x = 1\n",
  });
  const invalid = Buffer.concat([Buffer.from(`${folder.path}/bad`), Buffer.from([0xff])]);
  mkdirSync(invalid);
  writeFileSync(Buffer.concat([invalid, Buffer.from("/main.py")]), "x = 1\n");
  symlinkSync(folder.path, folder.at("日本語/loop"));
  symlinkSync("/etc", folder.at("日本語/out"));
  const plain = await look(folder);
  expect(plain.paths).toEqual(["line\nfeed", long, "日本語"].toSorted());
  expect(plain.failures).toEqual([
    {
      path: `${folder.path}/bad\\xff`,
      code: "INVALID_NAME",
      why: "Its name is not valid UTF-8. Rename it to have it read.",
      reasons: [{ id: "scan.path-not-utf8", params: {} }],
    },
  ]);
  expect(one(plain, "日本語").facts.files).toBe(1);
  makeRepository({}, folder.path).commit("one");
  const git = await look(folder);
  expect(git.paths).toEqual(plain.paths);
  expect(git.failures).toEqual(plain.failures);
  expect(one(git, "line\nfeed").facts.commits).toBe(1);
});

test("a path of more than 4 KB is listed and does not stop the scan", async () => {
  const folder = makeFolder({ "a/main.py": "x = 1\n" });
  const start = process.cwd();
  try {
    process.chdir(folder.at("a"));
    for (let depth = 0; depth < 20; depth++) {
      mkdirSync("d".repeat(250));
      process.chdir("d".repeat(250));
    }
  } finally {
    process.chdir(start);
  }
  const seen = await look(folder);
  expect(seen.paths).toEqual(["a"]);
  expect(seen.failures).toEqual([
    {
      path: expect.stringContaining("dddd"),
      code: "PATH_TOO_LONG",
      why: "The path is longer than the system can open.",
      reasons: [{ id: "scan.path-too-long", params: {} }],
    },
  ]);
});

test.skipIf(process.getuid?.() === 0 || process.platform === "win32")(
  "an unreadable folder is listed",
  async () => {
    const folder = makeFolder({ "a/main.py": "x = 1\n", "locked/main.py": "x = 1\n" });
    chmodSync(folder.at("locked"), 0);
    const seen = await look(folder);
    expect(seen.paths).toEqual(["a"]);
    expect(seen.failures).toMatchObject([{ path: folder.at("locked"), code: "UNREADABLE" }]);
  },
);

test("a repository of another owner is explained, and its files are read all the same", async () => {
  const repository = makeRepository({
    "main.py": "x = 1\n",
    ".gitignore": "skip.py\n",
    "skip.py": "x\n",
  }).commit("one");
  process.env["GIT_TEST_ASSUME_DIFFERENT_OWNER"] = "1";
  try {
    const seen = await look(repository);
    expect(seen.paths).toEqual([""]);
    expect(seen.failures).toMatchObject([
      { path: repository.path, code: "DUBIOUS_OWNERSHIP", why: expect.stringContaining("safe.directory") },
    ]);
    expect(one(seen, "").facts).toMatchObject({ commits: 0, files: 2 });
  } finally {
    delete process.env["GIT_TEST_ASSUME_DIFFERENT_OWNER"];
  }
});

test("a damaged repository is explained, and its files are read all the same", async () => {
  const repository = makeRepository({ "main.py": "x = 1\n" })
    .commit("one")
    .write({ ".git/index": "not an index" });
  const seen = await look(repository);
  expect(seen.paths).toEqual([""]);
  expect(seen.failures).toMatchObject([
    {
      code: "GIT_FAILED",
      why: expect.stringMatching(/^Git says: .+ Its files are read without git\.$/u),
      reasons: [
        { id: "git.failed", params: { said: expect.any(String) } },
        { id: "repository.without-git", params: {} },
      ],
    },
  ]);
});

test("no program of the scanned repository is run", async () => {
  const folder = makeFolder();
  const repository = makeRepository(
    { "main.py": "x = 1\n", "data.bin": "\u0000\u0001" },
    folder.at("evil"),
  ).commit("one");
  const tree = repository.git("rev-parse", "HEAD^{tree}");
  const mark = folder.at("ran");
  const program = repository
    .write({ "evil.sh": `#!/bin/sh\necho "$0 $*" >> "${mark}"\ncat\n` })
    .at("evil.sh");
  chmodSync(program, 0o755);
  repository.write({
    ".gitattributes": "* filter=evil diff=evil merge=evil\n",
    ".git/info/attributes": "* filter=evil diff=evil\n",
  });
  repository.write({ "included.conf": `[core]\n\tfsmonitor = ${program}\n\tpager = ${program}\n` });
  const settings: Record<string, string> = {
    "core.fsmonitor": program,
    "core.pager": program,
    "pager.log": program,
    "pager.ls-files": program,
    "core.hooksPath": repository.at("hooks"),
    "core.sshCommand": program,
    "core.gitProxy": program,
    "core.askPass": program,
    "core.editor": program,
    "core.alternateRefsCommand": program,
    "filter.evil.clean": program,
    "filter.evil.smudge": program,
    "filter.evil.process": program,
    "filter.evil.required": "true",
    "diff.evil.textconv": program,
    "diff.evil.command": program,
    "diff.external": program,
    "merge.evil.driver": program,
    "gpg.program": program,
    "gpg.ssh.program": program,
    "log.showSignature": "true",
    "credential.helper": `!${program}`,
    "protocol.ext.allow": "always",
    "protocol.allow": "always",
    "remote.origin.url": `ext::${program} %S`,
    "remote.origin.promisor": "true",
    "remote.origin.partialclonefilter": "blob:none",
    "remote.origin.uploadpack": program,
    "extensions.partialClone": "origin",
    "core.repositoryformatversion": "1",
    "include.path": repository.at("included.conf"),
    "alias.log": `!${program}`,
    "alias.ls-files": `!${program}`,
    "uploadpack.packObjectsHook": program,
    "core.excludesFile": repository.at("included.conf"),
    "status.submoduleSummary": "true",
    "submodule.recurse": "true",
  };
  // By hand: git itself would begin to act on some of them.
  const config = Object.entries(settings).map(
    ([key, value]) =>
      `[${key.split(".").length === 3 ? key.replace(/^(\w+)\.(.*)\.\w+$/, '$1 "$2"') : key.split(".")[0]}]\n\t${key.slice(key.lastIndexOf(".") + 1)} = ${value}\n`,
  );
  repository.write({ ".git/config": config.join("") });
  for (const hook of [
    "post-index-change",
    "reference-transaction",
    "post-checkout",
    "fsmonitor-watchman",
    "pre-auto-gc",
  ]) {
    repository.write({
      [`hooks/${hook}`]: `#!/bin/sh\n${program}\n`,
      [`.git/hooks/${hook}`]: `#!/bin/sh\n${program}\n`,
    });
    chmodSync(repository.at("hooks", hook), 0o755);
    chmodSync(repository.at(".git/hooks", hook), 0o755);
  }
  repository.touch("main.py", Date.UTC(2020, 0, 1));
  const seen = await look(folder);
  expect(seen.paths).toEqual(["evil"]);
  expect(one(seen, "evil").facts.commits).toBe(1);
  expect(one(seen, "evil").facts.remote).toBeNull();
  // Objects are missing and the repository names a program that would fetch them.
  repository.remove(join(".git/objects", tree.slice(0, 2)));
  const broken = await look(folder);
  expect(broken.paths).toEqual(["evil"]);
  expect(existsSync(mark)).toBe(false);
});

test("a README of 50 MB is cut at a character's boundary", async () => {
  const folder = makeFolder({
    "main.py": "x = 1\n",
    "README.md": `# x\n\nIt says something of use.\n\n${"é".repeat(40_000)}`,
  });
  truncateSync(folder.at("README.md"), 50 * 1024 * 1024);
  const { readme, description } = one(await look(folder), "").facts;
  expect(Buffer.byteLength(readme)).toBeLessThanOrEqual(README_LIMIT);
  expect(Buffer.byteLength(readme)).toBeGreaterThan(README_LIMIT - 4);
  expect(readme.endsWith("é")).toBe(true);
  expect(description).toBe("It says something of use.");
});

test.skipIf(process.platform === "win32")("a pipe in place of a file does not stop the scan", async () => {
  const folder = makeFolder({ "main.py": "x = 1\n" });
  execFileSync("mkfifo", [folder.at("README.md"), folder.at("pom.xml"), folder.at("package.json")]);
  expect((await look(folder)).paths).toEqual([""]);
});
