import { baseName, isWithin, parentOf, relativeTo } from "../scan/paths.ts";

/** Where a POC is: in which scanned folder, and in which folder below it. */
export interface PocFolder {
  /** What the scanned folder is called; of a POC that is one itself, or in none, the folder above. */
  readonly root: string;
  /** With `/`; "" for what stands in the scanned folder itself. */
  readonly below: string;
}

/** The folder that holds the folder of a POC; null at the top of a disk. `nameOf` knows what a scanned folder is called. */
export function folderOf(path: string, roots: readonly string[], nameOf = baseName): PocFolder | null {
  const parent = parentOf(path);
  if (parent === null) return null;
  const root = roots
    .filter((one) => isWithin(parent, one))
    .reduce<string | null>((best, one) => (best !== null && best.length > one.length ? best : one), null);
  return root === null
    ? { root: baseName(parent), below: "" }
    : { root: nameOf(root), below: relativeTo(root, parent) };
}

/**
 * A folder as the list shows it: as the `folder:` filter writes it, but without what goes without saying where all is in
 * one scanned folder. Of twins something is always said.
 */
export function folderText({ root, below }: PocFolder, oneRoot: boolean, twin: boolean): string {
  if (!oneRoot) return below === "" ? root : `${root}/${below}`;
  return below === "" && twin ? root : below;
}
