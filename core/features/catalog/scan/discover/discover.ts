import { createHash } from "node:crypto";
import { lstatSync, statSync, type Stats } from "node:fs";
import { basename, relative, sep } from "node:path";
import { setImmediate as breathe } from "node:timers/promises";
import ignore from "ignore";
import { failure } from "#shared/api/failures.ts";
import {
  inRepository,
  NO_HISTORY,
  type PocHistory,
  type RepositoryHistory,
} from "#core/features/catalog/scan/history.ts";
import type { ScanRequest } from "#core/features/catalog/scan/scan-contract.ts";
import type { FromWorker, ReadJob } from "#core/features/catalog/scan/worker-protocol.ts";
import { fingerprintOf, wasReadWith } from "#core/features/catalog/scan/fingerprint.ts";
import { DiskDeclarations } from "./declarations.ts";
import { Failures } from "./failures.ts";
import { isGenericName } from "./folder-names.ts";
import { FolderTree, type Folder } from "./folder-tree.ts";
import { Histories } from "./histories.ts";
import { listFiles } from "./listing.ts";
import { baseOf, below, joinRelative, parentOf, within } from "./names.ts";
import type { Repository } from "./repository.ts";
import { findPocs, type Place } from "./rules.ts";

/** The first of what is hashed with the files of a folder. */
const HASHED = "1";
/** Files after which other work gets its turn. */
const BREATH = 400;

/** POCs in one message. */
const JOBS = 25;

/** A POC with what the disk says of its files. */
interface Measured {
  readonly place: Place;
  readonly repository: Repository | null;
  readonly files: readonly string[];
  readonly sizes: Float64Array;
  readonly oldest: number | null;
  readonly newest: number | null;
  readonly filesPart: string;
  readonly signature: string;
}

/**
 * Finds the POCs below the root, tells which are unchanged and hands on what is to be read. Throws TatamiError:
 * NOT_FOUND and FORBIDDEN for the root itself, CANCELLED.
 */
export async function discover(
  request: ScanRequest,
  signal: AbortSignal,
  post: (message: FromWorker) => void,
): Promise<void> {
  checkRoot(request.root);
  const failures = new Failures();
  const repositories: Repository[] = [];
  const tree = new FolderTree(basename(request.root) || request.root);
  let files = 0;
  const onFiles = (count: number, current: string) => {
    files += count;
    post({ type: "progress", progress: { phase: "discover", done: files, total: null, current } });
  };
  const say = () => {
    const taken = failures.take();
    if (taken.length > 0) post({ type: "event", event: { type: "failed", failures: taken } });
  };
  await listFiles({
    root: request.root,
    tree,
    repositories,
    failures,
    signal,
    leftOut: leftOut(request),
    onFiles,
  });
  const places = findPocs(tree, request.corrections, new DiskDeclarations(request.root));
  const licences = new RootLicences(tree);

  // Without a known head the history is needed for sure: git works on it while the files are measured.
  const owned = byRepository(places, tree);
  const histories = new Histories(owned, signal, post, failures);
  for (const [repository, own] of owned)
    if (needsHistory(repository, request) && own.length > 0) histories.start(repository);

  const measured: Measured[] = [];
  for (const [repository, own] of owned) {
    for (const place of own) {
      const extra = `${HASHED}\0${repository?.remote ?? ""}\0${licences.of(repository).join("\0")}`;
      measured.push(await measure(request.root, place, repository, extra, failures));
    }
  }
  say();
  let unchanged = 0;
  const heads = new Map(repositories.map((repository) => [repository, repository.head]));
  for (const [repository, own] of group(measured)) {
    signal.throwIfAborted();
    const known = (poc: Measured) => request.known[below(request.root, poc.place.path)];
    const sameHead =
      repository === null ||
      repository.head === null ||
      repository.broken ||
      request.heads[repository.directory] === repository.head;
    const alike = (poc: Measured) => sameHead && wasReadWith(known(poc), poc.filesPart);
    const toRead = own.filter((poc) => !alike(poc));
    const same = own.filter(alike).map((poc) => below(request.root, poc.place.path));
    const history = repository === null || toRead.length === 0 ? null : await histories.of(repository);
    const jobs: ReadJob[] = [];
    for (const poc of toRead) {
      const job = toJob(request.root, poc, history, licences);
      if (known(poc) === job.fingerprint) same.push(job.path);
      else jobs.push(job);
    }
    unchanged += same.length;
    say();
    // A history that could not be read is tried again by the next scan: its head does not count as known.
    if (repository !== null)
      heads.set(repository, toRead.length > 0 && history === null ? null : repository.head);
    if (same.length > 0) post({ type: "event", event: { type: "unchanged", paths: same } });
    // In small messages: the main thread must not stop for a big one.
    for (let from = 0; from < jobs.length; from += JOBS)
      post({ type: "jobs", jobs: jobs.slice(from, from + JOBS) });
  }
  say();
  for (const [repository, head] of heads)
    post({ type: "event", event: { type: "repository", path: repository.directory, head } });
  post({ type: "discovered", unchanged });
}

