import { spawn, type ChildProcess } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, isAbsolute, join } from "node:path";
import { TatamiError } from "#shared/api/errors.ts";
import { inEnglish, reason, REASONS, type KnownReason } from "#shared/api/reasons.ts";

/**
 * The one place that runs git. A repository is untrusted input: its configuration may name programs (fsmonitor, hooks,
 * filters, signature checkers, transports), so every call fixes the settings that would start one, ignores the user's own
 * configuration, refuses every network transport, never goes through a shell and never runs in the repository's folder
 * (on Windows that folder would be searched for `git.exe` first). What no setting turns off are the content filters of
 * .gitattributes: on a repository that is not trusted, call nothing that reads files of the work tree (status, diff, add).
 */

/** Why a call of git failed, for callers that act on it. */
export type GitProblem =
  | "missing"
  | "dubious-ownership"
  | "not-a-repository"
  | "timeout"
  | "cancelled"
  | "too-large"
  | "failed";

/** A call of git that failed; `problem` says how, for who acts on it, `reason` why, for who reads it. */
export class GitError extends TatamiError {
  readonly problem: GitProblem;
  declare readonly reason: KnownReason;
  constructor(problem: GitProblem, why: KnownReason) {
    super(REASONS[why.id][0], inEnglish(why), { reason: why });
    this.name = "GitError";
    this.problem = problem;
  }
}

/** Where and how long git runs. */
export interface GitOptions {
  /** Absolute path of the repository's folder; git looks for the repository there and not above. */
  readonly directory: string;
  /** False for a bare repository, whose folder is not a work tree. Default true. */
  readonly workTree?: boolean;
  /** What git reads from its standard input; without it there is nothing to read. */
  readonly input?: Buffer;
  /** Kills git at once when aborted. */
  readonly signal?: AbortSignal;
  /** Milliseconds after which git is killed; default 10 minutes. */
  readonly timeout?: number;
  /** Milliseconds without a byte of output after which git is killed; default 30 seconds. A pipe named `.gitignore` stalls it. */
  readonly stall?: number;
  /** Most bytes of output that are taken; default 1 GiB. */
  readonly limit?: number;
}

const TIMEOUT = 600_000;
const STALL = 30_000;
const LIMIT = 1024 ** 3;
const STDERR_LIMIT = 8 * 1024;

/** Settings on the command line win over every configuration file of the repository. */
const SETTINGS = [
  "core.fsmonitor=false",
  "core.hooksPath=/dev/null",
  "core.quotePath=false",
  "core.excludesFile=/dev/null",
  "core.attributesFile=/dev/null",
  "core.pager=cat",
  "core.editor=false",
  "core.askPass=",
  "core.sshCommand=false",
  "core.gitProxy=",
  "credential.helper=",
  "diff.autoRefreshIndex=false",
  "diff.external=",
  "diff.orderFile=/dev/null",
  "log.showSignature=false",
  "log.mailmap=false",
  "log.follow=false",
  "gpg.program=false",
  "gpg.ssh.program=false",
  "gpg.x509.program=false",
  "protocol.allow=never",
  "submodule.recurse=false",
  "maintenance.auto=false",
  "gc.auto=0",
] as const;

/** What git needs of our own environment; everything else, above all `GIT_*`, stays out. */
const PASSED = [
  "PATH",
  "Path",
  "SystemRoot",
  "SYSTEMROOT",
  "TEMP",
  "TMP",
  "TMPDIR",
  "HOME",
  "USERPROFILE",
  "LD_LIBRARY_PATH",
];
/** Git's own test switch: it can only make git stricter, and tests of another owner's repository need no second user. */
const PASSED_FOR_TESTS = "GIT_TEST_ASSUME_DIFFERENT_OWNER";

function environment(options: GitOptions): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {};
  for (const key of [...PASSED, PASSED_FOR_TESTS])
    if (process.env[key] !== undefined) env[key] = process.env[key];
  env["GIT_OPTIONAL_LOCKS"] = "0";
  env["GIT_TERMINAL_PROMPT"] = "0";
  env["GIT_NO_LAZY_FETCH"] = "1";
  // A list of allowed transports, none of which exists. The setting protocol.allow alone loses against `protocol.ext.allow`.
  env["GIT_ALLOW_PROTOCOL"] = "none";
  env["GIT_CONFIG_NOSYSTEM"] = "1";
  env["GIT_CONFIG_GLOBAL"] = "/dev/null";
  env["GIT_ATTR_NOSYSTEM"] = "1";
  env["GIT_LITERAL_PATHSPECS"] = "1";
  env["GIT_NO_REPLACE_OBJECTS"] = "1";
  env["GIT_PAGER"] = "cat";
  env["LC_ALL"] = "C";
  env["GIT_CEILING_DIRECTORIES"] = join(options.directory, "..");
  // Stated, because the repository's own core.worktree could point anywhere. Not GIT_DIR: git would skip its check of the owner.
  if (options.workTree !== false) env["GIT_WORK_TREE"] = options.directory;
  return env;
}

let binary: string | null | undefined;

/** The absolute path of git on PATH, or null; relative entries of PATH are passed over. */
function gitBinary(): string | null {
  if (binary !== undefined) return binary;
  const name = process.platform === "win32" ? "git.exe" : "git";
  for (const folder of (process.env["PATH"] ?? "").split(delimiter)) {
    if (!isAbsolute(folder)) continue;
    try {
      accessSync(join(folder, name), constants.X_OK);
      binary = join(folder, name);
      return binary;
    } catch {
      // Not in this folder: the next one.
    }
  }
  binary = null;
  return null;
}

