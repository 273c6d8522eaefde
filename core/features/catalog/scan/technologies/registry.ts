import type { Technology } from "#shared/features/catalog/catalog.ts";
import { IMAGES } from "./images.ts";
import { JVM } from "./jvm.ts";
import { NATIVE } from "./native.ts";
import { PYTHON } from "./python.ts";
import { SERVER } from "./server.ts";
import { WEB } from "./web.ts";

/** Where a package name belongs to. `image` is a container image, `plugin` a Gradle plugin, `provider` a Terraform provider, `file` a file's name. */
export type Ecosystem =
  | "maven"
  | "plugin"
  | "npm"
  | "pypi"
  | "cargo"
  | "go"
  | "nuget"
  | "gem"
  | "composer"
  | "hex"
  | "pub"
  | "clojars"
  | "conan"
  | "image"
  | "provider";

/** A technology of the table. */
export interface KnownTechnology {
  readonly name: string;
  readonly kind: Technology["kind"];
  /** Derived tags that it brings, its own first. */
  readonly tags: readonly string[];
  /** Its place in the table: earlier ones are what one names a POC by. */
  readonly rank: number;
}

/**
 * Rows of the tables: `Name | kind | tags | patterns`. A pattern is `ecosystem:package`; `*` stands for anything. One package may match several rows: a Spring Data starter is Spring Boot and Spring Data.
 */
const TABLES = [JVM, WEB, PYTHON, SERVER, NATIVE, IMAGES];

interface Index {
  readonly exact: ReadonlyMap<string, readonly KnownTechnology[]>;
  readonly beginnings: readonly (readonly [string, KnownTechnology])[];
  readonly patterns: readonly (readonly [RegExp, KnownTechnology])[];
}

let index: Index | undefined;

/** Every technology of the tables. */
export function parseTables(): readonly (readonly [KnownTechnology, readonly string[]])[] {
  const rows: [KnownTechnology, string[]][] = [];
  for (const line of TABLES.flatMap((table) => table.split("\n"))) {
    if (line.trim() === "" || line.startsWith("#")) continue;
    const [name = "", kind = "", tags = "", patterns = ""] = line.split("|").map((cell) => cell.trim());
    rows.push([
      {
        name,
        kind: kind as Technology["kind"],
        tags: tags.split(/\s+/).filter((tag) => tag !== ""),
        rank: rows.length,
      },
      patterns.split(/\s+/),
    ]);
  }
  return rows;
}

function build(): Index {
  const exact = new Map<string, KnownTechnology[]>();
  const beginnings: [string, KnownTechnology][] = [];
  const wild: [RegExp, KnownTechnology][] = [];
  for (const [technology, patterns] of parseTables()) {
    for (const pattern of patterns) {
      const lower = pattern.toLowerCase();
      const star = lower.indexOf("*");
      if (star === -1) {
        const known = exact.get(lower);
        if (known === undefined) exact.set(lower, [technology]);
        else known.push(technology);
      } else if (star === lower.length - 1) beginnings.push([lower.slice(0, -1), technology]);
      else
        wild.push([
          new RegExp(`^${lower.replace(/[.+?^${}()|[\]\\/]/g, "\\$&").replaceAll("*", ".*")}$`),
          technology,
        ]);
    }
  }
  return { exact, beginnings, patterns: wild };
}

const answers = new Map<string, readonly KnownTechnology[]>();

/** The technologies that a package stands for; the same few thousand packages are asked for again and again, so answers are kept. */
export function lookUp(ecosystem: Ecosystem, name: string): readonly KnownTechnology[] {
  const key = `${ecosystem}:${name.toLowerCase()}`;
  const known = answers.get(key);
  if (known !== undefined) return known;
  index ??= build();
  const found = new Set<KnownTechnology>(index.exact.get(key));
  for (const [beginning, technology] of index.beginnings)
    if (key.startsWith(beginning)) found.add(technology);
  for (const [pattern, technology] of index.patterns) if (pattern.test(key)) found.add(technology);
  const answer = [...found];
  if (answers.size < 20_000) answers.set(key, answer);
  return answer;
}
