/**
 * What a scan remembers of a folder in order not to read it again: a hash of its files, its history in numbers, and the
 * version of the reading, apart by colons. None of the parts has a colon itself.
 */

/** Raised when the meaning of a fact changes, or more is read: every POC is then read again by the next scan. */
const READING = "3";

/** The fingerprint of a folder with these files and this history. */
export function fingerprintOf(
  filesPart: string,
  history: {
    readonly commits: number;
    readonly firstCommitAt: number | null;
    readonly lastCommitAt: number | null;
  },
): string {
  return `${filesPart}:${history.commits}.${history.firstCommitAt ?? ""}.${history.lastCommitAt ?? ""}:${READING}`;
}

/** True for the fingerprint of a folder that had these files when it was read as folders are read today. */
export function wasReadWith(fingerprint: string | undefined, filesPart: string): boolean {
  if (fingerprint === undefined) return false;
  const [files, , reading] = fingerprint.split(":");
  return files === filesPart && reading === READING;
}

/** True when files and history are the same, however they were read. */
export function isSameContent(one: string, other: string): boolean {
  const content = (fingerprint: string): string => fingerprint.split(":", 2).join(":");
  return content(one) === content(other);
}
