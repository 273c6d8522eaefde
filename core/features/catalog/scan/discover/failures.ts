import type { Reason } from "#shared/api/errors.ts";
import { inEnglish, reason } from "#shared/api/reasons.ts";
import type { ScanFailure } from "#shared/features/catalog/catalog.ts";
import { escapeControls } from "./names.ts";

/** Most failures of one kind that a scan lists: more would bury the list and say nothing new. */
const MOST_PER_CODE = 500;

/** Collects failures, each path and code once. */
export class Failures {
  #pending: ScanFailure[] = [];
  readonly #seen = new Set<string>();
  readonly #counts = new Map<ScanFailure["code"], number>();
  count = 0;

  /** Adds a failure with what is to be said of it, in order; `path` is escaped here unless it already is. */
  add(path: string, code: ScanFailure["code"], ...reasons: readonly Reason[]): void {
    const shown = escapeControls(path);
    const key = `${code} ${shown}`;
    const number = (this.#counts.get(code) ?? 0) + 1;
    if (this.#seen.has(key) || number > MOST_PER_CODE) return;
    this.#seen.add(key);
    this.#counts.set(code, number);
    this.count += 1;
    this.#pending.push({ path: shown, why: reasons.map(inEnglish).join(" "), reasons, code });
  }

  /** Adds the failure of a file system call, by its error code. */
  addError(path: string, error: unknown): void {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (code === "ENAMETOOLONG") this.add(path, "PATH_TOO_LONG", reason("scan.path-too-long", {}));
    else if (code === "ENOENT") this.add(path, "NOT_FOUND", reason("scan.path-vanished", {}));
    else if (code === "EACCES" || code === "EPERM")
      this.add(path, "UNREADABLE", reason("scan.path-forbidden", {}));
    else this.add(path, "UNREADABLE", reason("scan.path-unreadable", { cause: code || String(error) }));
  }

  /** The failures since the last call. */
  take(): readonly ScanFailure[] {
    const taken = this.#pending;
    this.#pending = [];
    return taken;
  }
}
