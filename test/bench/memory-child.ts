import { connectCore } from "#core/main.ts";
import { SEARCH_MIX } from "./search-bench.ts";

/** A core of its own: 1,000 searches of the mix with facets, then its resident memory in bytes goes to the parent. */
const { client, close } = await connectCore({ dataFolder: process.argv[2] ?? "", shell: "test" });
const begun = performance.now();
await client.catalog.search({ query: "kafka" });
const first = performance.now() - begun;
for (let round = 0; round < 1000; round++) {
  const search = SEARCH_MIX[round % SEARCH_MIX.length];
  if (search !== undefined) await client.catalog.search(search);
}
process.send?.({ rss: process.memoryUsage().rss, first });
await close();
process.disconnect();
