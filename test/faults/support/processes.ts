import { spawn, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterAll } from "vitest";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
/** The built programs, as people run them: from source each start would strip the types of all of it anew. */
const BUILT = new URL("../../../out/main/", import.meta.url);
const CLI = fileURLToPath(new URL("cli.js", BUILT));
/** The web shell. */
export const WEB = fileURLToPath(new URL("web.js", BUILT));

export interface Started {
  readonly data?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** Another user, where this one may take on others. */
  readonly uid?: number;
  readonly gid?: number;
}

export interface Ended {
  /** Exit code; null when a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

const alive = new Set<ChildProcess>();
// Not when this process ends: the runner may kill it, and what it started would go on for ever.
afterAll(() => {
  for (const child of alive) child.kill("SIGKILL");
});

/** Starts a program of the checkout in a process of its own, which ends with the file of tests at the latest. */
export function program(file: string, args: readonly string[], options: Started = {}): ChildProcess {
  const child = spawn(process.execPath, ["--no-warnings", file, ...args], {
    cwd: options.cwd ?? ROOT,
    env: { ...process.env, TATAMI_DATA: options.data, NODE_OPTIONS: undefined, ...options.env },
    stdio: ["pipe", "pipe", "pipe"],
    ...(options.uid !== undefined && { uid: options.uid }),
    ...(options.gid !== undefined && { gid: options.gid }),
  });
  alive.add(child);
  child.once("close", () => alive.delete(child));
  return child;
}

/** The file of a support program beside this one. */
export function support(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}

/** Waits for a process to end and takes what it said. Killed after `limit` milliseconds, which shows as a signal. */
export function ended(child: ChildProcess, limit = 120_000): Promise<Ended> {
  return new Promise((done) => {
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout?.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr?.on("data", (chunk: Buffer) => err.push(chunk));
    const timer = setTimeout(() => child.kill("SIGKILL"), limit);
    child.once("close", (code, signal) => {
      clearTimeout(timer);
      done({
        code,
        signal,
        stdout: Buffer.concat(out).toString("utf8"),
        stderr: Buffer.concat(err).toString("utf8"),
      });
    });
  });
}

/** Starts a command that goes on until it is ended. */
export function running(args: readonly string[]): ChildProcess {
  return program(CLI, args);
}

/** Runs the command line as a person would. */
export function tatami(args: readonly string[], options: Started = {}): Promise<Ended> {
  const child = program(CLI, args, options);
  child.stdin?.end();
  return ended(child);
}

/** Runs the command line with `--json` and reads its answer, which must be one object on one line. */
export async function tatamiJson<T = Record<string, unknown>>(
  args: readonly string[],
  options: Started = {},
): Promise<{ readonly code: number | null; readonly answer: T; readonly stderr: string }> {
  const { code, signal, stdout, stderr } = await tatami([...args, "--json"], options);
  const lines = stdout.trim().split("\n");
  if (signal !== null || lines.length !== 1)
    throw new Error(
      `tatami ${args.join(" ")} ended with ${signal ?? code}: ${stdout.slice(0, 500)} ${stderr.slice(0, 2000)}`,
    );
  return { code, answer: JSON.parse(lines[0] ?? "") as T, stderr };
}

/** Resolves with the first line that a process writes to stdout. Throws when it ends before. */
export function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((done, fail) => {
    let text = "";
    let said = "";
    child.stderr?.on("data", (chunk: Buffer) => (said += chunk.toString("utf8")));
    child.stdout?.on("data", (chunk: Buffer) => {
      text += chunk.toString("utf8");
      const end = text.indexOf("\n");
      if (end >= 0) done(text.slice(0, end));
    });
    child.once("exit", (code, signal) =>
      fail(new Error(`ended before its first line (${signal ?? code}): ${said.slice(0, 2000)}`)),
    );
  });
}
