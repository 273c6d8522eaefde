import { execFileSync, spawnSync } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "#test/builders/folders.ts";
import { tatamiJson } from "./support/processes.ts";
import { poc } from "./support/tree.ts";

interface Scan {
  readonly found: number;
  readonly failed: readonly { readonly path: string; readonly code: string }[];
  readonly pocs: readonly { readonly id: string; readonly path: string; readonly commits: number }[];
}

const git = (cwd: string, ...args: string[]) =>
  execFileSync(
    "git",
    [
      "-c",
      "user.name=Author One",
      "-c",
      "user.email=one@example.com",
      "-c",
      "protocol.file.allow=always",
      "-c",
      "init.defaultBranch=main",
      ...args,
    ],
    { cwd, stdio: "pipe" },
  );

/** A repository with one POC and two commits. */
function repository(root: string, name: string): string {
  const folder = poc(root, name);
  git(folder, "init", "-q");
  git(folder, "add", ".");
  git(folder, "commit", "-qm", "Start");
  appendFileSync(join(folder, "src", "index.ts"), "// more\n");
  git(folder, "commit", "-qam", "More");
  return folder;
}

const scan = (root: string, env: NodeJS.ProcessEnv = {}) =>
  tatamiJson<Scan>(["scan", root], { data: temporaryFolder(), env });
const at = (answer: Scan, folder: string) => answer.pocs.find(({ path }) => path === folder);

describe("repositories of every state", () => {
  it("without commits, shallow, bare, worktree, with submodules: what can be read is", async () => {
    const root = temporaryFolder();
    const origin = repository(temporaryFolder(), "origin");
    const whole = repository(root, "whole");
    const empty = poc(root, "empty");
    git(empty, "init", "-q");
    git(root, "clone", "-q", "--depth", "1", `file://${origin}`, "shallow");
    git(root, "clone", "-q", "--bare", origin, "bare.git");
    git(whole, "worktree", "add", "-q", join(root, "worktree"), "-b", "side");
    const parent = repository(root, "parent");
    git(parent, "submodule", "add", "-q", origin, "module");
    git(parent, "commit", "-qm", "Module");
    const { answer } = await scan(root);
    expect(at(answer, whole)?.commits).toBe(2);
    expect(at(answer, empty)?.commits).toBe(0);
    expect(at(answer, join(root, "shallow"))?.commits).toBeGreaterThanOrEqual(1);
    expect(at(answer, join(root, "worktree"))).toBeDefined();
    expect(at(answer, parent)?.commits).toBe(3);
    expect(answer.pocs.filter(({ path }) => path.includes("bare.git"))).toEqual([]);
  });

  it("with a broken .git: the POC is found, and the failure is told, not thrown", async () => {
    const root = temporaryFolder();
    const broken: Record<string, (folder: string) => void> = {
      "head-garbage": (folder) => writeFileSync(join(folder, ".git", "HEAD"), Buffer.alloc(5000, 0xfe)),
      "head-escapes": (folder) =>
        writeFileSync(join(folder, ".git", "HEAD"), "ref: ../../../../etc/passwd\n"),
      "no-objects": (folder) => rmSync(join(folder, ".git", "objects"), { recursive: true }),
      "objects-cut": (folder) => {
        for (const entry of readdirSync(join(folder, ".git", "objects"), {
          recursive: true,
          withFileTypes: true,
        })) {
          if (!entry.isFile()) continue;
          const path = join(entry.parentPath, entry.name);
          chmodSync(path, 0o600);
          writeFileSync(path, readFileSync(path).subarray(0, 10));
        }
      },
      "index-garbage": (folder) => writeFileSync(join(folder, ".git", "index"), Buffer.alloc(3000, 7)),
      "config-garbage": (folder) =>
        writeFileSync(join(folder, ".git", "config"), Buffer.from("[core\n\0\xff]]]\nbare = maybe\n")),
      "config-huge": (folder) =>
        writeFileSync(
          join(folder, ".git", "config"),
          `[core]\n\trepositoryformatversion = 99\n${"[a]\nb=c\n".repeat(50_000)}`,
        ),
      "gitfile-loop": (folder) => {
        rmSync(join(folder, ".git"), { recursive: true });
        writeFileSync(join(folder, ".git"), "gitdir: .git\n");
      },
      "gitfile-nowhere": (folder) => {
        rmSync(join(folder, ".git"), { recursive: true });
        writeFileSync(join(folder, ".git"), "gitdir: /no/such/place\n");
      },
      "git-empty": (folder) => {
        rmSync(join(folder, ".git"), { recursive: true });
        mkdirSync(join(folder, ".git"));
      },
      "git-pipe": (folder) => {
        rmSync(join(folder, ".git", "HEAD"));
        execFileSync("mkfifo", [join(folder, ".git", "HEAD")]);
      },
      ...Object.fromEntries(
        ["config", "index", "packed-refs", "info/exclude"].map((name) => [
          `pipe-${name.replace("/", "-")}`,
          (folder: string) => {
            rmSync(join(folder, ".git", name), { force: true });
            execFileSync("mkfifo", [join(folder, ".git", name)]);
          },
        ]),
      ),
    };
    for (const [name, damage] of Object.entries(broken)) damage(repository(root, name));
    const { code, answer } = await scan(root);
    expect([0, 1]).toContain(code);
    expect(answer.pocs.map(({ path }) => path).toSorted()).toEqual(
      Object.keys(broken)
        .map((name) => join(root, name))
        .toSorted(),
    );
  });

  it("of another owner: found without history, and told why", async () => {
    const root = temporaryFolder();
    const folder = repository(root, "foreign");
    const { code, answer } = await scan(root, { GIT_TEST_ASSUME_DIFFERENT_OWNER: "1", HOME: root });
    expect(code).toBe(1);
    expect(at(answer, folder)).toBeDefined();
    expect(answer.failed.map((one) => one.code)).toContain("DUBIOUS_OWNERSHIP");
  });
});

