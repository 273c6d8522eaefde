import type { ScanFailure, ScannedPoc } from "#shared/features/catalog/catalog.ts";
import type { ReadJob } from "#core/features/catalog/scan/worker-protocol.ts";
export function readPocs(jobs: readonly ReadJob[]): { pocs: ScannedPoc[]; failures: ScanFailure[] } {
  return { pocs: jobs.map((job) => ({ facts: { name: job.name, description: "", descriptionSource: "composed", languages: [], technologies: [], derivedTags: [], ...job.history, licence: null, linesOfCode: 0, files: job.files.length, bytes: 0, remote: job.remote, subfolder: job.subfolder, readme: "", headCommit: job.headCommit, headAt: job.headAt }, local: { path: job.path, relativePath: job.relativePath, thumbnail: null, oldestFileAt: job.oldestFileAt, newestFileAt: job.newestFileAt, authors: job.history.authors, fingerprint: job.fingerprint, signature: job.signature } })) as unknown as ScannedPoc[], failures: [] };
}
