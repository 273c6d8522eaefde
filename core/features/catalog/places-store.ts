import { sep } from "node:path";
import type { Author, Correction, LocalFacts } from "#shared/features/catalog/catalog.ts";
import type { Database } from "#core/db/sqlite.ts";

/** Where a document's folder is on this machine. */
export interface Place {
  readonly id: string;
  readonly root_id: string;
  readonly path: string;
  readonly relative_path: string;
  readonly thumbnail: string | null;
  readonly oldest_file_at: number | null;
  readonly newest_file_at: number | null;
  readonly authors: string;
  readonly fingerprint: string;
  readonly signature: string;
  readonly missing_since: number | null;
}

export interface RootRow {
  readonly id: string;
  readonly path: string;
  readonly ignore: string;
  readonly heads: string;
  readonly last_scan: string | null;
}

/** What the last scan of a root brought, kept beside it. */
export interface LastScan {
  readonly at: number;
  readonly new: number;
  readonly changed: number;
  readonly failed: number;
}

/** The tables that belong to this machine alone: roots, places, corrections, recent searches. */
export class PlacesStore {
  readonly #db: Database;
  readonly #sql;

  constructor(db: Database) {
    this.#db = db;
    this.#sql = {
      roots: db.prepare<[], RootRow>("SELECT * FROM catalog_root ORDER BY path"),
      root: db.prepare<[string], RootRow>("SELECT * FROM catalog_root WHERE id = ?"),
      rootByPath: db.prepare<[string], RootRow>("SELECT * FROM catalog_root WHERE path = ?"),
      addRoot: db.prepare("INSERT INTO catalog_root (id, path) VALUES (?, ?)"),
      setIgnore: db.prepare("UPDATE catalog_root SET ignore = ? WHERE id = ?"),
      setScanned: db.prepare("UPDATE catalog_root SET heads = ?, last_scan = ? WHERE id = ?"),
      dropRoot: db.prepare("DELETE FROM catalog_root WHERE id = ?"),
      dropRootPlaces: db.prepare("DELETE FROM poc_place WHERE root_id = ?"),
      dropRootCorrections: db.prepare("DELETE FROM catalog_correction WHERE root_id = ?"),
      place: db.prepare<[string], Place>("SELECT * FROM poc_place WHERE id = ?"),
      placeByPath: db.prepare<[string], Place>("SELECT * FROM poc_place WHERE path = ?"),
      placesBySignature: db.prepare<[string], Place>("SELECT * FROM poc_place WHERE signature = ? LIMIT 20"),
      placesOfRoot: db.prepare<[string], Place>("SELECT * FROM poc_place WHERE root_id = ? ORDER BY path"),
      placesUnder: db.prepare<[string, string, string], Place>(
        "SELECT * FROM poc_place WHERE path = ? OR (path >= ? AND path < ?) ORDER BY path",
      ),
      putPlace: db.prepare(
        `INSERT INTO poc_place (id, root_id, path, relative_path, thumbnail, oldest_file_at, newest_file_at, authors, fingerprint, signature, missing_since)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)
         ON CONFLICT (id) DO UPDATE SET root_id = excluded.root_id, path = excluded.path, relative_path = excluded.relative_path,
           thumbnail = excluded.thumbnail, oldest_file_at = excluded.oldest_file_at, newest_file_at = excluded.newest_file_at,
           authors = excluded.authors, fingerprint = excluded.fingerprint, signature = excluded.signature, missing_since = NULL`,
      ),
      setMissing: db.prepare("UPDATE poc_place SET missing_since = ? WHERE id = ?"),
      dropPlace: db.prepare("DELETE FROM poc_place WHERE id = ?"),
      counts: db.prepare<[string], { pocs: number; missing: number | null }>(
        `SELECT count(*) AS pocs, sum(poc_place.missing_since IS NOT NULL) AS missing
         FROM poc_place JOIN poc USING (id) WHERE root_id = ?`,
      ),
      corrections: db.prepare<[string], { id: number; correction: string }>(
        "SELECT id, correction FROM catalog_correction WHERE root_id = ? ORDER BY id",
      ),
      addCorrection: db.prepare("INSERT INTO catalog_correction (root_id, correction) VALUES (?, ?)"),
      dropCorrection: db.prepare("DELETE FROM catalog_correction WHERE root_id = ? AND id = ?"),
      recent: db.prepare<[], { query: string }>("SELECT query FROM recent_search ORDER BY at DESC LIMIT 20"),
      addRecent: db.prepare("INSERT OR REPLACE INTO recent_search (query, at) VALUES (?, ?)"),
      trimRecent: db.prepare(
        "DELETE FROM recent_search WHERE query NOT IN (SELECT query FROM recent_search ORDER BY at DESC LIMIT 50)",
      ),
      clearRecent: db.prepare("DELETE FROM recent_search"),
    };
  }

  roots(): RootRow[] {
    return this.#sql.roots.all();
  }
  root(id: string): RootRow | undefined {
    return this.#sql.root.get(id);
  }
  rootByPath(path: string): RootRow | undefined {
    return this.#sql.rootByPath.get(path);
  }
  addRoot(id: string, path: string): void {
    this.#sql.addRoot.run(id, path);
  }
  setIgnore(id: string, patterns: readonly string[]): void {
    this.#sql.setIgnore.run(JSON.stringify(patterns), id);
  }
  setScanned(id: string, heads: Readonly<Record<string, string>>, lastScan: LastScan): void {
    this.#sql.setScanned.run(JSON.stringify(heads), JSON.stringify(lastScan), id);
  }
  dropRoot(id: string): void {
    this.#sql.dropRootPlaces.run(id);
    this.#sql.dropRootCorrections.run(id);
    this.#sql.dropRoot.run(id);
  }
  place(id: string): Place | undefined {
    return this.#sql.place.get(id);
  }
  placeByPath(path: string): Place | undefined {
    return this.#sql.placeByPath.get(path);
  }
  placesBySignature(signature: string): Place[] {
    return this.#sql.placesBySignature.all(signature);
  }
  placesOfRoot(rootId: string): Place[] {
    return this.#sql.placesOfRoot.all(rootId);
  }
  /** Places at or below a folder: a range over the path's index, so that `/a/b` does not take `/a/bc`. */
  placesUnder(folder: string): Place[] {
    const below = folder.endsWith(sep) ? folder : folder + sep;
    const past = below.slice(0, -1) + String.fromCharCode(below.charCodeAt(below.length - 1) + 1);
    return this.#sql.placesUnder.all(folder, below, past);
  }
  putPlace(id: string, rootId: string, local: LocalFacts): void {
    // Another entry may still claim the path: a folder that was replaced by another one.
    const claimed = this.placeByPath(local.path);
    if (claimed !== undefined && claimed.id !== id) this.#sql.dropPlace.run(claimed.id);
    this.#sql.putPlace.run(
      id,
      rootId,
      local.path,
      local.relativePath,
      local.thumbnail,
      local.oldestFileAt,
      local.newestFileAt,
      JSON.stringify(local.authors),
      local.fingerprint,
      local.signature,
    );
  }
  forget(id: string): void {
    this.#sql.dropPlace.run(id);
  }
  setMissing(id: string, since: number | null): void {
    this.#sql.setMissing.run(since, id);
  }
  counts(rootId: string): { pocs: number; missing: number } {
    const row = this.#sql.counts.get(rootId);
    return { pocs: row?.pocs ?? 0, missing: row?.missing ?? 0 };
  }
  corrections(rootId: string): { id: number; correction: Correction }[] {
    return this.#sql.corrections
      .all(rootId)
      .map((row) => ({ id: row.id, correction: JSON.parse(row.correction) as Correction }));
  }
  addCorrection(rootId: string, correction: Correction): void {
    this.#sql.addCorrection.run(rootId, JSON.stringify(correction));
  }
  dropCorrection(rootId: string, id: number): boolean {
    return this.#sql.dropCorrection.run(rootId, id).changes > 0;
  }
  recentSearches(): string[] {
    return this.#sql.recent.all().map((row) => row.query);
  }
  addRecentSearch(query: string, at: number): void {
    this.#db.transaction(() => {
      this.#sql.addRecent.run(query, at);
      this.#sql.trimRecent.run();
    })();
  }
  clearRecentSearches(): void {
    this.#sql.clearRecent.run();
  }
}

/** The authors of a place, as stored. */
export function authorsOf(place: Place): Author[] {
  return JSON.parse(place.authors) as Author[];
}