function checkRoot(root: string): void {
  let stats: Stats | undefined;
  try {
    stats = statSync(root, { throwIfNoEntry: false });
  } catch (error) {
    throw failure("scan.root-forbidden", { path: root }, { cause: error });
  }
  if (stats === undefined) throw failure("scan.root-missing", { path: root });
  if (!stats.isDirectory()) throw failure("scan.root-is-file", { path: root });
}

function leftOut(request: ScanRequest): (path: string, folder: boolean) => boolean {
  const patterns = ignore({ allowRelativePaths: true }).add([...request.ignore]);
  const excluded = request.exclude
    .map((path) => relative(request.root, path).split(sep).join("/"))
    .filter((path) => path !== ".." && !path.startsWith("../"));
  const any = request.ignore.length > 0;
  return (path, folder) =>
    excluded.some((entry) => within(path, entry)) ||
    (any && path !== "" && patterns.ignores(folder ? `${path}/` : path));
}

function needsHistory(repository: Repository | null, request: ScanRequest): repository is Repository {
  if (repository === null || repository.head === null || repository.broken) return false;
  return request.heads[repository.directory] !== repository.head;
}

/** POCs by the repository that holds them, null for none, in the order in which they were found. */
function byRepository(places: readonly Place[], tree: FolderTree): Map<Repository | null, Place[]> {
  const groups = new Map<Repository | null, Place[]>();
  for (const place of places) {
    const repository = repositoryOf(place.parts[0]?.path ?? place.path, tree);
    const own = groups.get(repository);
    if (own === undefined) groups.set(repository, [place]);
    else own.push(place);
  }
  return groups;
}

function repositoryOf(path: string, tree: FolderTree): Repository | null {
  for (let at = path; ; at = parentOf(at)) {
    const repository = tree.get(at)?.repository ?? null;
    if (repository !== null || at === "") return repository;
  }
}

function group(measured: readonly Measured[]): Map<Repository | null, Measured[]> {
  const groups = new Map<Repository | null, Measured[]>();
  for (const poc of measured) {
    const own = groups.get(poc.repository);
    if (own === undefined) groups.set(poc.repository, [poc]);
    else own.push(poc);
  }
  return groups;
}

/** Files of a place below its folder, without the POCs inside. */
function filesOf(place: Place): string[] {
  const files: string[] = [];
  const visited = new Set<Folder>();
  const stack = [...place.parts].toReversed();
  for (let folder = stack.pop(); folder !== undefined; folder = stack.pop()) {
    if (visited.has(folder)) continue;
    visited.add(folder);
    for (const name of folder.files) files.push(joinRelative(folder.path, name));
    for (const child of folder.folders) if (!place.without.has(child)) stack.push(child);
  }
  return files.sort();
}

