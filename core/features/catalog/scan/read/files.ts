import { closeSync, fstatSync, lstatSync, openSync, readSync, constants } from "node:fs";
import type { Failures } from "#core/features/catalog/scan/discover/failures.ts";
import { below } from "#core/features/catalog/scan/discover/names.ts";
import type { ReadJob } from "#core/features/catalog/scan/worker-protocol.ts";

/** A file of a POC. */
export interface PocFile {
  /** Below the POC's folder, with `/`. */
  readonly path: string;
  readonly name: string;
  /** Folders between the POC's and the file: 0 for a file at its top. */
  readonly depth: number;
  /** Bytes. */
  readonly size: number;
}

/** The files of one POC, and the only way in which the reader gets at their content. */
export class PocFiles {
  readonly all: readonly PocFile[];
  readonly #root: string;
  readonly #failures: Failures;

  constructor(job: ReadJob, failures: Failures) {
    this.#root = job.path;
    this.#failures = failures;
    const paths = job.files === "" ? [] : job.files.split("\0");
    this.all = paths.map((path, at) => {
      const slash = path.lastIndexOf("/");
      return {
        path,
        name: path.slice(slash + 1),
        depth: slash === -1 ? 0 : path.split("/").length - 1,
        size: job.sizes[at] ?? 0,
      };
    });
  }

  /** The absolute path of a file. */
  absolute(file: PocFile): string {
    return below(this.#root, file.path);
  }

  /** At most `limit` bytes from a file's beginning, or null when it cannot be read, which is noted. */
  bytes(file: PocFile, limit: number): Buffer | null {
    return readBytes(this.absolute(file), Math.min(limit, file.size), this.#failures);
  }

  /** The same as text; bytes that are not UTF-8 become U+FFFD, and UTF-16 with a mark is understood. */
  text(file: PocFile, limit: number): string | null {
    const bytes = this.bytes(file, limit);
    return bytes === null ? null : decode(bytes);
  }
}

/** At most `limit` bytes of a regular file; null otherwise. Links are not followed, so that nothing outside is read. */
export function readBytes(path: string, limit: number, failures: Failures | null): Buffer | null {
  let file: number | undefined;
  try {
    if (!lstatSync(path).isFile()) return null;
    file = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    if (!fstatSync(file).isFile()) return null;
    const buffer = Buffer.allocUnsafe(limit);
    let length = 0;
    while (length < limit) {
      const read = readSync(file, buffer, length, limit - length, length);
      if (read === 0) break;
      length += read;
    }
    return buffer.subarray(0, length);
  } catch (error) {
    failures?.addError(path, error);
    return null;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** Text of bytes, by their byte order mark, else UTF-8. */
export function decode(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString("utf16le", 2);
  if (bytes[0] === 0xfe && bytes[1] === 0xff)
    return Buffer.from(bytes.subarray(2, bytes.length - (bytes.length % 2)))
      .swap16()
      .toString("utf16le");
  return bytes.toString("utf8", bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0);
}

/** Longest line that patterns are tried on. */
const LONGEST_LINE = 1000;

/**
 * Text made harmless for patterns: no blank lines, no line of more than 1,000 characters. Patterns that look for the beginning
 * of a line take time that grows with the square of such lines, and files come from anybody.
 */
export function tamed(text: string): string {
  const lines: string[] = [];
  for (const line of text.split("\n")) {
    const trimmed = line.trimEnd();
    if (trimmed !== "") lines.push(trimmed.length > LONGEST_LINE ? trimmed.slice(0, LONGEST_LINE) : trimmed);
  }
  return lines.join("\n");
}
