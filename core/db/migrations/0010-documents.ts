import type { Migration } from "./migration.ts";

/** Documents, their update log, snapshots and change history; the device and its rooms. */
export const documents: Migration = {
  number: 10,
  name: "documents",
  sql: `
    CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

    CREATE TABLE device (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE room (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      key BLOB NOT NULL CHECK (length(key) = 32),
      created_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE document (
      id TEXT PRIMARY KEY,
      room_id TEXT NOT NULL REFERENCES room(id),
      kind TEXT NOT NULL,
      schema INTEGER NOT NULL,
      state_hash BLOB NOT NULL,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL,
      deleted_at INTEGER,
      purged INTEGER NOT NULL DEFAULT 0,
      log_updates INTEGER NOT NULL DEFAULT 0,
      log_bytes INTEGER NOT NULL DEFAULT 0,
      problem TEXT
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX document_room ON document(room_id, kind);
    CREATE INDEX document_deleted ON document(deleted_at) WHERE deleted_at IS NOT NULL;
    CREATE INDEX document_problem ON document(id) WHERE problem IS NOT NULL;

    CREATE TABLE document_update (
      seq INTEGER PRIMARY KEY AUTOINCREMENT,
      document_id TEXT NOT NULL REFERENCES document(id),
      author TEXT NOT NULL,
      received_at INTEGER NOT NULL,
      bytes BLOB NOT NULL
    ) STRICT;
    CREATE INDEX document_update_document ON document_update(document_id, seq);

    CREATE TABLE document_snapshot (
      document_id TEXT PRIMARY KEY REFERENCES document(id),
      upto_seq INTEGER NOT NULL,
      created_at INTEGER NOT NULL,
      bytes BLOB NOT NULL
    ) STRICT;

    CREATE TABLE document_change (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      document_id TEXT NOT NULL REFERENCES document(id),
      author TEXT NOT NULL,
      at INTEGER NOT NULL,
      command TEXT NOT NULL,
      field TEXT NOT NULL,
      before TEXT,
      after TEXT
    ) STRICT;
    CREATE INDEX document_change_document ON document_change(document_id, id);
  `,
};
