import { cpus, totalmem } from "node:os";

/** One line of the table of numbers. `ratio` is value / peer's value of the same run. */
export interface Row {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly target: string;
  /** Null where the target is a peer's and the ratio says it. */
  readonly met: boolean | null;
  readonly peer?: string;
  readonly ratio?: number;
}

/** The value below which a share of the samples lies. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** The machine, as the table names it. */
export function machine(): string {
  const model = cpus()[0]?.model.trim() ?? "unknown processor";
  return `${cpus().length} × ${model}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform} ${process.arch}, Node ${process.versions.node}`;
}

/** The rows as a Markdown table. */
export function markdown(rows: readonly Row[]): string {
  const lines = rows.map((row) => {
    const digits = row.value >= 100 ? 0 : row.value >= 10 ? 1 : 2;
    const peer =
      row.peer === undefined ? "" : `${row.peer}: ${(1 / (row.ratio ?? Number.NaN)).toFixed(1)} times ours`;
    const met = row.met === null ? "" : row.met ? "yes" : "**no**";
    return `| ${row.what} | ${row.value.toFixed(digits)} ${row.unit} | ${row.target} | ${met} | ${peer} |`;
  });
  return [
    "| what | measured | target | met | peer, same run |",
    "| --- | --- | --- | --- | --- |",
    ...lines,
  ].join("\n");
}
