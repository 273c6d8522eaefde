import { posix } from "node:path";
import { parse as parseToml } from "smol-toml";
import { yaml } from "#core/features/catalog/scan/manifests/manifest.ts";
import { tamed } from "#core/features/catalog/scan/read/files.ts";
import type { Folder } from "./folder-tree.ts";
import { below, joinRelative, parentOf, within } from "./names.ts";
import { readSmall } from "./repository.ts";
import type { Declarations } from "./rules.ts";

/** Modules of modules of modules: deeper nesting is a loop or a joke. */
const DEEPEST = 12;
const MANIFEST_LIMIT = 1024 * 1024;

/** Reads from the manifests on disk which sub-folders they declare (Maven modules, Gradle include, workspaces, go.work, .sln...). */
export class DiskDeclarations implements Declarations {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  /** @inheritdoc */
  declaredBy(folder: Folder): { readonly covers: (path: string) => boolean; readonly count: number } {
    const patterns: string[] = [];
    for (const name of folder.files) patterns.push(...this.#declared(folder.path, name, 0));
    const kept = patterns.filter((pattern) => !pattern.startsWith("!"));
    const refused = patterns.filter((pattern) => pattern.startsWith("!")).map((pattern) => pattern.slice(1));
    const covers = (path: string) => {
      if (!kept.some((pattern) => matches(path, pattern))) return false;
      return !refused.some((pattern) => matches(path, pattern));
    };
    return { covers, count: this.#count(folder, covers) };
  }

  /** How many declared folders there are. */
  #count(folder: Folder, covers: (path: string) => boolean): number {
    let count = 0;
    const stack = [...folder.folders];
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      if (covers(next.path)) count += 1;
      else stack.push(...next.folders);
    }
    return count;
  }

