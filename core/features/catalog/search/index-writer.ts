import { languageWords, type LanguageShare, type Technology } from "#shared/features/catalog/catalog.ts";
import type { Database, Statement } from "#core/db/sqlite.ts";
import { FIELD, type Field } from "./hits.ts";
import { PrefixCodes } from "./short-prefixes.ts";
import { indexText } from "./tokens.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** What of a POC can be found by words. */
export interface IndexEntry {
  readonly name: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly derivedTags: readonly string[];
  /** Names of technologies, and the words for the languages. */
  readonly technologies: readonly string[];
  readonly notes: string;
  readonly privateNotes: string;
  readonly readme: string;
}

interface StoredPoc {
  readonly num: number;
  readonly name: string;
  readonly description: string;
  readonly tags: string;
  readonly derivedTags: string;
  readonly technologies: string;
  readonly languages: string;
  readonly notes: string | null;
  readonly privateNotes: string | null;
  readonly readme: string | null;
}

/** Pages that one step of tidying writes: about 10 ms. */
const MERGE_PAGES = 64;

/** Characters of a text that can be found by words: more than anybody may write here. */
const INDEXED = 250_000;

/** Rows read at a time when the index is written anew: 64 KB each at most. */
const REBUILD_PAGE = 200;

/** The SQL that reads the POCs for a rebuild, page by page. */
export const REBUILD_SQL = `
  SELECT p.num, p.name, p.description, p.tags, p.derived_tags AS derivedTags, p.technologies, p.languages, t.notes,
    v.notes AS privateNotes, t.readme
  FROM poc p LEFT JOIN poc_text t ON t.num = p.num LEFT JOIN private_notes v ON v.id = p.id WHERE p.num > ? ORDER BY p.num LIMIT ${REBUILD_PAGE}`;

function beginning(text: string): string {
  return text.length > INDEXED ? text.slice(0, INDEXED) : text;
}

/** Writes the full-text index. */
export class IndexWriter {
  readonly #db: Database;
  readonly #vocabulary: Vocabulary;
  readonly #codes = new PrefixCodes();
  readonly #putName: Statement;
  readonly #putDescription: Statement;
  readonly #putBody: Statement;
  readonly #putCodes: Statement;
  readonly #removals: readonly Statement[];
  readonly #merges: readonly Statement[];
  readonly #changes: Statement<number>;
  readonly #page: Statement<StoredPoc>;

  constructor(db: Database, vocabulary: Vocabulary) {
    this.#db = db;
    this.#vocabulary = vocabulary;
    this.#putName = db.prepare("INSERT OR REPLACE INTO poc_name_fts(rowid, name) VALUES (?, ?)");
    this.#putDescription = db.prepare(
      "INSERT OR REPLACE INTO poc_description_fts(rowid, description) VALUES (?, ?)",
    );
    this.#putBody = db.prepare("INSERT OR REPLACE INTO poc_fts(rowid, body) VALUES (?, ?)");
    this.#putCodes = db.prepare("INSERT OR REPLACE INTO poc_prefix(num, codes) VALUES (?, ?)");
    this.#removals = [
      db.prepare("DELETE FROM poc_name_fts WHERE rowid = ?"),
      db.prepare("DELETE FROM poc_description_fts WHERE rowid = ?"),
      db.prepare("DELETE FROM poc_fts WHERE rowid = ?"),
      db.prepare("DELETE FROM poc_prefix WHERE num = ?"),
    ];
    this.#merges = ["poc_name_fts", "poc_description_fts", "poc_fts"].map((table) =>
      db.prepare(`INSERT INTO ${table}(${table}, rank) VALUES ('merge', ${MERGE_PAGES})`),
    );
    this.#changes = db.prepare("SELECT total_changes()").pluck() as Statement<number>;
    this.#page = db.prepare(REBUILD_SQL) as unknown as Statement<StoredPoc>;
  }

  /** Writes an entry in place of the one that is there. */
  put(num: number, entry: IndexEntry): void {
    const vocabulary = this.#vocabulary;
    const fresh: string[] = [];
    vocabulary.begin();
    this.#codes.take();
    const terms = (field: Field, texts: readonly string[]): string =>
      indexText(texts.map(beginning), (term) => {
        // A term that is known may still be new in this field.
        this.#codes.note(field, term);
        if (vocabulary.note(term)) fresh.push(term);
      });
    this.#putName.run(num, terms(FIELD.name, [entry.name]));
    this.#putDescription.run(num, terms(FIELD.description, [entry.description]));
    this.#putBody.run(
      num,
      terms(FIELD.body, [
        ...entry.tags,
        ...entry.derivedTags,
        ...entry.technologies,
        entry.notes,
        entry.privateNotes,
        entry.readme,
      ]),
    );
    this.#putCodes.run(num, this.#codes.take());
    vocabulary.store(fresh);
  }

  /** Removes an entry, if there is one. */
  remove(num: number): void {
    for (const removal of this.#removals) removal.run(num);
  }

  /** Does one step of merging; false when there is nothing left to merge. */
  tidy(): boolean {
    return this.#merges.some((merge) => {
      const before = this.#changes.get() ?? 0;
      merge.run();
      // FTS5's documentation: a change of less than two means that nothing was merged.
      return (this.#changes.get() ?? 0) - before >= 2;
    });
  }

  /** Empties the index and writes all entries again, in a transaction. */
  rebuild(): void {
    this.#db
      .transaction(() => {
        this.#db.exec(`
          INSERT INTO poc_name_fts(poc_name_fts) VALUES ('delete-all');
          INSERT INTO poc_description_fts(poc_description_fts) VALUES ('delete-all');
          INSERT INTO poc_fts(poc_fts) VALUES ('delete-all');
          DELETE FROM poc_prefix;
          DELETE FROM poc_term;`);
        this.#vocabulary.reset();
        for (let rows = this.#page.all(0); rows.length > 0; rows = this.#page.all(rows.at(-1)?.num ?? 0)) {
          for (const row of rows) {
            this.put(row.num, {
              name: row.name,
              description: row.description,
              tags: JSON.parse(row.tags) as string[],
              derivedTags: JSON.parse(row.derivedTags) as string[],
              technologies: [
                ...(JSON.parse(row.technologies) as Technology[]).map((one) => one.name),
                ...languageWords(JSON.parse(row.languages) as LanguageShare[]),
              ],
              notes: row.notes ?? "",
              privateNotes: row.privateNotes ?? "",
              readme: row.readme ?? "",
            });
          }
        }
      })
      .immediate();
  }
}
