import type { RoomDigest } from "./digest.ts";
import { LIST_AT_ONCE } from "./limits.ts";
import type { Entry } from "./digest.ts";

/** What stands in some buckets, in as many parts as it needs: a bucket is named with the last of its entries. */
export function* listsOf(
  digest: RoomDigest,
  wanted: readonly number[],
): Generator<{ readonly buckets: readonly number[]; readonly entries: readonly Entry[] }> {
  let buckets: number[] = [];
  let entries: Entry[] = [];
  for (const bucket of new Set(wanted)) {
    for (const entry of digest.entries(bucket)) {
      entries.push(entry);
      if (entries.length < LIST_AT_ONCE) continue;
      yield { buckets, entries };
      [buckets, entries] = [[], []];
    }
    // The other side lists it in turn, once.
    buckets.push(bucket);
  }
  if (buckets.length + entries.length > 0) yield { buckets, entries };
}
