import { randomBytes } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { extname } from "node:path";
import type * as z from "zod";
import { TatamiError } from "#shared/api/errors.ts";
import {
  FRAMEWORK_KINDS,
  mainLanguage,
  type Correction,
  type Technology,
} from "#shared/features/catalog/catalog.ts";
import type {
  CatalogEvent,
  HistoryEntry,
  PocDetail,
  PocSummary,
  Root,
  SearchInput,
  SearchOutput,
} from "#shared/features/catalog/catalog.api.ts";
import {
  normaliseTag,
  projectPoc,
  writePatch,
  type PocPatch,
} from "#shared/features/catalog/poc-document.ts";
import { uuidV7 } from "#shared/lib/ids.ts";
import type { Clock } from "#shared/lib/time.ts";
import type { Database } from "#core/db/sqlite.ts";
import type { WorkspaceService } from "#core/features/workspace/index.ts";
import { Publisher } from "#core/platform/publisher.ts";
import type { Documents, Origin } from "#core/sync/documents.ts";
import { existingFolder } from "./browse.ts";
import type { PocRow } from "./catalog-store.ts";
import { authorsOf, type LastScan, type PlacesStore, type RootRow } from "./places-store.ts";
import type { ScanJobs } from "./scan-jobs.ts";
import type { SearchIndex } from "./search/search-index.ts";
import { wellFormed } from "./well-formed.ts";

type Detail = z.infer<typeof PocDetail>;
type Event = z.infer<typeof CatalogEvent>;

/** More changed documents than this are announced as "many". */
const ANNOUNCED_IDS = 200;
/** Pictures above this many bytes are not sent as thumbnails. */
const THUMBNAIL_LIMIT = 4 * 1024 * 1024;

const PICTURES: Readonly<Record<string, string>> = {
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
  ".gif": "image/gif",
  ".webp": "image/webp",
};

export interface CatalogOptions {
  readonly db: Database;
  readonly documents: Documents;
  readonly places: PlacesStore;
  readonly index: SearchIndex;
  readonly workspace: WorkspaceService;
  readonly clock: Clock;
}

/** The catalogue: search, entries and their edits, roots and corrections. */
export class CatalogService {
  readonly #o: CatalogOptions;
  readonly #summaries;
  readonly #numOf;
  readonly events = new Publisher<Event>();
  #jobs: ScanJobs | null = null;

