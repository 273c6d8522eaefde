import { existsSync, mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import type { Clock } from "#shared/lib/time.ts";
import { migrate } from "./migrate.ts";
import { MIGRATIONS } from "./migrations/index.ts";
import { asStorageError, connect, isDamage, type Database } from "./sqlite.ts";

export const DATABASE_FILE = "tatami.db";

export interface OpenedDatabase {
  readonly db: Database;
  readonly file: string;
  /** Folder to which a damaged database was moved at this start, or null. */
  readonly setAside: string | null;
}

/**
 * Opens the database of a data folder and brings its schema up to date. A damaged one is moved aside, whole and
 * untouched, and a new one begun. Throws TatamiError: VERSION_MISMATCH, STORAGE_FULL, SERVICE_UNAVAILABLE.
 */
export function openDatabase(folder: string, clock: Clock): OpenedDatabase {
  const file = join(folder, DATABASE_FILE);
  try {
    return { db: openSound(file), file, setAside: null };
  } catch (error) {
    if (!isDamage(error)) throw asStorageError(error);
    const setAside = moveAside(folder, clock);
    try {
      return { db: openSound(file), file, setAside };
    } catch (again) {
      throw asStorageError(again);
    }
  }
}

function openSound(file: string): Database {
  const db = connect(file);
  try {
    db.pragma("journal_mode = WAL");
    db.pragma("synchronous = FULL");
    db.pragma("foreign_keys = ON");
    db.pragma("wal_autocheckpoint = 4000");
    db.pragma("cache_size = -16000");
    // A damaged schema or first page shows here; the whole is checked by the doctor, not at every start (1.8 s for 240 MB).
    db.prepare("SELECT count(*) FROM sqlite_schema").get();
    migrate(db, MIGRATIONS, (version) => {
      const copy = `${file}.before-${version}`;
      if (!existsSync(copy)) db.prepare("VACUUM INTO ?").run(copy);
    });
    probe(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Reads one row through the root of each table that everything needs, so that plain damage is met at start and not later. */
function probe(db: Database): void {
  for (const table of [
    "document",
    "document_update",
    "document_snapshot",
    "document_change",
    "room",
    "poc",
    "poc_place",
    "private_notes",
  ]) {
    db.prepare(`SELECT * FROM ${table} LIMIT 1`).get();
  }
}

function moveAside(folder: string, clock: Clock): string {
  const stamp = new Date(clock()).toISOString().replaceAll(":", "-");
  const aside = join(folder, `damaged-${stamp}`);
  mkdirSync(aside, { recursive: true, mode: 0o700 });
  for (const suffix of ["", "-wal", "-shm"]) {
    const part = join(folder, DATABASE_FILE + suffix);
    if (existsSync(part)) renameSync(part, join(aside, DATABASE_FILE + suffix));
  }
  return aside;
}
