import { randomBytes } from "node:crypto";
import { sep } from "node:path";
import type * as z from "zod";
import { failure, failureFor } from "#shared/api/failures.ts";
import type { Correction } from "#shared/features/catalog/catalog.ts";
import type { Root } from "#shared/features/catalog/catalog.api.ts";
import { patternFault } from "#shared/features/catalog/ignore-patterns.ts";
import { uuidV7 } from "#shared/lib/ids.ts";
import type { Clock } from "#shared/lib/time.ts";
import type { WorkspaceService } from "#core/features/workspace/index.ts";
import type { Publisher } from "#core/platform/publisher.ts";
import type { Origin } from "#core/sync/changes.ts";
import type { Documents } from "#core/sync/documents.ts";
import { existingFolder } from "./browse.ts";
import type { CatalogChange } from "./catalog-service.ts";
import type { LastScan, PlacesStore, RootRow } from "./places-store.ts";
import type { ScanJobs } from "./scan-jobs.ts";

export interface CatalogRootsOptions {
  readonly documents: Documents;
  readonly places: PlacesStore;
  readonly workspace: WorkspaceService;
  readonly jobs: ScanJobs;
  readonly clock: Clock;
  /** Absolute path of the folder that Tatami's samples are in. */
  readonly samplesFolder: string;
  readonly events: Publisher<CatalogChange>;
  /** Called with the ids of entries whose place has changed. */
  readonly onPlaces: (ids: readonly string[]) => void;
}

/** The scanned folders: their rules and corrections, and the scans that obey them. */
export class CatalogRoots {
  readonly #o: CatalogRootsOptions;

  constructor(options: CatalogRootsOptions) {
    this.#o = options;
  }

  get jobs(): ScanJobs {
    return this.#o.jobs;
  }

  /** Every scanned folder, by path. */
  list(): z.infer<typeof Root>[] {
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
      samples: row.path === this.#o.samplesFolder,
      lastScan: row.last_scan === null ? null : (JSON.parse(row.last_scan) as LastScan),
    };
  }

  #rootRow(id: string): RootRow {
    const row = this.#o.places.root(id);
    if (row === undefined) throw failure("root.missing", {});
    return row;
  }

  /** Sets the patterns that scans of a folder leave out; one that can never match is refused, and none is set. */
  setIgnore(rootId: string, patterns: readonly string[]): z.infer<typeof Root> {
    this.#rootRow(rootId);
    const kept = patterns.map((pattern) => pattern.trim()).filter((pattern) => pattern !== "");
    for (const pattern of kept) {
      const fault = patternFault(pattern);
      if (fault !== null) throw failureFor(fault);
    }
    this.#o.places.setIgnore(rootId, kept);
    this.#o.events.publish({ type: "roots" });
    return this.#root(this.#rootRow(rootId));
  }

  /** Forgets a folder; entries stay, as ones without a place. */
  removeRoot(rootId: string): void {
    const root = this.#rootRow(rootId);
    const ids = this.#o.places.placesOfRoot(rootId).map((place) => place.id);
    for (const job of this.jobs.list()) if (job.root === root.path) this.jobs.cancel(job.id);
    this.#o.documents.transaction(() => this.#o.places.dropRoot(rootId));
    this.#o.onPlaces(ids);
    this.#o.events.publish({ type: "roots" });
  }

  /**
   * Forgets the folders at and below `folder`, and marks the entries there as deleted: for a folder that goes. Answers
   * how many entries went.
   */
  async dropWithin(folder: string, command: string): Promise<number> {
    const roots = this.#o.places
      .roots()
      .filter(({ path }) => path === folder || path.startsWith(folder + sep));
    await this.jobs.forget(new Set(roots.map(({ path }) => path)));
    const ids = this.#o.places
      .placesUnder(folder)
      .map((place) => place.id)
      .filter((id) => this.#o.documents.head(id)?.deleted_at === null);
    this.#o.documents.transaction(() => {
      this.#o.documents.remove(ids, this.#origin(command));
      for (const root of roots) this.#o.places.dropRoot(root.id);
    });
    this.#o.events.publish({ type: "roots" });
    this.#o.events.publish({ type: "jobs" });
    return ids.length;
  }

  /** Records a correction and takes out of the list what it takes away; the next scan finds what it brings. */
  correct(rootId: string, correction: Correction): z.infer<typeof Root> {
    const root = this.#rootRow(rootId);
    const gone = this.#entriesOf(rootId, (path) => goneBy(correction, path));
    this.#o.documents.transaction(() => {
      this.#o.places.addCorrection(rootId, correction);
      if (gone.length > 0) this.#o.documents.remove(gone, this.#origin(`catalog.${correction.kind}`));
    });
    this.#o.events.publish({ type: "roots" });
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
    if (entry === undefined) throw failure("correction.missing", {});
    const gone = this.#entriesOf(rootId, (path) => madeBy(entry.correction, path));
    this.#o.documents.transaction(() => {
      this.#o.places.dropCorrection(rootId, correctionId);
      // What only the correction made goes; the next scan brings back what is a POC without it.
      if (gone.length > 0) this.#o.documents.remove(gone, this.#origin("catalog.removeCorrection"));
    });
    this.#o.events.publish({ type: "roots" });
    return this.#root(root);
  }

  /** Throws FORBIDDEN where this device may not write what a scan finds. */
  checkScanning(): void {
    this.#o.documents.checkWriting();
  }

  /** Starts a scan, making the folder a root of the catalogue. Throws FORBIDDEN where this device may not write. */
  async startScan(path: string) {
    // A folder that will not be read does not become a root.
    this.checkScanning();
    const folder = await existingFolder(path);
    const root = this.#o.places.rootByPath(folder) ?? this.#addRoot(folder);
    const job = this.jobs.start(root);
    this.#o.events.publish({ type: "jobs" });
    return job;
  }

  #addRoot(folder: string): RootRow {
    const id = uuidV7(this.#o.clock(), randomBytes);
    this.#o.places.addRoot(id, folder);
    this.#o.events.publish({ type: "roots" });
    return this.#rootRow(id);
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
