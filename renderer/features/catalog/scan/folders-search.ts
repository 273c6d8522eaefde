/** The state of the folders' page that its address keeps. */
export interface FoldersSearch {
  /** "1" opens the folder browser. */
  readonly choose?: "1";
  /** Id of the folder shown. */
  readonly root?: string;
  /** What is shown of it; its POCs when absent. */
  readonly tab?: "ignore" | "corrections";
}

/** Reads the page's state from an address; what does not belong there is left out. */
export function readFoldersSearch(raw: Record<string, unknown>): FoldersSearch {
  const { choose, root, tab } = raw;
  return {
    ...(choose === "1" ? { choose } : {}),
    ...(typeof root === "string" && root !== "" ? { root } : {}),
    ...(tab === "ignore" || tab === "corrections" ? { tab } : {}),
  };
}
