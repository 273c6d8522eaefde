import { existsSync } from "node:fs";
import { readdir, realpath } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, dirname, isAbsolute, join, resolve } from "node:path";
import type { TatamiError } from "#shared/api/errors.ts";
import { failure } from "#shared/api/failures.ts";

/** Folders of one answer. */
export const BROWSE_LIMIT = 1000;

const HABITS = [
  "Projects",
  "projects",
  "code",
  "Code",
  "dev",
  "src",
  "repos",
  "git",
  "workspace",
  "Documents",
  "Desktop",
];

export interface Browsed {
  readonly path: string;
  readonly parent: string | null;
  readonly folders: { name: string; path: string; git: boolean }[];
  readonly places: { name: string; path: string }[];
  readonly more: number;
}

/** The sub-folders of a folder (null: the home folder). Throws VALIDATION_ERROR, NOT_FOUND, FORBIDDEN. */
export async function browse(path: string | null, hidden: boolean): Promise<Browsed> {
  const folder = resolve(checkedPath(path ?? homedir()));
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    throw folderError(error, folder);
  });
  const names = entries
    .filter((entry) => entry.isDirectory() && (hidden || !entry.name.startsWith(".")))
    .map((entry) => entry.name)
    .toSorted((left, right) => left.localeCompare(right, undefined, { numeric: true, sensitivity: "base" }));
  const parent = dirname(folder);
  return {
    path: folder,
    parent: parent === folder ? null : parent,
    folders: names.slice(0, BROWSE_LIMIT).map((name) => {
      const full = join(folder, name);
      return { name, path: full, git: existsSync(join(full, ".git")) };
    }),
    places: places(),
    more: Math.max(0, names.length - BROWSE_LIMIT),
  };
}

function places(): { name: string; path: string }[] {
  const home = homedir();
  const found = HABITS.map((name) => join(home, name)).filter((path) => existsSync(path));
  return [home, ...found].map((path) => ({ name: basename(path) || path, path }));
}

/** A real, absolute folder. Throws VALIDATION_ERROR, NOT_FOUND, FORBIDDEN. */
export async function existingFolder(path: string): Promise<string> {
  const checked = checkedPath(path);
  const real = await realpath(checked).catch((error: NodeJS.ErrnoException) => {
    throw folderError(error, checked);
  });
  await readdir(real).catch((error: NodeJS.ErrnoException) => {
    throw folderError(error, checked);
  });
  return real;
}

function checkedPath(path: string): string {
  if (path.includes("\0")) throw failure("path.null-character", {});
  if (!isAbsolute(path)) throw failure("path.not-absolute", { path });
  return path;
}

function folderError(error: NodeJS.ErrnoException, path: string): TatamiError {
  const options = { cause: error };
  switch (error.code) {
    case "ENOENT":
      return failure("folder.missing", { path }, options);
    case "ENOTDIR":
      return failure("folder.is-file", { path }, options);
    case "EACCES":
    case "EPERM":
      return failure("folder.forbidden", { path }, options);
    case "ENAMETOOLONG":
      return failure("path.too-long", {}, options);
    default:
      return failure("folder.unreadable", { path, cause: error.code ?? error.message }, options);
  }
}
