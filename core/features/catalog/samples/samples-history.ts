import { lstat, mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { GitError, runGit } from "#core/platform/git.ts";
import type { SampleCommit } from "./sample.ts";

const EMAIL = "samples@tatami.invalid";
const AUTHOR = `Tatami samples <${EMAIL}>`;
const BRANCH = "refs/heads/main";

/**
 * Makes `folder`, whose files are those after the last commit, a git repository with these commits; one that is there
 * stays as it is. It is made in `workshop` and moved when it is whole, so that no half of one is ever found. Throws GitError.
 */
export async function writeHistory(
  folder: string,
  workshop: string,
  commits: readonly SampleCommit[],
): Promise<void> {
  if (await exists(join(folder, ".git"))) return;
  await rm(workshop, { recursive: true, force: true });
  await mkdir(workshop);
  try {
    // Without the work tree's name git would not know what it is about to make; without templates it makes less.
    await runGit(["init", "--quiet", "--template="], { directory: workshop, workTree: false });
    const there = { directory: workshop };
    await runGit(["symbolic-ref", "HEAD", BRANCH], there);
    await runGit(["-c", "core.fsync=all", "fast-import", "--quiet", "--done"], {
      ...there,
      input: importOf(commits),
    });
    await runGit(["read-tree", BRANCH], there);
    await rename(join(workshop, ".git"), join(folder, ".git"));
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
}

/** The history as `git fast-import` reads it: the same commits have the same ids everywhere. */
function importOf(commits: readonly SampleCommit[]): Buffer {
  const parts: Buffer[] = [];
  const say = (line: string) => parts.push(Buffer.from(`${line}\n`));
  const data = (bytes: Buffer) => {
    say(`data ${bytes.length}`);
    parts.push(bytes);
    say("");
  };
  for (const { at, says, files } of commits) {
    say(`commit ${BRANCH}`);
    say(`committer ${AUTHOR} ${Math.trunc(at / 1000)} +0000`);
    data(Buffer.from(`${says}\n`));
    for (const [path, content] of files) {
      say(`M 100644 inline ${path}`);
      data(content);
    }
  }
  say("done");
  return Buffer.concat(parts);
}

/** Removes the repository of `folder` where nobody but us has committed to it; another one stays. */
export async function removeHistory(folder: string, workshop: string): Promise<void> {
  const repository = join(folder, ".git");
  const gone = (await isOurs(folder, repository)) ? [repository, workshop] : [workshop];
  for (const path of gone)
    await rm(path, { recursive: true, force: true, maxRetries: 3 }).catch(() => {
      // What cannot be removed is told with all else that stays.
    });
}

/** True when every branch, tag and stash, and what is checked out, is our last commit. */
async function isOurs(folder: string, repository: string): Promise<boolean> {
  try {
    // A link in the place of either leads to what is somebody else's.
    for (const path of [folder, repository]) if (!(await lstat(path)).isDirectory()) return false;
    const there = { directory: folder };
    const head = String(await runGit(["rev-parse", "--verify", "HEAD"], there)).trim();
    const refs = await runGit(["for-each-ref", "--format=%(objectname) %(committeremail)"], there);
    const lines = new Set(String(refs).trim().split("\n"));
    return lines.size === 1 && lines.has(`${head} <${EMAIL}>`);
  } catch (error) {
    // Without git, and where it refuses, nobody knows whose it is.
    if (error instanceof GitError || (error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}

async function exists(path: string): Promise<boolean> {
  return await lstat(path).then(
    () => true,
    () => false,
  );
}