async function measure(
  root: string,
  place: Place,
  repository: Repository | null,
  extra: string,
  failures: Failures,
): Promise<Measured> {
  const paths = filesOf(place);
  const files: string[] = [];
  const sizes: number[] = [];
  const hash = createHash("sha1").update(extra);
  const signature = createHash("sha1");
  let oldest: number | null = null;
  let newest: number | null = null;
  for (const path of paths) {
    if (++breaths % BREATH === 0) await breathe();
    const absolute = below(root, path);
    let stats: Stats | undefined;
    try {
      stats = lstatSync(absolute, { throwIfNoEntry: false });
    } catch (error) {
      failures.addError(absolute, error);
      continue;
    }
    // Tracked and deleted, a symbolic link, a pipe: nothing to read.
    if (stats === undefined || !stats.isFile()) continue;
    // A merged POC may lie beside some of its parts: their paths stay relative to the root then.
    const file = within(path, place.path)
      ? path.slice(place.path === "" ? 0 : place.path.length + 1)
      : `${up(place.path)}${path}`;
    files.push(file);
    sizes.push(stats.size);
    const modified = Math.trunc(stats.mtimeMs);
    hash.update(`${file}\0${stats.size}\0${modified}\n`);
    signature.update(`${file}\0${stats.size}\n`);
    oldest = oldest === null ? modified : Math.min(oldest, modified);
    newest = newest === null ? modified : Math.max(newest, modified);
  }
  return {
    place,
    repository,
    files,
    sizes: Float64Array.from(sizes),
    oldest,
    newest,
    filesPart: hash.digest("base64url"),
    signature: signature.digest("base64url"),
  };
}

let breaths = 0;

function up(path: string): string {
  return path === "" ? "" : "../".repeat(path.split("/").length);
}

function toJob(
  root: string,
  poc: Measured,
  history: RepositoryHistory | null,
  licences: RootLicences,
): ReadJob {
  const { place, repository } = poc;
  const own: PocHistory = history?.pocs.get(place.path) ?? NO_HISTORY;
  const path = below(root, place.path);
  return {
    path,
    relativePath: place.path,
    name: nameOf(root, place.path, repository),
    files: poc.files.join("\0"),
    sizes: poc.sizes,
    oldestFileAt: poc.oldest,
    newestFileAt: poc.newest,
    fingerprint: fingerprintOf(poc.filesPart, own),
    signature: poc.signature,
    history: own,
    remote: repository?.remote ?? null,
    subfolder: repository === null ? place.path : inRepository(repository, place.path),
    headCommit: history === null ? null : (repository?.head ?? null),
    headAt: history?.headAt ?? null,
    rootLicences: licences.of(repository),
  };
}

/** The folder's name; a name such as "backend" says nothing alone and gets its parent's before it. */
function nameOf(root: string, path: string, repository: Repository | null): string {
  if (path === "") return basename(root) || root;
  const name = baseOf(path);
  const parent = parentOf(path);
  return isGenericName(name, baseOf(parent)) && repository?.path !== path
    ? `${baseOf(parent)}/${name}`
    : name;
}

/** Licence files at the top of each repository. */
class RootLicences {
  readonly #tree: FolderTree;
  readonly #known = new Map<Repository | null, readonly string[]>();

  constructor(tree: FolderTree) {
    this.#tree = tree;
  }

  of(repository: Repository | null): readonly string[] {
    if (repository === null) return [];
    let known = this.#known.get(repository);
    if (known === undefined) {
      const names =
        repository.inside === ""
          ? (this.#tree.get(repository.path)?.files ?? [])
          : ["LICENSE", "LICENSE.md", "LICENSE.txt", "LICENCE", "COPYING"];
      known = names
        .filter((name) => /^(?:licen[cs]e|copying|unlicense)\b/i.test(name))
        .map((name) => below(repository.directory, name));
      this.#known.set(repository, known);
    }
    return known;
  }
}
