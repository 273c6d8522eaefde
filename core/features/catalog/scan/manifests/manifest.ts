import { parse } from "yaml";
import type { Technology } from "#shared/features/catalog/catalog.ts";
import type { Ecosystem } from "#core/features/catalog/scan/technologies/registry.ts";

/** A package that a manifest asks for. */
export interface Dependency {
  readonly ecosystem: Ecosystem;
  readonly name: string;
  readonly version: string | null;
}

/** What one manifest says. */
export interface Manifest {
  readonly dependencies: readonly Dependency[];
  /** Languages, runtimes and tools that the manifest itself stands for. */
  readonly technologies: readonly Technology[];
  readonly description: string | null;
  readonly licence: string | null;
  readonly keywords: readonly string[];
}

/** A manifest that says nothing, to be filled in. */
export const NOTHING: Manifest = {
  dependencies: [],
  technologies: [],
  description: null,
  licence: null,
  keywords: [],
};

/** A manifest to read, and how it gets at files beside it. */
export interface ManifestSource {
  readonly name: string;
  readonly text: string;
  /** The text of a file of the same POC, by its path from the manifest's folder; null without one. */
  readonly beside: (path: string) => string | null;
}

/** Reads one kind of manifest. Throws on text that it cannot parse; the caller passes over it then. */
export type ManifestReader = (source: ManifestSource) => Manifest;

/** A language release or runtime, such as Java 21. */
export function platform(name: string, version: string | null): Technology {
  return { name, version, kind: "platform" };
}

/** A build tool and the like. */
export function tool(name: string, version: string | null = null): Technology {
  return { name, version, kind: "tool" };
}

/** A version as a person would say it: `^4.18.2` is 4.18.2, `>=3.9,<4` is 3.9; null for `latest`, `*`, paths and variables. */
export function versionOf(text: unknown): string | null {
  if (typeof text === "number") return String(text);
  if (typeof text !== "string") return null;
  const plain = text.trim().replace(/^(?:npm|workspace):(?:.*@)?/, "");
  if (/[$@]\{|^(?:latest|master|main|file:|link:|git|http|\.)/i.test(plain)) return null;
  const version =
    /(?:^|[\s=<>~^v![(,"'])v?(\d+(?:\.\d+)*(?:[.-][0-9A-Za-z]+(?:[.-][0-9A-Za-z]+)*)?)/.exec(plain)?.[1] ??
    null;
  return version === null ? null : version.replace(/\.(?:[xX]|RELEASE|Final|GA)$/, "").slice(0, 40);
}

/** "1.8" is Java 8; "21.0.1-tem" is Java 21; null for a variable. */
export function javaRelease(text: string | null | undefined): string | null {
  const match = /^\s*["']?(?:JavaSE-|J2SE-|JDK-?|java-?)?(?:1\.)?(\d{1,2})(?![\d])/i.exec(text ?? "");
  const number = Number(match?.[1]);
  return Number.isInteger(number) && number >= 1 && number <= 40 ? String(number) : null;
}

/** A value as an object, or an empty one. */
export function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

/** A value as a list: one thing is a list of one. */
export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined || value === null || value === "" ? [] : [value];
}

/** A value as text that is not empty, or null. */
export function text(value: unknown): string | null {
  return typeof value === "string" && value.trim() !== ""
    ? value.trim()
    : typeof value === "number"
      ? String(value)
      : null;
}

/** The strings of a list. */
export function strings(value: unknown): readonly string[] {
  return list(value).filter((entry) => typeof entry === "string");
}

/** Brackets open at once that the YAML parser is given: it takes minutes for some thousands. */
const DEEPEST = 100;

/** YAML as values. Throws for what cannot be parsed, and for brackets nested deeper than a person nests them. */
export function yaml(source: string): unknown {
  let depth = 0;
  for (const match of source.matchAll(/[[\]{}]/g)) {
    depth += match[0] === "[" || match[0] === "{" ? 1 : -1;
    if (depth > DEEPEST) throw new Error("nested too deeply");
  }
  // Without the parser's pretty messages, which take longer than the parsing where there are many.
  return parse(source, { prettyErrors: false, logLevel: "silent", maxAliasCount: 50, merge: true });
}
