import type { Technology } from "#shared/features/catalog/catalog.ts";
import type { Database, Statement } from "#core/db/sqlite.ts";
import { indexText } from "./tokens.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** What of a POC can be found by words. */
export interface IndexEntry {
  readonly name: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly derivedTags: readonly string[];
  /** Names of technologies. */
  readonly technologies: readonly string[];
  readonly notes: string;
  readonly readme: string;
}

interface StoredPoc {
  readonly num: number;
  readonly name: string;
  readonly description: string;
  readonly tags: string;
  readonly derivedTags: string;
  readonly technologies: string;
  readonly notes: string | null;
  readonly readme: string | null;
}

/** Rows read at a time when the index is written anew: 64 KB each at most. */
const REBUILD_PAGE = 200;

/** The SQL that reads the POCs for a rebuild, page by page. */
export const REBUILD_SQL = `
  SELECT p.num, p.name, p.description, p.tags, p.derived_tags AS derivedTags, p.technologies, t.notes, t.readme
  FROM poc p LEFT JOIN poc_text t ON t.num = p.num WHERE p.num > ? ORDER BY p.num LIMIT ${REBUILD_PAGE}`;

/** Writes the full-text index. */
export class IndexWriter {
  readonly #db: Database;
  readonly #vocabulary: Vocabulary;
  readonly #putTitle: Statement;
  readonly #putBody: Statement;
  readonly #removeTitle: Statement;
  readonly #removeBody: Statement;
  readonly #page: Statement<StoredPoc>;

  constructor(db: Database, vocabulary: Vocabulary) {
    this.#db = db;
    this.#vocabulary = vocabulary;
    this.#putTitle = db.prepare("INSERT OR REPLACE INTO poc_title_fts(rowid, name, description) VALUES (?, ?, ?)");
    this.#putBody = db.prepare("INSERT OR REPLACE INTO poc_fts(rowid, body) VALUES (?, ?)");
    this.#removeTitle = db.prepare("DELETE FROM poc_title_fts WHERE rowid = ?");
    this.#removeBody = db.prepare("DELETE FROM poc_fts WHERE rowid = ?");
    this.#page = db.prepare(REBUILD_SQL) as unknown as Statement<StoredPoc>;
  }

  /** Writes an entry in place of the one that is there. */
  put(num: number, entry: IndexEntry): void {
    const vocabulary = this.#vocabulary;
    const fresh: string[] = [];
    vocabulary.begin();
    const onTerm = (term: string): void => {
      if (vocabulary.note(term)) fresh.push(term);
    };
    this.#putTitle.run(num, indexText([entry.name], onTerm), indexText([entry.description], onTerm));
    this.#putBody.run(num, indexText([...entry.tags, ...entry.derivedTags, ...entry.technologies, entry.notes, entry.readme], onTerm));
    vocabulary.store(fresh);
  }

  /** Removes an entry, if there is one. */
  remove(num: number): void {
    this.#removeTitle.run(num);
    this.#removeBody.run(num);
  }

  /** Empties the index and writes all entries again, in a transaction. */
  rebuild(): void {
    this.#db
      .transaction(() => {
        this.#db.exec(`
          INSERT INTO poc_title_fts(poc_title_fts) VALUES ('delete-all');
          INSERT INTO poc_fts(poc_fts) VALUES ('delete-all');
          DELETE FROM poc_term;`);
        this.#vocabulary.reset();
        for (let rows = this.#page.all(0); rows.length > 0; rows = this.#page.all(rows.at(-1)?.num ?? 0)) {
          for (const row of rows) {
            this.put(row.num, {
              name: row.name,
              description: row.description,
              tags: JSON.parse(row.tags) as string[],
              derivedTags: JSON.parse(row.derivedTags) as string[],
              technologies: (JSON.parse(row.technologies) as Technology[]).map((one) => one.name),
              notes: row.notes ?? "",
              readme: row.readme ?? "",
            });
          }
        }
      })
      .immediate();
  }
}
