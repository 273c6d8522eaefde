import { README_LIMIT } from "#shared/features/catalog/catalog.ts";
import { decode, type PocFile, type PocFiles } from "./files.ts";

/** The README of a POC and its text, at most {@link README_LIMIT} bytes of UTF-8. */
export interface Readme {
  readonly file: PocFile | null;
  readonly text: string;
}

const ENDINGS = [
  "md",
  "markdown",
  "mdown",
  "mkd",
  "adoc",
  "asciidoc",
  "asc",
  "rst",
  "org",
  "textile",
  "txt",
  "",
];

/** Finds and reads the README: at the POC's top, or in `.github` or `docs`, English before others. */
export function readReadme(files: PocFiles): Readme {
  const file = findReadme(files.all);
  if (file === null) return { file: null, text: "" };
  // A little more than the limit is read so that the cut falls on a character's boundary below it, also after UTF-16.
  const bytes = files.bytes(file, README_LIMIT + 4);
  if (bytes === null || isBinary(bytes)) return { file: null, text: "" };
  return { file, text: cutUtf8(decode(bytes).replaceAll("\u0000", ""), README_LIMIT) };
}

function findReadme(files: readonly PocFile[]): PocFile | null {
  let best: PocFile | null = null;
  let bestRank = Infinity;
  for (const file of files) {
    const match =
      /^(?:read[-_]?me|leiame|leia-me)(?:[._-]([a-z]{2}(?:[-_][a-z]{2,4})?))?(?:\.([a-z]+))?$/i.exec(
        file.name,
      );
    if (match === null || file.size === 0) continue;
    const ending = (match[2] ?? "").toLowerCase();
    // "README.md": what looks like a language is the ending.
    const language =
      match[2] === undefined && ENDINGS.includes((match[1] ?? "").toLowerCase()) ? null : (match[1] ?? null);
    const kind = ENDINGS.indexOf(
      language === null && match[2] === undefined ? (match[1] ?? "").toLowerCase() : ending,
    );
    if (kind === -1) continue;
    const place = file.depth === 0 ? 0 : /^(?:\.github|docs?)\/[^/]+$/i.test(file.path) ? 1000 : null;
    if (place === null) continue;
    const rank = place + (language === null || /^en/i.test(language) ? 0 : 100) + kind;
    if (rank < bestRank) [best, bestRank] = [file, rank];
  }
  return best;
}

function isBinary(bytes: Buffer): boolean {
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  return !utf16 && bytes.subarray(0, 1000).includes(0);
}

/** The longest beginning of a text that has at most `limit` bytes in UTF-8 and ends with a whole character. */
export function cutUtf8(text: string, limit: number): string {
  if (text.length * 3 <= limit) return text;
  const bytes = Buffer.from(text, "utf8");
  if (bytes.length <= limit) return text;
  let end = limit;
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  // A file that was cut while it was read may end in half a character, which decodes to a replacement character.
  return bytes.toString("utf8", 0, end).replace(/\ufffd$/, "");
}
