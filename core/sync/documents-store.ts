import type { Database } from "#core/db/sqlite.ts";

/** The head of a document as it stands in the database. Times in ms since the epoch. */
export interface DocumentHead {
  readonly id: string;
  readonly room_id: string;
  readonly kind: string;
  readonly schema: number;
  readonly state_hash: Uint8Array;
  readonly created_at: number;
  readonly updated_at: number;
  readonly deleted_at: number | null;
  /** When it was deleted or restored last; 0 for never. */
  readonly marked_at: number;
  readonly purged: number;
  readonly log_updates: number;
  readonly log_bytes: number;
  readonly problem: string | null;
}

/** One field change, as people see it in the history. */
export interface FieldChange {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

export interface ChangeRow extends FieldChange {
  readonly id: number;
  readonly author: string;
  readonly at: number;
  readonly command: string;
}

/** The SQL of documents: statements are prepared once. Every writer runs inside the caller's transaction. */
export function documentsStore(db: Database) {
  const head = db.prepare<[string], DocumentHead>("SELECT * FROM document WHERE id = ?");
  const insertHead = db.prepare(
    `INSERT INTO document (id, room_id, kind, schema, state_hash, created_at, updated_at, log_updates, log_bytes, problem)
     VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?, ?)`,
  );
  const touchHead = db.prepare(
    `UPDATE document SET state_hash = ?, updated_at = ?, schema = max(schema, ?), problem = ?,
       log_updates = log_updates + 1, log_bytes = log_bytes + ? WHERE id = ?`,
  );
  const appendUpdate = db.prepare(
    "INSERT INTO document_update (document_id, author, received_at, bytes) VALUES (?, ?, ?, ?)",
  );
  const appendChange = db.prepare(
    "INSERT INTO document_change (document_id, author, at, command, field, before, after) VALUES (?, ?, ?, ?, ?, ?, ?)",
  );
  const lastChange = db.prepare<
    [string, string],
    Pick<ChangeRow, "id" | "author" | "at" | "command" | "before" | "after">
  >(
    `SELECT id, author, at, command, before, after
     FROM (SELECT * FROM document_change WHERE document_id = ? ORDER BY id DESC LIMIT 20) WHERE field = ? ORDER BY id DESC LIMIT 1`,
  );
  const lastChangeBy = db.prepare<[string, string, string], Pick<ChangeRow, "id" | "at" | "after">>(
    `SELECT id, at, after
      FROM (SELECT * FROM document_change WHERE document_id = ? ORDER BY id DESC LIMIT 20) WHERE field = ? AND author = ? ORDER BY id DESC LIMIT 1`,
  );
  const amendChange = db.prepare("UPDATE document_change SET after = ? WHERE id = ?");
  const amendBefore = db.prepare("UPDATE document_change SET before = ? WHERE id = ?");
  const snapshot = db.prepare<[string], { upto_seq: number; bytes: Uint8Array }>(
    "SELECT upto_seq, bytes FROM document_snapshot WHERE document_id = ?",
  );
  const snapshotBytes = db
    .prepare<[string], number>("SELECT length(bytes) FROM document_snapshot WHERE document_id = ?")
    .pluck();
  const storedBytes = db
    .prepare<[string], number>(
      "SELECT log_bytes + coalesce((SELECT length(bytes) FROM document_snapshot WHERE document_id = id), 0) FROM document WHERE id = ?",
    )
    .pluck();
  const updatesAfter = db.prepare<[string, number], { seq: number; bytes: Uint8Array }>(
    "SELECT seq, bytes FROM document_update WHERE document_id = ? AND seq > ? ORDER BY seq",
  );
  const putSnapshot = db.prepare(
    `INSERT INTO document_snapshot (document_id, upto_seq, created_at, bytes) VALUES (?, ?, ?, ?)
     ON CONFLICT (document_id) DO UPDATE SET upto_seq = excluded.upto_seq, created_at = excluded.created_at, bytes = excluded.bytes`,
  );
  const dropUpdates = db.prepare("DELETE FROM document_update WHERE document_id = ? AND seq <= ?");
  const resetLog = db.prepare("UPDATE document SET log_updates = 0, log_bytes = 0 WHERE id = ?");
  const setDeleted = db.prepare(
    "UPDATE document SET deleted_at = ?, marked_at = ?, updated_at = ? WHERE id = ?",
  );
  const setProblem = db.prepare("UPDATE document SET problem = ? WHERE id = ?");
  const history = db.prepare<[string], ChangeRow>(
    "SELECT id, author, at, command, field, before, after FROM document_change WHERE document_id = ? ORDER BY id DESC LIMIT 500",
  );
  const changeById = db.prepare<[string, number], ChangeRow>(
    "SELECT id, author, at, command, field, before, after FROM document_change WHERE document_id = ? AND id = ?",
  );
  const expired = db.prepare<[number], { id: string; kind: string }>(
    "SELECT id, kind FROM document WHERE deleted_at IS NOT NULL AND deleted_at < ? AND purged = 0",
  );
  const purgeLog = db.prepare("DELETE FROM document_update WHERE document_id = ?");
  const purgeSnapshot = db.prepare("DELETE FROM document_snapshot WHERE document_id = ?");
  const purgeChanges = db.prepare("DELETE FROM document_change WHERE document_id = ?");
  const markPurged = db.prepare(
    "UPDATE document SET purged = 1, log_updates = 0, log_bytes = 0, problem = NULL WHERE id = ?",
  );
  const dropHead = db.prepare("DELETE FROM document WHERE id = ?");
  const ownFields = db.prepare<[string, number], { field: string; at: number }>(
    `SELECT field, max(at) AS at FROM document_change WHERE document_id = ? AND id > ? AND command <> 'sync'
     GROUP BY field ORDER BY field`,
  );
  const revive = db.prepare("UPDATE document SET purged = 0 WHERE id = ?");
  const ofRoom = db.prepare<[string], Pick<DocumentHead, "id" | "state_hash" | "deleted_at" | "marked_at">>(
    "SELECT id, state_hash, deleted_at, marked_at FROM document WHERE room_id = ?",
  );
  const ofKind = db.prepare<[string], { id: string }>("SELECT id FROM document WHERE kind = ? ORDER BY id");
  const problems = db.prepare<[], { id: string; kind: string; problem: string }>(
    "SELECT id, kind, problem FROM document WHERE problem IS NOT NULL AND deleted_at IS NULL ORDER BY id LIMIT 1000",
  );
  return {
    head,
    insertHead,
    touchHead,
    appendUpdate,
    appendChange,
    lastChange,
    lastChangeBy,
    amendChange,
    amendBefore,
    snapshot,
    snapshotBytes,
    storedBytes,
    updatesAfter,
    putSnapshot,
    dropUpdates,
    resetLog,
    setDeleted,
    setProblem,
    history,
    changeById,
    expired,
    purgeLog,
    purgeSnapshot,
    purgeChanges,
    markPurged,
    ofKind,
    ofRoom,
    revive,
    dropHead,
    ownFields,
    problems,
  };
}
