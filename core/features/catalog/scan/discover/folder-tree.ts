import { baseOf, parentOf } from "./names.ts";
import type { Repository } from "./repository.ts";

/** A folder as the scan sees it: names only, so that hundreds of thousands of files fit. */
export interface Folder {
  /** Below the scanned root with `/`, "" for the root. */
  readonly path: string;
  readonly name: string;
  readonly files: string[];
  readonly folders: Folder[];
  /** The repository whose top folder this is. */
  repository: Repository | null;
}

/** Folders by path, made as they are asked for. */
export class FolderTree {
  readonly root: Folder;
  readonly #folders = new Map<string, Folder>();

  constructor(name: string) {
    this.root = { path: "", name, files: [], folders: [], repository: null };
    this.#folders.set("", this.root);
  }

  /** The folder at `path`, or undefined. */
  get(path: string): Folder | undefined {
    return this.#folders.get(path);
  }

  /** The folder at `path`, with all above it. */
  ensure(path: string): Folder {
    const known = this.#folders.get(path);
    if (known !== undefined) return known;
    // Upwards by loop: a path of 4 KB can be 2,000 folders deep.
    const missing: string[] = [];
    let at = path;
    while (!this.#folders.has(at)) {
      missing.push(at);
      at = parentOf(at);
    }
    let parent = this.#folders.get(at) ?? this.root;
    for (let step = missing.length - 1; step >= 0; step--) {
      const next = missing[step] ?? "";
      const folder: Folder = { path: next, name: baseOf(next), files: [], folders: [], repository: null };
      this.#folders.set(next, folder);
      parent.folders.push(folder);
      parent = folder;
    }
    return parent;
  }

  /** Adds a file by its path below the root. */
  addFile(path: string): void {
    const slash = path.lastIndexOf("/");
    this.ensure(slash === -1 ? "" : path.slice(0, slash)).files.push(path.slice(slash + 1));
  }
}
