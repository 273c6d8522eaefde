import { isUtf8 } from "node:buffer";
import { readdirSync, type Dirent } from "node:fs";
import ignore, { type Ignore } from "ignore";
import { reason } from "#shared/api/reasons.ts";
import { GitError, runGit } from "#core/platform/git.ts";
import type { Failures } from "./failures.ts";
import { isManifest, isNeverEntered } from "./folder-names.ts";
import type { FolderTree } from "./folder-tree.ts";
import { below, decodeName, escapeName, joinRelative, parentOf } from "./names.ts";
import {
  enclosingRepository,
  gitDirectoryOf,
  isGitDirectory,
  openRepository,
  readSmall,
  type Repository,
} from "./repository.ts";

/** What listing a folder needs and fills. */
export interface Listing {
  readonly root: string;
  readonly tree: FolderTree;
  readonly repositories: Repository[];
  readonly failures: Failures;
  readonly signal: AbortSignal;
  /** True for a path below the root that the user's patterns or the excluded folders leave out. */
  readonly leftOut: (path: string, folder: boolean) => boolean;
  /** Says how many files are known, for progress. */
  readonly onFiles: (count: number, current: string) => void;
}

/** Git processes at once: they wait for the disk as much as they compute. */
const AT_ONCE = 4;
/** Deeper than any path that the system can open. */
const DEEPEST = 2048;
const QUESTION_MARK = 63;

/** Lists all files below the root into the tree: by git where there is a repository, else by walking. Symbolic links are never followed. */
export async function listFiles(listing: Listing): Promise<void> {
  const found: Repository[] = [];
  const around = gitDirectoryOf(listing.root) === null ? enclosingRepository(listing.root) : null;
  let listed = false;
  if (around !== null && !isGitDirectory(listing.root)) {
    const repository = openRepository(around.directory, around.gitDirectory, "", around.inside);
    // A folder that the repository around it ignores (a home folder kept in git, say) lists as empty: then it stands for itself.
    if (!repository.bare) listed = await listRepository(listing, repository, found, true);
  }
  if (!listed) walk(listing, "", found);
  while (found.length > 0) {
    const wave = found.splice(0, AT_ONCE);
    await Promise.all(
      wave.map(async (repository) => {
        if (!(await listRepository(listing, repository, found, false)))
          walkBroken(listing, repository, found);
      }),
    );
  }
}

function walkBroken(listing: Listing, repository: Repository, found: Repository[]): void {
  if (repository.bare) return;
  listing.tree.ensure(repository.path).repository = repository;
  walk(listing, repository.path, found, true);
}

/** Lists the files of a repository by one call of git. False where git could not and the folder has to be walked. */
async function listRepository(
  listing: Listing,
  repository: Repository,
  found: Repository[],
  enclosing: boolean,
): Promise<boolean> {
  const { failures, tree } = listing;
  if (repository.bare && !enclosing) {
    failures.add(repository.directory, "GIT_FAILED", reason("repository.bare", {}));
    listing.repositories.push(repository);
    return true;
  }
  const scope = repository.inside === "" ? [] : ["--", repository.inside];
  let out: Buffer;
  try {
    if (repository.broken) throw new GitError("failed", reason("git.pipe", {}));
    out = await runGit(["ls-files", "-z", "-t", "-s", "-c", "-o", "--exclude-standard", ...scope], {
      directory: repository.directory,
      signal: listing.signal,
    });
  } catch (error) {
    if (!(error instanceof GitError) || error.problem === "cancelled") throw error;
    explain(failures, repository.directory, error);
    repository.broken = true;
    if (enclosing) return false;
    listing.repositories.push(repository);
    return false;
  }
  if (enclosing && out.length === 0) return false;
  listing.repositories.push(repository);
  tree.ensure(repository.path).repository = repository;
  addListed(listing, repository, out, found);
  return true;
}

function explain(failures: Failures, path: string, error: GitError): void {
  if (error.problem === "dubious-ownership")
    failures.add(path, "DUBIOUS_OWNERSHIP", reason("repository.not-trusted", { path }));
  else failures.add(path, "GIT_FAILED", error.reason, reason("repository.without-git", {}));
}

/**
 * Adds the answer of `ls-files -t -s -z`: "H mode id stage<tab>path" tracked, "? path" untracked, an untracked path with
 * `/` at its end a repository inside, mode 160000 a submodule, 120000 a symbolic link.
 */
function addListed(listing: Listing, repository: Repository, out: Buffer, found: Repository[]): void {
  const names = splitNames(listing, repository, out);
  const cut = repository.inside === "" ? 0 : repository.inside.length + 1;
  const checked = new Map<string, boolean>();
  let previous = "";
  for (const entry of names) {
    const untracked = entry.charCodeAt(0) === QUESTION_MARK;
    const inRepository = untracked ? entry.slice(2) : entry.slice(entry.indexOf("\t") + 1);
    if (inRepository === previous || (!untracked && entry.startsWith("120000", 2))) continue; // An unmerged file is listed once for each side.
    previous = inRepository;
    const path = joinRelative(repository.path, inRepository.slice(cut));
    if (path.endsWith("/") || (!untracked && entry.startsWith("160000", 2))) {
      nested(listing, path.replace(/\/$/, ""), found);
      continue;
    }
    const parent = parentOf(path);
    let keep = checked.get(parent);
    if (keep === undefined) {
      keep = keepsFolder(listing, repository, parent, untracked, checked, found);
      checked.set(parent, keep);
    }
    if (!keep || listing.leftOut(path, false)) continue;
    listing.tree.addFile(path);
  }
  listing.onFiles(names.length, repository.path);
}

