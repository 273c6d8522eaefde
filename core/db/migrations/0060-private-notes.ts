import type { Migration } from "./migration.ts";

/**
 * What a person writes about POCs for this machine alone. It belongs to no document, so that nothing of it can be synced;
 * without references to documents, because it outlives one that somebody else removed.
 */
export const privateNotes: Migration = {
  number: 60,
  name: "private-notes",
  sql: `
    CREATE TABLE private_notes (
      id TEXT PRIMARY KEY,
      notes TEXT NOT NULL,
      changed_at INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE private_notes_change (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      poc_id TEXT NOT NULL,
      at INTEGER NOT NULL,
      command TEXT NOT NULL,
      before TEXT,
      after TEXT
    ) STRICT;
    CREATE INDEX private_notes_change_poc ON private_notes_change(poc_id, id);
  `,
};
