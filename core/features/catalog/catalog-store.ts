import { hash } from "node:crypto";
import { languageWords, POC_SCHEMA } from "#shared/features/catalog/catalog.ts";
import {
  historyFieldOf,
  historyFields,
  projectPoc,
  type PocProjection,
} from "#shared/features/catalog/poc-document.ts";
import type { Database } from "#core/db/sqlite.ts";
import type { DocumentKind } from "#core/sync/document-kind.ts";
import { PrivateNotes } from "./private-notes.ts";
import type { IndexEntry } from "./search/index-writer.ts";
import type { SearchIndex } from "./search/search-index.ts";

/** Index entries that wait for the end of a transaction at most: 64 KiB of README each. */
const PENDING_LIMIT = 2000;

/** The row of a POC in the projection. Lists are JSON. */
export interface PocRow {
  readonly num: number;
  readonly id: string;
  readonly room_id: string;
  readonly name: string;
  readonly description: string;
  readonly language: string | null;
  readonly language_version: string | null;
  readonly languages: string;
  readonly technologies: string;
  readonly tags: string;
  readonly derived_tags: string;
  readonly first_commit_at: number | null;
  readonly last_commit_at: number | null;
  readonly commits: number;
  readonly licence: string | null;
  readonly lines_of_code: number;
  readonly files: number;
  readonly bytes: number;
  readonly remote: string | null;
  readonly subfolder: string;
}

/** The kind `poc`: its projection is the table `poc` with its texts, and the search index. */
export function pocKind(db: Database, index: SearchIndex): DocumentKind<PocProjection> {
  const numOf = db.prepare<[string], { num: number }>("SELECT num FROM poc WHERE id = ?");
  const insert = db.prepare(
    `INSERT INTO poc (id, room_id, name, description, language, language_version, languages, technologies, tags, derived_tags,
       first_commit_at, last_commit_at, commits, licence, lines_of_code, files, bytes, remote, subfolder)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET room_id = excluded.room_id, name = excluded.name, description = excluded.description,
       language = excluded.language, language_version = excluded.language_version, languages = excluded.languages,
       technologies = excluded.technologies, tags = excluded.tags, derived_tags = excluded.derived_tags,
       first_commit_at = excluded.first_commit_at, last_commit_at = excluded.last_commit_at, commits = excluded.commits,
       licence = excluded.licence, lines_of_code = excluded.lines_of_code, files = excluded.files, bytes = excluded.bytes,
       remote = excluded.remote, subfolder = excluded.subfolder
     RETURNING num`,
  );
  const putText = db.prepare("INSERT OR REPLACE INTO poc_text (num, readme, notes) VALUES (?, ?, ?)");
  // Most writes of a document leave its picture as it is.
  const putPicture = db.prepare(
    `INSERT INTO poc_picture (num, source, type, bytes) VALUES (?, ?, ?, ?)
     ON CONFLICT (num) DO UPDATE SET source = excluded.source, type = excluded.type, bytes = excluded.bytes
     WHERE source <> excluded.source OR type IS NOT excluded.type OR bytes IS NOT excluded.bytes`,
  );
  const dropPicture = db.prepare("DELETE FROM poc_picture WHERE num = ?");
  const dropRow = db.prepare("DELETE FROM poc WHERE num = ?");
  const dropText = db.prepare("DELETE FROM poc_text WHERE num = ?");
  const stored = db.prepare<
    [string],
    PocRow & { readme: string; notes: string; source: string | null; type: string | null }
  >(
    `SELECT poc.*, readme, notes, source, type FROM poc JOIN poc_text USING (num) LEFT JOIN poc_picture USING (num)
     WHERE id = ?`,
  );
  const pictureBytes = db
    .prepare<[number], Uint8Array | null>("SELECT bytes FROM poc_picture WHERE num = ?")
    .pluck();
  const privateNotes = new PrivateNotes(db);
  const ids = db.prepare<[], { id: string }>("SELECT id FROM poc");

  // FTS5 writes what it has gathered to disk before each statement that SQLite may have to undo in part, such as an upsert
  // into a table with several indexes: mixed with those, writing took four times as long. So the index comes last.
  const pending = new Map<number, IndexEntry | null>();
  const flush = () => {
    for (const [num, entry] of pending) {
      if (entry === null) index.remove(num);
      else index.put(num, entry);
    }
    pending.clear();
  };
  const later = (num: number, entry: IndexEntry | null) => {
    pending.set(num, entry);
    if (pending.size > PENDING_LIMIT) flush();
  };

  return {
    kind: "poc",
    schema: POC_SCHEMA,
    keepsLog: false,
    project: projectPoc,
    historyFields,
    nameOf(doc) {
      const projected = projectPoc(doc);
      return projected.ok ? projected.value.name : null;
    },
    fieldOf: historyFieldOf,
    store(id, roomId, poc) {
      const scan = poc.scan;
      const { num } = insert.get(
        id,
        roomId,
        poc.name,
        poc.description,
        poc.language,
        poc.languageVersion,
        JSON.stringify(scan?.languages ?? []),
        JSON.stringify(scan?.technologies ?? []),
        JSON.stringify(poc.user.tags),
        JSON.stringify(scan?.derivedTags ?? []),
        scan?.firstCommitAt ?? null,
        scan?.lastCommitAt ?? null,
        scan?.commits ?? 0,
        scan?.licence ?? null,
        scan?.linesOfCode ?? 0,
        scan?.files ?? 0,
        scan?.bytes ?? 0,
        poc.remote,
        scan?.subfolder ?? "",
      ) as { num: number };
      const readme = scan?.readme ?? "";
      putText.run(num, readme, poc.user.notes);
      const source = scan?.picture ?? null;
      if (source === null) dropPicture.run(num);
      else putPicture.run(num, source, poc.picture?.type ?? null, poc.picture?.bytes ?? null);
      later(num, {
        name: poc.name,
        description: poc.description,
        tags: poc.user.tags,
        derivedTags: scan?.derivedTags ?? [],
        technologies: [
          ...(scan?.technologies.map((entry) => entry.name) ?? []),
          ...languageWords(scan?.languages ?? []),
        ],
        notes: poc.user.notes,
        privateNotes: privateNotes.of(id),
        readme,
      });
    },
    unstore(id) {
      const row = numOf.get(id);
      if (row === undefined) return;
      later(row.num, null);
      dropText.run(row.num);
      dropPicture.run(row.num);
      dropRow.run(row.num);
    },
    purged(id, own) {
      // What somebody else removed is not for them to take: it is there again when the POC is.
      if (own) privateNotes.drop(id);
    },
    digest(id) {
      const row = stored.get(id);
      if (row === undefined) return null;
      const { num, ...content } = row;
      const bytes = pictureBytes.get(num) ?? null;
      const picture = bytes === null ? null : hash("sha256", bytes, "hex");
      return hash("sha256", JSON.stringify({ ...content, picture }), "hex");
    },
    flush,
    discard: () => pending.clear(),
    storedIds: () => ids.all().map((row) => row.id),
    reindex: () => index.rebuild(),
  };
}