  constructor(options: CatalogOptions) {
    this.#o = options;
    this.#numOf = options.db.prepare<[string], { num: number }>("SELECT num FROM poc WHERE id = ?");
    this.#summaries = options.db.prepare<
      [string, string, string, number, number],
      PocRow & {
        path: string;
        oldest_file_at: number | null;
        newest_file_at: number | null;
        missing_since: number | null;
      }
    >(
      `SELECT poc.*, path, oldest_file_at, newest_file_at, missing_since FROM poc_place JOIN poc USING (id)
       WHERE path = ? OR (path >= ? AND path < ?) ORDER BY path LIMIT ? OFFSET ?`,
    );
    options.documents.onChanged((ids) => this.#announce(ids));
  }

  /** Tells listeners that a scan has ended: its job, and the counts of its root. */
  scanEnded(): void {
    this.events.publish({ type: "jobs" });
    this.events.publish({ type: "roots" });
  }

  /** The scans, joined after construction because they announce through this service. */
  attachJobs(jobs: ScanJobs): void {
    this.#jobs = jobs;
  }

  get jobs(): ScanJobs {
    if (this.#jobs === null) throw new Error("scans are attached at composition");
    return this.#jobs;
  }

  /** Tells index and listeners that rows have changed. */
  placesChanged(ids: readonly string[]): void {
    this.#announce(ids);
  }

  #announce(ids: readonly string[]): void {
    if (ids.length === 0) return;
    const nums = ids.map((id) => this.#numOf.get(id)?.num).filter((num) => num !== undefined);
    this.#o.index.changed(nums);
    this.events.publish({ type: "changed", ids: ids.length > ANNOUNCED_IDS ? [] : [...ids] });
  }

  search(input: z.infer<typeof SearchInput>): z.infer<typeof SearchOutput> {
    return this.#o.index.search(input);
  }

  /** All that is known of an entry. Throws NOT_FOUND. */
  get(id: string): Detail {
    const head = this.#o.documents.head(id);
    if (head === undefined || head.kind !== "poc")
      throw new TatamiError("NOT_FOUND", "There is no such entry (any more).");
    const doc = this.#o.documents.read(id);
    const projected = projectPoc(doc);
    if (!projected.ok) {
      throw new TatamiError(
        "STORAGE_DAMAGED",
        `This entry cannot be read (${projected.problem}); it is kept, and listed under Diagnostics.`,
      );
    }
    const poc = projected.value;
    const scan = poc.scan;
    const place = this.#o.places.place(id);
    return {
      id,
      name: poc.name,
      description: poc.description,
      scanned: scan === null ? null : { name: scan.name, description: scan.description },
      user: { ...poc.user, tags: [...poc.user.tags] },
      derivedTags: [...(scan?.derivedTags ?? [])],
      language: poc.language,
      languages: scan?.languages ?? [],
      technologies: scan?.technologies ?? [],
      createdAt: scan?.firstCommitAt ?? place?.oldest_file_at ?? null,
      updatedAt: scan?.lastCommitAt ?? place?.newest_file_at ?? null,
      commits: scan?.commits ?? 0,
      commitWeeks: scan?.commitWeeks ?? [],
      licence: scan?.licence ?? null,
      linesOfCode: scan?.linesOfCode ?? 0,
      files: scan?.files ?? 0,
      bytes: scan?.bytes ?? 0,
      remote: poc.remote,
      subfolder: scan?.subfolder ?? "",
      readme: scan?.readme ?? "",
      path: place?.path ?? null,
      rootId: place?.root_id ?? null,
      relativePath: place?.relative_path ?? null,
      missing: place !== undefined && place.missing_since !== null,
      thumbnail: (place?.thumbnail ?? null) !== null,
      authors: place === undefined ? [] : authorsOf(place),
      deletedAt: head.deleted_at,
    };
  }

  /** Entries whose folder is at or below `under`, by path. */
  list(under: string, offset: number, limit: number): z.infer<typeof PocSummary>[] {
    const below =
      under.endsWith("/") || under.endsWith("\\") ? under : under + (under.includes("\\") ? "\\" : "/");
    const past = below.slice(0, -1) + String.fromCharCode(below.charCodeAt(below.length - 1) + 1);
    return this.#summaries.all(under, below, past, limit, offset).map((row) => {
      const technologies = JSON.parse(row.technologies) as Technology[];
      const languages = JSON.parse(row.languages) as { name: string; bytes: number }[];
      return {
        id: row.id,
        name: row.name,
        path: row.path,
        description: row.description,
        language: mainLanguage(languages),
        languages,
        frameworks: technologies
          .filter((entry) => FRAMEWORK_KINDS.includes(entry.kind))
          .map((entry) => entry.name),
        tags: [
          ...new Set([...(JSON.parse(row.tags) as string[]), ...(JSON.parse(row.derived_tags) as string[])]),
        ],
        createdAt: row.first_commit_at ?? row.oldest_file_at,
        updatedAt: row.last_commit_at ?? row.newest_file_at,
        commits: row.commits,
        licence: row.licence,
        linesOfCode: row.lines_of_code,
        remote: row.remote,
        missing: row.missing_since !== null,
      };
    });
  }

  /** Saves a person's edit; answers when it is durable. */
  update(id: string, patch: PocPatch): Detail {
    return this.#edit(id, "catalog.update", patch);
  }

