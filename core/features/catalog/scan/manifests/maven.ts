import { XMLParser } from "fast-xml-parser";
import {
  javaRelease,
  list,
  platform,
  record,
  text,
  tool,
  versionOf,
  type Dependency,
  type Manifest,
  type ManifestSource,
} from "./manifest.ts";

const parser = new XMLParser({ ignoreAttributes: true, parseTagValue: false, processEntities: false });
/** Parents of parents on disk. */
const DEEPEST = 5;

type Pom = Readonly<Record<string, unknown>>;

/** Reads a pom.xml: properties are resolved, also from parents that lie in the POC. */
export function readMaven(source: ManifestSource): Manifest {
  const project = parse(source.text);
  const chain = withParents(project, source, DEEPEST);
  const properties = propertiesOf(chain);
  const resolve = (value: unknown) => resolveProperties(text(value), properties);
  const managed = new Map<string, string>();
  const dependencies: Dependency[] = [];
  for (const pom of chain) {
    for (const entry of list(record(record(pom["dependencyManagement"])["dependencies"])["dependency"]).map(
      record,
    )) {
      const name = coordinate(entry, resolve);
      const version = resolve(entry["version"]);
      if (name === null) continue;
      if (version !== null && !managed.has(name)) managed.set(name, version);
      // A bill of materials that is imported says which framework it is, and its release.
      if (text(entry["scope"]) === "import")
        dependencies.push({ ecosystem: "maven", name, version: versionOf(version) });
    }
    const parent = record(pom["parent"]);
    const name = coordinate(parent, resolve);
    if (name !== null)
      dependencies.push({ ecosystem: "maven", name, version: versionOf(resolve(parent["version"])) });
  }
  const profiles = list(record(project["profiles"])["profile"]).map(record);
  for (const part of [project, ...profiles]) {
    for (const entry of list(record(part["dependencies"])["dependency"]).map(record)) {
      const name = coordinate(entry, resolve);
      if (name !== null)
        dependencies.push({
          ecosystem: "maven",
          name,
          version: versionOf(resolve(entry["version"]) ?? managed.get(name)),
        });
    }
    for (const entry of list(record(record(part["build"])["plugins"])["plugin"]).map(record)) {
      const name = coordinate({ groupId: "org.apache.maven.plugins", ...entry }, resolve);
      if (name !== null)
        dependencies.push({ ecosystem: "maven", name, version: versionOf(resolve(entry["version"])) });
    }
  }
  const description = resolve(project["description"]);
  const licence = resolve(record(list(record(project["licenses"])["license"])[0])["name"]);
  return {
    dependencies,
    technologies: [...languages(chain, properties, resolve), tool("Maven")],
    description: description === null || description.includes("${") ? null : description,
    licence,
    keywords: [],
  };
}

function parse(source: string): Pom {
  return record(record(parser.parse(source))["project"]);
}

/** The project, and its parents as far as they lie on disk, nearest first. */
function withParents(project: Pom, source: ManifestSource, left: number): Pom[] {
  const chain = [project];
  let path = "";
  let at = project;
  while (left-- > 0) {
    const parent = record(at["parent"]);
    if (coordinate(parent, text) === null || parent["relativePath"] === "") break;
    const named = text(parent["relativePath"]) ?? "../pom.xml";
    path = `${path}${named.endsWith(".xml") ? named : `${named.replace(/\/$/, "")}/pom.xml`}`;
    const found = source.beside(path);
    if (found === null) break;
    try {
      at = parse(found);
    } catch {
      break;
    }
    if (text(at["artifactId"]) !== text(parent["artifactId"])) break;
    chain.push(at);
    path = path.slice(0, path.lastIndexOf("/") + 1);
  }
  return chain;
}

function propertiesOf(chain: readonly Pom[]): ReadonlyMap<string, string> {
  const properties = new Map<string, string>();
  for (const pom of chain) {
    for (const [key, value] of Object.entries(record(pom["properties"]))) {
      const said = text(value);
      if (said !== null && !properties.has(key)) properties.set(key, said);
    }
    const parent = record(pom["parent"]);
    for (const key of ["version", "groupId", "artifactId"]) {
      const value = text(pom[key]) ?? text(parent[key]);
      if (value !== null)
        for (const prefix of ["project.", "pom.", ""])
          if (!properties.has(prefix + key)) properties.set(prefix + key, value);
    }
    const parentVersion = text(parent["version"]);
    if (parentVersion !== null && !properties.has("project.parent.version"))
      properties.set("project.parent.version", parentVersion);
  }
  return properties;
}

function resolveProperties(value: string | null, properties: ReadonlyMap<string, string>): string | null {
  let resolved = value;
  // Properties of properties; one that names itself stops at the fifth turn.
  for (let turn = 0; turn < 5 && resolved?.includes("${") === true; turn++) {
    resolved = resolved
      .replace(/\$\{([^}]+)\}/g, (whole, key: string) => properties.get(key.trim()) ?? whole)
      .slice(0, 1000);
  }
  return resolved;
}

function coordinate(entry: Pom, resolve: (value: unknown) => string | null): string | null {
  const group = resolve(entry["groupId"]);
  const artifact = resolve(entry["artifactId"]);
  return artifact === null ? null : `${group ?? ""}:${artifact}`;
}

function languages(
  chain: readonly Pom[],
  properties: ReadonlyMap<string, string>,
  resolve: (value: unknown) => string | null,
) {
  const plugins = chain.flatMap((pom) => {
    const build = record(pom["build"]);
    return [
      ...list(record(build["plugins"])["plugin"]),
      ...list(record(record(build["pluginManagement"])["plugins"])["plugin"]),
    ].map(record);
  });
  const configured = (artifact: RegExp, key: string) => {
    for (const plugin of plugins) {
      if (!artifact.test(text(plugin["artifactId"]) ?? "")) continue;
      const executions = list(record(plugin["executions"])["execution"]).map(
        (execution) => record(record(execution)["configuration"])[key],
      );
      for (const value of [record(plugin["configuration"])[key], ...executions]) {
        const said = resolve(value);
        if (said !== null) return said;
      }
    }
    return null;
  };
  const said = (...keys: string[]) =>
    keys
      .map((key) => javaRelease(resolveProperties(properties.get(key) ?? null, properties)))
      .find((release) => release !== null);
  const java =
    javaRelease(configured(/^maven-compiler-plugin$/, "release")) ??
    said(
      "maven.compiler.release",
      "java.version",
      "maven.compiler.target",
      "maven.compiler.source",
      "jdk.version",
      "java-version",
      "javaVersion",
      "jdkVersion",
      "java.release",
      "jdk",
      "release.version",
      "compiler.version",
      "maven.compiler.testTarget",
    ) ??
    javaRelease(
      configured(/^maven-compiler-plugin$/, "target") ?? configured(/^maven-compiler-plugin$/, "source"),
    ) ??
    null;
  const kotlin = plugins.some((plugin) => text(plugin["artifactId"]) === "kotlin-maven-plugin");
  const scala = plugins.some((plugin) =>
    /^scala-maven-plugin$|^maven-scala-plugin$/.test(text(plugin["artifactId"]) ?? ""),
  );
  return [
    ...(kotlin
      ? [
          platform(
            "Kotlin",
            versionOf(resolveProperties(properties.get("kotlin.version") ?? null, properties)),
          ),
        ]
      : []),
    ...(scala
      ? [platform("Scala", versionOf(resolveProperties(properties.get("scala.version") ?? null, properties)))]
      : []),
    platform("Java", java),
  ];
}
