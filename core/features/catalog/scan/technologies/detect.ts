import type { LanguageShare, Technology } from "#shared/features/catalog/catalog.ts";
import {
  readCompose,
  readDockerfile,
  readHelm,
  readKubernetes,
  readServerless,
  readTerraform,
} from "#core/features/catalog/scan/manifests/containers.ts";
import { readGradle } from "#core/features/catalog/scan/manifests/gradle.ts";
import {
  javaRelease,
  platform,
  tool,
  versionOf,
  type Dependency,
  type Manifest,
  type ManifestReader,
} from "#core/features/catalog/scan/manifests/manifest.ts";
import { readMaven } from "#core/features/catalog/scan/manifests/maven.ts";
import { readBower, readDeno, readPackageJson } from "#core/features/catalog/scan/manifests/node.ts";
import * as others from "#core/features/catalog/scan/manifests/others.ts";
import {
  readConda,
  readPipfile,
  readPyproject,
  readRequirements,
  readSetup,
} from "#core/features/catalog/scan/manifests/python.ts";
import { tamed, type PocFile, type PocFiles } from "#core/features/catalog/scan/read/files.ts";
import { isVendored } from "#core/features/catalog/scan/read/vendored.ts";
import { normalize } from "node:path/posix";
import { lookUp, type KnownTechnology } from "./registry.ts";

/** Bytes of a manifest that are read: a bigger one is made by a tool. */
const MANIFEST_LIMIT = 512 * 1024;
/** YAML takes its parser a thousand times longer than other text; nobody writes this much by hand. */
const YAML_LIMIT = 64 * 1024;
/** Manifests of one POC that are read, those at its top first. */
const MOST_MANIFESTS = 60;
const MOST_KUBERNETES = 12;

/** What the manifests of a POC say together. */
export interface Detected {
  /** What one would name the POC by first. */
  readonly technologies: readonly Technology[];
  /** Tags that the technologies bring, and the manifests' own keywords. */
  readonly tags: readonly string[];
  readonly keywords: readonly string[];
  readonly description: string | null;
  readonly licence: string | null;
  /** Packages that the table does not know, by their own names: the least common say the most. */
  readonly others: readonly string[];
}

const READERS: readonly (readonly [RegExp, ManifestReader])[] = [
  [/^pom\.xml$/, readMaven],
  [/^build\.gradle(?:\.kts)?$/, readGradle],
  [/^package\.json$/, readPackageJson],
  [/^(?:deno|jsr)\.jsonc?$/, readDeno],
  [/^bower\.json$/, readBower],
  [/^cargo\.toml$/, others.readCargo],
  [/^go\.mod$/, others.readGoMod],
  [/^pyproject\.toml$/, readPyproject],
  [/^requirements(?:[-_.].*)?\.txt$/, readRequirements],
  [/^pipfile$/, readPipfile],
  [/^setup\.(?:py|cfg)$/, readSetup],
  [/^environment\.ya?ml$/, readConda],
  [/\.(?:cs|fs|vb)proj$|^directory\.packages\.props$/, others.readDotnet],
  [/^gemfile$|\.gemspec$/, others.readRuby],
  [/^composer\.json$/, others.readComposer],
  [/^mix\.exs$/, others.readMix],
  [/^build\.(?:sbt|sc)$/, others.readSbt],
  [/^(?:project\.clj|deps\.edn)$/, others.readClojure],
  [/^pubspec\.yaml$/, others.readPubspec],
  [/^(?:cmakelists\.txt|vcpkg\.json|conanfile\.(?:txt|py))$/, others.readNative],
  [/^package\.swift$/, others.readSwift],
  [/^build\.xml$/, others.readAnt],
  [/^(?:dockerfile|containerfile)(?:\..+)?$|\.dockerfile$/, readDockerfile],
  [/^(?:docker-)?compose(?:[-.].+)?\.ya?ml$/, readCompose],
  [/^chart\.yaml$/, readHelm],
  [/\.tf$/, readTerraform],
  [/^(?:serverless\.ya?ml|template\.ya?ml)$/, readServerless],
  [/^\.classpath$/, others.readEclipse],
  [
    /^\.(?:sdkmanrc|java-version|nvmrc|node-version|python-version|ruby-version|go-version|tool-versions)$/,
    readVersions,
  ],
];
/** Formats with a parser of their own, whose lines may be as long as they like. */
const STRUCTURED = /\.(?:json|jsonc|toml|xml|props|\w+proj|ya?ml|lock)$|^Pipfile$/i;
const YAML = /\.ya?ml$/;

