import type { Correction } from "#shared/features/catalog/catalog.ts";
import {
  isCompanion,
  isCompose,
  isManifest,
  isNeverPoc,
  isSource,
  isStructure,
  isSupport,
  isWeakManifest,
} from "./folder-names.ts";
import type { Folder, FolderTree } from "./folder-tree.ts";
import { within } from "./names.ts";

/** A POC as a place in the tree. */
export interface Place {
  /** Below the scanned root with `/`. */
  readonly path: string;
  /** The folders whose files are its own: usually just its own, several where the user merged. */
  readonly parts: readonly Folder[];
  /** Folders inside that are POCs of their own. */
  readonly without: ReadonlySet<Folder>;
}

/** What the rules ask of the manifests on disk. */
export interface Declarations {
  /** Paths below the root that the manifests of this folder declare as parts of it. */
  declaredBy(folder: Folder): { readonly covers: (path: string) => boolean; readonly count: number };
}

/** Finds the POCs of a tree: the topmost folders with a manifest or source files of their own, as the user corrected them. */
export function findPocs(
  tree: FolderTree,
  corrections: readonly Correction[],
  declarations: Declarations,
): Place[] {
  const finder = new Finder(tree, corrections, declarations);
  return finder.find();
}

interface Merge {
  readonly path: string;
  readonly members: readonly Folder[];
}

class Finder {
  readonly #tree: FolderTree;
  readonly #declarations: Declarations;
  readonly #refused = new Set<string>();
  readonly #split = new Set<string>();
  readonly #merges: Extract<Correction, { kind: "merge" }>[] = [];
  /** Folders that belong to a merge: the rules do not look at them. */
  readonly #merged = new Set<Folder>();
  /** Folders taken as POCs so far, so that a POC around them leaves them out. */
  readonly #taken = new Set<Folder>();

