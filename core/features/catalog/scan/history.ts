import type { Author } from "#shared/features/catalog/catalog.ts";
import { streamGit } from "#core/platform/git.ts";
import { joinRelative, parentOf, within } from "#core/features/catalog/scan/discover/names.ts";
import type { Repository } from "#core/features/catalog/scan/discover/repository.ts";

/** What the history says about one POC. Times are milliseconds since the epoch. */
export interface PocHistory {
  readonly firstCommitAt: number | null;
  readonly lastCommitAt: number | null;
  readonly commits: number;
  readonly commitWeeks: readonly (readonly [number, number])[];
  readonly authors: readonly Author[];
}

/** The history of a repository, by the path of its POCs below the repository's top. */
export interface RepositoryHistory {
  readonly headAt: number | null;
  readonly pocs: ReadonlyMap<string, PocHistory>;
}

/** What a folder without commits has. */
export const NO_HISTORY: PocHistory = {
  firstCommitAt: null,
  lastCommitAt: null,
  commits: 0,
  commitWeeks: [],
  authors: [],
};

const WEEK = 7 * 86_400_000;
/** The epoch was a Thursday: the first Monday came four days later. */
const FIRST_MONDAY = 4 * 86_400_000;
const MOST_WEEKS = 260;
const MOST_AUTHORS = 200;

/** Stands before a commit's own line. No path begins with it, as NUL ends one and git never lists an empty path. */
const MARK = "\u0001\u0002";
const FORMAT = `--format=${MARK}%H%x1f%at%x1f%ct%x1f%an%x1f%ae`;

interface Tally {
  first: number | null;
  last: number | null;
  commits: number;
  /** Number of the last commit counted, so that many files of one commit count once. */
  seen: number;
  readonly weeks: Map<number, number>;
  readonly authors: Map<string, { name: string; email: string; commits: number }>;
}

/**
 * Reads the history of a repository in one pass of `git log`, newest first, and counts it for each POC. A folder that was
 * renamed keeps its history: when a commit moved a POC's files from a folder that is none today, what came before in that
 * folder is the POC's. `paths` are the POCs' folders below the repository's top, several for one that was merged.
 * Throws GitError.
 */
export async function readHistory(
  repository: Repository,
  pocs: ReadonlyMap<string, readonly string[]>,
  signal: AbortSignal,
  onCommits: (count: number) => void,
): Promise<RepositoryHistory> {
  if (repository.head === null) return { headAt: null, pocs: new Map() };
  const whole = pocs.size === 1 && [...pocs.values()][0]?.length === 1 && [...pocs.values()][0]?.[0] === "";
  const pass = new Pass(repository, pocs, whole, onCommits);
  // The whole repository as one POC: all its commits count, and git need not compare a single tree.
  const names = whole ? [] : ["--date-order", "-c", "--name-status", "-M100%"];
  const args = [
    "log",
    "-z",
    "--encoding=UTF-8",
    "--no-ext-diff",
    "--no-textconv",
    "--no-show-signature",
    "--no-color",
    "--no-notes",
  ];
  for await (const chunk of streamGit(
    [...args, "--ignore-submodules=all", ...names, FORMAT, repository.head, "--"],
    {
      directory: repository.directory,
      signal,
      workTree: !repository.bare,
    },
  )) {
    pass.add(chunk);
  }
  return pass.finish();
}

/** Takes the output of git log as it comes. All paths are kept as bytes in latin1, because a path need not be UTF-8. */
class Pass {
  readonly #repository: Repository;
  readonly #whole: boolean;
  readonly #onCommits: (count: number) => void;
  readonly #tallies = new Map<string, Tally>();
  /** Folder to POC; renamed folders are added as the pass goes back in time. */
  readonly #owners = new Map<string, string>();
  readonly #living = new Set<string>();
  #cache = new Map<string, string | null>();
  readonly #texts = new Map<string, string>();
  #rest = "";
  #commits = 0;
  #headAt: number | null = null;
  #time = 0;
  #author = "";
  #cut = false;
  /** The status of a file entry whose paths are still to come, and the first of two paths. */
  #status = "";
  #from = "";
  #renames: [from: string, to: string][] = [];
  #removed: string[] = [];
  #added: string[] = [];