/** Tools that a file's name gives away. */
const BY_NAME: readonly (readonly [RegExp, Technology])[] = [
  [/^(?:module|workspace|build)\.bazel$|^WORKSPACE$/, tool("Bazel")],
  [/^(?:BUCK|\.buckconfig)$/, tool("Buck")],
  [/^buildfile(?:\.rb)?$/, tool("Buildr")],
  [/^(?:makefile|GNUmakefile|Makefile)$/, tool("Make")],
  [/^meson\.build$/, tool("Meson")],
  [/^build\.zig$/, platform("Zig", null)],
  [/^(?:[Jj]enkinsfile)$/, tool("Jenkins")],
  [/^[Vv]agrantfile$/, tool("Vagrant")],
  [/^skaffold\.yaml$/, tool("Skaffold")],
  [/^kustomization\.ya?ml$/, tool("Kustomize")],
  [/^Pulumi\.yaml$/, tool("Pulumi")],
  [/^flake\.nix$/, tool("Nix")],
  [/^foundry\.toml$/, tool("Foundry")],
  [/^AndroidManifest\.xml$/, { name: "Android", version: null, kind: "framework" }],
  [/^pom\.(?:ya?ml|groovy|kts|scala|atom)$/, tool("Maven")],
];

/** Tags of what no package stands for. */
const TOOL_TAGS: Readonly<Record<string, readonly string[]>> = {
  Docker: ["docker", "container"],
  Kubernetes: ["kubernetes", "container"],
  Helm: ["helm", "kubernetes"],
  "Argo CD": ["gitops", "kubernetes"],
  Istio: ["service-mesh", "kubernetes"],
  Knative: ["serverless", "kubernetes"],
  Terraform: ["terraform", "infrastructure-as-code"],
  Bazel: ["bazel"],
  "AWS Lambda": ["lambda", "serverless", "aws"],
  "AWS SAM": ["serverless", "aws"],
  CloudFormation: ["infrastructure-as-code", "aws"],
  "Serverless Framework": ["serverless"],
  Vapor: ["web"],
  Android: ["android", "mobile"],
};

/** Reads the manifests of a POC. A manifest that cannot be parsed is passed over. */
export function detectTechnologies(files: PocFiles, languages: readonly LanguageShare[]): Detected {
  const collected = new Collected(languages);
  const byPath = new Map(files.all.map((file) => [file.path, file]));
  let kubernetes = 0;
  for (const file of manifestsOf(files.all)) {
    for (const [pattern, technology] of BY_NAME) if (pattern.test(file.name)) collected.add(technology, null);
    let reader = READERS.find(([pattern]) => pattern.test(file.name.toLowerCase()))?.[1];
    if (reader === undefined && YAML.test(file.name) && kubernetes < MOST_KUBERNETES) {
      kubernetes += 1;
      reader = readKubernetes;
    }
    if (reader === undefined || file.size > (YAML.test(file.name) ? YAML_LIMIT : MANIFEST_LIMIT)) continue;
    const content = files.text(file, MANIFEST_LIMIT);
    if (content === null) continue;
    const folder = file.path.slice(0, file.path.length - file.name.length);
    const beside = (path: string) => {
      const found = byPath.get(normalize(folder + path));
      return found === undefined || found.size > MANIFEST_LIMIT ? null : files.text(found, MANIFEST_LIMIT);
    };
    try {
      collected.take(
        reader({ name: file.name, text: STRUCTURED.test(file.name) ? content : tamed(content), beside }),
        file.depth,
      );
    } catch {
      // Half-written manifests are common in experiments: the other ones still say what this is.
    }
  }
  return collected.finish();
}

