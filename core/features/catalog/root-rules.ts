import { relative, sep } from "node:path";
import type { Correction } from "#shared/features/catalog/catalog.ts";
import type { PlacesStore, RootRow } from "./places-store.ts";

/** Ignore patterns and corrections that hold for a scan of `root`: its own, and those of roots above and below it. */
export function rulesFor(
  root: RootRow,
  places: PlacesStore,
): { ignore: string[]; corrections: Correction[] } {
  const patterns: string[] = [];
  const corrections: Correction[] = [];
  for (const other of places.roots()) {
    const own = JSON.parse(other.ignore) as string[];
    const fixed = places.corrections(other.id).map((entry) => entry.correction);
    if (other.id === root.id) {
      patterns.push(...own);
      corrections.push(...fixed);
    } else if (other.path.startsWith(root.path + sep)) {
      // A root inside this one: its paths get its own place in front.
      const prefix = slashes(relative(root.path, other.path));
      patterns.push(...own.map((pattern) => prefixed(pattern, prefix)));
      corrections.push(
        ...fixed.map((entry) => move(entry, (path) => (path === "" ? prefix : `${prefix}/${path}`))),
      );
    } else if (root.path.startsWith(other.path + sep)) {
      // A root around this one: what it says about folders in here.
      const prefix = slashes(relative(other.path, root.path));
      for (const entry of fixed) {
        const paths = [entry.path, ...(entry.kind === "merge" ? entry.members : [])];
        if (!paths.every((path) => path === prefix || path.startsWith(`${prefix}/`))) continue;
        corrections.push(move(entry, (path) => (path === prefix ? "" : path.slice(prefix.length + 1))));
      }
      patterns.push(...own.filter((pattern) => !pattern.replace(/^!/u, "").slice(0, -1).includes("/")));
    }
  }
  return { ignore: patterns, corrections };
}

function slashes(path: string): string {
  return path.split(sep).join("/");
}

function prefixed(pattern: string, prefix: string): string {
  if (pattern.trim() === "" || pattern.startsWith("#")) return pattern;
  const negated = pattern.startsWith("!") ? "!" : "";
  const bare = pattern.slice(negated.length);
  // As in .gitignore: a slash anywhere but at the end ties the pattern to its folder.
  const tied = bare.slice(0, -1).includes("/");
  return `${negated}/${prefix}/${tied ? "" : "**/"}${bare.replace(/^\//u, "")}`;
}

function move(correction: Correction, to: (path: string) => string): Correction {
  if (correction.kind === "merge")
    return { ...correction, path: to(correction.path), members: correction.members.map(to) };
  return { ...correction, path: to(correction.path) };
}