/** False for files of a folder that is left out, or that belongs to a repository without commits, which git does not tell apart. */
function keepsFolder(
  listing: Listing,
  repository: Repository,
  folder: string,
  untracked: boolean,
  checked: Map<string, boolean>,
  found: Repository[],
): boolean {
  if (folder === repository.path || folder === "") return true;
  const above = parentOf(folder);
  let keep = checked.get(above);
  if (keep === undefined) {
    keep = keepsFolder(listing, repository, above, untracked, checked, found);
    checked.set(above, keep);
  }
  if (!keep || listing.leftOut(folder, true)) return false;
  return !(untracked && nested(listing, folder, found));
}

function splitNames(listing: Listing, repository: Repository, out: Buffer): string[] {
  if (isUtf8(out)) {
    const names = out.toString("utf8").split("\0");
    names.pop();
    return names;
  }
  const names: string[] = [];
  let from = 0;
  for (let end = out.indexOf(0, from); end !== -1; end = out.indexOf(0, from)) {
    const bytes = out.subarray(from, end);
    from = end + 1;
    const name = decodeName(bytes);
    if (name === null)
      invalidName(
        listing,
        repository.directory,
        bytes.subarray(bytes[0] === QUESTION_MARK ? 2 : bytes.indexOf(9) + 1),
      );
    else names.push(name);
  }
  return names;
}

/** Says the shortest part of the path whose name is not UTF-8: a folder once, and not each file in it. */
function invalidName(listing: Listing, directory: string, bytes: Buffer): void {
  let end = bytes.indexOf(47);
  while (end !== -1 && isUtf8(bytes.subarray(0, end))) end = bytes.indexOf(47, end + 1);
  const part = end === -1 ? bytes : bytes.subarray(0, end);
  listing.failures.add(`${directory}/${escapeName(part)}`, "INVALID_NAME", reason("scan.path-not-utf8", {}));
}

/** Takes the folder as a repository of its own, when it is one. */
function nested(listing: Listing, path: string, found: Repository[]): boolean {
  const directory = below(listing.root, path);
  const gitDirectory = gitDirectoryOf(directory);
  if (gitDirectory === null) return false;
  if (listing.leftOut(path, true)) return true;
  found.push(openRepository(directory, gitDirectory, path, ""));
  return true;
}

interface Rules {
  readonly at: string;
  readonly rules: Ignore;
}

/** Walks a folder without git. `own` says that its first folder is a repository that git could not read. */
function walk(listing: Listing, start: string, found: Repository[], own = false): void {
  const stack: { readonly path: string; readonly rules: readonly Rules[] }[] = [{ path: start, rules: [] }];
  let files = 0;
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { path } = next;
    const entries = read(listing, path);
    if (entries === null) continue;
    const names = new Map<string, Dirent<Buffer>>();
    for (const entry of entries) {
      const name = decodeName(entry.name);
      if (name === null) invalidName(listing, below(listing.root, path), entry.name);
      else names.set(name, entry);
    }
    if (!(own && path === start) && isRepository(listing, path, names, found)) continue;
    const rules = withIgnoreFile(listing, path, names, next.rules);
    const besideManifest = [...names.keys()].some((name) => isManifest(name));
    for (const [name, entry] of names) {
      const child = joinRelative(path, name);
      if (entry.isDirectory()) {
        if (
          isNeverEntered(name, besideManifest) ||
          listing.leftOut(child, true) ||
          ignored(rules, `${child}/`)
        )
          continue;
        if (child.split("/").length < DEEPEST) stack.push({ path: child, rules });
      } else if (entry.isFile() && !listing.leftOut(child, false) && !ignored(rules, child)) {
        listing.tree.addFile(child);
        files += 1;
      }
    }
    if (files >= 1000) {
      listing.onFiles(files, path);
      files = 0;
    }
  }
  listing.onFiles(files, start);
}

function read(listing: Listing, path: string): Dirent<Buffer>[] | null {
  try {
    return readdirSync(below(listing.root, path), { withFileTypes: true, encoding: "buffer" });
  } catch (error) {
    listing.failures.addError(below(listing.root, path), error);
    return null;
  }
}

function isRepository(
  listing: Listing,
  path: string,
  names: ReadonlyMap<string, Dirent<Buffer>>,
  found: Repository[],
): boolean {
  if (names.has(".git") && nested(listing, path, found)) return true;
  if (!names.has("HEAD") || !names.has("objects") || !names.has("refs")) return false;
  const directory = below(listing.root, path);
  if (!isGitDirectory(directory)) return false;
  found.push(openRepository(directory, directory, path, ""));
  return true;
}

function withIgnoreFile(
  listing: Listing,
  path: string,
  names: ReadonlyMap<string, Dirent<Buffer>>,
  rules: readonly Rules[],
): readonly Rules[] {
  if (names.get(".gitignore")?.isFile() !== true) return rules;
  const text = readSmall(below(listing.root, joinRelative(path, ".gitignore")));
  return text === null
    ? rules
    : [...rules, { at: path, rules: ignore({ allowRelativePaths: true }).add(text) }];
}

/** The innermost .gitignore that has a say decides, as in git. */
function ignored(rules: readonly Rules[], path: string): boolean {
  for (let step = rules.length - 1; step >= 0; step--) {
    const level = rules[step];
    if (level === undefined) continue;
    const answer = level.rules.test(level.at === "" ? path : path.slice(level.at.length + 1));
    if (answer.ignored) return true;
    if (answer.unignored) return false;
  }
  return false;
}