  #edit(id: string, command: string, patch: PocPatch): Detail {
    this.#o.documents.change(id, this.#origin(command), (doc) => {
      writePatch(doc, wellFormed(patch));
      if (patch.name === null && !doc.getMap("scan").has("name")) {
        throw new TatamiError(
          "VALIDATION_ERROR",
          "This entry was added by hand: without its name nothing would be left to show.",
        );
      }
    });
    return this.get(id);
  }

  /** An entry by hand. */
  add(given: { name: string; description: string; tags: readonly string[]; remote: string }): Detail {
    const input = wellFormed(given);
    const id = uuidV7(this.#o.clock(), randomBytes);
    this.#o.documents.create(
      { id, roomId: this.#o.workspace.current().id, kind: "poc" },
      this.#origin("catalog.add"),
      (doc) => {
        const user = doc.getMap("user");
        user.set("name", input.name);
        if (input.description !== "") user.set("description", input.description);
        if (input.remote !== "") user.set("remote", input.remote);
        for (const tag of input.tags) doc.getMap("tags").set(normaliseTag(tag), true);
      },
    );
    return this.get(id);
  }

  /** Takes entries out of the catalogue. What is on disk is remembered as "not a POC", so that a rescan obeys. */
  remove(ids: readonly string[]): void {
    this.#o.documents.transaction(() => {
      this.#o.documents.remove(ids, this.#origin("catalog.remove"));
      for (const id of ids) {
        const place = this.#o.places.place(id);
        if (place !== undefined)
          this.#o.places.addCorrection(place.root_id, { kind: "not-a-poc", path: place.relative_path });
      }
    });
    this.events.publish({ type: "roots" });
  }

  /** Brings removed entries back, and forgets that their folders were no POCs. */
  restore(ids: readonly string[]): void {
    this.#o.documents.transaction(() => {
      this.#o.documents.restore(ids, this.#origin("catalog.restore"));
      for (const id of ids) {
        const place = this.#o.places.place(id);
        if (place === undefined) continue;
        for (const entry of this.#o.places.corrections(place.root_id)) {
          if (entry.correction.kind === "not-a-poc" && entry.correction.path === place.relative_path) {
            this.#o.places.dropCorrection(place.root_id, entry.id);
          }
        }
      }
    });
    this.events.publish({ type: "roots" });
  }

  history(id: string): z.infer<typeof HistoryEntry>[] {
    if (this.#o.documents.head(id) === undefined)
      throw new TatamiError("NOT_FOUND", "There is no such entry (any more).");
    return this.#o.documents
      .history(id)
      .map((row) => ({ ...row, author: this.#o.workspace.deviceName(row.author) }));
  }

  /** Gives a field the value that it had before a change. Throws VALIDATION_ERROR for what cannot be taken back. */
  revert(id: string, changeId: number): Detail {
    const change = this.#o.documents.historyEntry(id, changeId);
    const patch = this.#undoing(change.field, change.before, change.after);
    return this.#edit(id, "catalog.revert", patch);
  }

  #undoing(field: string, before: string | null, after: string | null): PocPatch {
    if (field === "name" || field === "description") return { [field]: before };
    if (field === "notes") return { notes: before ?? "" };
    if (field.startsWith("tag:")) {
      return before === null ? { removeTags: [after ?? field.slice(4)] } : { addTags: [before] };
    }
    throw new TatamiError("VALIDATION_ERROR", "This change cannot be taken back field by field.");
  }

  /** The picture of an entry, or null. Only the kinds of picture that cannot carry a script. */
  async thumbnail(id: string): Promise<{ type: string; base64: string } | null> {
    const path = this.#o.places.place(id)?.thumbnail ?? null;
    const type = path === null ? undefined : PICTURES[extname(path).toLowerCase()];
    if (path === null || type === undefined) return null;
    try {
      const { size } = await stat(path);
      if (size > THUMBNAIL_LIMIT) return null;
      return { type, base64: (await readFile(path)).toString("base64") };
    } catch {
      // The picture went since the scan: the generated one is shown.
      return null;
    }
  }

  roots(): z.infer<typeof Root>[] {
    return this.#o.places.roots().map((row) => this.#root(row));
  }

  #root(row: RootRow): z.infer<typeof Root> {
    const counts = this.#o.places.counts(row.id);
    return {
      id: row.id,
      path: row.path,
      ignore: JSON.parse(row.ignore) as string[],
      corrections: this.#o.places.corrections(row.id).map(({ id, correction }) => ({
        id,
        correction:
          correction.kind === "merge" ? { ...correction, members: [...correction.members] } : correction,
      })),
      pocs: counts.pocs,
      missing: counts.missing,
      lastScan: row.last_scan === null ? null : (JSON.parse(row.last_scan) as LastScan),
    };
  }

  #rootRow(id: string): RootRow {
    const row = this.#o.places.root(id);
    if (row === undefined)
      throw new TatamiError("NOT_FOUND", "This folder is not in the catalogue (any more).");
    return row;
  }

  setIgnore(rootId: string, patterns: readonly string[]): z.infer<typeof Root> {
    this.#rootRow(rootId);
    this.#o.places.setIgnore(
      rootId,
      patterns.map((pattern) => pattern.trim()).filter((pattern) => pattern !== ""),
    );
    this.events.publish({ type: "roots" });
    return this.#root(this.#rootRow(rootId));
  }

  /** Forgets a folder; entries stay, as ones without a place. */
  removeRoot(rootId: string): void {
    const root = this.#rootRow(rootId);
    const ids = this.#o.places.placesOfRoot(rootId).map((place) => place.id);
    for (const job of this.jobs.list()) if (job.root === root.path) this.jobs.cancel(job.id);
    this.#o.documents.transaction(() => this.#o.places.dropRoot(rootId));
    this.placesChanged(ids);
    this.events.publish({ type: "roots" });
  }

  /** Records a correction and takes out of the list what it takes away; the next scan finds what it brings. */
  correct(rootId: string, correction: Correction): z.infer<typeof Root> {
    const root = this.#rootRow(rootId);
    const gone = this.#entriesOf(rootId, (path) => goneBy(correction, path));
    this.#o.documents.transaction(() => {
      this.#o.places.addCorrection(rootId, correction);
      if (gone.length > 0) this.#o.documents.remove(gone, this.#origin(`catalog.${correction.kind}`));
    });
    this.events.publish({ type: "roots" });
    return this.#root(root);
  }

  /** Ids of the entries of a root that are shown and whose relative path is meant. */
  #entriesOf(rootId: string, isMeant: (path: string) => boolean): string[] {
    return this.#o.places
      .placesOfRoot(rootId)
      .filter(
        (place) => isMeant(place.relative_path) && this.#o.documents.head(place.id)?.deleted_at === null,
      )
      .map((place) => place.id);
  }

  removeCorrection(rootId: string, correctionId: number): z.infer<typeof Root> {
    const root = this.#rootRow(rootId);
    const entry = this.#o.places.corrections(rootId).find((one) => one.id === correctionId);
    if (entry === undefined) throw new TatamiError("NOT_FOUND", "This correction is not there (any more).");
    const gone = this.#entriesOf(rootId, (path) => madeBy(entry.correction, path));
    this.#o.documents.transaction(() => {
      this.#o.places.dropCorrection(rootId, correctionId);
      // What only the correction made goes; the next scan brings back what is a POC without it.
      if (gone.length > 0) this.#o.documents.remove(gone, this.#origin("catalog.removeCorrection"));
    });
    this.events.publish({ type: "roots" });
    return this.#root(root);
  }

  /** Starts a scan, making the folder a root of the catalogue. */
  async startScan(path: string) {
    const folder = await existingFolder(path);
    const root = this.#o.places.rootByPath(folder) ?? this.#addRoot(folder);
    const job = this.jobs.start(root);
    this.events.publish({ type: "jobs" });
    return job;
  }

  #addRoot(folder: string): RootRow {
    const id = uuidV7(this.#o.clock(), randomBytes);
    this.#o.places.addRoot(id, folder);
    this.events.publish({ type: "roots" });
    return this.#rootRow(id);
  }

  recentSearches(): string[] {
    return this.#o.places.recentSearches();
  }
  addRecentSearch(query: string): void {
    this.#o.places.addRecentSearch(query, this.#o.clock());
  }
  clearRecentSearches(): void {
    this.#o.places.clearRecentSearches();
  }

  #origin(command: string): Origin {
    return { author: this.#o.workspace.device().id, command };
  }
}

/** Whether the entry at `path` may be there only because of a correction. */
function madeBy(correction: Correction, path: string): boolean {
  switch (correction.kind) {
    case "not-a-poc":
      return false;
    case "merge":
      return path === correction.path;
    case "split":
      return correction.path === "" ? path !== "" : path.startsWith(`${correction.path}/`);
  }
}

/** Whether a correction takes the entry at `path` (relative to the root) out of the list at once. */
function goneBy(correction: Correction, path: string): boolean {
  switch (correction.kind) {
    case "not-a-poc":
    case "split":
      return path === correction.path;
    case "merge":
      return (
        path !== correction.path &&
        correction.members.some((member) => path === member || path.startsWith(`${member}/`))
      );
  }
}
