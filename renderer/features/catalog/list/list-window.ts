/** Rows of one page of results: what is asked for at once. */
export const PAGE_SIZE = 100;

/** The pages, by number, that hold the rows from `first` to `last` (both shown) of `total`; the first page is always there. */
export function pagesOf(first: number, last: number, total: number): number[] {
  if (total <= 0 || last < first) return [];
  const from = Math.max(1, Math.floor(Math.max(0, first) / PAGE_SIZE));
  const to = Math.floor(Math.min(last, total - 1) / PAGE_SIZE);
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at);
}

/** How many cards of at least `least` px stand beside each other in `width` px, with `gap` px between them. */
export function columnsFor(width: number, least: number, gap: number): number {
  return Math.max(1, Math.floor((width + gap) / (least + gap)));
}

/** A way to move through the list. */
export type Move = "up" | "down" | "left" | "right" | "pageUp" | "pageDown" | "first" | "last";

export interface MoveIn {
  readonly total: number;
  /** Entries beside each other: 1 in the table. */
  readonly columns: number;
  /** Lines that are visible at once. */
  readonly lines: number;
}

/** Where the cursor goes; it stays inside, and in its column where there are several. */
export function moveCursor(cursor: number, move: Move, { total, columns, lines }: MoveIn): number {
  if (total === 0) return 0;
  const last = total - 1;
  const at = Math.max(0, Math.min(cursor, last));
  // A page keeps one line of what was seen, for the eye to hold on to.
  const page = Math.max(1, lines - 1) * columns;
  const by = (step: number): number => {
    const next = at + step;
    if (next < 0) return step === -1 || columns === 1 ? 0 : at % columns;
    if (next > last)
      return step === 1 || columns === 1 || Math.floor(at / columns) < Math.floor(last / columns) ? last : at;
    return next;
  };
  switch (move) {
    case "up":
      return at - columns < 0 ? at : at - columns;
    case "down":
      return by(columns);
    case "left":
      return by(-1);
    case "right":
      return by(1);
    case "pageUp":
      return by(-page);
    case "pageDown":
      return by(page);
    case "first":
      return 0;
    case "last":
      return last;
  }
}

/** The move that a key is, or null. Left and right move only among cards. */
export function moveOf(key: string, columns: number): Move | null {
  switch (key) {
    case "ArrowUp":
      return "up";
    case "ArrowDown":
      return "down";
    case "ArrowLeft":
      return columns > 1 ? "left" : null;
    case "ArrowRight":
      return columns > 1 ? "right" : null;
    case "PageUp":
      return "pageUp";
    case "PageDown":
      return "pageDown";
    case "Home":
      return "first";
    case "End":
      return "last";
    default:
      return null;
  }
}