/** Files that a reader may know, at the top of the POC first; not those of fetched packages. */
function manifestsOf(files: readonly PocFile[]): readonly PocFile[] {
  const known = files.filter((file) => {
    const lower = file.name.toLowerCase();
    if (
      !READERS.some(([pattern]) => pattern.test(lower)) &&
      !YAML.test(lower) &&
      !BY_NAME.some(([pattern]) => pattern.test(file.name))
    )
      return false;
    return file.depth === 0 || !isVendored(file.path) || /^\.devcontainer|^docker\//.test(file.path);
  });
  return known
    .toSorted(
      (left, right) =>
        left.depth - right.depth || Number(YAML.test(left.name)) - Number(YAML.test(right.name)),
    )
    .slice(0, MOST_MANIFESTS);
}

class Collected {
  readonly #found = new Map<string, { technology: Technology; rank: number }>();
  readonly #tags = new Map<string, number>();
  readonly #keywords = new Set<string>();
  readonly #others = new Set<string>();
  readonly #languages: readonly LanguageShare[];
  #description: string | null = null;
  #licence: string | null = null;

  constructor(languages: readonly LanguageShare[]) {
    this.#languages = languages;
  }

  take(manifest: Manifest, depth: number): void {
    for (const technology of manifest.technologies) this.add(technology, null);
    for (const dependency of manifest.dependencies) {
      const knowns = lookUp(dependency.ecosystem, dependency.name);
      if (knowns.length === 0) this.#other(dependency);
      for (const known of knowns) {
        // "latest" of an image, the version of a starter: only a package of the technology's own says its release.
        this.add({ name: known.name, version: dependency.version, kind: known.kind }, known);
      }
    }
    for (const keyword of manifest.keywords)
      if (this.#keywords.size < 8 && /^[\p{L}\p{N}][\p{L}\p{N} .+#-]{1,24}$/u.test(keyword))
        this.#keywords.add(keyword.toLowerCase());
    // What the manifests in sub-folders say is about parts.
    if (depth === 0) {
      this.#description ??= manifest.description;
      this.#licence ??= manifest.licence;
    }
  }

  #other(dependency: Dependency): void {
    if (!NAMED.has(dependency.ecosystem) || this.#others.size >= 20 || PLUMBING.test(dependency.name)) return;
    const name =
      dependency.ecosystem === "maven"
        ? dependency.name.slice(dependency.name.indexOf(":") + 1)
        : dependency.name;
    if (!name.includes("${")) this.#others.add(name.replace(/_\d+(?:\.\d+)*$/, ""));
  }

  add(technology: Technology, known: KnownTechnology | null): void {
    const present = this.#found.get(technology.name);
    const rank = known?.rank ?? Number.MAX_SAFE_INTEGER;
    if (present === undefined) this.#found.set(technology.name, { technology, rank });
    else if (present.technology.version === null && technology.version !== null)
      this.#found.set(technology.name, {
        technology: { ...present.technology, version: technology.version },
        rank: Math.min(rank, present.rank),
      });
    for (const tag of known?.tags ?? TOOL_TAGS[technology.name] ?? [])
      if (!this.#tags.has(tag)) this.#tags.set(tag, rank);
  }

