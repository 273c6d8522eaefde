import { hash } from "node:crypto";
import { posix } from "node:path";
import { PICTURE_ID_LENGTH } from "#shared/features/catalog/picture.ts";
import type { PocFile } from "./files.ts";
import { isVendored } from "./vendored.ts";

/** Pictures that a browser shows and that cannot carry a program; SVG can. */
const SHOWN = /\.(?:png|jpe?g|gif|webp)$/i;
/** Bytes: smaller ones are bullets and badges, bigger ones are too slow to show in a list. */
const SMALLEST = 1024;
const BIGGEST = 8 * 1024 * 1024;
/** Characters of a README in which a picture is looked for. */
const LOOKED_AT = 32_000;
/** Names of icons and decoration: shown only when nothing better is there. */
const DECORATION =
  /(?:favicon|icon|logo|badge|button|bullet|arrow|sprite|spinner|loading|avatar|bg|background|ic_launcher)/i;
const SHOWING = /(?:screen|shot|demo|preview|result|output|diagram|architecture|arch|overview|ui|page|app)/i;

/** The picture that shows a POC: the first local one of its README, else the likeliest in its folder; null without one. */
export function findPicture(files: readonly PocFile[], readme: PocFile | null, text: string): PocFile | null {
  const pictures = new Map<string, PocFile>();
  for (const file of files)
    if (SHOWN.test(file.name) && file.size > 0 && file.size <= BIGGEST) pictures.set(file.path, file);
  if (pictures.size === 0) return null;
  const base = readme === null ? "" : posix.dirname(readme.path);
  for (const match of text
    .slice(0, LOOKED_AT)
    .matchAll(
      /!\[[^\]\n]{0,300}\]\(\s{0,9}<?([^\s)>]{1,500})|<img\b[^>]*?\bsrc\s*=\s*["']([^"']+)["']|^image::?([^\s[]{1,500})\[|^[ \t]{0,9}\.\. image:: (\S{1,500})/gim,
    )) {
    const target = match[1] ?? match[2] ?? match[3] ?? match[4] ?? "";
    if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(target)) continue;
    const picture = pictures.get(resolve(base, target));
    if (picture !== undefined) return picture;
  }
  const own = [...pictures.values()].filter(
    (file) => file.size >= SMALLEST && !isVendored(file.path.replace(/^(?:docs?|documentation)\//i, "")),
  );
  return (
    own.toSorted((left, right) => rank(left) - rank(right) || (left.path < right.path ? -1 : 1))[0] ?? null
  );
}

/** What names a picture to others, who have no path of it: see `ScanFacts.picture`. */
export function pictureId(bytes: Uint8Array): string {
  return hash("sha256", bytes, "hex").slice(0, PICTURE_ID_LENGTH);
}

function resolve(base: string, target: string): string {
  let path = target.replace(/[?#].*$/, "");
  try {
    path = decodeURIComponent(path);
  } catch {
    // A stray % is part of the name.
  }
  return path.startsWith("/") ? path.slice(1) : posix.normalize(posix.join(base, path));
}

function rank(file: PocFile): number {
  return (
    (DECORATION.test(file.name) ? 100 : 0) + (SHOWING.test(file.name) ? 0 : 10) + Math.min(file.depth, 9)
  );
}
