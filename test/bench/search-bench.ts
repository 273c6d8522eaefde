import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "#core/db/open.ts";
import { SearchIndex } from "#core/features/catalog/search/search-index.ts";
import { SearchInput } from "#shared/features/catalog/catalog.api.ts";
import { corpus } from "./corpus.ts";
import { fillIndex } from "./search-fill.ts";
import { SEARCH_MIX, TYPED_SEARCH, type MixedSearch } from "./search-mix.ts";
import { miniSearchPeer, oramaPeer, type Peer } from "./search-peers.ts";
import { percentile, type Row } from "./table.ts";

export { SEARCH_MIX };

/** Rounds of the mix: the first warms up the compiler and is not counted. */
const ROUNDS = 4;

/**
 * Measures the search in the core at 10,000 and 100,000 POCs: each answer has a page of 50 rows with marks and
 * snippets, the total and the counts of five facets. The index remembers the hits of words; that memory is emptied before
 * each round of the mix, and for the row "every word anew" before each search, so that no number lives on repetition.
 * MiniSearch and Orama answer the same mix over the same documents, at 100,000 only with `peers`.
 */
export async function searchBench(options: {
  readonly peers: boolean;
  readonly sizes?: readonly number[];
}): Promise<Row[]> {
  const rows: Row[] = [];
  for (const size of options.sizes ?? [10_000, 100_000]) {
    const work = mkdtempSync(join(tmpdir(), "tatami-search-bench-"));
    try {
      const ours = measureOurs(work, size, rows);
      if (size > 10_000 && !options.peers) continue;
      for (const make of [miniSearchPeer, oramaPeer]) rows.push(measurePeer(make(corpus(size)), size, ours));
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  }
  return rows;
}

function measureOurs(work: string, size: number, rows: Row[]): number {
  const { db } = openDatabase(work, Date.now);
  try {
    const times = fillIndex(db, new SearchIndex(db), corpus(size));
    db.pragma("wal_checkpoint(TRUNCATE)");
    const index = new SearchIndex(db);
    const run = (search: MixedSearch): void => void index.search(SearchInput.parse(search));
    const named = `${size.toLocaleString("en")} POCs`;
    const target = size > 10_000 ? 20 : 5;

    const begun = performance.now();
    run(SEARCH_MIX[0] ?? { query: "", filters: {} });
    const first = performance.now() - begun;
    const forget = (): void => index.changed([]);
    const mixed = timeMix(SEARCH_MIX, run, { beforeRound: forget });
    const anew = timeMix(SEARCH_MIX, run, { beforeSearch: forget });
    const typed = timeMix(TYPED_SEARCH, run, { beforeRound: forget });
    const pages = Array.from({ length: 100 }, (_, page) => ({
      ...SearchInput.parse({ offset: Math.max(0, size - 50 * (page + 1)) }),
    }));
    const paged = pages.map((page) => timed(() => void index.search(page)));

    const p95 = percentile(mixed, 0.95);
    rows.push(
      {
        what: `search, two facets, all facet counts, p95, ${named}`,
        value: p95,
        unit: "ms",
        target: `≤ ${target} ms`,
        met: p95 <= target,
      },
      { what: `the same, p50, ${named}`, value: percentile(mixed, 0.5), unit: "ms", target: "", met: null },
      {
        what: `the same, every word anew, p95, ${named}`,
        value: percentile(anew, 0.95),
        unit: "ms",
        target: "",
        met: null,
      },
      {
        what: `the same typed key by key, p95, ${named}`,
        value: percentile(typed, 0.95),
        unit: "ms",
        target: "",
        met: null,
      },
      {
        what: `paging to the end without words, p95, ${named}`,
        value: percentile(paged, 0.95),
        unit: "ms",
        target: "",
        met: null,
      },
      {
        what: `first search of a new index, ${named}`,
        value: first,
        unit: "ms",
        target: size > 10_000 ? "" : "≤ 100 ms",
        met: size > 10_000 ? null : first <= 100,
      },
      {
        what: `index entry written, ${named}`,
        value: (times.index / size) * 1000,
        unit: "µs",
        target: "≤ 200 µs",
        met: times.index / size <= 0.2,
      },
    );
    return p95;
  } finally {
    db.close();
  }
}

function measurePeer(peer: Peer, size: number, ours: number): Row {
  // Two rounds are enough for what takes ten times as long.
  const times = timeMix(SEARCH_MIX, (search) => void peer.search(search), {}, 2);
  return {
    what: `search, p95, against ${peer.name}, ${size.toLocaleString("en")} POCs`,
    value: ours,
    unit: "ms",
    target: "below it",
    met: ours < percentile(times, 0.95),
    peer: peer.name,
    ratio: ours / percentile(times, 0.95),
  };
}

interface Between {
  readonly beforeRound?: () => void;
  readonly beforeSearch?: () => void;
}

/** Times of all searches of all rounds but the first, in milliseconds. */
function timeMix(
  mix: readonly MixedSearch[],
  run: (search: MixedSearch) => void,
  between: Between,
  rounds = ROUNDS,
): number[] {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    between.beforeRound?.();
    for (const search of mix) {
      between.beforeSearch?.();
      const time = timed(() => run(search));
      if (round > 0) times.push(time);
    }
  }
  return times;
}

function timed(run: () => void): number {
  const begun = performance.now();
  run();
  return performance.now() - begun;
}
