import { mergeText } from "#shared/features/catalog/poc-document.ts";
import type { Database } from "#core/db/sqlite.ts";
import type { ChangeRow } from "#core/sync/documents-store.ts";

/** The field that histories and edits call them by. */
export const PRIVATE_NOTES = "privateNotes";

/** The SQL of the private notes of one POC, by its id: what searches read, too. */
export const PRIVATE_NOTES_SQL = "SELECT notes FROM private_notes WHERE id = ?";

/** A change of private notes; this device made it. */
export type PrivateChange = Omit<ChangeRow, "author">;

const CHANGE = `SELECT id, at, command, '${PRIVATE_NOTES}' AS field, before, after FROM private_notes_change WHERE poc_id = ?`;

/**
 * What a person writes about POCs for this machine alone. It stands in tables of its own and in no document: what syncs reads
 * documents, and cannot give away what it never sees. Every writer runs inside the caller's transaction.
 */
export class PrivateNotes {
  readonly #sql;

  constructor(db: Database) {
    this.#sql = {
      notes: db.prepare<[string], string>(PRIVATE_NOTES_SQL).pluck(),
      put: db.prepare(
        `INSERT INTO private_notes (id, notes, changed_at) VALUES (?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET notes = excluded.notes, changed_at = excluded.changed_at`,
      ),
      append: db.prepare(
        "INSERT INTO private_notes_change (poc_id, at, command, before, after) VALUES (?, ?, ?, ?, ?)",
      ),
      history: db.prepare<[string], PrivateChange>(`${CHANGE} ORDER BY id DESC LIMIT 500`),
      change: db.prepare<[string, number], PrivateChange>(`${CHANGE} AND id = ?`),
      move: db.prepare("UPDATE private_notes SET id = ? WHERE id = ?"),
      moveChanges: db.prepare("UPDATE private_notes_change SET poc_id = ? WHERE poc_id = ?"),
      drop: db.prepare("DELETE FROM private_notes WHERE id = ?"),
      dropChanges: db.prepare("DELETE FROM private_notes_change WHERE poc_id = ?"),
    };
  }

  /** The private notes of a POC, "" without any. */
  of(id: string): string {
    return this.#sql.notes.get(id) ?? "";
  }

  /** Saves them with their history, merged with what was written since `base`; answers false where they are as they were. */
  write(id: string, text: string, base: string | undefined, command: string, at: number): boolean {
    const before = this.of(id);
    const after = mergeText(base ?? before, before, text);
    if (after === before) return false;
    this.#sql.put.run(id, after, at);
    this.#sql.append.run(id, at, command, before || null, after || null);
    return true;
  }

  /** The newest 500 changes, newest first. */
  history(id: string): PrivateChange[] {
    return this.#sql.history.all(id);
  }

  /** One change of a POC's private notes, or undefined. */
  change(id: string, changeId: number): PrivateChange | undefined {
    return this.#sql.change.get(id, changeId);
  }

  /** Gives them with their history to an entry that takes the place of another, and has none yet. */
  move(from: string, to: string): void {
    this.#sql.move.run(to, from);
    this.#sql.moveChanges.run(to, from);
  }

  /** Forgets them with their history. */
  drop(id: string): void {
    this.#sql.drop.run(id);
    this.#sql.dropChanges.run(id);
  }
}
