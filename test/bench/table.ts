import { cpus, totalmem } from "node:os";

/** One line of the table of numbers. `ratio` is value / peer's value of the same run, `never` what is said of a peer that has none. */
export interface Row {
  readonly what: string;
  /** Null where it cannot be measured on this machine; `lacks` says why. */
  readonly value: number | null;
  readonly lacks?: string;
  readonly unit: string;
  readonly target: string;
  /** Null where the target is a peer's and the ratio says it. */
  readonly met: boolean | null;
  readonly peer?: string;
  readonly ratio?: number;
  readonly never?: string;
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

/** What was measured, with its unit; or why it was not. */
export function measured({ value, unit, lacks }: Row): string {
  if (value === null) return `not measured: ${lacks ?? "not known why"}`;
  return `${value.toFixed(value >= 100 ? 0 : value >= 10 ? 1 : 2)} ${unit}`.trimEnd();
}

/** The rows as a Markdown table. */
export function markdown(rows: readonly Row[]): string {
  const lines = rows.map((row) => {
    const { peer, ratio, never } = row;
    const theirs =
      peer === undefined ? "" : `${peer}: ${never ?? `${(1 / (ratio ?? Number.NaN)).toFixed(1)} times ours`}`;
    const met = row.met === null ? "" : row.met ? "yes" : "**no**";
    return `| ${row.what} | ${measured(row)} | ${row.target} | ${met} | ${theirs} |`;
  });
  return [
    "| what | measured | target | met | peer, same run |",
    "| --- | --- | --- | --- | --- |",
    ...lines,
  ].join("\n");
}