  constructor(tree: FolderTree, corrections: readonly Correction[], declarations: Declarations) {
    this.#tree = tree;
    this.#declarations = declarations;
    for (const correction of corrections) {
      if (correction.kind === "not-a-poc") this.#refused.add(clean(correction.path));
      else if (correction.kind === "split") this.#split.add(clean(correction.path));
      else
        this.#merges.push({
          ...correction,
          path: clean(correction.path),
          members: correction.members.map(clean),
        });
    }
  }

  find(): Place[] {
    const merges = this.#merges.map((merge) => this.#merge(merge)).filter((merge) => merge !== null);
    const places = this.#visit(this.#tree.root, true);
    for (const merge of merges) for (const member of merge.members) places.push(...this.#inner(member));
    for (const merge of merges) this.#finish(merge, places);
    return places;
  }

  #merge(merge: Extract<Correction, { kind: "merge" }>): Merge | null {
    if (this.#refused.has(merge.path)) return null;
    const members: Folder[] = [];
    for (const path of merge.members) {
      const folder = this.#tree.get(path);
      if (folder === undefined || this.#merged.has(folder)) continue;
      members.push(folder);
      this.#merged.add(folder);
      this.#taken.add(folder);
    }
    return members.length === 0 ? null : { path: merge.path, members };
  }

  /** A merge at a common parent takes the parent's own files too, unless other POCs live there: then they are not only its own. */
  #finish(merge: Merge, places: Place[]): void {
    const parent = this.#tree.get(merge.path);
    const same = places.findIndex((place) => place.path === merge.path);
    const shared = places.some((place) => place.path !== merge.path && within(place.path, merge.path));
    const parts = new Set(same === -1 ? [] : places[same]?.parts);
    if (parent !== undefined && !shared) parts.add(parent);
    for (const member of merge.members) parts.add(member);
    const place: Place = { path: merge.path, parts: [...parts], without: this.#taken };
    if (same === -1) places.push(place);
    else places[same] = place;
  }

  #visit(folder: Folder, isRoot: boolean): Place[] {
    if (this.#refused.has(folder.path)) return this.#corrected(folder);
    if (this.#merged.has(folder)) return [];
    if (this.#split.has(folder.path)) return this.#children(folder);
    const sources = (isRoot || !isSupport(folder.name)) && folder.files.some((name) => isSource(name));
    const strong = sources || folder.files.some((name) => isManifest(name));
    if (strong && isRoot) {
      // A scanned root is a container when folders below it have manifests that its own does not declare.
      const { declared, undeclared } = this.#manifestFolders(folder);
      if (undeclared.length > 0 && undeclared.length >= declared) return this.#children(folder);
      // A few strangers beside many declared parts do not dissolve the project.
      return [
        ...this.#take(folder, undeclared),
        ...undeclared.flatMap((stranger) => this.#visit(stranger, false)),
      ];
    }
    if (strong || (!isSupport(folder.name) && isStructured(folder))) return this.#take(folder);
    const below = this.#children(folder);
    if (below.length > 0 && !this.#composes(folder)) return below;
    if (isSupport(folder.name) || !folder.files.some((name) => isWeakManifest(name))) return below;
    for (const place of below) for (const part of place.parts) this.#taken.delete(part);
    return this.#take(folder);
  }

  #children(folder: Folder): Place[] {
    const places: Place[] = [];
    for (const child of folder.folders) {
      if (isNeverPoc(child.name) && child.repository === null) continue;
      places.push(...this.#visit(child, false));
    }
    return places;
  }

  #take(folder: Folder, strangers: readonly Folder[] = []): Place[] {
    this.#taken.add(folder);
    for (const stranger of strangers) this.#taken.add(stranger);
    return [{ path: folder.path, parts: [folder], without: this.#taken }, ...this.#inner(folder)];
  }

  /** What is on its own inside a POC: repositories, and folders that the user split. */
  #inner(folder: Folder): Place[] {
    const places: Place[] = [];
    const stack = [...folder.folders];
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      if (this.#taken.has(next)) continue;
      if (next.repository !== null) {
        this.#taken.add(next);
        places.push(...this.#visit(next, false));
      } else if (this.#split.has(next.path)) places.push(...this.#children(next));
      else stack.push(...next.folders);
    }
    return places;
  }

  /** Inside a folder that is not a POC only what the user asked for is one. */
  #corrected(folder: Folder): Place[] {
    const places: Place[] = [];
    for (const path of this.#split) {
      const split = this.#tree.get(path);
      if (split !== undefined && path !== folder.path && within(path, folder.path))
        places.push(...this.#children(split));
    }
    return places;
  }

  #manifestFolders(root: Folder): { readonly declared: number; readonly undeclared: readonly Folder[] } {
    const { covers, count } = this.#declarations.declaredBy(root);
    const undeclared: Folder[] = [];
    const stack = [...root.folders];
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      if (next.repository !== null || isNeverPoc(next.name) || isCompanion(next.name) || covers(next.path))
        continue;
      if (next.files.some((name) => isManifest(name))) undeclared.push(next);
      // Inside src a manifest is a part of the program (a web page's package.json), not a program beside it.
      else if (next.name !== "src") stack.push(...next.folders);
    }
    return { declared: count, undeclared };
  }

  #composes(folder: Folder): boolean {
    return (
      folder.path !== "" &&
      folder.files.some((name) => isCompose(name)) &&
      this.#declarations.declaredBy(folder).count > 0
    );
  }
}

function clean(path: string): string {
  return path
    .replaceAll("\\", "/")
    .replace(/^(?:\.?\/)+|\/+$/g, "")
    .replace(/^\.$/, "");
}

/** True when a folder such as `src` holds source files that no manifest claims, and no other sub-folder has a project. */
function isStructured(folder: Folder): boolean {
  if (!folder.folders.some((child) => isStructure(child.name))) return false;
  let sources = false;
  const stack = folder.folders.map((child) => ({ child, structure: isStructure(child.name) }));
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { child, structure } = next;
    if (child.repository !== null) return false;
    if (isNeverPoc(child.name) || isSupport(child.name)) continue;
    if (child.files.some((name) => isManifest(name))) {
      if (!structure) return false;
      continue;
    }
    sources ||= structure && child.files.some((name) => isSource(name));
    for (const inner of child.folders) stack.push({ child: inner, structure });
  }
  return sources;
}
