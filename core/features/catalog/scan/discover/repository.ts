import { closeSync, openSync, readSync, statSync, type Stats } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { joinRelative } from "./names.ts";

/** A git repository that lies in or around the scanned folder. */
export interface Repository {
  /** Absolute path of its top folder, or of the bare repository itself. */
  readonly directory: string;
  /** The same below the scanned root with `/`; "" also for a repository that begins above the root. */
  readonly path: string;
  /** The scanned root below the repository's top with `/`; "" unless the repository begins above the root. */
  readonly inside: string;
  readonly bare: boolean;
  /** Commits of which the history was cut off (`.git/shallow`). */
  readonly shallow: ReadonlySet<string>;
  /** Object id of HEAD, or null without commits. */
  readonly head: string | null;
  /** Normalised remote, see {@link normaliseRemote}. */
  readonly remote: string | null;
  /** Why git does not read it; its files are then read without git and it has no history. */
  broken: boolean;
}

const SMALL = 1024 * 1024;
const OBJECT_ID = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

/** Reads at most `limit` bytes of a regular file as text, or null when it is not one or cannot be read. */
export function readSmall(path: string, limit: number = SMALL): string | null {
  let file: number | undefined;
  try {
    // Asked before opening: opening a FIFO would wait for a writer for ever.
    const stats = statSync(path);
    if (!stats.isFile()) return null;
    file = openSync(path, "r");
    const buffer = Buffer.alloc(Math.min(stats.size, limit));
    const length = readSync(file, buffer, 0, buffer.length, 0);
    return buffer.toString("utf8", 0, length);
  } catch {
    return null;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** True for a folder with the parts of a git directory. */
export function isGitDirectory(directory: string): boolean {
  const head = readSmall(join(directory, "HEAD"), 4096);
  if (head === null || !(head.startsWith("ref:") || OBJECT_ID.test(head.trim()))) return false;
  if (readSmall(join(directory, "commondir"), 4096) !== null) return true;
  return (
    stat(join(directory, "objects"))?.isDirectory() === true &&
    stat(join(directory, "refs"))?.isDirectory() === true
  );
}

function stat(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** The git directory of a work tree (`.git`, or what a `.git` file names), or null where there is no repository. */
export function gitDirectoryOf(directory: string): string | null {
  const dotGit = join(directory, ".git");
  const stats = stat(dotGit);
  if (stats === undefined) return null;
  if (stats.isDirectory()) return isGitDirectory(dotGit) ? dotGit : null;
  const named = /^gitdir: (.+?)\s*$/.exec(readSmall(dotGit, 8192) ?? "")?.[1];
  if (named === undefined) return null;
  const target = resolve(directory, named);
  return isGitDirectory(target) ? target : null;
}

/** Reads what the files of a repository say, without running git. */
export function openRepository(
  directory: string,
  gitDirectory: string,
  path: string,
  inside: string,
): Repository {
  const common = readSmall(join(gitDirectory, "commondir"), 8192)?.trim();
  const commonDirectory = common === undefined ? gitDirectory : resolve(gitDirectory, common);
  const config = parseGitConfig(readSmall(join(commonDirectory, "config")) ?? "");
  const shallow = readSmall(join(commonDirectory, "shallow"), 64 * SMALL) ?? "";
  const ownTree = directory !== gitDirectory;
  return {
    directory,
    path,
    inside,
    bare: !ownTree || (config.bare && common === undefined),
    shallow: new Set(shallow.split("\n").filter((line) => line !== "")),
    head: readHead(gitDirectory, commonDirectory),
    remote: config.remote === null ? null : normaliseRemote(config.remote),
    // Git would wait for a writer for ever.
    broken: [gitDirectory, commonDirectory].some(hasPipe),
  };
}

/** Looks for a repository that begins above `root`; answers its top folder and the way from there to `root`. */
export function enclosingRepository(
  root: string,
): { readonly directory: string; readonly gitDirectory: string; readonly inside: string } | null {
  let inside = "";
  let at = root;
  for (;;) {
    const above = dirname(at);
    if (above === at) return null;
    inside = joinRelative(at.slice(above.length).replace(/^[\\/]/, ""), inside);
    at = above;
    const gitDirectory = gitDirectoryOf(at);
    if (gitDirectory !== null) return { directory: at, gitDirectory, inside };
  }
}

/** Files of a git directory that git opens while it reads: none of them may be a pipe, a socket or a device. */
const OPENED_BY_GIT = [
  "HEAD",
  "config",
  "config.worktree",
  "index",
  "packed-refs",
  "shallow",
  "commondir",
  "info/exclude",
  "info/attributes",
  "objects/info/alternates",
];

function hasPipe(directory: string): boolean {
  return OPENED_BY_GIT.some((name) => {
    const stats = stat(join(directory, name));
    return stats !== undefined && !stats.isFile() && !stats.isDirectory();
  });
}

function readHead(gitDirectory: string, commonDirectory: string): string | null {
  let value = readSmall(join(gitDirectory, "HEAD"), 4096)?.trim() ?? "";
  // A symbolic reference may name another; more than five is a loop.
  for (let step = 0; step < 5; step++) {
    if (OBJECT_ID.test(value)) return value;
    const name = /^ref: (refs\/[^\0]+)$/.exec(value)?.[1];
    if (name === undefined || name.includes("..")) return null;
    const loose = readSmall(join(gitDirectory, name), 4096) ?? readSmall(join(commonDirectory, name), 4096);
    if (loose === null) return packedRef(commonDirectory, name);
    value = loose.trim();
  }
  return null;
}

function packedRef(commonDirectory: string, name: string): string | null {
  const packed = readSmall(join(commonDirectory, "packed-refs"), 64 * SMALL);
  if (packed === null) return null;
  const line = packed.split("\n").find((entry) => entry.endsWith(` ${name}`));
  const id = line?.slice(0, line.indexOf(" ")) ?? "";
  return OBJECT_ID.test(id) ? id : null;
}

/** The settings that a scan needs: `origin` or else the first remote, and whether the repository is bare. Includes are not followed. */
export function parseGitConfig(text: string): { readonly remote: string | null; readonly bare: boolean } {
  let section = "";
  let first: string | null = null;
  let origin: string | null = null;
  let bare = false;
  for (const raw of text.split("\n")) {
    const line = raw.trim();
    const header = /^\[\s*([\w.-]+)(?:\s+"((?:[^"\\]|\\.)*)")?\s*\]/.exec(line);
    if (header !== null) {
      section =
        header[2] === undefined
          ? (header[1] ?? "").toLowerCase()
          : `${(header[1] ?? "").toLowerCase()} ${header[2]}`;
      continue;
    }
    const pair = /^([\w-]+)\s*=\s*(.*)$/.exec(line);
    if (pair === null) continue;
    const key = (pair[1] ?? "").toLowerCase();
    const value = unquote(pair[2] ?? "");
    if (key === "url" && section.startsWith("remote ")) {
      first ??= value;
      if (section === "remote origin") origin ??= value;
    }
    if (key === "bare" && section === "core") bare = /^(?:true|yes|on|1)$/i.test(value);
  }
  return { remote: origin ?? first, bare };
}

function unquote(value: string): string {
  if (value.startsWith('"'))
    return value.slice(1, value.indexOf('"', 1) === -1 ? undefined : value.indexOf('"', 1));
  return value.replace(/\s+[#;].*$/, "").trim();
}

/**
 * A remote as `https://host/owner/name`: without credentials, port of ssh, query and `.git`. Null for a path on this
 * machine, which would tell others of its folders, and for what is no address.
 */
export function normaliseRemote(url: string): string | null {
  const trimmed = url.trim();
  // A name without a dot is a disk, a scheme, or an alias that means something on this machine only.
  const scp = /^(?:[^@/\s]+@)?([A-Za-z0-9][A-Za-z0-9-]*(?:\.[A-Za-z0-9-]+)+):(?!\/\/)([\w./~%+-]+)$/.exec(
    trimmed,
  );
  if (scp !== null) return assemble(scp[1] ?? "", "", scp[2] ?? "");
  let parsed: URL;
  try {
    parsed = new URL(trimmed);
  } catch {
    return null;
  }
  if (!/^(?:https?|ssh|git|git\+ssh|ssh\+git|git\+https):$/.test(parsed.protocol)) return null;
  const port = /^https?:$/.test(parsed.protocol) && parsed.port !== "" ? `:${parsed.port}` : "";
  return assemble(parsed.hostname, port, parsed.pathname);
}

function assemble(host: string, port: string, path: string): string | null {
  const clean = path
    .replace(/[?#].*$/, "")
    .replace(/^[/~]+|\/+$/g, "")
    .replace(/\.git$/, "");
  if (host === "" || clean === "" || /\s/.test(clean)) return null;
  return `https://${host.toLowerCase()}${port}/${clean}`;
}
