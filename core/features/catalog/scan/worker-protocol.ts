import type { ErrorCode, Reason } from "#shared/api/errors.ts";
import type { ScanFailure, ScanProgress, ScannedPoc } from "#shared/features/catalog/catalog.ts";
import type { PocHistory } from "./history.ts";
import type { ScanEvent, ScanRequest } from "./scan-contract.ts";

/** A POC to read: where it is and all that discovery knows of it. Plain values, because it crosses to a worker. */
export interface ReadJob {
  readonly path: string;
  readonly relativePath: string;
  readonly name: string;
  /** Paths of its files below the POC's folder, with `/`, in order, joined by NUL: the main thread passes jobs on, and one string costs it less than many. */
  readonly files: string;
  /** Size in bytes of each file, in the same order. */
  readonly sizes: Float64Array;
  readonly oldestFileAt: number | null;
  readonly newestFileAt: number | null;
  readonly fingerprint: string;
  readonly signature: string;
  readonly history: PocHistory;
  readonly remote: string | null;
  readonly subfolder: string;
  readonly headCommit: string | null;
  readonly headAt: number | null;
  /** Absolute paths of licence files at the repository's root, for a POC that has none. */
  readonly rootLicences: readonly string[];
}

/** What the pool tells a worker. */
export type ToWorker =
  | { readonly type: "discover"; readonly request: ScanRequest }
  | { readonly type: "read"; readonly jobs: readonly ReadJob[] }
  /** Ends the programs that the worker started; the pool ends the worker itself. */
  | { readonly type: "stop" };

/** What a worker answers. */
export type FromWorker =
  | { readonly type: "event"; readonly event: Exclude<ScanEvent, { readonly type: "pocs" | "progress" }> }
  | { readonly type: "progress"; readonly progress: Omit<ScanProgress, "failed"> }
  | { readonly type: "jobs"; readonly jobs: readonly ReadJob[] }
  /** Discovery and history are done: no more jobs come. */
  | { readonly type: "discovered"; readonly unchanged: number }
  | { readonly type: "read"; readonly pocs: readonly ScannedPoc[]; readonly failures: readonly ScanFailure[] }
  | {
      readonly type: "error";
      readonly code: ErrorCode;
      readonly message: string;
      readonly reason: Reason | null;
      readonly stack: string | null;
    };