  constructor(
    repository: Repository,
    pocs: ReadonlyMap<string, readonly string[]>,
    whole: boolean,
    onCommits: (count: number) => void,
  ) {
    this.#repository = repository;
    this.#whole = whole;
    this.#onCommits = onCommits;
    for (const [poc, folders] of pocs) {
      this.#tallies.set(poc, {
        first: null,
        last: null,
        commits: 0,
        seen: 0,
        weeks: new Map(),
        authors: new Map(),
      });
      for (const folder of folders) {
        this.#owners.set(toBytes(folder), poc);
        this.#living.add(toBytes(folder));
      }
    }
  }

  add(chunk: Buffer): void {
    const parts = (this.#rest + chunk.toString("latin1")).split("\0");
    this.#rest = parts.pop() ?? "";
    for (const part of parts) this.#part(part);
  }

  finish(): RepositoryHistory {
    if (this.#rest !== "") this.#part(this.#rest);
    this.#settle();
    this.#onCommits(this.#commits);
    const pocs = new Map<string, PocHistory>();
    for (const [poc, tally] of this.#tallies)
      pocs.set(poc, summary(tally, this.#repository.shallow.size > 0));
    return { headAt: this.#headAt, pocs };
  }

  #part(part: string): void {
    // The first file entry after a commit's line follows a line feed.
    const text = this.#status === "" && part.startsWith("\n") ? part.slice(1) : part;
    if (this.#status === "" && text.startsWith(MARK)) return this.#commit(text.slice(MARK.length));
    if (text === "") return;
    if (this.#status === "") {
      this.#status = text;
      return;
    }
    // "R100" has two paths; the "RM" of a merge has one.
    const renamed = /^[RC]\d/.test(this.#status);
    if (renamed && this.#from === "") {
      this.#from = text;
      return;
    }
    if (renamed) {
      this.#renames.push([this.#from, text]);
      this.#touch(this.#from);
    } else if (this.#status === "D") this.#removed.push(text);
    else if (this.#status === "A") this.#added.push(text);
    this.#touch(text);
    this.#status = "";
    this.#from = "";
  }

  #commit(line: string): void {
    this.#settle();
    const [id = "", authored = "0", committed = "0", name = "", email = ""] = line.split("\u001f");
    this.#commits += 1;
    if (this.#commits % 2000 === 0) this.#onCommits(this.#commits);
    this.#headAt ??= Number(committed) * 1000;
    this.#time = Number(authored) * 1000;
    this.#author = `${name}\u001f${email}`;
    // All that came before a cut looks as if this commit had made it.
    this.#cut = this.#repository.shallow.has(id);
    if (this.#whole) this.#count("");
  }

  #touch(path: string): void {
    if (this.#cut) return;
    const owner = this.#owner(parentOf(path));
    if (owner !== null) this.#count(owner);
  }

  #owner(folder: string): string | null {
    const cached = this.#cache.get(folder);
    if (cached !== undefined) return cached;
    const own = this.#owners.get(folder);
    const owner = own ?? (folder === "" ? null : this.#owner(parentOf(folder)));
    this.#cache.set(folder, owner);
    return owner;
  }

  #count(poc: string): void {
    const tally = this.#whole ? [...this.#tallies.values()][0] : this.#tallies.get(poc);
    if (tally === undefined || tally.seen === this.#commits) return;
    tally.seen = this.#commits;
    tally.commits += 1;
    tally.first = tally.first === null ? this.#time : Math.min(tally.first, this.#time);
    tally.last = tally.last === null ? this.#time : Math.max(tally.last, this.#time);
    const week = Math.floor((this.#time - FIRST_MONDAY) / WEEK) * WEEK + FIRST_MONDAY;
    tally.weeks.set(week, (tally.weeks.get(week) ?? 0) + 1);
    const [name = "", email = ""] = this.#author.split("\u001f");
    const key = email === "" ? name : email.toLowerCase();
    const author = tally.authors.get(key);
    if (author !== undefined) author.commits += 1;
    else tally.authors.set(key, { name: this.#text(name), email: this.#text(email), commits: 1 });
  }

  #text(bytes: string): string {
    let text = this.#texts.get(bytes);
    if (text === undefined) {
      text = Buffer.from(bytes, "latin1").toString("utf8");
      this.#texts.set(bytes, text);
    }
    return text;
  }

  /** At the end of a commit: folders that it moved as a whole are the POC's in all older commits. */
  #settle(): void {
    const [renames, removed, added] = [this.#renames, this.#removed, this.#added];
    this.#renames = [];
    this.#removed = [];
    this.#added = [];
    if (renames.length === 0) return;
    const moves = new Moves();
    for (const [from, to] of renames) {
      // What stays when the common ending of both paths is cut off is the folder that was renamed.
      let oldFolder = parentOf(from);
      let newFolder = parentOf(to);
      while (
        oldFolder !== "" &&
        newFolder !== "" &&
        last(oldFolder) === last(newFolder) &&
        !this.#owners.has(newFolder)
      ) {
        oldFolder = parentOf(oldFolder);
        newFolder = parentOf(newFolder);
      }
      if (oldFolder === newFolder || oldFolder === "" || !this.#owners.has(newFolder)) continue;
      // A folder that is a POC of its own today, or holds this one, keeps its history.
      if (this.#living.has(oldFolder) || within(newFolder, oldFolder)) continue;
      moves.add(oldFolder, newFolder);
    }
    let changed = false;
    for (const [oldFolder, newFolder] of moves.convincing(removed, added, renames)) {
      const owner = this.#owners.get(newFolder);
      if (owner === undefined || this.#owner(oldFolder) === owner) continue;
      this.#owners.set(oldFolder, owner);
      changed = true;
    }
    if (changed) this.#cache = new Map();
  }
}

/**
 * Which folders a commit moved. Git pairs any removed file with any added one of the same content, so that two projects
 * with the same build wrapper look like a move: only a folder of which most files went to the other one was moved.
 */
class Moves {
  readonly #counts = new Map<string, Map<string, number>>();
  readonly #targets = new Set<string>();

  add(oldFolder: string, newFolder: string): void {
    let targets = this.#counts.get(oldFolder);
    if (targets === undefined) this.#counts.set(oldFolder, (targets = new Map()));
    targets.set(newFolder, (targets.get(newFolder) ?? 0) + 1);
    this.#targets.add(newFolder);
  }

  convincing(
    removed: readonly string[],
    added: readonly string[],
    renames: readonly (readonly [string, string])[],
  ): [string, string][] {
    if (this.#counts.size === 0) return [];
    const gone = countBelow(this.#counts, [...removed, ...renames.map(([from]) => from)]);
    const come = countBelow(this.#targets, [...added, ...renames.map(([, to]) => to)]);
    const found: [string, string][] = [];
    for (const [oldFolder, targets] of this.#counts) {
      for (const [newFolder, count] of targets) {
        if (count * 2 >= (gone.get(oldFolder) ?? 0) && count * 2 >= (come.get(newFolder) ?? 0))
          found.push([oldFolder, newFolder]);
      }
    }
    return found;
  }
}

/** How many of the paths lie below each of the folders. */
function countBelow(
  folders: { has(folder: string): boolean },
  paths: readonly string[],
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const path of paths) {
    for (let at = parentOf(path); at !== ""; at = parentOf(at))
      if (folders.has(at)) counts.set(at, (counts.get(at) ?? 0) + 1);
  }
  return counts;
}

function last(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function toBytes(path: string): string {
  return Buffer.from(path, "utf8").toString("latin1");
}

function summary(tally: Tally, shallow: boolean): PocHistory {
  return {
    // The first commit of a history that was cut off is unknown.
    firstCommitAt: shallow ? null : tally.first,
    lastCommitAt: tally.last,
    commits: tally.commits,
    commitWeeks: [...tally.weeks].toSorted((left, right) => left[0] - right[0]).slice(-MOST_WEEKS),
    authors: [...tally.authors.values()]
      .toSorted(
        (left, right) =>
          right.commits - left.commits || (left.email.toLowerCase() < right.email.toLowerCase() ? -1 : 1),
      )
      .slice(0, MOST_AUTHORS),
  };
}

/** The path of a POC's folder below its repository's top. */
export function inRepository(repository: Repository, path: string): string {
  return joinRelative(
    repository.inside,
    repository.path === "" ? path : path.slice(repository.path.length + 1),
  );
}
