import type { ReceiveParts } from "./receive.ts";

/** Deleted content is purged after this many milliseconds; the mark stays for good. */
export const PURGE_AFTER = 30 * 24 * 60 * 60 * 1000;

/** Removes the content of what has been deleted for {@link PURGE_AFTER}; answers how many. Runs inside the caller's transaction. */
export function purgeDeleted({ sql, now, kind }: Pick<ReceiveParts, "sql" | "now" | "kind">): number {
  const expired = sql.expired.all(now - PURGE_AFTER);
  for (const { id, kind: name } of expired) {
    // What its history says of the deletion goes with it below.
    const deletion = sql.lastChange.get(id, "deleted");
    kind(name)?.purged(id, deletion !== undefined && deletion.command !== "sync");
    for (const step of [sql.purgeLog, sql.purgeSnapshot, sql.purgeChanges, sql.markPurged]) step.run(id);
  }
  return expired.length;
}
