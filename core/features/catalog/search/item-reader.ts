import type * as z from "zod";
import type { PocItem } from "#shared/features/catalog/catalog.api.ts";
import { pictureVersion } from "#shared/features/catalog/picture.ts";
import type { Database, Statement } from "#core/db/sqlite.ts";
import { PRIVATE_NOTES_SQL } from "../private-notes.ts";
import type { Columns } from "./columns.ts";
import { marksOf } from "./marks.ts";
import { snippetOf } from "./snippet.ts";
import type { Found } from "./word-finder.ts";

type Item = z.infer<typeof PocItem>;

type Row = [
  id: string,
  name: string,
  description: string,
  language: string | null,
  languageVersion: string | null,
  commits: number,
  firstCommitAt: number | null,
  lastCommitAt: number | null,
];
type Place = [
  path: string,
  missingSince: number | null,
  thumbnail: number,
  oldestFileAt: number | null,
  newestFileAt: number | null,
];
type PocPicture = [source: string, isShared: number];
type Texts = [notes: string, readme: string];
type PrivateText = [notes: string];

/**
 * The SQL of a result's row, of its place, of its picture, and of the texts that a snippet is
 * cut from. A join costs four times as much as two look-ups.
 */
export const ITEM_SQL = {
  row: `
    SELECT id, name, description, language, language_version, commits, first_commit_at, last_commit_at
    FROM poc WHERE num = ?`,
  place:
    "SELECT path, missing_since, thumbnail IS NOT NULL, oldest_file_at, newest_file_at FROM poc_place WHERE id = ?",
  picture: "SELECT source, type IS NOT NULL FROM poc_picture WHERE num = ?",
  texts: "SELECT notes, readme FROM poc_text WHERE num = ?",
  privateText: PRIVATE_NOTES_SQL,
} as const;

/**
 * Reads the rows of a page of results and marks the hits in them. Tags and frameworks come from the columns, which are as
 * the last {@link Columns.refresh} made them: to read and parse their JSON again takes a third of a row's time.
 */
export class ItemReader {
  readonly #columns: Columns;
  readonly #row: Statement<Row>;
  readonly #place: Statement<Place>;
  readonly #picture: Statement<PocPicture>;
  readonly #texts: Statement<Texts>;
  readonly #privateText: Statement<PrivateText>;

  constructor(db: Database, columns: Columns) {
    this.#columns = columns;
    this.#row = db.prepare(ITEM_SQL.row).raw() as unknown as Statement<Row>;
    this.#place = db.prepare(ITEM_SQL.place).raw() as unknown as Statement<Place>;
    this.#picture = db.prepare(ITEM_SQL.picture).raw() as unknown as Statement<PocPicture>;
    this.#texts = db.prepare(ITEM_SQL.texts).raw() as unknown as Statement<Texts>;
    this.#privateText = db.prepare(ITEM_SQL.privateText).raw() as unknown as Statement<PrivateText>;
  }

  /** The item of a number, or null when its row is gone. */
  read(num: number, words: readonly Found[]): Item | null {
    const row = this.#row.get(num);
    if (row === undefined) return null;
    const [id, name, description, language, languageVersion, commits, firstCommitAt, lastCommitAt] = row;
    const place = this.#place.get(id);
    const picture = this.#picture.get(num);
    const marks = { name: marksOf(name, words), description: marksOf(description, words) };
    const hidden = words.length > 0 && marks.name.length + marks.description.length === 0;
    const texts = hidden ? this.#textsOf(num, id) : null;
    return {
      id,
      name,
      description,
      language,
      languageVersion,
      frameworks: this.#columns.namesOf(num, "framework"),
      tags: this.#columns.namesOf(num, "tag"),
      createdAt: firstCommitAt ?? place?.[3] ?? null,
      updatedAt: lastCommitAt ?? place?.[4] ?? null,
      commits,
      path: place?.[0] ?? null,
      missing: place !== undefined && place[1] !== null,
      thumbnail: pictureVersion(place?.[2] === 1 || picture?.[1] === 1, picture?.[0] ?? null),
      marks,
      snippet: texts === null ? null : snippetOf(texts, words),
    };
  }

  /** What a snippet is cut from, in the order of what people wrote themselves. */
  #textsOf(num: number, id: string): string[] {
    const [notes, readme] = this.#texts.get(num) ?? ["", ""];
    const [privateText] = this.#privateText.get(id) ?? [""];
    return [notes, privateText, readme];
  }
}