describe("a repository that names programs", () => {
  it("has none of them run, by scan, rescan or doctor", async () => {
    const root = temporaryFolder();
    const canary = join(temporaryFolder(), "canary");
    const folder = repository(root, "trap");
    const trap = join(folder, "trap.sh");
    writeFileSync(trap, `#!/bin/sh\necho "$0 $@" >> '${canary}'\nexit 0\n`);
    chmodSync(trap, 0o755);
    writeFileSync(
      join(folder, ".gitattributes"),
      "* filter=trap diff=trap merge=trap working-tree-encoding=UTF-16 ident\n*.ts text eol=crlf\n",
    );
    writeFileSync(
      join(folder, ".gitmodules"),
      `[submodule "x"]\n\tpath = x\n\turl = ext::${trap} %S\n\tupdate = !${trap}\n`,
    );
    for (const hook of [
      "post-checkout",
      "pre-commit",
      "post-index-change",
      "fsmonitor-watchman",
      "reference-transaction",
      "pre-auto-gc",
      "post-merge",
    ]) {
      writeFileSync(join(folder, ".git", "hooks", hook), `#!/bin/sh\n'${trap}' ${hook}\n`, { mode: 0o755 });
    }
    const included = join(folder, "included.config");
    const settings = `
[core]
	fsmonitor = ${trap}
	hooksPath = ${join(folder, ".git", "hooks")}
	pager = ${trap}
	editor = ${trap}
	sshCommand = ${trap}
	askPass = ${trap}
	gitProxy = ${trap}
	alternateRefsCommand = ${trap}
	attributesFile = ${join(folder, ".gitattributes")}
	untrackedCache = true
[filter "trap"]
	clean = ${trap} clean
	smudge = ${trap} smudge
	process = ${trap} process
	required = true
[diff]
	external = ${trap}
[diff "trap"]
	command = ${trap}
	textconv = ${trap}
	cachetextconv = true
[merge "trap"]
	driver = ${trap}
[credential]
	helper = !${trap}
[alias]
	log = !${trap}
	ls-files = !${trap}
	rev-parse = !${trap}
	version = !${trap}
[pager]
	log = ${trap}
	ls-files = ${trap}
[gpg]
	program = ${trap}
[gpg "ssh"]
	program = ${trap}
	defaultKeyCommand = ${trap}
[log]
	showSignature = true
	mailmap = true
[mailmap]
	file = ${join(folder, "mailmap")}
[protocol "ext"]
	allow = always
[remote "origin"]
	url = ext::${trap} %S
	promisor = true
	partialclonefilter = blob:none
	uploadpack = ${trap}
	vcs = trap
[extensions]
	partialClone = origin
[uploadpack]
	packObjectsHook = ${trap}
[maintenance]
	auto = true
[trace2]
	eventTarget = ${canary}
[submodule "x"]
	update = !${trap}
	url = ext::${trap} %S
	active = true
[interactive]
	diffFilter = ${trap}
[browser "trap"]
	cmd = ${trap}
[sequence]
	editor = ${trap}
[fsck]
	skipList = ${canary}
`;
    writeFileSync(included, settings);
    appendFileSync(
      join(folder, ".git", "config"),
      `${settings}\n[include]\n\tpath = ${included}\n[includeIf "gitdir:**"]\n\tpath = ${included}\n`,
    );
    // A signed commit asks for a program that checks it; an object that is not there asks the promisor.
    const tree = git(
      folder,
      "-c",
      "core.fsmonitor=false",
      "-c",
      "core.hooksPath=/dev/null",
      "rev-parse",
      "HEAD^{tree}",
    )
      .toString()
      .trim();
    const signed = execFileSync(
      "git",
      ["-c", "core.hooksPath=/dev/null", "hash-object", "-t", "commit", "-w", "--stdin"],
      {
        cwd: folder,
        input: `tree ${tree}\nparent ${git(folder, "-c", "core.hooksPath=/dev/null", "rev-parse", "HEAD").toString().trim()}\nauthor Author One <one@example.com> 1700000000 +0000\ncommitter Author One <one@example.com> 1700000000 +0000\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n aaaa\n -----END PGP SIGNATURE-----\n\nSigned\n`,
      },
    )
      .toString()
      .trim();
    writeFileSync(join(folder, ".git", "refs", "heads", "main"), `${signed}\n`);
    rmSync(canary, { force: true });
    const path = temporaryFolder();
    // Programs of the repository's own folder and of its name are no programs of the system.
    for (const name of ["git", "git-remote-trap", "ssh", "gpg", "less"])
      writeFileSync(join(folder, name), `#!/bin/sh\n'${trap}' ${name}\n`, { mode: 0o755 });
    const data = temporaryFolder();
    const env = { PATH: `.:${process.env.PATH ?? ""}`, HOME: path };
    for (let round = 0; round < 2; round++) {
      const { answer } = await tatamiJson<Scan>(["scan", root], { data, env, cwd: folder });
      expect(at(answer, folder)).toBeDefined();
      appendFileSync(join(folder, "src", "index.ts"), "// again\n");
    }
    await tatamiJson(["doctor"], { data, env, cwd: folder });
    expect(existsSync(canary) ? readFileSync(canary, "utf8") : "none ran").toBe("none ran");
    // That the traps would spring: git left to itself runs one.
    spawnSync("git", ["status"], { cwd: folder, stdio: "ignore", env: { ...process.env, HOME: path } });
    expect(existsSync(canary)).toBe(true);
  });

  it("is left as it was: nothing in .git is written by a scan", async () => {
    const root = temporaryFolder();
    const folder = repository(root, "quiet");
    const state = () =>
      readdirSync(join(folder, ".git"), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .toSorted()
        .map((path) => [path, readFileSync(path).toString("base64")]);
    appendFileSync(join(folder, "src", "index.ts"), "// dirty\n");
    const before = state();
    await scan(root);
    expect(state()).toEqual(before);
  });
});
