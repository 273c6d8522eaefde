import { truncateSync } from "node:fs";
import { join } from "node:path";
import { connect, isDamage, sqliteCode, type Database } from "./sqlite.ts";

/** Held by the one process that writes a data folder; ends with the process, also by kill -9. */
export interface FolderLock {
  release(): void;
}

/** Takes the lock of a data folder, or answers null when another process holds it. */
export function takeLock(folder: string): FolderLock | null {
  const file = join(folder, "lock.db");
  try {
    return take(file);
  } catch (error) {
    if (!isDamage(error)) throw error;
    // Nothing was ever written into it, and who reads noise in it holds no lock. Emptied in place: a new file would have locks of its own.
    truncateSync(file, 0);
    return take(file);
  }
}

function take(file: string): FolderLock | null {
  let db: Database | null = null;
  try {
    db = connect(file);
    db.pragma("busy_timeout = 0");
    db.exec("BEGIN EXCLUSIVE");
    const held = db;
    return {
      release: () => {
        if (!held.open) return;
        held.exec("ROLLBACK");
        held.close();
      },
    };
  } catch (error) {
    db?.close();
    if (sqliteCode(error)?.startsWith("SQLITE_BUSY")) return null;
    throw error;
  }
}
