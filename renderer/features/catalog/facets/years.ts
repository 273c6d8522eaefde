/** A year with its POCs; years without any stand between others, so that a gap in time shows. */
export interface YearBar {
  readonly year: string;
  readonly count: number;
  readonly selected: boolean;
  /** Length of the bar, 0 to 1. */
  readonly share: number;
}

/** Gaps longer than this stay closed: one wrong clock must not make fifty bars. */
const LONGEST_GAP = 3;

/** The bars of the years, newest first; values that are no years are left out. */
export function yearBars(
  values: readonly { readonly value: string; readonly count: number; readonly selected: boolean }[],
): YearBar[] {
  const known = values
    .filter((one) => /^\d{4}$/u.test(one.value))
    .toSorted((one, other) => Number(other.value) - Number(one.value));
  const most = Math.max(1, ...known.map((one) => one.count));
  const bars: YearBar[] = [];
  for (const { value, count, selected } of known) {
    const newer = Number(bars.at(-1)?.year ?? value);
    const gap = newer - Number(value) - 1;
    if (gap <= LONGEST_GAP) {
      for (let year = newer - 1; year > Number(value); year--) {
        bars.push({ year: String(year), count: 0, selected: false, share: 0 });
      }
    }
    bars.push({ year: value, count, selected, share: count / most });
  }
  return bars;
}
