/** What a runner of tests counted. */
export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

/** All of them together. */
export function sum(tallies: readonly Tally[]): Tally;
/** A runner that crashed, or failed without a failed test to show for it, counts as one failure. */
export function withExit(tally: Tally | null, exitCode: number): Tally;
/** Numbers of vitest's JSON report; null for what is none. */
export function tallyVitest(report: unknown): Tally | null;
/** Numbers of Playwright's JSON report; null for what is none. */
export function tallyPlaywright(report: unknown): Tally | null;
/** The last line of a test run. */
export function tallyLine(tally: Tally): string;
