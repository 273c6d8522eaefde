import { openDatabase } from "#core/db/open.ts";
import type { Database } from "#core/db/sqlite.ts";
import { SearchIndex, type Search, type SearchResult } from "#core/features/catalog/search/search-index.ts";
import { SearchInput, SearchOutput } from "#shared/features/catalog/catalog.api.ts";
import type { Technology } from "#shared/features/catalog/catalog.ts";
import { onTestFinished } from "vitest";
import { temporaryFolder } from "./folders.ts";

/** What the search reads of a POC. */
export interface SearchedPoc {
  readonly name: string;
  readonly description: string;
  readonly language: string | null;
  readonly technologies: readonly Technology[];
  readonly tags: readonly string[];
  readonly derivedTags: readonly string[];
  readonly firstCommitAt: number | null;
  readonly lastCommitAt: number | null;
  readonly notes: string;
  readonly privateNotes: string;
  readonly readme: string;
  readonly place: {
    readonly root: string;
    readonly relativePath: string;
    readonly oldest: number;
    readonly newest: number;
  } | null;
}

const EMPTY: SearchedPoc = {
  name: "empty",
  description: "",
  language: null,
  technologies: [],
  tags: [],
  derivedTags: [],
  firstCommitAt: null,
  lastCommitAt: null,
  notes: "",
  privateNotes: "",
  readme: "",
  place: null,
};

/** The document id of a POC of this catalogue. */
export function idOf(num: number): string {
  return `00000000-0000-8000-8000-${String(num).padStart(12, "0")}`;
}

/** A catalogue in a folder of its own, gone when the test has ended: rows and index as the store writes them, without documents. */
export class SearchedCatalogue {
  readonly db: Database;
  readonly index: SearchIndex;

  constructor() {
    const { db } = openDatabase(temporaryFolder("tatami-search-"), () => 0);
    onTestFinished(() => void db.close());
    this.db = db;
    this.index = new SearchIndex(db, { clock: () => 0 });
  }

  /** Writes POCs by number, removes those that are null, and tells the index. */
  write(pocs: ReadonlyMap<number, Partial<SearchedPoc> | null>): void {
    this.db.transaction(() => {
      for (const [num, poc] of pocs) {
        for (const table of ["poc", "poc_text"])
          this.db.prepare(`DELETE FROM ${table} WHERE num = ?`).run(num);
        this.db.prepare("DELETE FROM poc_place WHERE id = ?").run(idOf(num));
        if (poc === null) this.index.remove(num);
        else this.#insert(num, { ...EMPTY, ...poc });
      }
    })();
    this.index.changed([...pocs.keys()]);
  }

  /** Writes POCs from number 1 on. */
  add(...pocs: Partial<SearchedPoc>[]): void {
    this.write(new Map(pocs.map((poc, at) => [at + 1, poc])));
  }

  /** Searches, and holds the answer to the contract, which is strict. */
  search(input: Partial<Search>): SearchResult {
    const result = this.index.search(SearchInput.parse(input));
    SearchOutput.parse(result);
    return result;
  }

  names(input: Partial<Search>): string[] {
    return this.search(input).items.map((item) => item.name);
  }

  #insert(num: number, poc: SearchedPoc): void {
    this.db
      .prepare(`
        INSERT INTO poc(num, id, room_id, name, description, language, languages, technologies, tags, derived_tags,
          first_commit_at, last_commit_at, commits, lines_of_code, files, bytes, subfolder)
        VALUES (?, ?, 'room', ?, ?, ?, '[]', ?, ?, ?, ?, ?, 1, 1, 1, 1, '')`)
      .run(
        num,
        idOf(num),
        poc.name,
        poc.description,
        poc.language,
        JSON.stringify(poc.technologies),
        JSON.stringify(poc.tags),
        JSON.stringify(poc.derivedTags),
        poc.firstCommitAt,
        poc.lastCommitAt,
      );
    this.db
      .prepare("INSERT INTO poc_text(num, readme, notes) VALUES (?, ?, ?)")
      .run(num, poc.readme, poc.notes);
    this.db
      .prepare("INSERT OR REPLACE INTO private_notes(id, notes, changed_at) VALUES (?, ?, 0)")
      .run(idOf(num), poc.privateNotes);
    if (poc.place !== null) {
      const { root, relativePath, oldest, newest } = poc.place;
      this.db.prepare("INSERT OR IGNORE INTO catalog_root(id, path) VALUES (?, ?)").run(root, root);
      this.db
        .prepare(`
          INSERT INTO poc_place(id, root_id, path, relative_path, oldest_file_at, newest_file_at, authors, fingerprint, signature)
          VALUES (?, ?, ?, ?, ?, ?, '[]', '', '')`)
        .run(idOf(num), root, `${root}/${num}`, relativePath, oldest, newest);
    }
    this.index.put(num, { ...poc, technologies: poc.technologies.map((one) => one.name) });
  }
}
