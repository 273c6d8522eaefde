/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Tally
 */

/** @param {Tally[]} tallies @returns {Tally} */
export function sum(tallies) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const one of tallies) {
    total.passed += one.passed;
    total.failed += one.failed;
    total.skipped += one.skipped;
  }
  return total;
}

/**
 * A runner that crashed, or failed without a failed test to show for it, counts as one failure.
 * @param {Tally | null} tally null when it left no report
 * @param {number} exitCode
 * @returns {Tally}
 */
export function withExit(tally, exitCode) {
  if (tally === null) return { passed: 0, failed: 1, skipped: 0 };
  return exitCode !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
}

/**
 * Numbers of vitest's JSON report; a file that could not even be loaded is one failure.
 * @param {any} report
 * @returns {Tally | null}
 */
export function tallyVitest(report) {
  if (!Array.isArray(report?.testResults)) return null;
  const tally = { passed: 0, failed: 0, skipped: 0 };
  for (const file of report.testResults) {
    const states = file.assertionResults.map((test) => test.status);
    const failed = states.filter((state) => state === "failed").length;
    const passed = states.filter((state) => state === "passed").length;
    tally.passed += passed;
    tally.failed += failed === 0 && file.status === "failed" ? 1 : failed;
    tally.skipped += states.length - failed - passed;
  }
  return tally;
}

/**
 * Numbers of Playwright's JSON report; an error outside any test is one failure.
 * @param {any} report
 * @returns {Tally | null}
 */
export function tallyPlaywright(report) {
  if (!report?.stats) return null;
  const { expected, unexpected, flaky, skipped } = report.stats;
  const outside = unexpected === 0 && report.errors?.length > 0 ? 1 : 0;
  return { passed: expected + flaky, failed: unexpected + outside, skipped };
}

/** The last line of a test run. @param {Tally} tally */
export function tallyLine(tally) {
  return `${tally.passed} passed, ${tally.failed} failed, ${tally.skipped} skipped`;
}
