import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { extname } from "node:path";
import type * as z from "zod";
import { failure } from "#shared/api/failures.ts";
import type { PictureToMake, Thumbnail } from "#shared/features/catalog/catalog.api.ts";
import {
  readPicture,
  smallPictureType,
  SOURCE_LIMIT,
  writePicture,
} from "#shared/features/catalog/picture.ts";
import type { Database } from "#core/db/sqlite.ts";
import type { WorkspaceService } from "#core/features/workspace/index.ts";
import type { Documents } from "#core/sync/documents.ts";
import type { PlacesStore } from "./places-store.ts";
import { pictureId } from "./scan/read/pictures.ts";

type Picture = z.infer<typeof Thumbnail>;

/** Only the kinds of picture that cannot carry a script. */
const TYPES: Readonly<Record<string, string>> = {
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
  ".gif": "image/gif",
  ".webp": "image/webp",
};

export interface PicturesOptions {
  readonly db: Database;
  readonly documents: Documents;
  readonly places: PlacesStore;
  readonly workspace: WorkspaceService;
}

/**
 * Pictures of POCs: that in the folder on this machine, and the small one in the document, which every member has. Pages make
 * the small ones; here none is ever decoded.
 */
export class Pictures {
  readonly #o: PicturesOptions;
  readonly #sql;
  #count: number | null = null;

  constructor(options: PicturesOptions) {
    this.#o = options;
    const { db, documents } = options;
    this.#sql = {
      small: db.prepare<[string], { type: string; bytes: Buffer }>(
        "SELECT type, poc_picture.bytes FROM poc JOIN poc_picture USING (num) WHERE id = ? AND type IS NOT NULL",
      ),
      has: db.prepare("SELECT 1 FROM poc JOIN poc_picture USING (num) WHERE id = ? AND type IS NOT NULL"),
      count: db.prepare<[], number>("SELECT count(*) FROM poc_picture WHERE type IS NOT NULL").pluck(),
      missing: db.prepare<[string | null, number], { id: string; of: string }>(
        `SELECT poc.id, source AS of FROM poc_picture JOIN poc USING (num) JOIN poc_place USING (id)
         WHERE type IS NULL AND thumbnail IS NOT NULL AND missing_since IS NULL
           AND num > coalesce((SELECT num FROM poc WHERE id = ?), 0)
         ORDER BY num LIMIT ?`,
      ),
    };
    documents.onChanged(() => (this.#count = null));
  }

  /** Whether members see a picture of an entry. */
  isShared(id: string): boolean {
    return this.#sql.has.get(id) !== undefined;
  }

  /** How many entries have a picture that members see; counted anew only after something has changed. */
  count(): number {
    return (this.#count ??= this.#sql.count.get() ?? 0);
  }

  /** The picture of an entry: the small one, else the file on this machine; null without either. */
  async thumbnail(id: string): Promise<Picture | null> {
    const small = this.#sql.small.get(id);
    if (small !== undefined) return { type: small.type, base64: small.bytes.toString("base64") };
    return asPicture(await this.#file(id));
  }

  /** The file on this machine, if it still is the picture `of`; null otherwise. */
  async source(id: string, of: string): Promise<Picture | null> {
    const file = await this.#file(id);
    return file !== null && pictureId(file.bytes) === of ? asPicture(file) : null;
  }

  /** Entries after `after` whose picture lies here and has not been made small: none where this device may not write. */
  toMake(after: string | null, limit: number): z.infer<typeof PictureToMake>[] {
    return this.#o.documents.mayWrite ? this.#sql.missing.all(after, limit) : [];
  }

  /**
   * Keeps the small picture that a page has made of `of`, for all members. Nothing is done where there is one already.
   * Throws VALIDATION_ERROR for what is no small picture, CONFLICT where the entry's picture or its file is another by now,
   * FORBIDDEN where this device may not write, NOT_FOUND.
   */
  async keep(id: string, of: string, base64: string): Promise<void> {
    const { documents, workspace } = this.#o;
    documents.checkWriting();
    if (documents.head(id)?.kind !== "poc") throw failure("entry.missing", {});
    const bytes = Buffer.from(base64, "base64");
    const type = smallPictureType(bytes);
    if (type === null) throw failure("picture.not-small", {});
    if ((await this.source(id, of)) === null) throw failure("picture.changed", {});
    documents.change(id, { author: workspace.device().id, command: "catalog.keepPicture" }, (doc) => {
      if (doc.getMap("scan").get("picture") !== of) throw failure("picture.changed", {});
      if (readPicture(doc, of) === null) writePicture(doc, { of, type, bytes });
    });
  }

  async #file(id: string): Promise<{ readonly type: string; readonly bytes: Buffer } | null> {
    const path = this.#o.places.place(id)?.thumbnail ?? null;
    const type = path === null ? undefined : TYPES[extname(path).toLowerCase()];
    if (path === null || type === undefined) return null;
    const bytes = await readSource(path);
    return bytes === null ? null : { type, bytes };
  }
}

/** A picture's bytes; null where it went since the scan, is too large, or became something else, such as a link. */
async function readSource(path: string): Promise<Buffer | null> {
  try {
    const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
    await using file = await open(path, flags);
    const stat = await file.stat();
    return stat.isFile() && stat.size <= SOURCE_LIMIT ? await file.readFile() : null;
  } catch {
    return null;
  }
}

function asPicture(file: { readonly type: string; readonly bytes: Buffer } | null): Picture | null {
  return file === null ? null : { type: file.type, base64: file.bytes.toString("base64") };
}
