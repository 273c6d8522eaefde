const WEEK = 7 * 86_400_000;

/** A bar of the chart: `weeks` weeks from `from` (ms). */
export interface CommitBar {
  readonly from: number;
  readonly count: number;
}

export interface CommitBars {
  readonly bars: readonly CommitBar[];
  /** Weeks that one bar stands for. */
  readonly weeks: number;
  /** The highest bar. */
  readonly most: number;
  readonly total: number;
  /** Start of the first bar. */
  readonly from: number;
  /** Week of the first commit. */
  readonly first: number;
  /** Week of the last commit. */
  readonly to: number;
}

/** Few weeks make a chart of some width, so that one busy week does not look like a whole history. */
const FEWEST = 12;

/**
 * Commits by week as at most `most` bars: quiet weeks stand between busy ones, and a long history puts several weeks
 * into one bar. Null without commits.
 */
export function commitBars(weeks: readonly (readonly [number, number])[], most: number): CommitBars | null {
  const busy = weeks.filter(([, count]) => count > 0).toSorted((one, other) => one[0] - other[0]);
  const first = busy[0]?.[0];
  const to = busy.at(-1)?.[0];
  if (first === undefined || to === undefined) return null;
  // Rounded: a week that a clock change has made an hour short is a week.
  const lived = Math.round((to - first) / WEEK) + 1;
  // Filled up before the first commit: after the last there may be no time yet.
  const length = Math.max(FEWEST, lived);
  const from = first - (length - lived) * WEEK;
  const each = Math.ceil(length / most);
  const counts = Array.from({ length: Math.ceil(length / each) }, () => 0);
  for (const [at, count] of busy) {
    const place = Math.min(counts.length - 1, Math.floor(Math.round((at - from) / WEEK) / each));
    counts[place] = (counts[place] ?? 0) + count;
  }
  return {
    bars: counts.map((count, at) => ({ from: from + at * each * WEEK, count })),
    weeks: each,
    most: Math.max(...counts),
    total: busy.reduce((sum, [, count]) => sum + count, 0),
    from,
    first,
    to,
  };
}

/** Two to three whole numbers for the axis, from 0 to at least `most`. */
export function axisTicks(most: number): number[] {
  if (most <= 1) return [0, 1];
  if (most <= 4) return [0, most];
  const half = Math.ceil(most / 2);
  const step = 10 ** Math.floor(Math.log10(half));
  const round = Math.ceil(half / step) * step;
  return [0, round, round * 2];
}
