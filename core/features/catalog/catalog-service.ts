import { randomBytes } from "node:crypto";
import type * as z from "zod";
import { failure } from "#shared/api/failures.ts";
import { FRAMEWORK_KINDS, mainLanguage, type Technology } from "#shared/features/catalog/catalog.ts";
import type {
  CatalogEvent,
  HistoryEntry,
  PocDetail,
  PocSummary,
  SearchInput,
  SearchOutput,
} from "#shared/features/catalog/catalog.api.ts";
import { pictureVersion } from "#shared/features/catalog/picture.ts";
import {
  hasTooManyTags,
  projectPoc,
  writePatch,
  type PocEdit,
} from "#shared/features/catalog/poc-document.ts";
import { normaliseTag, TAGS_MOST } from "#shared/features/catalog/tags.ts";
import { uuidV7 } from "#shared/lib/ids.ts";
import type { Clock } from "#shared/lib/time.ts";
import type { Database } from "#core/db/sqlite.ts";
import type { WorkspaceService } from "#core/features/workspace/index.ts";
import { Publisher } from "#core/platform/publisher.ts";
import type { Origin } from "#core/sync/changes.ts";
import type { Documents } from "#core/sync/documents.ts";
import type { PocRow } from "./catalog-store.ts";
import type { Pictures } from "./pictures.ts";
import { authorsOf, type PlacesStore } from "./places-store.ts";
import { PocHistory } from "./poc-history.ts";
import { PRIVATE_NOTES, type PrivateNotes } from "./private-notes.ts";
import type { Search, SearchIndex } from "./search/search-index.ts";
import { wellFormed } from "./well-formed.ts";

type Detail = z.infer<typeof PocDetail>;
/** What the core tells everybody who listens. */
export type CatalogChange = z.infer<typeof CatalogEvent>;

/** More changed documents than this are announced as "many". */
const ANNOUNCED_IDS = 200;

/** Milliseconds after the first search: its answer is painted by then. */
const WARM_AFTER = 150;
/** Milliseconds after the start of a shell: its page has been handed out, and now starts by itself. */
const PREPARED_AFTER = 150;
const NOTHING = { filters: {}, sort: "relevance", offset: 0, limit: 0, facetLimit: 0 } as const;

export interface CatalogOptions {
  readonly db: Database;
  readonly documents: Documents;
  readonly places: PlacesStore;
  readonly privateNotes: PrivateNotes;
  readonly index: SearchIndex;
  readonly pictures: Pictures;
  readonly workspace: WorkspaceService;
  readonly clock: Clock;
}

/** The catalogue: search, entries and their edits. Its folders are in catalog-roots.ts. */
export class CatalogService {
  readonly #o: CatalogOptions;
  readonly #summaries;
  readonly #numOf;
  readonly #history;
  readonly events = new Publisher<CatalogChange>();

  #warm = false;

  constructor(options: CatalogOptions) {
    this.#o = options;
    this.#history = new PocHistory(options.documents, options.privateNotes);
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

  /** Reads what the first list of a page will need, while that page is on its way. */
  prepareSoon(): void {
    setTimeout(() => {
      if (!this.#warm) this.#searchForNobody({ ...NOTHING, query: "", sort: "updated" });
    }, PREPARED_AFTER).unref();
  }

  search(input: z.infer<typeof SearchInput>): z.infer<typeof SearchOutput> {
    const answer = this.#o.index.search(input);
    if (!this.#warm) {
      this.#warm = true;
      // What the first letter typed will need (a third of a second at 100,000 POCs), before it is typed: hardly anything
      // begins so, so every step is tried, and every list is loaded.
      setTimeout(() => this.#searchForNobody({ ...NOTHING, query: "zq" }), WARM_AFTER).unref();
    }
    return answer;
  }

  #searchForNobody(input: Search): void {
    if (!this.#o.db.open) return;
    try {
      this.#o.index.search(input);
    } catch {
      // Nobody waits for this answer; a damaged database is told by the next search that somebody asks for.
    }
  }

  /** All that is known of an entry. Throws NOT_FOUND. */
  get(id: string): Detail {
    const head = this.#o.documents.head(id);
    if (head === undefined || head.kind !== "poc") throw failure("entry.missing", {});
    const projected = this.#o.documents.look(id, projectPoc);
    if (!projected.ok) throw failure("entry.unreadable", {});
    const poc = projected.value;
    const scan = poc.scan;
    const place = this.#o.places.place(id);
    return {
      id,
      name: poc.name,
      description: poc.description,
      scanned: scan === null ? null : { name: scan.name, description: scan.description },
      user: { ...poc.user, tags: [...poc.user.tags] },
      privateNotes: this.#o.privateNotes.of(id),
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
      thumbnail: pictureVersion(
        (place?.thumbnail ?? null) !== null || this.#o.pictures.isShared(id),
        scan?.picture ?? null,
      ),
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
  update(id: string, edit: PocEdit): Detail {
    return this.#edit(id, "catalog.update", edit);
  }

  #edit(id: string, command: string, edit: PocEdit): Detail {
    const { privateNotes, privateNotesBase, ...patch } = wellFormed(edit);
    const { documents } = this.#o;
    documents.transaction(() => {
      // Of private notes alone the document hears nothing: they may be written where that may not be changed.
      if (privateNotes === undefined || Object.values(patch).some((value) => value !== undefined))
        documents.change(id, this.#origin(command), (doc) => {
          writePatch(doc, patch);
          if (patch.name === null && typeof doc.getMap("scan").get("name") !== "string")
            throw failure("entry.needs-name", {});
          if (patch.addTags !== undefined && hasTooManyTags(doc))
            throw failure("entry.too-many-tags", { most: TAGS_MOST });
        });
      if (privateNotes === undefined) return;
      const now = this.#o.clock();
      if (this.#o.privateNotes.write(id, privateNotes, privateNotesBase, command, now)) documents.refresh(id);
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
    if (this.#o.documents.head(id) === undefined) throw failure("entry.missing", {});
    const { workspace } = this.#o;
    return this.#history
      .list(id, workspace.device().id)
      .map((change) => ({ ...change, author: workspace.deviceName(change.author) }));
  }

  /** Gives a field the value that it had before a change. Throws VALIDATION_ERROR for what cannot be taken back. */
  revert(id: string, changeId: string): Detail {
    const change = this.#history.change(id, changeId);
    const patch = this.#undoing(change.field, change.before, change.after);
    return this.#edit(id, "catalog.revert", patch);
  }

  #undoing(field: string, before: string | null, after: string | null): PocEdit {
    if (field === "name" || field === "description") return { [field]: before };
    if (field === "notes") return { notes: before ?? "" };
    if (field === PRIVATE_NOTES) return { privateNotes: before ?? "" };
    if (field.startsWith("tag:")) {
      return before === null ? { removeTags: [after ?? field.slice(4)] } : { addTags: [before] };
    }
    throw failure("entry.change-is-final", {});
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