  finish(): Detected {
    const spoken = new Set(this.#languages.map((language) => language.name));
    const all = [...this.#found.values()]
      // "Java" without a release says no more than the languages do.
      .filter(
        ({ technology }) =>
          technology.kind !== "platform" ||
          technology.version !== null ||
          !(spoken.has(technology.name) || LANGUAGES_ONLY.has(technology.name)),
      )
      .toSorted(
        (left, right) =>
          KINDS.indexOf(left.technology.kind) - KINDS.indexOf(right.technology.kind) ||
          left.rank - right.rank,
      )
      .map(({ technology }) => technology);
    const tags = [...this.#tags].toSorted((left, right) => left[1] - right[1]).map(([tag]) => tag);
    return {
      technologies: all,
      tags,
      keywords: [...this.#keywords],
      description: this.#description,
      licence: this.#licence,
      others: [...this.#others],
    };
  }
}

/** Where a package that the table does not know may still say what a POC is about. */
const NAMED = new Set<Dependency["ecosystem"]>([
  "maven",
  "npm",
  "pypi",
  "cargo",
  "nuget",
  "gem",
  "composer",
  "hex",
  "pub",
]);
/** Plugins, type declarations and parts of a build: they say nothing. */
const PLUMBING =
  /^org\.apache\.maven|maven-.*plugin|-maven-plugin|:.*-(?:parent|bom)$|^org\.codehaus\.mojo|^org\.jetbrains\.kotlin|^org\.scala-lang|^org\.eclipse\.m2e|^@types\/|^eslint|^@eslint|plugin|^(?:typescript|setuptools|wheel|pip|rake|tslib|globals|dotenv|nodemon|ts-node|concurrently)$|findbugs|:tools$|^sun:|^com\.sun:tools|^javax\.(?:inject|annotation)/;
const KINDS: readonly Technology["kind"][] = ["platform", "framework", "library", "database", "tool"];
const LANGUAGES_ONLY = new Set([
  "Java",
  "Kotlin",
  "Scala",
  "Groovy",
  "Python",
  "Rust",
  "Go",
  "Ruby",
  "PHP",
  "Elixir",
  "Dart",
  "Swift",
  "Clojure",
  "TypeScript",
  "Zig",
]);

/** Files of version managers: .sdkmanrc, .java-version, .nvmrc, .tool-versions. */
function readVersions(source: { readonly name: string; readonly text: string }): Manifest {
  const technologies: Technology[] = [];
  const say = (name: string, version: string | null) => {
    if (version !== null) technologies.push(platform(name, version));
  };
  const value = source.text.trim().split("\n")[0] ?? "";
  if (source.name === ".sdkmanrc") {
    say("Java", javaRelease(/^\s*java\s*=\s*(\S+)/m.exec(source.text)?.[1]));
    for (const [key, name] of [
      ["kotlin", "Kotlin"],
      ["scala", "Scala"],
      ["groovy", "Groovy"],
    ] as const)
      say(name, versionOf(new RegExp(`^\\s*${key}\\s*=\\s*(\\S+)`, "m").exec(source.text)?.[1]));
  } else if (source.name === ".tool-versions") {
    for (const [key, name] of Object.entries({
      java: "Java",
      nodejs: "Node.js",
      python: "Python",
      golang: "Go",
      ruby: "Ruby",
      elixir: "Elixir",
      rust: "Rust",
      kotlin: "Kotlin",
      scala: "Scala",
    })) {
      const version = new RegExp(`^${key}\\s+(?:[a-z]+-)?(\\S+)`, "m").exec(source.text)?.[1];
      say(name, name === "Java" ? javaRelease(version) : versionOf(version));
    }
  } else if (source.name === ".java-version") say("Java", javaRelease(value.replace(/^[a-z]+-/i, "")));
  else if (/nvmrc|node-version/.test(source.name)) say("Node.js", versionOf(value));
  else if (source.name === ".python-version") say("Python", versionOf(value));
  else if (source.name === ".ruby-version") say("Ruby", versionOf(value.replace(/^ruby-/, "")));
  else say("Go", versionOf(value));
  return { dependencies: [], technologies, description: null, licence: null, keywords: [] };
}
