import type { Migration } from "./migration.ts";

/**
 * The workspaces of this device beside Personal, which lives in the database that names them: each has a folder, and in it a
 * database of its own with all tables, so that nothing of one can be met in another. Their keys stand here too: a database
 * that is damaged is set aside, and what it held comes back from the other members.
 */
export const workspaces: Migration = {
  number: 40,
  name: "workspaces",
  sql: `
    CREATE TABLE workspace (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      key BLOB NOT NULL CHECK (length(key) = 32),
      -- The device that founded it, and who belongs to it, in signed records; both null for one that was never shared.
      founder BLOB CHECK (length(founder) = 32),
      members BLOB,
      created_at INTEGER NOT NULL,
      added_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    ALTER TABLE room ADD COLUMN founder BLOB CHECK (length(founder) = 32);
    ALTER TABLE room ADD COLUMN members BLOB;
    -- Where the members of the workspace meet.
    CREATE TABLE meeting_address (address TEXT PRIMARY KEY, place INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE invitation (
      id TEXT PRIMARY KEY,
      role TEXT NOT NULL CHECK (role IN ('editor', 'observer')),
      words TEXT NOT NULL,
      secret BLOB NOT NULL,
      -- What the words were stretched to: it takes a good part of a second.
      words_meeting BLOB NOT NULL,
      words_psk BLOB NOT NULL,
      expires_at INTEGER,
      uses INTEGER,
      used_by TEXT NOT NULL DEFAULT '[]',
      created_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    -- The secret of this device's key pair; in the first database only.
    ALTER TABLE device ADD COLUMN secret BLOB CHECK (length(secret) = 32);
  `,
};
