import { reason } from "#shared/api/reasons.ts";
import { GitError } from "#core/platform/git.ts";
import { inRepository, readHistory, type RepositoryHistory } from "#core/features/catalog/scan/history.ts";
import type { FromWorker } from "#core/features/catalog/scan/worker-protocol.ts";
import type { Failures } from "./failures.ts";
import type { Repository } from "./repository.ts";
import type { Place } from "./rules.ts";

/** Repositories whose history is read at once. */
const HISTORIES_AT_ONCE = 2;

/** Starts and keeps the passes over the histories, a few at once. */
export class Histories {
  readonly #owned: ReadonlyMap<Repository | null, readonly Place[]>;
  readonly #signal: AbortSignal;
  readonly #post: (message: FromWorker) => void;
  readonly #failures: Failures;
  readonly #started = new Map<Repository, Promise<RepositoryHistory | null>>();
  readonly #waiting: (() => void)[] = [];
  #running = 0;
  #commits = 0;

  constructor(
    owned: ReadonlyMap<Repository | null, readonly Place[]>,
    signal: AbortSignal,
    post: (message: FromWorker) => void,
    failures: Failures,
  ) {
    this.#owned = owned;
    this.#signal = signal;
    this.#post = post;
    this.#failures = failures;
  }

  start(repository: Repository): void {
    // The answer is asked for later: until then a failure must not count as unhandled.
    this.of(repository).catch(() => undefined);
  }

  of(repository: Repository): Promise<RepositoryHistory | null> {
    let started = this.#started.get(repository);
    if (started === undefined) {
      started = this.#read(repository);
      this.#started.set(repository, started);
    }
    return started;
  }

  async #read(repository: Repository): Promise<RepositoryHistory | null> {
    if (repository.head === null || repository.broken) return null;
    if (this.#running >= HISTORIES_AT_ONCE) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#running += 1;
    const folders = new Map<string, string[]>();
    for (const place of this.#owned.get(repository) ?? [])
      folders.set(
        place.path,
        place.parts.map((part) => inRepository(repository, part.path)),
      );
    let told = 0;
    try {
      return await readHistory(repository, folders, this.#signal, (commits) => {
        this.#commits += commits - told;
        told = commits;
        this.#post({
          type: "progress",
          progress: { phase: "history", done: this.#commits, total: null, current: repository.path },
        });
      });
    } catch (error) {
      if (!(error instanceof GitError) || error.problem === "cancelled") throw error;
      const code = error.problem === "dubious-ownership" ? "DUBIOUS_OWNERSHIP" : "GIT_FAILED";
      this.#failures.add(repository.directory, code, reason("repository.no-history", {}), error.reason);
      return null;
    } finally {
      this.#running -= 1;
      this.#waiting.shift()?.();
    }
  }
}
