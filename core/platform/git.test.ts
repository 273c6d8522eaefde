import { execFileSync } from "node:child_process";
import { appendFileSync, chmodSync, existsSync } from "node:fs";
import { expect, test } from "vitest";
import { makeFolder, makeRepository } from "#test/builders/repositories.ts";
import { GitError, gitVersion, runGit, streamGit } from "./git.ts";

test("says the version of git", async () => {
  expect(await gitVersion()).toMatch(/^\d+\.\d+/);
});

test("answers bytes", async () => {
  const repository = makeRepository({ "a.txt": "one" }).commit("first");
  const out = await runGit(["ls-files", "-z"], { directory: repository.path });
  expect(out).toEqual(Buffer.from("a.txt\0"));
});

test("reads what it is given, and an end before it has read all of it is a typed error", async () => {
  const { path: directory } = makeRepository();
  const out = await runGit(["hash-object", "--stdin"], { directory, input: Buffer.from("one") });
  expect(out.toString().trim()).toBe("43dd47ea691c90a5fa7827892c70241913351963");
  const input = Buffer.alloc(5_000_000, "nothing that is understood\n");
  await expect(runGit(["fast-import"], { directory, input })).rejects.toMatchObject({ problem: "failed" });
});

test("a folder without a repository is a typed error, also when a repository lies around it", async () => {
  const repository = makeRepository({ "inner/a.txt": "one" }).commit("first");
  const error = await runGit(["ls-files"], { directory: repository.at("inner") }).catch(
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(GitError);
  expect(error).toMatchObject({ problem: "not-a-repository", code: "NOT_FOUND" });
});

/** A repository at which git waits for ever: its configuration includes a pipe that nobody writes to. */
function stuckRepository() {
  const repository = makeRepository({ "a.txt": "one" }).commit("first");
  execFileSync("mkfifo", [repository.at("pipe")]);
  appendFileSync(repository.at(".git/config"), `[include]\n\tpath = ${repository.at("pipe")}\n`);
  return repository;
}

test.skipIf(process.platform === "win32")("git that stands still is stopped", async () => {
  const running = runGit(["log"], { directory: stuckRepository().path, stall: 300 });
  await expect(running).rejects.toMatchObject({ problem: "timeout", code: "TIMEOUT" });
});

test.skipIf(process.platform === "win32")("a signal stops git at once", async () => {
  const stopped = new AbortController();
  const running = runGit(["log"], { directory: stuckRepository().path, signal: stopped.signal });
  stopped.abort();
  await expect(running).rejects.toMatchObject({ problem: "cancelled", code: "CANCELLED" });
});

test.skipIf(process.platform === "win32")("a time limit ends git with a typed error", async () => {
  await expect(runGit(["log"], { directory: stuckRepository().path, timeout: 50 })).rejects.toMatchObject({
    problem: "timeout",
    code: "TIMEOUT",
  });
});

test("a limit of output ends git with a typed error", async () => {
  const repository = makeRepository({ "a.txt": "x".repeat(1000) }).commit("first");
  await expect(
    runGit(["show", "HEAD:a.txt"], { directory: repository.path, limit: 10 }),
  ).rejects.toMatchObject({ problem: "too-large" });
});

test("leaving the output early ends git", async () => {
  const repository = makeRepository({ "a.txt": "x".repeat(3_000_000) }).commit("first");
  let bytes = 0;
  for await (const chunk of streamGit(["show", "HEAD:a.txt"], { directory: repository.path })) {
    bytes += chunk.length;
    break;
  }
  expect(bytes).toBeGreaterThan(0);
});

test("a repository of another owner is an explained error", async () => {
  const repository = makeRepository({ "a.txt": "one" }).commit("first");
  process.env["GIT_TEST_ASSUME_DIFFERENT_OWNER"] = "1";
  try {
    await expect(runGit(["ls-files"], { directory: repository.path })).rejects.toMatchObject({
      problem: "dubious-ownership",
      code: "FORBIDDEN",
    });
  } finally {
    delete process.env["GIT_TEST_ASSUME_DIFFERENT_OWNER"];
  }
});

test("core.worktree does not lead git out of the folder", async () => {
  const elsewhere = makeFolder({ "secret.txt": "s" });
  const repository = makeRepository({ "a.txt": "one" });
  repository.git("config", "core.worktree", elsewhere.path);
  const out = await runGit(["ls-files", "-z", "-o"], { directory: repository.path });
  expect(out.toString()).toBe("a.txt\0");
});

test("no program that the repository or the environment names is run", async () => {
  const repository = makeRepository({ "a.txt": "one" }).commit("first");
  const mark = repository.at("ran");
  const program = repository.write({ "evil.sh": `#!/bin/sh\necho "$0" >> "${mark}"\n` }).at("evil.sh");
  chmodSync(program, 0o755);
  for (const key of [
    "core.fsmonitor",
    "core.pager",
    "pager.log",
    "core.sshCommand",
    "gpg.program",
    "diff.external",
    "core.editor",
    "core.askPass",
  ]) {
    repository.git("config", key, program);
  }
  repository.git("config", "log.showSignature", "true");
  process.env["GIT_EXTERNAL_DIFF"] = program;
  process.env["GIT_PAGER"] = program;
  try {
    for (const args of [
      ["ls-files", "-c", "-o", "-m"],
      ["log", "--name-status"],
      ["status"],
      ["diff", "HEAD"],
    ])
      await runGit(args, { directory: repository.path });
  } finally {
    delete process.env["GIT_EXTERNAL_DIFF"];
    delete process.env["GIT_PAGER"];
  }
  expect(existsSync(mark)).toBe(false);
});
