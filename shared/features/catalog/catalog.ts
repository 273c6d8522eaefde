import type { Reason } from "#shared/api/errors.ts";
import { fold } from "#shared/lib/text.ts";

/**
 * Types and pure rules of the catalogue. Times are milliseconds since the epoch (UTC); the contract and the
 * command line turn them into ISO 8601 where a person or a script reads them.
 */

/** Longest README kept in a document, in UTF-8 bytes: the rest stays on disk. */
export const README_LIMIT = 64 * 1024;

/** Schema version of the `poc` kind: raised when the meaning of a field changes. */
export const POC_SCHEMA = 1;

/** A language of a POC and its size in bytes of source, largest first in lists. */
export interface LanguageShare {
  readonly name: string;
  readonly bytes: number;
}

/** A framework, library, tool or platform that a manifest declares. `version` is what the manifest says, or null. */
export interface Technology {
  readonly name: string;
  readonly version: string | null;
  /** `framework` is what one would name the POC by (Spring Boot); `platform` a language release or runtime (Java 21). */
  readonly kind: "framework" | "library" | "database" | "tool" | "platform";
}

/** Where a description was taken from. */
export type DescriptionSource = "readme" | "manifest" | "composed";

/**
 * What a scan reads from disk about one POC and what peers may see: the `scan` map of its document.
 * Nothing here names a person or a place on this machine.
 */
export interface ScanFacts {
  readonly name: string;
  readonly description: string;
  readonly descriptionSource: DescriptionSource;
  /** Largest first. */
  readonly languages: readonly LanguageShare[];
  readonly technologies: readonly Technology[];
  /** Tags that the scan derives, lower case; the user's own are kept apart. */
  readonly derivedTags: readonly string[];
  /** First and last commit that touched the folder, author time; null without history. */
  readonly firstCommitAt: number | null;
  readonly lastCommitAt: number | null;
  /** Commits that touched the folder. */
  readonly commits: number;
  /** Commits by week, oldest first: [start of the week in ms, count]. At most 260 weeks, the newest. */
  readonly commitWeeks: readonly (readonly [number, number])[];
  /** SPDX identifier, or the first words of an unknown licence, or null. */
  readonly licence: string | null;
  readonly linesOfCode: number;
  readonly files: number;
  readonly bytes: number;
  /** Normalised remote (`https://host/owner/name`), never with credentials; null without one. */
  readonly remote: string | null;
  /** Folder below the repository's root with `/`, "" for the root itself. */
  readonly subfolder: string;
  /** README text, at most {@link README_LIMIT} bytes, "" without one. */
  readonly readme: string;
  /** The repository's head commit and its commit time, used to let a newer scan win. */
  readonly headCommit: string | null;
  readonly headAt: number | null;
  /** Which picture shows it: the first 32 hexadecimal digits of the SHA-256 of that file; null without one of at most 4 MiB. */
  readonly picture: string | null;
}

/** An author of commits in a POC's folder: stays on this machine. */
export interface Author {
  readonly name: string;
  readonly email: string;
  readonly commits: number;
}

/** What a scan knows that belongs to this machine alone. */
export interface LocalFacts {
  /** Absolute path of the POC's folder. */
  readonly path: string;
  /** Path below the scanned root with `/`, "" when the root itself is the POC. */
  readonly relativePath: string;
  /** Absolute path of the first picture of the README or folder, or null: shown as thumbnail. */
  readonly thumbnail: string | null;
  readonly oldestFileAt: number | null;
  readonly newestFileAt: number | null;
  readonly authors: readonly Author[];
  /** Names, sizes and times of files and the folder's history, hashed: equal means that nothing needs to be read again. */
  readonly fingerprint: string;
  /** Names and sizes only, below the folder: equal for a folder that was moved, so that it keeps its id. */
  readonly signature: string;
}

/** One POC as the scan found it. */
export interface ScannedPoc {
  readonly facts: ScanFacts;
  readonly local: LocalFacts;
}

/** Why a path could not be read; `path` has invalid or control characters escaped (`\xff`, `\n`). */
export interface ScanFailure {
  readonly path: string;
  /** In English: the sentences of `reasons`. */
  readonly why: string;
  readonly reasons: readonly Reason[];
  readonly code:
    | "UNREADABLE"
    | "INVALID_NAME"
    | "DUBIOUS_OWNERSHIP"
    | "GIT_FAILED"
    | "TOO_LARGE"
    | "PATH_TOO_LONG"
    | "NOT_FOUND";
}

