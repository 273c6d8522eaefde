import { FACETS, FRAMEWORK_KINDS, type Facet, type Technology } from "#shared/features/catalog/catalog.ts";
import { naturalKey } from "#shared/lib/text.ts";
import { utcYear } from "#shared/lib/time.ts";
import type { Database, Statement } from "#core/db/sqlite.ts";
import { FacetValues } from "./facet-values.ts";

/** A row as it is read: an array, which is a third faster than an object. */
type Row = [
  num: number,
  name: string,
  language: string | null,
  technologies: string,
  tags: string,
  derivedTags: string,
  created: number | null,
  updated: number | null,
  rootId: string | null,
  relativePath: string | null,
];

const SELECT = `
  SELECT p.num, p.name, p.language, p.technologies, p.tags, p.derived_tags,
    coalesce(p.first_commit_at, l.oldest_file_at), coalesce(p.last_commit_at, l.newest_file_at),
    l.root_id, l.relative_path
  FROM poc p LEFT JOIN poc_place l ON l.id = p.id`;

/** Rows read at a time: stepping through them one by one takes twice as long, all at once twice the memory. */
const PAGE = 500;

/** The SQL that reads the columns of POCs from a number on, and of one. */
export const COLUMNS_SQL = {
  page: `${SELECT} WHERE p.num > ? ORDER BY p.num LIMIT ${PAGE}`,
  one: `${SELECT} WHERE p.num = ?`,
} as const;

const FACET_INDEX = Object.fromEntries(FACETS.map((facet, index) => [facet, index])) as Record<
  (typeof FACETS)[number],
  number
>;

/** The last part of a path of any system. */
export function baseName(path: string): string {
  return (
    path
      .split(/[\\/]+/)
      .filter((part) => part !== "")
      .at(-1) ?? path
  );
}

/** The folders that a place is in: the root's name, and each folder between the root and the POC (`root/a`, `root/a/b`). */
export function foldersOf(rootName: string, relativePath: string): string[] {
  const folders = [rootName];
  for (let slash = relativePath.indexOf("/"); slash > 0; slash = relativePath.indexOf("/", slash + 1))
    folders.push(`${rootName}/${relativePath.slice(0, slash)}`);
  return folders;
}

/**
 * What filters, counts and orders need of every POC, in memory by number: about 100 bytes each. Numbers are those of
 * the table `poc`, small and close together as SQLite hands them out. The facet values of a POC stand together in one
 * pool, so that filtering and counting are loops over it.
 */
export class Columns {
  readonly #page: Statement<Row>;
  readonly #one: Statement<Row>;
  readonly #roots: Statement<[string, string]>;
  #rootNames = new Map<string, string>();
  #poolUsed = 0;
  #poolWaste = 0;

  values = new FacetValues();
  /** One more than the largest number. */
  capacity = 0;
  /** Number of POCs. */
  count = 0;
  /** 1 for a number that is a POC. */
  alive = new Uint8Array(0);
  /** Milliseconds since the epoch; -Infinity for an unknown time, so that it sorts last. */
  created = new Float64Array(0);
  updated = new Float64Array(0);
  /** Sort keys of names. */
  names: string[] = [];
  /** Where a POC's variants stand in the pool, and how many. */
  starts = new Int32Array(0);
  lengths = new Uint16Array(0);
  pool = new Int32Array(0);

  constructor(db: Database) {
    this.#page = db.prepare(COLUMNS_SQL.page).raw() as unknown as Statement<Row>;
    this.#one = db.prepare(COLUMNS_SQL.one).raw() as unknown as Statement<Row>;
    this.#roots = db.prepare("SELECT id, path FROM catalog_root").raw() as unknown as Statement<
      [string, string]
    >;
  }

  /** Reads everything anew. */
  load(): void {
    this.unload();
    this.#readRoots();
    for (let rows = this.#page.all(0); rows.length > 0; rows = this.#page.all(rows.at(-1)?.[0] ?? 0)) {
      for (const row of rows) this.#add(row);
    }
  }

  /** Gives the memory back. */
  unload(): void {
    this.values = new FacetValues();
    this.capacity = 0;
    this.count = 0;
    this.alive = new Uint8Array(0);
    this.created = new Float64Array(0);
    this.updated = new Float64Array(0);
    this.names = [];
    this.starts = new Int32Array(0);
    this.lengths = new Uint16Array(0);
    this.pool = new Int32Array(0);
    this.#poolUsed = 0;
    this.#poolWaste = 0;
  }

