import { dirname, join } from "node:path";
import type * as z from "zod";
import { failure } from "#shared/api/failures.ts";
import type { ScanJob, SamplesRemoved } from "#shared/features/catalog/catalog.api.ts";
import { asStorageError, systemCode } from "#core/db/sqlite.ts";
import type { CatalogRoots } from "#core/features/catalog/catalog-roots.ts";
import type { PlacesStore } from "#core/features/catalog/places-store.ts";
import { GitError } from "#core/platform/git.ts";
import type { Logger } from "#core/platform/logger.ts";
import { AROUND, SAMPLES } from "./content.ts";
import { commitsOf, filesOf } from "./sample.ts";
import { removeFiles, writeFiles } from "./samples-files.ts";
import { removeHistory, writeHistory } from "./samples-history.ts";

/** Paths that stayed which an answer lists; the rest is counted. */
const LISTED_KEPT = 100;

export interface SamplesOptions {
  /** Absolute, without links on its way: the folder that the samples are in, whether it is there or not. */
  readonly folder: string;
  readonly places: PlacesStore;
  readonly roots: CatalogRoots;
  readonly logger: Logger;
}

/** The samples: POCs of our own as real files, for somebody who has none at hand yet. */
export class Samples {
  readonly #o: SamplesOptions;
  /** Where the repository is made before it is moved to the samples. */
  readonly #workshop: string;
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: SamplesOptions) {
    this.#o = options;
    this.#workshop = join(dirname(options.folder), "samples-workshop");
  }

  /**
   * Writes what is missing of the samples, and scans them. All of them come: those that were removed one by one, too.
   * Throws CONFLICT for what is in the way, STORAGE_FULL, SERVICE_UNAVAILABLE, FORBIDDEN where this device may not write.
   */
  add(): Promise<z.infer<typeof ScanJob>> {
    return this.#inTurn(async () => {
      this.#o.roots.checkScanning();
      await this.#write();
      this.#forgetRefused();
      return await this.#o.roots.startScan(this.#o.folder);
    });
  }

  async #write(): Promise<void> {
    const { folder, logger } = this.#o;
    const commits = commitsOf([AROUND, ...SAMPLES]);
    try {
      await writeFiles(folder, filesOf(commits));
      await writeHistory(folder, this.#workshop, commits);
    } catch (error) {
      if (!(error instanceof GitError)) throw asWriteError(error, folder);
      // The times of the files tell the years, too.
      logger.warn({ err: error }, "the samples have no git history");
    }
  }

  #forgetRefused(): void {
    const { folder, places } = this.#o;
    const root = places.rootByPath(folder);
    if (root === undefined) return;
    for (const { id, correction } of places.corrections(root.id))
      if (correction.kind === "not-a-poc") places.dropCorrection(root.id, id);
  }

  /** Takes the samples out of the catalogue and from the disk. What a person put there or changed stays, and is told. */
  remove(): Promise<z.infer<typeof SamplesRemoved>> {
    return this.#inTurn(async () => {
      const { folder, roots } = this.#o;
      const removed = await roots.dropWithin(folder, "catalog.removeSamples");
      await removeHistory(folder, this.#workshop);
      const kept = await removeFiles(folder, filesOf(commitsOf([AROUND, ...SAMPLES])));
      return {
        removed,
        folder,
        kept: kept.slice(0, LISTED_KEPT),
        keptMore: Math.max(0, kept.length - LISTED_KEPT),
      };
    });
  }

  /** Two windows may ask at once: what one writes the other must not remove half. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(work);
    this.#last = mine.catch(() => undefined);
    return mine;
  }
}

function asWriteError(thrown: unknown, folder: string): unknown {
  const error = asStorageError(thrown);
  const code = systemCode(error);
  if (code === null) return error;
  return failure("samples.not-written", { folder: dirname(folder), cause: code }, { cause: error });
}