/** A correction of what the scan takes for a POC, kept per root; paths are relative to the root, with `/`. */
export type Correction =
  | { readonly kind: "not-a-poc"; readonly path: string }
  /** These folders are one POC, at `path`, their common parent or the first of them. */
  | { readonly kind: "merge"; readonly path: string; readonly members: readonly string[] }
  /** The sub-folders of `path` are POCs of their own, whatever its manifest declares. */
  | { readonly kind: "split"; readonly path: string };

/** The phases of a scan, in order, and how far it is. `total` is null while it is not known. */
export interface ScanProgress {
  readonly phase: "discover" | "history" | "read" | "save";
  readonly done: number;
  readonly total: number | null;
  /** What is being read, relative to the root. */
  readonly current: string;
  readonly failed: number;
}

/** What the user wrote about a POC: the `user` and `tags` maps and the `notes` text of its document. */
export interface UserFacts {
  readonly name: string | null;
  readonly description: string | null;
  readonly tags: readonly string[];
  readonly notes: string;
}

/** Languages that stand beside a program rather than being it: scripts to start it, its page, its build. */
const BESIDE = new Set([
  "HTML",
  "CSS",
  "SCSS",
  "Less",
  "Shell",
  "Batchfile",
  "PowerShell",
  "Dockerfile",
  "Makefile",
  "CMake",
  "HCL",
]);
/** A program's language names the POC from this share of all bytes on, however much stands beside it. */
const NAMING_SHARE = 0.1;

/** The language that one would name a POC by: the largest share of a program's own languages, else of all; null without any. */
export function mainLanguage(languages: readonly LanguageShare[]): string | null {
  const all = languages.reduce((sum, language) => sum + language.bytes, 0);
  const own = languages.find(({ name, bytes }) => !BESIDE.has(name) && bytes >= all * NAMING_SHARE);
  return (own ?? languages[0])?.name ?? null;
}

/** Other words by which people look for a language. */
const LANGUAGE_WORDS: Readonly<Record<string, string>> = {
  "C#": "csharp dotnet",
  "C++": "cpp",
  "F#": "fsharp dotnet",
  Go: "golang",
  JavaScript: "js",
  "Objective-C": "objc",
  Python: "py",
  Ruby: "rb",
  Rust: "rs",
  Shell: "bash sh",
  TypeScript: "ts",
};

/** The words under which a POC is found by its languages. */
export function languageWords(languages: readonly LanguageShare[]): string[] {
  return languages.flatMap(({ name }) => [name, ...(LANGUAGE_WORDS[name]?.split(" ") ?? [])]);
}

/** The language that each of those words stands for, where it stands for one alone. */
const LANGUAGE_OF_WORD: ReadonlyMap<string, string | null> = (() => {
  const found = new Map<string, string | null>();
  for (const [language, words] of Object.entries(LANGUAGE_WORDS))
    for (const word of words.split(" ")) found.set(word, found.has(word) ? null : language);
  return found;
})();

/**
 * The name of the language that people also call so: "Go" for "golang", whatever its case and accents; null for a name
 * itself and for words that stand for no language or for more than one. A value of that very name goes before it.
 */
export function languageOf(alias: string): string | null {
  return LANGUAGE_OF_WORD.get(fold(alias.trim())) ?? null;
}

/** True when people call a language so or begin to: `gol` for Go. Case and accents do not matter. */
export function isCalled(language: string, begun: string): boolean {
  const wanted = fold(begun.trim());
  return (LANGUAGE_WORDS[language]?.split(" ") ?? []).some((word) => word.startsWith(wanted));
}

/** True when two values of a facet mean the same: case and accents do not matter, nor what else a language is called. */
export function sameValue(facet: Facet, one: string, other: string): boolean {
  const key = (value: string) => fold((facet === "language" ? languageOf(value) : null) ?? value.trim());
  return key(one) === key(other);
}

/** The facets of a search, and of the query language (`language:java`). */
export const FACETS = ["language", "framework", "tag", "year", "folder"] as const;
export type Facet = (typeof FACETS)[number];

export const SORTS = ["relevance", "created", "updated", "name"] as const;
export type Sort = (typeof SORTS)[number];

/** Kinds of technology that the facet `framework` offers: tools and language releases would crowd it. */
export const FRAMEWORK_KINDS: readonly Technology["kind"][] = ["framework", "library", "database"];