  /** Reads some POCs anew; those that are gone from the table leave. */
  refresh(nums: readonly number[]): void {
    this.#readRoots();
    for (const num of nums) {
      this.#drop(num);
      const row = this.#one.get(num);
      if (row !== undefined) this.#add(row);
    }
    if (this.#poolWaste > 4096 && this.#poolWaste * 2 > this.#poolUsed) this.#compact();
  }

  /** What a POC is offered under in a facet, in its own spelling and order; of tags the user's come first. */
  namesOf(num: number, facet: Facet): string[] {
    const { values, pool } = this;
    const index = FACET_INDEX[facet];
    const start = this.starts[num] as number;
    const end = start + (this.lengths[num] as number);
    const names: string[] = [];
    for (let at = start; at < end; at++) {
      const variant = pool[at] as number;
      if (values.facetIndexes[variant] === index && values.isOffered(variant))
        names.push(values.ownSpellingOf(variant));
    }
    return names;
  }

  #readRoots(): void {
    this.#rootNames = new Map(this.#roots.all().map(([id, path]) => [id, baseName(path)]));
  }

  #add(row: Row): void {
    const [num, name, language, technologies, tags, derivedTags, created, updated, rootId, relativePath] =
      row;
    this.#grow(num + 1);
    this.alive[num] = 1;
    this.count++;
    this.created[num] = created ?? -Infinity;
    this.updated[num] = updated ?? -Infinity;
    this.names[num] = naturalKey(name);
    const start = this.#poolUsed;
    if (language !== null) this.#put(start, FACET_INDEX.language, language, true);
    if (created !== null) this.#put(start, FACET_INDEX.year, String(utcYear(created)), true);
    const rootName = rootId === null ? undefined : this.#rootNames.get(rootId);
    if (rootName !== undefined) {
      for (const folder of foldersOf(rootName, relativePath ?? ""))
        this.#put(start, FACET_INDEX.folder, folder, true);
    }
    for (const list of [tags, derivedTags]) {
      if (list === "[]") continue;
      for (const tag of JSON.parse(list) as string[]) this.#put(start, FACET_INDEX.tag, tag, true);
    }
    if (technologies !== "[]") {
      for (const one of JSON.parse(technologies) as Technology[]) {
        this.#put(start, FACET_INDEX.framework, one.name, FRAMEWORK_KINDS.includes(one.kind));
      }
    }
    this.starts[num] = start;
    this.lengths[num] = this.#poolUsed - start;
  }

  #put(start: number, facetIndex: number, spelling: string, offered: boolean): void {
    const { values } = this;
    const variant = values.intern(facetIndex, spelling, offered);
    const value = values.valueOf(variant);
    if (value.folded === "") return;
    for (let at = start; at < this.#poolUsed; at++) {
      const there = this.pool[at] as number;
      if (there !== variant && values.valueOf(there) !== value) continue;
      // Twice the same value (a tag of the user's that is also derived): it counts once, as a choice if it is one.
      if (offered && !values.isOffered(there)) {
        values.use(there, -1);
        values.use(variant, 1);
        this.pool[at] = variant;
      }
      return;
    }
    if (this.#poolUsed - start === 0xffff) return;
    if (this.#poolUsed === this.pool.length)
      this.pool = enlarged(this.pool, new Int32Array(this.#poolUsed * 2 + 1024));
    this.pool[this.#poolUsed++] = variant;
    values.use(variant, 1);
  }

  #drop(num: number): void {
    if (num >= this.capacity || this.alive[num] === 0) return;
    this.alive[num] = 0;
    this.count--;
    this.names[num] = "";
    const start = this.starts[num] as number;
    const length = this.lengths[num] as number;
    for (let at = start; at < start + length; at++) this.values.use(this.pool[at] as number, -1);
    this.#poolWaste += length;
    this.lengths[num] = 0;
  }

  #grow(capacity: number): void {
    if (capacity <= this.capacity) return;
    for (let num = this.capacity; num < capacity; num++) this.names[num] = "";
    this.capacity = capacity;
    if (capacity <= this.alive.length) return;
    const room = capacity + (capacity >> 1) + 64;
    this.alive = enlarged(this.alive, new Uint8Array(room));
    this.created = enlarged(this.created, new Float64Array(room));
    this.updated = enlarged(this.updated, new Float64Array(room));
    this.starts = enlarged(this.starts, new Int32Array(room));
    this.lengths = enlarged(this.lengths, new Uint16Array(room));
  }

  #compact(): void {
    const pool = new Int32Array(this.#poolUsed - this.#poolWaste + 1024);
    let used = 0;
    for (let num = 0; num < this.capacity; num++) {
      const start = this.starts[num] as number;
      const length = this.lengths[num] as number;
      pool.set(this.pool.subarray(start, start + length), used);
      this.starts[num] = used;
      used += length;
    }
    this.pool = pool;
    this.#poolUsed = used;
    this.#poolWaste = 0;
  }
}

function enlarged<A extends Uint8Array | Uint16Array | Int32Array | Float64Array>(from: A, to: A): A {
  to.set(from);
  return to;
}
