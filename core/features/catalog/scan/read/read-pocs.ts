import type { ScanFailure, ScannedPoc } from "#shared/features/catalog/catalog.ts";
import { Failures } from "#core/features/catalog/scan/discover/failures.ts";
import type { ReadJob } from "#core/features/catalog/scan/worker-protocol.ts";
import { readPoc } from "./read-poc.ts";

/** Reads a batch of POCs. */
export function readPocs(jobs: readonly ReadJob[]): {
  readonly pocs: readonly ScannedPoc[];
  readonly failures: readonly ScanFailure[];
} {
  const failures = new Failures();
  const pocs = jobs.map((job) => readPoc(job, failures));
  return { pocs, failures: failures.take() };
}