/** Runs git and hands its output on in chunks as it comes. Throws {@link GitError}; leaving the loop early kills git. */
export async function* streamGit(
  args: readonly string[],
  options: GitOptions,
): AsyncGenerator<Buffer, void, void> {
  const consent = consents.get(options.directory) ?? [];
  try {
    yield* attempt(args, options, consent);
  } catch (error) {
    if (!(error instanceof GitError) || error.problem !== "dubious-ownership" || consent.length > 0)
      throw error;
    const trusted = await trustedFolders(options.signal);
    if (trusted.length === 0) throw error;
    consents.set(options.directory, trusted);
    yield* attempt(args, options, trusted);
  }
}

/** Runs git and answers its whole output. Throws {@link GitError}. */
export async function runGit(args: readonly string[], options: GitOptions): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of streamGit(args, options)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The version of git ("2.39.5"), or null where there is none. */
export async function gitVersion(signal?: AbortSignal): Promise<string | null> {
  try {
    const out = await runGit(["version"], {
      directory: tmpdir(),
      workTree: false,
      timeout: 10_000,
      ...(signal && { signal }),
    });
    return /\d+(?:\.\d+)+/.exec(out.toString("utf8"))?.[0] ?? null;
  } catch (error) {
    if (error instanceof GitError && error.problem !== "cancelled") return null;
    throw error;
  }
}

async function* attempt(
  args: readonly string[],
  options: GitOptions,
  trusted: readonly string[],
): AsyncGenerator<Buffer, void, void> {
  const settings = [...SETTINGS, ...trusted.map((folder) => `safe.directory=${folder}`)].flatMap(
    (setting) => ["-c", setting],
  );
  const full = ["--no-pager", ...settings, "-C", options.directory, ...args];
  yield* pump(start(full, environment(options), options.input), options);
}

function start(args: readonly string[], env: NodeJS.ProcessEnv, input?: Buffer): ChildProcess {
  const path = gitBinary();
  if (path === null) throw new GitError("missing", reason("git.missing", {}));
  const child = spawn(path, args, {
    cwd: tmpdir(),
    env,
    shell: false,
    windowsHide: true,
    stdio: [input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
  });
  // Git that ends before it has read everything says why on its standard error.
  child.stdin?.on("error", () => undefined).end(input);
  return child;
}

async function* pump(
  child: ChildProcess,
  options: Omit<GitOptions, "directory">,
): AsyncGenerator<Buffer, void, void> {
  let stopped: GitError | null = null;
  const stop = (reason: GitError) => {
    stopped ??= reason;
    child.kill("SIGKILL");
  };
  const cancel = () => stop(new GitError("cancelled", reason("git.cancelled", {})));
  const stalled = setTimeout(
    () => stop(new GitError("timeout", reason("git.stalled", {}))),
    options.stall ?? STALL,
  );
  const timer = setTimeout(
    () => stop(new GitError("timeout", reason("git.timeout", {}))),
    options.timeout ?? TIMEOUT,
  );
  if (options.signal?.aborted === true) cancel();
  options.signal?.addEventListener("abort", cancel, { once: true });
  let stderr = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    if (stderr.length < STDERR_LIMIT) stderr += chunk.toString("utf8");
  });
  const ended = new Promise<number | null>((resolve) => {
    child.once("error", (error) => {
      stopped ??= new GitError("missing", reason("git.not-started", { cause: error.message }));
      resolve(null);
    });
    child.once("close", (code) => resolve(code));
  });
  try {
    let bytes = 0;
    for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      stalled.refresh();
      if (bytes > (options.limit ?? LIMIT)) stop(new GitError("too-large", reason("git.too-large", {})));
      if (stopped !== null) break;
      yield chunk;
    }
    const code = await ended;
    if (stopped !== null) throw stopped;
    if (code !== 0) throw gitError(stderr, code);
  } finally {
    clearTimeout(timer);
    clearTimeout(stalled);
    options.signal?.removeEventListener("abort", cancel);
    if (child.exitCode === null) child.kill("SIGKILL");
  }
}

function gitError(stderr: string, code: number | null): GitError {
  if (stderr.includes("dubious ownership"))
    return new GitError("dubious-ownership", reason("git.other-owner", {}));
  if (stderr.includes("not a git repository"))
    return new GitError("not-a-repository", reason("git.no-repository", {}));
  const said = stderr.split("\n").find((line) => /^(?:fatal|error):/.test(line));
  return new GitError(
    "failed",
    said === undefined
      ? reason("git.ended", { status: String(code) })
      : reason("git.failed", { said: said.slice(0, 300) }),
  );
}

const consents = new Map<string, readonly string[]>();
let trust: Promise<readonly string[]> | undefined;

/** The folders of other owners that the user told git to trust (`safe.directory`), read from the user's own and the system's settings. */
function trustedFolders(signal: AbortSignal | undefined): Promise<readonly string[]> {
  trust ??= (async () => {
    const folders: string[] = [];
    for (const scope of ["--system", "--global"]) {
      try {
        const env: NodeJS.ProcessEnv = { LC_ALL: "C" };
        for (const key of [...PASSED, "XDG_CONFIG_HOME"])
          if (process.env[key] !== undefined) env[key] = process.env[key];
        const chunks: Buffer[] = [];
        const child = start(["config", scope, "--includes", "-z", "--get-all", "safe.directory"], env);
        for await (const chunk of pump(child, { timeout: 10_000, ...(signal && { signal }) }))
          chunks.push(chunk);
        folders.push(
          ...Buffer.concat(chunks)
            .toString("utf8")
            .split("\0")
            .filter((folder) => folder !== ""),
        );
      } catch (error) {
        // Ends with 1 where nothing is set; then nothing is trusted.
        if (error instanceof GitError && error.problem === "cancelled") throw error;
      }
    }
    return folders;
  })();
  return trust;
}
