import type { Migration } from "./migration.ts";

/**
 * Projections of the kind `poc` (can be rebuilt), and the tables that belong to this machine alone: roots,
 * places, corrections, recent searches.
 */
export const catalog: Migration = {
  number: 20,
  name: "catalog",
  sql: `
    CREATE TABLE poc (
      num INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      room_id TEXT NOT NULL,
      name TEXT NOT NULL,
      description TEXT NOT NULL,
      language TEXT,
      language_version TEXT,
      languages TEXT NOT NULL,
      technologies TEXT NOT NULL,
      tags TEXT NOT NULL,
      derived_tags TEXT NOT NULL,
      first_commit_at INTEGER,
      last_commit_at INTEGER,
      commits INTEGER NOT NULL,
      licence TEXT,
      lines_of_code INTEGER NOT NULL,
      files INTEGER NOT NULL,
      bytes INTEGER NOT NULL,
      remote TEXT,
      subfolder TEXT NOT NULL
    ) STRICT;

    CREATE TABLE poc_text (
      num INTEGER PRIMARY KEY,
      readme TEXT NOT NULL,
      notes TEXT NOT NULL
    ) STRICT;

    -- All three are given terms that we cut and folded ourselves; ascii then only cuts at blanks. Name and description
    -- stand apart because they weigh more, and their lists are short. Prefixes of three letters have lists of their own;
    -- longer ones meet few terms, shorter ones so many POCs that poc_prefix answers them: the pairs of letters with which
    -- a POC's terms begin. Merging in eights, and 8 MB of terms before a flush, make writing twice as quick.
    CREATE VIRTUAL TABLE poc_name_fts USING fts5(
      name, content='', contentless_delete=1, detail=full, prefix='3', tokenize="ascii tokenchars '+#.'"
    );
    CREATE VIRTUAL TABLE poc_description_fts USING fts5(
      description, content='', contentless_delete=1, detail=full, prefix='3', tokenize="ascii tokenchars '+#.'"
    );
    CREATE VIRTUAL TABLE poc_fts USING fts5(
      body, content='', contentless_delete=1, detail=full, prefix='3', tokenize="ascii tokenchars '+#.'"
    );
    INSERT INTO poc_name_fts(poc_name_fts, rank) VALUES ('automerge', 8), ('crisismerge', 64), ('usermerge', 2);
    INSERT INTO poc_description_fts(poc_description_fts, rank) VALUES ('automerge', 8), ('crisismerge', 64), ('usermerge', 2);
    INSERT INTO poc_fts(poc_fts, rank) VALUES ('automerge', 8), ('crisismerge', 64), ('usermerge', 2), ('hashsize', 8000000);
    CREATE TABLE poc_prefix (num INTEGER PRIMARY KEY, codes TEXT NOT NULL) STRICT;
    CREATE TABLE poc_term (id INTEGER PRIMARY KEY, terms TEXT NOT NULL) STRICT;

    CREATE TABLE catalog_root (
      id TEXT PRIMARY KEY,
      path TEXT NOT NULL UNIQUE,
      ignore TEXT NOT NULL DEFAULT '[]',
      heads TEXT NOT NULL DEFAULT '{}',
      last_scan TEXT
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE poc_place (
      id TEXT PRIMARY KEY,
      root_id TEXT NOT NULL REFERENCES catalog_root(id),
      path TEXT NOT NULL UNIQUE,
      relative_path TEXT NOT NULL,
      thumbnail TEXT,
      oldest_file_at INTEGER,
      newest_file_at INTEGER,
      authors TEXT NOT NULL,
      fingerprint TEXT NOT NULL,
      signature TEXT NOT NULL,
      missing_since INTEGER
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX poc_place_root ON poc_place(root_id);
    CREATE INDEX poc_place_signature ON poc_place(signature);

    CREATE TABLE catalog_correction (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      root_id TEXT NOT NULL REFERENCES catalog_root(id),
      correction TEXT NOT NULL
    ) STRICT;

    CREATE TABLE recent_search (query TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  `,
};
