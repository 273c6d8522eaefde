import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { sep } from "node:path";
import ignore from "ignore";
import type * as z from "zod";
import { TatamiError } from "#shared/api/errors.ts";
import { failure } from "#shared/api/failures.ts";
import type { ScanFailure, ScannedPoc } from "#shared/features/catalog/catalog.ts";
import type { ScanJob, ScanResult } from "#shared/features/catalog/catalog.api.ts";
import { uuidV7 } from "#shared/lib/ids.ts";
import type { Clock } from "#shared/lib/time.ts";
import { Publisher } from "#core/platform/publisher.ts";
import type { Logger } from "#core/platform/logger.ts";
import type { Origin } from "#core/sync/changes.ts";
import type { Documents } from "#core/sync/documents.ts";
import type { PlacesStore, RootRow } from "./places-store.ts";
import { rulesFor } from "./root-rules.ts";
import type { Scan } from "./scan/scan-contract.ts";
import type { ScanSaver } from "./scan-saver.ts";

type Job = z.infer<typeof ScanJob>;
type Result = z.infer<typeof ScanResult>;

/** Failures that a result lists; the rest is counted. */
export const LISTED_FAILURES = 1000;
/** Ended jobs that are remembered. */
const KEPT_JOBS = 20;
/** Milliseconds that one transaction spends on documents; index and disk take as long again. The core answers between. */
const SAVING = 4;
/** Pause between two steps of tidying, milliseconds. */
const IDLE = 20;

interface Running {
  job: Job;
  readonly abort: AbortController;
  /** Resolves when nothing of it is written any more. */
  ended: Promise<void>;
}

export interface ScanJobsOptions {
  readonly scan: Scan;
  readonly documents: Documents;
  readonly places: PlacesStore;
  readonly saver: ScanSaver;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly device: string;
  /** Folders that are never scanned: the data folder. */
  readonly exclude: readonly string[];
  /** Called when a scan has ended, in whatever way. */
  readonly onEnd: () => void;
  /** Called after a scan that changed much, when nothing else waits: one step of at most some 10 ms; true for more. */
  readonly onIdle: () => boolean;
  /** Called when rows that no document change announces have changed (missing marks, places). */
  readonly onPlaces: (ids: readonly string[]) => void;
}

/** Scans as jobs of the core: they go on when a page reloads, and one folder is scanned once at a time. */
export class ScanJobs {
  readonly #options: ScanJobsOptions;
  readonly #jobs = new Map<string, Running>();
  readonly #work = new Set<Promise<void>>();
  readonly changes = new Publisher<Job>();

  constructor(options: ScanJobsOptions) {
    this.#options = options;
  }

