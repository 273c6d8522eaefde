import { failure } from "#shared/api/failures.ts";
import type { Migration } from "./migrations/migration.ts";
import type { Database } from "./sqlite.ts";

/** The number of the last step that a database has seen: 0 for an empty one. */
export function schemaVersion(db: Database): number {
  return Number(db.pragma("user_version", { simple: true }));
}

/**
 * Brings a database to the newest step, each step in a transaction of its own. Before the first of them,
 * `keepCopy` is called unless the database is empty. A database of a newer Tatami throws VERSION_MISMATCH, untouched.
 */
export function migrate(
  db: Database,
  steps: readonly Migration[],
  keepCopy: (version: number) => void,
): number[] {
  const version = schemaVersion(db);
  const newest = steps.at(-1)?.number ?? 0;
  if (version > newest) {
    throw failure("storage.newer", { schema: String(version), known: String(newest) });
  }
  const due = steps.filter((step) => step.number > version);
  if (due.length > 0 && version > 0) keepCopy(version);
  for (const step of due) {
    db.transaction(() => {
      db.exec(step.sql);
      db.pragma(`user_version = ${step.number}`);
    }).immediate();
  }
  return due.map((step) => step.number);
}
