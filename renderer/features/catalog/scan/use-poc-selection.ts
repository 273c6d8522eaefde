import { useState } from "react";

/** Which rows of a list are marked, and which one the keys are at. */
export interface Selection {
  readonly at: number;
  readonly marked: ReadonlySet<string>;
  /** Moves; with `extend` everything between is marked too. */
  readonly moveTo: (index: number, extend: boolean) => void;
  /** Marks or unmarks a row, or with `extend` marks everything from the last one to it. */
  readonly toggle: (index: number, extend: boolean) => void;
  readonly markAll: () => void;
  readonly clear: () => void;
}

/** Marks rows by id: they stay marked while a filter hides them not, and those that vanish are forgotten. */
export function useSelection(ids: readonly string[]): Selection {
  const [at, setAt] = useState(0);
  const [anchor, setAnchor] = useState(0);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const here = Math.max(0, Math.min(at, ids.length - 1));
  const there = new Set(ids);
  const marked = new Set([...chosen].filter((id) => there.has(id)));
  const clamp = (index: number) => Math.max(0, Math.min(ids.length - 1, index));
  const range = (to: number) => ids.slice(Math.min(anchor, to), Math.max(anchor, to) + 1);
  return {
    at: here,
    marked,
    moveTo: (index, extend) => {
      const to = clamp(index);
      setAt(to);
      if (extend) setChosen(new Set([...marked, ...range(to)]));
      else setAnchor(to);
    },
    toggle: (index, extend) => {
      const to = clamp(index);
      const id = ids[to];
      if (id === undefined) return;
      setAt(to);
      if (extend) {
        setChosen(new Set([...marked, ...range(to)]));
        return;
      }
      setAnchor(to);
      const next = new Set(marked);
      if (!next.delete(id)) next.add(id);
      setChosen(next);
    },
    markAll: () => setChosen(new Set(ids)),
    clear: () => setChosen(new Set()),
  };
}
