import type { Migration } from "./migration.ts";

/**
 * What this device has changed and nobody else is known to have, and what of it was put aside when the device lost the right
 * to write before anybody had taken it.
 */
export const putAside: Migration = {
  number: 50,
  name: "put-aside",
  sql: `
    -- Documents with changes of this device that no member who may write is known to have.
    CREATE TABLE document_unsettled (
      document_id TEXT PRIMARY KEY REFERENCES document(id),
      -- The document before the first of these changes; null for one that was begun here.
      base BLOB,
      base_deleted_at INTEGER,
      base_marked_at INTEGER NOT NULL,
      -- The last change of the document's history before them.
      since INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    -- Without a reference: the document may be gone.
    CREATE TABLE put_aside (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      document_id TEXT NOT NULL,
      name TEXT,
      field TEXT NOT NULL,
      before TEXT,
      mine TEXT,
      -- When it was written here.
      at INTEGER NOT NULL
    ) STRICT;
  `,
};
