import { fold } from "#shared/lib/text.ts";

/** A folder of the facet as the panel shows it. */
export interface FolderLine<Value extends { readonly value: string }> {
  readonly of: Value;
  /** Its last part. */
  readonly name: string;
  /** True when there are folders between it and the line that it stands below, or above the first. */
  readonly skips: boolean;
  /** Number of lines above it that it stands below. */
  readonly depth: number;
}

/**
 * Folders (`root/a/b`) as a tree: each below the nearest folder above it that is among them, and among those side by side
 * in the order in which they came.
 */
export function folderTree<Value extends { readonly value: string }>(
  values: readonly Value[],
): FolderLine<Value>[] {
  const known = new Set(values.map(({ value }) => fold(value)));
  const below = new Map<string | null, Value[]>();
  for (const one of values) {
    const parent = nearest(fold(one.value), known);
    const list = below.get(parent);
    if (list === undefined) below.set(parent, [one]);
    else list.push(one);
  }
  const lines: FolderLine<Value>[] = [];
  const add = (parent: string | null, shownParts: number, depth: number): void => {
    for (const of of below.get(parent) ?? []) {
      const parts = of.value.split("/");
      lines.push({ of, name: parts.at(-1) ?? "", skips: parts.length > shownParts + 1, depth });
      add(fold(of.value), parts.length, depth + 1);
    }
  };
  add(null, 0, 0);
  return lines;
}

/** Folders in the order in which a few of them are shown: what was scanned before what is in it. */
export function scannedFirst<Value extends { readonly value: string }>(values: readonly Value[]): Value[] {
  const isInside = ({ value }: Value) => (value.includes("/") ? 1 : 0);
  return values.toSorted((one, other) => isInside(one) - isInside(other));
}

/** The nearest of the known folders above one, or null. */
function nearest(folded: string, known: ReadonlySet<string>): string | null {
  for (let slash = folded.lastIndexOf("/"); slash > 0; slash = folded.lastIndexOf("/", slash - 1)) {
    const parent = folded.slice(0, slash);
    if (known.has(parent)) return parent;
  }
  return null;
}
