import { lstat, mkdir, open, readdir, readFile, rename, rm, rmdir, unlink } from "node:fs/promises";
import { join } from "node:path";
import type { TatamiError } from "#shared/api/errors.ts";
import { failure } from "#shared/api/failures.ts";
import type { SampleFile } from "./sample.ts";

/** A file is written here and then given its name: no half of one is ever taken for a whole. */
const DRAFT = ".tatami-draft";
/** Our draft, and what systems leave in every folder that somebody looked at. */
const LITTER = new Set([DRAFT, ".DS_Store", "Thumbs.db", "desktop.ini"]);

type Kind = "none" | "folder" | "file" | "other";

/** What is at a path itself: a link is neither the folder nor the file that it leads to. */
async function kindOf(path: string): Promise<Kind> {
  try {
    const stats = await lstat(path);
    return stats.isDirectory() ? "folder" : stats.isFile() ? "file" : "other";
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return "none";
    throw error;
  }
}

function at(folder: string, path: string): string {
  return path === "" ? folder : join(folder, ...path.split("/"));
}

/** The folders of some files, each after the one that holds it; "" is the first. */
function foldersOf(paths: Iterable<string>): string[] {
  const folders = new Set([""]);
  for (const path of paths) {
    const parts = path.split("/").slice(0, -1);
    for (let depth = 1; depth <= parts.length; depth++) folders.add(parts.slice(0, depth).join("/"));
  }
  return [...folders];
}

/**
 * Writes the files that are not there yet, by their path below `folder` with `/`; one that is there stays as it is. When it
 * returns they are on the disk. Throws CONFLICT for a link, or anything else of another kind, that is in the way.
 */
export async function writeFiles(folder: string, files: ReadonlyMap<string, SampleFile>): Promise<void> {
  const folders = foldersOf(files.keys()).map((path) => at(folder, path));
  for (const path of folders) {
    const kind = await kindOf(path);
    if (kind === "none") await mkdir(path);
    else if (kind !== "folder") throw inTheWay(path);
  }
  const draft = join(folder, DRAFT);
  for (const [path, file] of files) {
    const target = at(folder, path);
    const kind = await kindOf(target);
    if (kind === "file") continue;
    if (kind !== "none") throw inTheWay(target);
    await rm(draft, { force: true });
    const handle = await open(draft, "wx");
    try {
      await handle.writeFile(file.content);
      await handle.utimes(file.at / 1000, file.at / 1000);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, target);
  }
  for (const path of folders) await syncFolder(path);
}

/** Makes names durable. Windows opens no folder for this, and needs no such thing. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function inTheWay(path: string): TatamiError {
  return failure("samples.in-the-way", { path });
}

/**
 * Takes away the files that are as they were written, and the folders that are then empty; `folder` too. Nothing is
 * reached through a link. Answers what stays, by path with `/`: what was put there, was changed, or could not be removed.
 * A path that ends with `/` stands for all that is in it, "." for `folder` itself.
 */
export async function removeFiles(folder: string, files: ReadonlyMap<string, SampleFile>): Promise<string[]> {
  const kind = await kindOf(folder);
  if (kind !== "folder") return kind === "none" ? [] : ["."];
  const own: string[] = [];
  for (const path of foldersOf(files.keys())) {
    const held = path === "" || own.includes(parentOf(path));
    if (held && (await kindOf(at(folder, path))) === "folder") own.push(path);
  }
  for (const [path, file] of files)
    if (own.includes(parentOf(path))) await removeUnchanged(at(folder, path), file.content);
  const kept: string[] = [];
  for (const path of own.toReversed()) kept.push(...(await removeEmptied(folder, path, own)));
  return kept.toSorted();
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

async function removeUnchanged(path: string, content: Buffer): Promise<void> {
  try {
    if ((await kindOf(path)) === "file" && content.equals(await readFile(path))) await unlink(path);
  } catch {
    // It may not be read or removed: it stays, and is told.
  }
}

/** Removes a folder with nothing left in it; answers what keeps it. */
async function removeEmptied(folder: string, path: string, own: readonly string[]): Promise<string[]> {
  const kept: string[] = [];
  try {
    for (const entry of await readdir(at(folder, path), { withFileTypes: true })) {
      const inside = path === "" ? entry.name : `${path}/${entry.name}`;
      if (entry.isFile() && LITTER.has(entry.name)) await unlink(at(folder, inside));
      // A folder of ours that is still there has told what keeps it.
      else if (!own.includes(inside)) kept.push(entry.isDirectory() ? `${inside}/` : inside);
    }
    await rmdir(at(folder, path));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "ENOTEMPTY" && code !== "EEXIST") kept.push(path === "" ? "." : `${path}/`);
  }
  return kept;
}
