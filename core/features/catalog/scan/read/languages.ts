import type { LanguageShare } from "#shared/features/catalog/catalog.ts";
import { disambiguate, preferred } from "./ambiguous.ts";
import { LANGUAGE_TABLE } from "./language-table.ts";
import { decode, type PocFile, type PocFiles } from "./files.ts";
import { isGenerated, isVendored } from "./vendored.ts";

/** Lines are counted in files up to this many bytes; a bigger one is data or made by a tool. */
const COUNTED_LIMIT = 1024 * 1024;
/** Files opened to find their interpreter, in one POC. */
const MOST_SCRIPTS = 50;

/** What the source files of a POC add up to. */
export interface Sources {
  /** Largest first. */
  readonly languages: readonly LanguageShare[];
  /** Lines that are not blank. */
  readonly lines: number;
}

interface Entry {
  readonly name: string;
  /** The language that it is counted as: JSP as Java, TSX as TypeScript. */
  readonly group: string;
  /** Programming and markup languages are counted, data and prose are not, as GitHub does. */
  readonly counted: boolean;
}

interface Tables {
  readonly byName: ReadonlyMap<string, readonly Entry[]>;
  readonly byEnding: ReadonlyMap<string, readonly Entry[]>;
  readonly byInterpreter: ReadonlyMap<string, Entry>;
}

let tables: Tables | undefined;

function languageTables(): Tables {
  if (tables !== undefined) return tables;
  const byName = new Map<string, Entry[]>();
  const byEnding = new Map<string, Entry[]>();
  const byInterpreter = new Map<string, Entry>();
  const words = (cell: string | undefined) => (cell ?? "").split(" ").filter((word) => word !== "");
  for (const row of LANGUAGE_TABLE.trim().split(/[;\n]/)) {
    const [name = "", group = "", counted = "", endings, names, interpreters] = row.split("|");
    const entry: Entry = { name, group: group === "" ? name : group, counted: counted === "+" };
    for (const ending of words(endings)) push(byEnding, ending.toLowerCase(), entry);
    for (const file of words(names)) push(byName, file, entry);
    for (const interpreter of words(interpreters))
      if (!byInterpreter.has(interpreter)) byInterpreter.set(interpreter, entry);
  }
  tables = { byName, byEnding, byInterpreter };
  return tables;
}

function push(map: Map<string, Entry[]>, key: string, entry: Entry): void {
  const entries = map.get(key);
  if (entries === undefined) map.set(key, [entry]);
  else entries.push(entry);
}

/** Counts bytes by language, and lines, over a POC's own source files. */
export function countSources(files: PocFiles): Sources {
  const bytes = new Map<string, number>();
  let lines = 0;
  let scripts = 0;
  for (const file of files.all) {
    if (file.size === 0 || isVendored(file.path)) continue;
    const candidates = candidatesOf(file);
    if (candidates === null) {
      // Without an ending the first line may name an interpreter.
      if (file.name.includes(".") || file.size > COUNTED_LIMIT || ++scripts > MOST_SCRIPTS) continue;
    } else if (!candidates.some((candidate) => candidate.counted)) continue;
    const content = file.size <= COUNTED_LIMIT ? files.bytes(file, COUNTED_LIMIT) : null;
    if (content !== null && content.subarray(0, 8000).includes(0) && !isUtf16(content)) continue;
    const text = content === null ? "" : decode(content);
    const entry = candidates === null ? interpreterOf(text) : choose(file, candidates, text);
    if (entry === null || !entry.counted || isGenerated(text)) continue;
    bytes.set(entry.group, (bytes.get(entry.group) ?? 0) + file.size);
    lines += countLines(text);
  }
  const languages = [...bytes].map(([name, size]) => ({ name, bytes: size }));
  return {
    languages: languages.toSorted(
      (left, right) => right.bytes - left.bytes || (left.name < right.name ? -1 : 1),
    ),
    lines,
  };
}

/** The language of a file by name and text, or null; for one file, mostly tests. */
export function languageOf(path: string, text: string): string | null {
  const file = { path, name: path.slice(path.lastIndexOf("/") + 1), depth: 0, size: text.length };
  const candidates = candidatesOf(file);
  return (candidates === null ? interpreterOf(text) : choose(file, candidates, text))?.group ?? null;
}

/** Named by an ending that another language has: Go's module files are no Modula-2. */
const NO_SOURCE = new Set(["go.mod", "go.sum", "go.work"]);

function candidatesOf(file: PocFile): readonly Entry[] | null {
  if (NO_SOURCE.has(file.name)) return null;
  const { byName, byEnding } = languageTables();
  const named = byName.get(file.name);
  if (named !== undefined) return named;
  const lower = file.name.toLowerCase();
  for (let dot = lower.indexOf(".", 1); dot !== -1; dot = lower.indexOf(".", dot + 1)) {
    const found = byEnding.get(lower.slice(dot));
    if (found !== undefined) return found;
  }
  return null;
}

function choose(file: PocFile, candidates: readonly Entry[], text: string): Entry | null {
  if (candidates.length === 1) return candidates[0] ?? null;
  const ending = file.name.slice(file.name.lastIndexOf(".")).toLowerCase();
  const name = disambiguate(ending, text) ?? preferred(ending);
  return (
    candidates.find((candidate) => candidate.name === name) ??
    candidates.find((candidate) => candidate.counted) ??
    null
  );
}

function interpreterOf(text: string): Entry | null {
  const line = /^#!\s*(\S+)(?:\s+(?:-S\s+)?(\S+))?/.exec(text);
  if (line === null) return null;
  const program = (line[1] ?? "").endsWith("/env") ? (line[2] ?? "") : (line[1] ?? "");
  const name = program.slice(program.lastIndexOf("/") + 1);
  const { byInterpreter } = languageTables();
  return byInterpreter.get(name) ?? byInterpreter.get(name.replace(/[\d.]+$/, "")) ?? null;
}

function isUtf16(bytes: Buffer): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
}

function countLines(text: string): number {
  let count = 0;
  let blank = true;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 10) {
      if (!blank) count += 1;
      blank = true;
    } else if (blank && unit !== 32 && unit !== 9 && unit !== 13) blank = false;
  }
  return blank ? count : count + 1;
}
