/** Paths as text: the page shows and compares them, only the core touches them. Both `/` and Windows paths. */

const WINDOWS = /^(?:[A-Za-z]:|\\\\)/u;

function separatorOf(path: string): string {
  return WINDOWS.test(path) ? "\\" : "/";
}

/** The last name of a path; a root ("/", "C:\") is its own name. */
export function baseName(path: string): string {
  const parts = path.split(/[\\/]/u).filter((part) => part !== "");
  return (WINDOWS.test(path) && parts.length === 1 ? path : parts.at(-1)) ?? path;
}

export interface Crumb {
  readonly name: string;
  readonly path: string;
}

/** The folders from the root of the disk down to the path itself. */
export function crumbsOf(path: string): Crumb[] {
  if (!WINDOWS.test(path) && !path.startsWith("/")) return [{ name: path, path }];
  const separator = separatorOf(path);
  const share = /^\\\\[^\\]+\\[^\\]+/u.exec(path)?.[0];
  const first = share ?? (separator === "\\" ? `${path.slice(0, 2)}\\` : "/");
  const crumbs: Crumb[] = [{ name: first, path: first }];
  let at = first.endsWith(separator) ? first.slice(0, -1) : first;
  for (const name of path.slice(first.length).split(separator)) {
    if (name === "") continue;
    at = `${at}${separator}${name}`;
    crumbs.push({ name, path: at });
  }
  return crumbs;
}

/** The folder above, or null at the top. */
export function parentOf(path: string): string | null {
  return crumbsOf(path).at(-2)?.path ?? null;
}

/** True when `path` is `folder` or lies inside it. */
export function isWithin(path: string, folder: string): boolean {
  const separator = separatorOf(folder);
  return path === folder || path.startsWith(folder.endsWith(separator) ? folder : folder + separator);
}

/** A path below a root as corrections name it: with `/`, "" for the root itself. */
export function relativeTo(root: string, path: string): string {
  const below = isWithin(path, root) ? path.slice(root.length) : path;
  return below.replaceAll(separatorOf(root), "/").replace(/^\/+/u, "");
}

/** The deepest folder that holds all of these relative paths: one of them, or "" for the root. */
export function commonParent(paths: readonly string[]): string {
  const [first = "", ...others] = paths.map((path) => path.split("/"));
  const parts = [...first];
  for (const other of others) {
    const differs = parts.findIndex((part, index) => part !== other[index]);
    if (differs >= 0) parts.length = differs;
  }
  return parts.join("/");
}

/** True for what can only be the beginning of a path, and not that of a folder's name: `/`, `~`, `C:`, `\\\\`. */
export function beginsPath(typed: string): boolean {
  return /^(?:[/~\\]|[A-Za-z]:|file:\/)/u.test(typed);
}

/** What was typed or pasted as a path: quotes, `file://` and `~` are understood. */
export function typedPath(typed: string, home: string | null): string {
  const bare = typed.trim().replace(/^(["'])(.*)\1$/u, "$2");
  if (/^file:\/\//iu.test(bare)) {
    try {
      const path = decodeURIComponent(new URL(bare).pathname);
      return /^\/[A-Za-z]:/u.test(path) ? path.slice(1).replaceAll("/", "\\") : path;
    } catch {
      return bare;
    }
  }
  if (home !== null && /^~(?=$|[\\/])/u.test(bare)) return home + bare.slice(1);
  return bare;
}
