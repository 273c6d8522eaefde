import { execFileSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";

/** Who commits, when the test does not say. */
const AUTHOR = { name: "Author One", email: "one@example.com" };
const FIRST_TIME = Date.UTC(2024, 0, 1);

/** What a commit may say of itself. `at` in milliseconds since the epoch. */
export interface CommitOptions {
  readonly at?: number;
  readonly author?: { readonly name: string; readonly email: string };
}

/** A real folder in the system's temporary folder, removed when the test that made it ends. */
export class TestFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** The absolute path of something in it. */
  at(...parts: readonly string[]): string {
    return join(this.path, ...parts);
  }

  /** Writes files, by path with `/`; folders are made. */
  write(files: Readonly<Record<string, string | Uint8Array>>): this {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(this.at(path)), { recursive: true });
      writeFileSync(this.at(path), content);
    }
    return this;
  }

  /** Removes files or folders. */
  remove(...paths: readonly string[]): this {
    for (const path of paths) rmSync(this.at(path), { recursive: true, force: true });
    return this;
  }

  /** Renames a file or folder. */
  move(from: string, to: string): this {
    mkdirSync(dirname(this.at(to)), { recursive: true });
    renameSync(this.at(from), this.at(to));
    return this;
  }

  /** Sets a file's time, in milliseconds since the epoch. */
  touch(path: string, time: number): this {
    utimesSync(this.at(path), time / 1000, time / 1000);
    return this;
  }
}

/** A real git repository. Its commits get times a day apart, from 1 January 2024, unless the test says otherwise. */
export class TestRepository extends TestFolder {
  #commits = 0;

  /** Runs git in it and answers what it says. */
  git(...args: readonly string[]): string {
    return runGit(this.path, args, {});
  }

  /** Commits all that is there. */
  commit(message: string, options: CommitOptions = {}): this {
    const time = `${Math.floor((options.at ?? FIRST_TIME + this.#commits * 86_400_000) / 1000)} +0000`;
    const { name, email } = options.author ?? AUTHOR;
    this.#commits += 1;
    runGit(this.path, ["add", "-A"], {});
    runGit(this.path, ["commit", "-q", "--allow-empty", "--no-verify", "-m", message], {
      GIT_AUTHOR_NAME: name,
      GIT_AUTHOR_EMAIL: email,
      GIT_AUTHOR_DATE: time,
      GIT_COMMITTER_DATE: time,
    });
    return this;
  }

  /** The object id of HEAD. */
  head(): string {
    return this.git("rev-parse", "HEAD");
  }
}

/** An empty folder. */
export function makeFolder(files: Readonly<Record<string, string | Uint8Array>> = {}): TestFolder {
  // The real path: on some systems the temporary folder is a link, and git answers what it points to.
  const path = realpathSync(mkdtempSync(join(tmpdir(), "tatami-test-")));
  onTestFinished(() => removeAll(path));
  return new TestFolder(path).write(files);
}

/** An empty repository, in a folder of its own or inside another. */
export function makeRepository(
  files: Readonly<Record<string, string | Uint8Array>> = {},
  path = makeFolder().path,
): TestRepository {
  mkdirSync(path, { recursive: true });
  runGit(path, ["init", "-q", "-b", "main"], {});
  return new TestRepository(path).write(files);
}

/** A clone of a repository, with further arguments such as `--depth=1`. */
export function cloneRepository(
  from: TestRepository,
  path: string,
  ...args: readonly string[]
): TestRepository {
  runGit(tmpdir(), ["clone", "-q", ...args, `file://${from.path}`, path], {});
  return new TestRepository(path);
}

function runGit(directory: string, args: readonly string[], extra: Readonly<Record<string, string>>): string {
  const env = {
    PATH: process.env["PATH"] ?? "",
    HOME: directory,
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_AUTHOR_NAME: AUTHOR.name,
    GIT_AUTHOR_EMAIL: AUTHOR.email,
    GIT_COMMITTER_NAME: AUTHOR.name,
    GIT_COMMITTER_EMAIL: AUTHOR.email,
    ...extra,
  };
  const settings = [
    "-c",
    "protocol.file.allow=always",
    "-c",
    "commit.gpgSign=false",
    "-c",
    "safe.directory=*",
  ];
  return execFileSync("git", [...settings, "-C", directory, ...args], {
    env,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  }).trim();
}

/** Removes a folder, also one whose rights a test took away. */
function removeAll(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    open(path);
    rmSync(path, { recursive: true, force: true });
  }
}

function open(path: string): void {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  chmodSync(path, 0o700);
  for (const entry of readdirSync(path, { withFileTypes: true }))
    if (entry.isDirectory()) open(join(path, entry.name));
}
