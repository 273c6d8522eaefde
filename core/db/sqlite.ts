import Sqlite from "better-sqlite3";
import { failure } from "#shared/api/failures.ts";

/** A connection that may write. Only the core's main thread holds one. */
export type Database = Sqlite.Database & { readonly __writable: true };
export type Statement<Row = unknown> = Sqlite.Statement<unknown[], Row>;

const DAMAGED = new Set(["SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_CORRUPT_VTAB", "SQLITE_CORRUPT_INDEX"]);

/** The code of an SQLite error ("SQLITE_FULL"), or null for any other value. */
export function sqliteCode(error: unknown): string | null {
  return error instanceof Sqlite.SqliteError ? error.code : null;
}

/** The code of an error of the file system ("ENOSPC"), or null for any other value. */
export function systemCode(error: unknown): string | null {
  return error instanceof Error && "syscall" in error && "code" in error && typeof error.code === "string"
    ? error.code
    : null;
}

/** True when SQLite says that the file itself is not (any more) a sound database. */
export function isDamage(error: unknown): boolean {
  const code = sqliteCode(error);
  return code !== null && (DAMAGED.has(code) || code.startsWith("SQLITE_CORRUPT"));
}

/** What says that there is no space: SQLite's own, its shared memory file that cannot grow, and the system's. */
const FULL = new Set(["SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_SHMSIZE", "ENOSPC", "EDQUOT"]);

/** True when the disk, or what this user may use of it, is full. */
export function isFull(error: unknown): boolean {
  return FULL.has(sqliteCode(error) ?? systemCode(error) ?? "");
}

/** Turns storage failures of SQLite, and of the system for want of space, into errors that a person can act on; leaves everything else as it is. */
export function asStorageError(error: unknown): unknown {
  const code = sqliteCode(error) ?? systemCode(error);
  if (code === null) return error;
  if (isFull(error)) return failure("storage.full", {}, { cause: error });
  if (isDamage(error)) return failure("storage.damaged", {}, { cause: error });
  if (code === "SQLITE_READONLY" || code === "SQLITE_CANTOPEN" || code.startsWith("SQLITE_IOERR")) {
    return failure("storage.unavailable", {}, { cause: error });
  }
  return error;
}

/** Opens a connection; tells nothing about the schema. Throws SQLite's own errors. */
export function connect(file: string, options: { readonly fileMustExist?: boolean } = {}): Database {
  const db = new Sqlite(file, { timeout: 5000, ...options });
  db.pragma("trusted_schema = OFF");
  return db as Database;
}