  /** Patterns of folders below the scanned root that one file declares; `!` before one takes out. */
  #declared(folder: string, name: string, depth: number): string[] {
    const reader = READERS.find(([test]) => test(name.toLowerCase()));
    if (reader === undefined || depth > DEEPEST) return [];
    const text = readSmall(below(this.#root, joinRelative(folder, name)), MANIFEST_LIMIT);
    if (text === null) return [];
    let said: readonly string[];
    try {
      said = reader[1](/\.(?:json|jsonc|toml|xml|ya?ml)$/i.test(name) ? text : tamed(text));
    } catch {
      return []; // A manifest that cannot be parsed declares nothing.
    }
    const patterns: string[] = [];
    for (const entry of said) {
      const refused = entry.startsWith("!");
      const path = resolveBelow(folder, refused ? entry.slice(1) : entry);
      if (path === null) continue;
      patterns.push(refused ? `!${path}` : path);
      // A Maven module may have modules that it does not hold inside its own folder.
      if (name === "pom.xml" && !refused) patterns.push(...this.#declared(path, "pom.xml", depth + 1));
    }
    return patterns;
  }
}

function resolveBelow(folder: string, entry: string): string | null {
  const path = posix
    .normalize(joinRelative(folder, entry.replaceAll("\\", "/").replace(/\/+$/, "")))
    .replace(/^\.$/, "");
  return path.startsWith("..") || path.startsWith("/") ? null : path;
}

/** True when the folder, or one around it, fits the pattern. */
function matches(path: string, pattern: string): boolean {
  if (!/[*?{[]/.test(pattern)) return within(path, pattern);
  for (let at = path; at !== ""; at = parentOf(at)) if (posix.matchesGlob(at, pattern)) return true;
  return false;
}

type Reader = (text: string) => readonly string[];
const named =
  (...names: string[]) =>
  (name: string) =>
    names.includes(name);

const READERS: readonly (readonly [(name: string) => boolean, Reader])[] = [
  [named("pom.xml"), mavenModules],
  [named("settings.gradle", "settings.gradle.kts"), gradleIncludes],
  [named("package.json"), nodeWorkspaces],
  [named("pnpm-workspace.yaml", "lerna.json", "pubspec.yaml", "rush.json"), yamlLists],
  [named("deno.json", "deno.jsonc"), (text) => strings(record(yaml(text))["workspace"])],
  [named("cargo.toml"), cargoMembers],
  [
    named("pyproject.toml"),
    (text) => workspaceMembers(record(record(record(parseToml(text))["tool"])["uv"])["workspace"]),
  ],
  [named("go.work"), goUses],
  [(name) => name.endsWith(".sln"), solutionProjects],
  [
    (name) => name.endsWith(".slnx"),
    (text) => [...text.matchAll(/<Project\b[^>]*\bPath="([^"]+)"/g)].map((match) => folderOf(match[1] ?? "")),
  ],
  [
    named("build.sbt"),
    (text) =>
      [...text.matchAll(/\bfile\(\s*"([^"]+)"\s*\)/g)]
        .map((match) => match[1] ?? "")
        .filter((path) => path !== "."),
  ],
  [
    named("cmakelists.txt"),
    (text) => [...text.matchAll(/\badd_subdirectory\s*\(\s*"?([^\s")]+)/gi)].map((match) => match[1] ?? ""),
  ],
  [
    named("meson.build"),
    (text) => [...text.matchAll(/\bsubdir\(\s*'([^']+)'/g)].map((match) => match[1] ?? ""),
  ],
  [named("mix.exs"), (text) => [...text.matchAll(/apps_path:\s*"([^"]+)"/g)].map((match) => match[1] ?? "")],
  [(name) => /^(?:docker-)?compose\.ya?ml$/.test(name), composeBuilds],
];

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === "string") : [];
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
}

function folderOf(path: string): string {
  return parentOf(path.replaceAll("\\", "/"));
}

/** By pattern and not by the parser: an XML parser costs every scan more to load than these lines. */
function mavenModules(text: string): string[] {
  return [...text.replace(/<!--[\s\S]*?-->/g, "").matchAll(/<(module|subproject)>\s*([^<]+?)\s*<\/\1>/g)]
    .map((match) => match[2] ?? "")
    .map((entry) => (entry.endsWith(".xml") ? folderOf(entry) : entry))
    .filter((entry) => entry !== "" && entry !== ".");
}

function gradleIncludes(text: string): string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, "$1");
  const found = ["buildSrc"];
  for (const call of code.matchAll(
    /\b(include|includeBuild|includeFlat)\b\s*\(?((?:\s*\[?\s*['"][^'"\n]+['"]\s*,?)+)/g,
  )) {
    for (const quoted of (call[2] ?? "").matchAll(/['"]([^'"]+)['"]/g)) {
      const name = quoted[1] ?? "";
      found.push(call[1] === "include" ? name.replace(/^:/, "").replaceAll(":", "/") : name);
    }
  }
  for (const match of code.matchAll(
    /projectDir\s*=\s*(?:new\s+File|file)\s*\(\s*(?:(?:rootDir|settingsDir)\s*,\s*)?['"]([^'"]+)['"]/g,
  ))
    found.push(match[1] ?? "");
  return found;
}

function nodeWorkspaces(text: string): string[] {
  const workspaces = record(JSON.parse(text))["workspaces"];
  return Array.isArray(workspaces) ? strings(workspaces) : strings(record(workspaces)["packages"]);
}

function yamlLists(text: string): string[] {
  const parsed = record(yaml(text));
  const projects = list(parsed["projects"]).map((project) => record(project)["projectFolder"]);
  return [...strings(parsed["packages"]), ...strings(parsed["workspace"]), ...strings(projects)];
}

function workspaceMembers(workspace: unknown): string[] {
  const { members, exclude } = record(workspace);
  return [...strings(members), ...strings(exclude).map((path) => `!${path}`)];
}

function cargoMembers(text: string): string[] {
  const parsed = record(parseToml(text));
  const paths = Object.values(record(parsed["dependencies"])).map((dependency) => record(dependency)["path"]);
  return [...workspaceMembers(parsed["workspace"]), ...strings(paths)];
}

function goUses(text: string): string[] {
  const uses: string[] = [];
  for (const match of text.matchAll(/^\s*use\s+(?:\(([^)]*)\)|(\S+))/gm)) {
    for (const line of (match[1] ?? match[2] ?? "").split("\n")) {
      const path = line
        .replace(/\/\/.*$/, "")
        .trim()
        .replace(/^["`]|["`]$/g, "");
      if (path !== "" && path !== ".") uses.push(path);
    }
  }
  return uses;
}

function solutionProjects(text: string): string[] {
  return [...text.matchAll(/^Project\([^)]*\)\s*=\s*"[^"]*",\s*"([^"]+\.\w+proj)"/gm)]
    .map((match) => folderOf(match[1] ?? ""))
    .filter((path) => path !== "");
}

function composeBuilds(text: string): string[] {
  const services = Object.values(record(record(yaml(text))["services"]));
  return strings(
    services
      .map((service) => record(service)["build"])
      .map((build) => (typeof build === "string" ? build : record(build)["context"])),
  ).filter((path) => !/^(?:\.\/?$|https?:|git@)/.test(path));
}
