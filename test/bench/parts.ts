import { measured, type Row } from "./table.ts";

/** A part of a benchmark, which can be run alone. */
export type Part = () => Promise<Row[]> | Row[];

/** Runs the parts one after another, those named in `only` or all where that is empty, and tells of each row as it comes. */
export async function runParts(
  parts: Readonly<Record<string, Part>>,
  only: readonly string[],
  log: (line: string) => void,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [name, run] of Object.entries(parts)) {
    if (only.length > 0 && !only.includes(name)) continue;
    log(`${name} …`);
    const made = await run();
    for (const row of made) log(`  ${row.what}: ${measured(row)} (target ${row.target})`);
    rows.push(...made);
  }
  return rows;
}
