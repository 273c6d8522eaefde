import type { Correction, ScanFailure, ScanProgress, ScannedPoc } from "#shared/features/catalog/catalog.ts";

/** What a scan is told. Everything here is a plain value: it crosses to a worker thread. */
export interface ScanRequest {
  /** Absolute path of the folder to scan. */
  readonly root: string;
  /** Patterns in .gitignore syntax, relative to the root. */
  readonly ignore: readonly string[];
  readonly corrections: readonly Correction[];
  /** Fingerprint of each POC that is known under this root, by absolute path: an equal one is not read again. */
  readonly known: Readonly<Record<string, string>>;
  /** Head commit at the last scan of each repository, by its absolute path: an equal one's history is not read again. */
  readonly heads: Readonly<Record<string, string>>;
  /** Absolute paths of the data folder and the like, never scanned. */
  readonly exclude: readonly string[];
}

/** What a scan says, in order; POCs come in small batches so that the receiver can save them in short transactions. */
export type ScanEvent =
  | { readonly type: "progress"; readonly progress: ScanProgress }
  /** New or changed since `known`. */
  | { readonly type: "pocs"; readonly pocs: readonly ScannedPoc[] }
  /** Absolute paths of POCs whose fingerprint is the known one. */
  | { readonly type: "unchanged"; readonly paths: readonly string[] }
  | { readonly type: "failed"; readonly failures: readonly ScanFailure[] }
  /** A repository that was seen, and its head (null without commits, or when its history could not be read). Comes after all POCs. */
  | { readonly type: "repository"; readonly path: string; readonly head: string | null };

/** Runs a scan in worker threads. Ends when all is said; throws TatamiError (NOT_FOUND, CANCELLED, FORBIDDEN). */
export type Scan = (request: ScanRequest, signal: AbortSignal) => AsyncIterable<ScanEvent>;
