import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { coreFlags } from "../../scripts/lib/flags.mjs";
import { connectCore } from "#core/main.ts";
import { browserBench } from "./browser-bench.ts";
import { dataOf, ensureData, fill } from "./fill.ts";
import { runParts } from "./parts.ts";
import { FULL_SHAPE, makeRepository } from "./repository.ts";
import { searchBench } from "./search-bench.ts";
import { percentile, type Row } from "./table.ts";

export interface CatalogBenchOptions {
  /** Measure MiniSearch and Orama at 100,000 too. */
  readonly peers: boolean;
  /** Only these parts; all when empty. */
  readonly only: readonly string[];
  /** A real repository to scan beside the generated one. */
  readonly repository: string | null;
  readonly log: (line: string) => void;
}

/** The numbers of the catalogue, part by part. */
export async function catalogBench(options: CatalogBenchOptions): Promise<Row[]> {
  const work = mkdtempSync(join(tmpdir(), "tatami-bench-"));
  const parts = {
    scan: () => scanRows(work, options),
    search: () => searchBench({ peers: options.peers }),
    write: () => writeRows(work),
    memory: () => memoryRows(work),
    browser: () => browserBench(work),
  };
  try {
    return await runParts(parts, options.only, options.log);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Scans `folder` three times with fresh data (the median counts), each followed by a second scan. */
async function timeScans(
  folder: string,
  work: string,
): Promise<{ cold: number; second: number; found: number; longest: number }> {
  const cold: number[] = [];
  const second: number[] = [];
  const pauses: number[] = [];
  let found = 0;
  for (let round = 0; round < 3; round++) {
    const data = join(work, `scan-${round}-${cold.length}`);
    const { client, close } = await connectCore({ dataFolder: data, shell: "test" });
    const scan = async () => {
      const begun = performance.now();
      const job = await client.catalog.startScan({ path: folder });
      for await (const step of await client.catalog.watchScan({ id: job.id }))
        found = step.result?.found ?? found;
      return (performance.now() - begun) / 1000;
    };
    const watch = watchPauses();
    cold.push(await scan());
    pauses.push(watch());
    second.push(await scan());
    await close();
    rmSync(data, { recursive: true, force: true });
  }
  return {
    cold: percentile(cold, 0.5),
    second: percentile(second, 0.5),
    found,
    longest: Math.max(...pauses),
  };
}

/** Watches how long the main thread does not answer; the answer is the longest pause in ms. */
function watchPauses(): () => number {
  let last = performance.now();
  let longest = 0;
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last - 5);
    last = now;
  }, 5);
  return () => {
    clearInterval(timer);
    return longest;
  };
}

async function scanRows(work: string, options: CatalogBenchOptions): Promise<Row[]> {
  const folder = join(work, "repository");
  await makeRepository(folder);
  const made = await timeScans(folder, work);
  const rows = scanTable(
    made,
    `generated repository, ${FULL_SHAPE.files.toLocaleString("en")} files, ${FULL_SHAPE.commits.toLocaleString("en")} commits`,
  );
  if (options.repository !== null)
    rows.push(...scanTable(await timeScans(options.repository, work), "a real repository"));
  return rows;
}

function scanTable(
  times: { cold: number; second: number; found: number; longest: number },
  what: string,
): Row[] {
  return [
    {
      what: `cold scan, ${what}, ${times.found} POCs`,
      value: times.cold,
      unit: "s",
      target: "≤ 12 s",
      met: times.cold <= 12,
    },
    {
      what: `second scan, nothing changed, ${what}`,
      value: times.second,
      unit: "s",
      target: "≤ 1.5 s",
      met: times.second <= 1.5,
    },
    {
      what: `longest time without an answer during the cold scan, ${what}`,
      value: times.longest,
      unit: "ms",
      target: "≤ 50 ms",
      met: times.longest <= 50,
    },
  ];
}

function writeRows(work: string): Row[] {
  const data = dataOf(work, 100_000);
  const filled = fill(data, 100_000);
  const bytes = statSync(join(data, "tatami.db")).size;
  return [
    {
      what: "writing 100,000 POCs, 400 a transaction: documents, places, projections, index",
      value: filled.perSecond,
      unit: "per s",
      target: "≥ 2,500 per s",
      met: filled.perSecond >= 2500,
    },
    { what: "size of that database", value: bytes / 1e6, unit: "MB", target: "", met: null },
  ];
}

async function memoryRows(work: string): Promise<Row[]> {
  const data = ensureData(work, 100_000);
  const child = fork(join(import.meta.dirname, "memory-child.ts"), [data], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    // As npm start gives it.
    execArgv: coreFlags,
  });
  const [message] = (await once(child, "message")) as [{ readonly rss: number; readonly first: number }];
  await once(child, "exit");
  const megabytes = message.rss / 2 ** 20;
  return [
    {
      what: "memory of the core after 1,000 searches, 100,000 POCs",
      value: megabytes,
      unit: "MB",
      target: "≤ 250 MB",
      met: megabytes <= 250,
    },
    {
      what: "first search after the start of the core, 100,000 POCs",
      value: message.first,
      unit: "ms",
      target: "",
      met: null,
    },
  ];
}
