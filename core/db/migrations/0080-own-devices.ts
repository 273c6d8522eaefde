import type { Migration } from "./migration.ts";

/** Invitations for another device of one's own, which may be an admin. */
export const ownDevices: Migration = {
  number: 80,
  name: "own devices",
  sql: `
    CREATE TABLE invitation_new (
      id TEXT PRIMARY KEY,
      role TEXT NOT NULL CHECK (role IN ('editor', 'observer') OR (role = 'admin' AND own = 1)),
      -- It lets in another device of whoever made it.
      own INTEGER NOT NULL DEFAULT 0 CHECK (own IN (0, 1)),
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
    INSERT INTO invitation_new (id, role, words, secret, words_meeting, words_psk, expires_at, uses, used_by, created_at)
      SELECT id, role, words, secret, words_meeting, words_psk, expires_at, uses, used_by, created_at FROM invitation;
    DROP TABLE invitation;
    ALTER TABLE invitation_new RENAME TO invitation;
  `,
};