  /** Starts a scan of a root, or answers the one that already runs there. */
  start(root: RootRow): Job {
    for (const { job } of this.#jobs.values())
      if (job.root === root.path && job.state === "running") return job;
    const job: Job = {
      id: uuidV7(this.#options.clock(), randomBytes),
      root: root.path,
      startedAt: this.#options.clock(),
      state: "running",
      progress: { phase: "discover", done: 0, total: null, current: "", failed: 0 },
      result: null,
      error: null,
    };
    const running: Running = { job, abort: new AbortController(), ended: Promise.resolve() };
    this.#jobs.set(job.id, running);
    this.#forgetOld();
    const work = this.#run(running, root).finally(() => this.#work.delete(work));
    this.#work.add(work);
    running.ended = work;
    return job;
  }

  list(): Job[] {
    return [...this.#jobs.values()].map((running) => running.job).toReversed();
  }

  get(id: string): Job {
    const running = this.#jobs.get(id);
    if (running === undefined) throw failure("scan.unknown", {});
    return running.job;
  }

  /** Stops the work; what was saved so far stays. */
  cancel(id: string): Job {
    this.get(id);
    this.#jobs.get(id)?.abort.abort();
    return this.get(id);
  }

  /** Stops the scans of these folders and knows them no more. Resolves when none of them writes any more. */
  async forget(roots: ReadonlySet<string>): Promise<void> {
    for (const [id, { job, abort, ended }] of this.#jobs) {
      if (!roots.has(job.root)) continue;
      abort.abort();
      await ended;
      this.#jobs.delete(id);
    }
  }

  cancelAll(): void {
    for (const { abort } of this.#jobs.values()) abort.abort();
  }

  /** Resolves when no scan runs any more. */
  async idle(): Promise<void> {
    await Promise.allSettled(this.#work);
  }

  get running(): boolean {
    return [...this.#jobs.values()].some(({ job }) => job.state === "running");
  }

  /** Resolves when no scan runs, or the signal aborts. The index may still be tidied, which nobody waits for. */
  async quiet(signal?: AbortSignal): Promise<void> {
    const steps = this.changes.subscribe(signal);
    while (this.running && (await steps.next()).done !== true);
    await steps.return?.();
  }

  /** The job as it is, then each step; ends with it. */
  async *watch(id: string, signal?: AbortSignal): AsyncGenerator<Job, void, void> {
    const steps = this.changes.subscribe(signal);
    try {
      const first = this.get(id);
      yield first;
      if (first.state !== "running") return;
      for await (const step of steps) {
        if (step.id !== id) continue;
        yield step;
        if (step.state !== "running") return;
      }
    } finally {
      await steps.return?.();
    }
  }

  #update(running: Running, patch: Partial<Job>): void {
    running.job = { ...running.job, ...patch };
    this.changes.publish(running.job);
  }

  async #run(running: Running, root: RootRow): Promise<void> {
    const { logger } = this.#options;
    const started = performance.now();
    try {
      const result = await this.#scan(running, root, started);
      this.#update(running, { state: "done", result });
      this.#options.onEnd();
      const { failed, ...counts } = result;
      logger.info({ ...counts, failed: failed.length + result.failedMore }, "scan done");
      if (result.new + result.changed > 0) await this.#tidy(running.abort.signal);
    } catch (error) {
      const known = error instanceof TatamiError ? error : null;
      if (known?.code === "CANCELLED" || running.abort.signal.aborted) {
        this.#update(running, { state: "cancelled" });
        this.#options.onEnd();
        logger.info({ root: root.path }, "scan cancelled");
        return;
      }
      logger.error({ err: error, root: root.path }, "scan failed");
      const { code, message, reason } = known ?? failure("scan.failed", {});
      this.#update(running, { state: "failed", error: { code, message, reason } });
      this.#options.onEnd();
    }
  }

  async #scan(running: Running, root: RootRow, started: number): Promise<Result> {
    const { documents, places, saver, scan, clock } = this.#options;
    // A folder that is left out tells nothing of what is in it: not even that it is missing.
    const leftOut = this.#options.exclude.filter((folder) => isAt(folder, root.path));
    const before = places
      .placesUnder(root.path)
      .filter((place) => !leftOut.some((folder) => isAt(place.path, folder)));
    const live = before.filter((place) => documents.head(place.id)?.deleted_at === null);
    const heads = JSON.parse(root.heads) as Record<string, string>;
    const rules = rulesFor(root, places);
    const known = Object.fromEntries(
      live.filter((place) => place.missing_since === null).map((place) => [place.path, place.fingerprint]),
    );
    const counts = { new: 0, changed: 0, unchanged: 0 };
    const seen = new Set<string>();
    const failures: ScanFailure[] = [];
    let failedMore = 0;
    const byPath = new Map(before.map((place) => [place.path, place.id]));

    const events = scan(
      { root: root.path, ...rules, known, heads, exclude: this.#options.exclude },
      running.abort.signal,
    );
    for await (const event of events) {
      switch (event.type) {
        case "progress":
          this.#update(running, { progress: { ...event.progress, failed: failures.length + failedMore } });
          break;
        case "failed":
          for (const failure of event.failures) {
            if (failures.length < LISTED_FAILURES) failures.push(failure);
            else failedMore++;
          }
          break;
        case "repository":
          if (event.head !== null) heads[event.path] = event.head;
          break;
        case "unchanged":
          for (const path of event.paths) {
            const id = byPath.get(path);
            if (id !== undefined && !seen.has(id)) {
              seen.add(id);
              counts.unchanged++;
            }
          }
          break;
        case "pocs":
          for (let done = 0; done < event.pocs.length;) {
            done += this.#saveSome(root, event.pocs.slice(done), seen, counts, saver);
            await new Promise(setImmediate);
          }
          break;
      }
    }
    if (running.abort.signal.aborted) throw failure("scan.cancelled", {});
    const missing = this.#markMissing(
      root,
      live.filter((place) => !seen.has(place.id)),
      rules.ignore,
    );
    places.setScanned(root.id, heads, {
      at: clock(),
      new: counts.new,
      changed: counts.changed,
      failed: failures.length + failedMore,
    });
    return {
      root: root.path,
      found: seen.size,
      ...counts,
      missing,
      failed: failures,
      failedMore,
      ms: Math.round(performance.now() - started),
    };
  }

  /** Lets the index merge what many small writes left, a step at a time so that calls are answered between. */
  async #tidy(signal: AbortSignal): Promise<void> {
    for (let more = true; more && !signal.aborted;) {
      await new Promise((resolve) => setTimeout(resolve, IDLE));
      more = !signal.aborted && this.#options.onIdle();
    }
  }

  /** Saves as many as fit into a short transaction, one at least, and answers how many. */
  #saveSome(
    root: RootRow,
    pocs: readonly ScannedPoc[],
    seen: Set<string>,
    counts: { new: number; changed: number; unchanged: number },
    saver: ScanSaver,
  ): number {
    const results = this.#options.documents.transaction(() => {
      const until = performance.now() + SAVING;
      const saved: ReturnType<ScanSaver["save"]>[] = [];
      for (const poc of pocs) {
        saved.push(saver.save(root.id, poc));
        if (performance.now() > until) break;
      }
      return saved;
    });
    const placed: string[] = [];
    for (const { id, saved } of results) {
      if (seen.has(id)) continue;
      seen.add(id);
      counts[saved]++;
      placed.push(id);
    }
    this.#options.onPlaces(placed);
    return results.length;
  }

  /** What was not seen: gone from disk is marked, ignored on purpose goes out of the list. Answers how many are missing. */
  #markMissing(
    root: RootRow,
    unseen: readonly { id: string; path: string; missing_since: number | null }[],
    patterns: readonly string[],
  ): number {
    const { documents, places, clock, device, onPlaces } = this.#options;
    const origin: Origin = { author: device, command: "scan" };
    const matcher = ignore().add([...patterns]);
    let missing = 0;
    documents.transaction(() => {
      for (const place of unseen) {
        const relative = place.path.slice(root.path.length + 1).replaceAll("\\", "/");
        if (
          patterns.length > 0 &&
          relative !== "" &&
          existsSync(place.path) &&
          matcher.ignores(`${relative}/`)
        ) {
          documents.remove([place.id], origin);
          continue;
        }
        missing++;
        if (place.missing_since === null) places.setMissing(place.id, clock());
      }
    });
    if (unseen.length > 0) onPlaces(unseen.map((place) => place.id));
    return missing;
  }

  #forgetOld(): void {
    for (const [id, { job }] of this.#jobs) {
      if (this.#jobs.size <= KEPT_JOBS) return;
      if (job.state !== "running") this.#jobs.delete(id);
    }
  }
}

/** True for the folder itself and what is below it. */
function isAt(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
