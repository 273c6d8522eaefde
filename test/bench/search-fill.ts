import type { Database } from "#core/db/sqlite.ts";
import type { IndexEntry, SearchIndex } from "#core/features/catalog/search/search-index.ts";
import type { CorpusPoc } from "./corpus.ts";

/** POCs written in one transaction. */
const BATCH = 1000;

/** What of a generated POC is searched by words. */
export function entryOf(poc: CorpusPoc): IndexEntry {
  const { facts } = poc.scanned;
  return {
    name: facts.name,
    description: facts.description,
    tags: poc.user.tags,
    derivedTags: facts.derivedTags,
    technologies: facts.technologies.map((one) => one.name),
    notes: poc.user.notes,
    privateNotes: "",
    readme: facts.readme,
  };
}

/** Times of filling, in milliseconds. */
export interface FillTimes {
  /** All of it. */
  readonly total: number;
  /** The index alone, without commits. */
  readonly index: number;
}

/**
 * Writes the rows that the search reads (no documents) and the index, numbered from 1. The order of writing is that of the
 * corpus, batches of {@link BATCH}.
 */
export function fillIndex(db: Database, index: SearchIndex, pocs: Iterable<CorpusPoc>): FillTimes {
  const root = db.prepare("INSERT OR IGNORE INTO catalog_root(id, path) VALUES (?, ?)");
  const row = db.prepare(`
    INSERT INTO poc(num, id, room_id, name, description, language, language_version, languages, technologies, tags,
      derived_tags, first_commit_at, last_commit_at, commits, licence, lines_of_code, files, bytes, remote, subfolder)
    VALUES (?, ?, 'room', ?, ?, ?, NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, ?)`);
  const text = db.prepare("INSERT INTO poc_text(num, readme, notes) VALUES (?, ?, ?)");
  const place = db.prepare(`
    INSERT INTO poc_place(id, root_id, path, relative_path, thumbnail, oldest_file_at, newest_file_at, authors, fingerprint, signature)
    VALUES (?, ?, ?, ?, NULL, ?, ?, '[]', ?, ?)`);
  let total = 0;
  let indexed = 0;
  let num = 0;
  const write = db.transaction((batch: readonly CorpusPoc[]) => {
    for (const poc of batch) {
      num++;
      const { facts, local } = poc.scanned;
      root.run(poc.root, poc.root);
      row.run(
        num,
        poc.id,
        facts.name,
        facts.description,
        facts.languages[0]?.name ?? null,
        JSON.stringify(facts.languages),
        JSON.stringify(facts.technologies),
        JSON.stringify(poc.user.tags),
        JSON.stringify(facts.derivedTags),
        facts.firstCommitAt,
        facts.lastCommitAt,
        facts.commits,
        facts.licence,
        facts.linesOfCode,
        facts.files,
        facts.bytes,
        facts.subfolder,
      );
      text.run(num, facts.readme, poc.user.notes);
      place.run(
        poc.id,
        poc.root,
        local.path,
        local.relativePath,
        local.oldestFileAt,
        local.newestFileAt,
        local.fingerprint,
        local.signature,
      );
      const before = performance.now();
      index.put(num, entryOf(poc));
      indexed += performance.now() - before;
    }
  });
  let batch: CorpusPoc[] = [];
  const flush = (): void => {
    const before = performance.now();
    write(batch);
    total += performance.now() - before;
    batch = [];
  };
  for (const poc of pocs) {
    batch.push(poc);
    if (batch.length === BATCH) flush();
  }
  flush();
  // As after a scan.
  while (index.tidy());
  index.changed("all");
  return { total, index: indexed };
}
