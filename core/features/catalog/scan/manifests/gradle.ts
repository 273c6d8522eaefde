import { parse as parseToml } from "smol-toml";
import {
  javaRelease,
  NOTHING,
  platform,
  record,
  text,
  tool,
  versionOf,
  type Dependency,
  type Manifest,
  type ManifestSource,
} from "./manifest.ts";

/** Reads build.gradle and build.gradle.kts with the version catalogue and gradle.properties beside or above it. */
export function readGradle(source: ManifestSource): Manifest {
  const code = source.text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|[\s;{}])\/\/.*$/gm, "$1");
  const variables = variablesOf(
    code,
    `${source.beside("gradle.properties") ?? ""}\n${source.beside("../gradle.properties") ?? ""}`,
  );
  const resolve = (value: string | undefined) => resolveVariables(value, variables);
  const dependencies: Dependency[] = [];
  const add = (ecosystem: "maven" | "plugin", name: string, version: string | null) =>
    dependencies.push({ ecosystem, name, version: versionOf(version) });

  // Anything quoted that looks like a package: there are a dozen ways to write the call around it.
  for (const match of code.matchAll(
    /["']([A-Za-z][\w.-]*):([A-Za-z][\w.-]*)(?::([\w.${}+-]+))?(?::[\w-]+)?(?:@\w+)?["']/g,
  )) {
    add("maven", `${match[1]}:${match[2]}`, resolve(match[3]));
  }
  for (const match of code.matchAll(
    /group\s*[:=]\s*["']([^"']+)["']\s*,\s*name\s*[:=]\s*["']([^"']+)["'](?:\s*,\s*version\s*[:=]\s*["']?([^"',)\s]+))?/g,
  )) {
    add("maven", `${match[1]}:${match[2]}`, resolve(match[3]));
  }
  for (const match of code.matchAll(
    /\bid\s*\(?\s*["']([\w.-]+)["']\s*\)?(?:\s*version\s*\(?\s*["']([^"']+)["'])?/g,
  ))
    add("plugin", match[1] ?? "", resolve(match[2]));
  for (const match of code.matchAll(/apply\s*\(?\s*plugin\s*[:=]\s*["']([\w.-]+)["']/g))
    add("plugin", match[1] ?? "", null);
  const kotlin =
    /\bkotlin\s*\(\s*["'](?:jvm|multiplatform|android|js|plugin\.[\w.]+)["']\s*\)(?:\s*version\s*\(?\s*["']([^"']+)["'])?|org\.jetbrains\.kotlin(?:\.jvm|\.android|\.multiplatform)?["']?\s*\)?(?:\s*version\s*\(?\s*["']([^"']+))?/.exec(
      code,
    );
  const catalogue = readCatalogue(source, code);
  dependencies.push(...catalogue);
  const kotlinVersion = versionOf(
    resolve(kotlin?.[1] ?? kotlin?.[2] ?? "") ?? variables.get("kotlin_version"),
  );
  const android = dependencies.some(
    (entry) => entry.ecosystem === "plugin" && entry.name.startsWith("com.android"),
  );
  return {
    ...NOTHING,
    dependencies,
    technologies: [
      ...(kotlin === null ? [] : [platform("Kotlin", kotlinVersion)]),
      ...(/\bapply plugin:\s*["']scala["']|\bid\s*\(?["']scala["']/.test(code)
        ? [platform("Scala", null)]
        : []),
      ...(/\bapply plugin:\s*["']groovy["']|\bid\s*\(?["']groovy["']/.test(code)
        ? [platform("Groovy", null)]
        : []),
      ...(kotlin === null || !android ? [platform("Java", javaOf(code, resolve))] : []),
      tool("Gradle", gradleVersion(source)),
    ],
    description: /(?:^|\s)description\s*=?\s*["']([^"'\n]{3,300})["']/m.exec(code)?.[1] ?? null,
  };
}

function javaOf(code: string, resolve: (value: string | undefined) => string | null): string | null {
  const said =
    /JavaLanguageVersion\.of\(\s*["']?([\w.]+)/.exec(code)?.[1] ??
    /jvmToolchain\s*\(?\s*(\d+)/.exec(code)?.[1] ??
    /options\.release(?:\.set\(|\s*=)\s*["']?([\w.]+)/.exec(code)?.[1] ??
    /(?:source|target)Compatibility\s*(?:=|\s)\s*(?:JavaVersion\.(?:VERSION_|toVersion\()\s*)?["']?([\w.]+)/.exec(
      code,
    )?.[1];
  return javaRelease(
    resolve(said)
      ?.replace(/^1_/, "1.")
      .replace(/^VERSION_(?:1_)?/, "") ?? null,
  );
}

function gradleVersion(source: ManifestSource): string | null {
  const wrapper = source.beside("gradle/wrapper/gradle-wrapper.properties");
  return /gradle-(\d+(?:\.\d+)+)/.exec(wrapper ?? "")?.[1] ?? null;
}

function variablesOf(code: string, properties: string): ReadonlyMap<string, string> {
  const variables = new Map<string, string>();
  for (const match of properties.matchAll(/^\s*([\w.-]+)\s*[=:]\s*(\S+)\s*$/gm))
    variables.set(match[1] ?? "", match[2] ?? "");
  for (const match of code.matchAll(
    /(?:\bval\s+|\bdef\s+|\bext\.|\bset\(\s*["']|\b)([A-Za-z_][\w.]*)["']?\s*(?:=|,|:)\s*["']([\w.+-]+)["']/g,
  )) {
    const name = (match[1] ?? "").replace(/^.*\./, "");
    if (!variables.has(name)) variables.set(name, match[2] ?? "");
  }
  return variables;
}

function resolveVariables(value: string | undefined, variables: ReadonlyMap<string, string>): string | null {
  if (value === undefined) return null;
  const resolved = value.replace(
    /\$\{?(?:property\(["'])?(?:[\w]+\.)*?([A-Za-z_]\w*)(?:["']\))?\}?/g,
    (whole, name: string) => variables.get(name) ?? whole,
  );
  return variables.get(resolved) ?? resolved;
}

/** What a build uses of gradle/libs.versions.toml: `libs.spring.boot.starter` stands for the alias `spring-boot-starter`. */
function readCatalogue(source: ManifestSource, code: string): Dependency[] {
  if (!/\blibs\./.test(code)) return [];
  const found = ["", "../", "../../"]
    .map((up) => source.beside(`${up}gradle/libs.versions.toml`))
    .find((catalogue) => catalogue !== null);
  if (found === undefined || found === null) return [];
  const parsed = record(parseToml(found));
  const versions = record(parsed["versions"]);
  const used = new Set(
    [...code.matchAll(/\blibs\.((?:[A-Za-z]\w*\.)*[A-Za-z]\w*)/g)].map((match) =>
      (match[1] ?? "").toLowerCase(),
    ),
  );
  const isUsed = (alias: string, prefix: string) => {
    const accessor = prefix + alias.replace(/[-_]/g, ".").toLowerCase();
    return [...used].some(
      (name) => name === accessor || name.startsWith(`${accessor}.`) || name === `${accessor}.get`,
    );
  };
  const versionIn = (entry: Readonly<Record<string, unknown>>) => {
    const reference = text(record(entry["version"])["ref"]);
    return versionOf(reference === null ? entry["version"] : versions[reference]);
  };
  const dependencies: Dependency[] = [];
  for (const [alias, value] of Object.entries(record(parsed["libraries"]))) {
    if (!isUsed(alias, "")) continue;
    const entry =
      typeof value === "string"
        ? { module: value.split(":").slice(0, 2).join(":"), version: value.split(":")[2] }
        : record(value);
    const name =
      text(entry["module"]) ?? `${text(record(value)["group"]) ?? ""}:${text(record(value)["name"]) ?? ""}`;
    dependencies.push({ ecosystem: "maven", name, version: versionIn(entry) });
  }
  for (const [alias, value] of Object.entries(record(parsed["plugins"]))) {
    if (!isUsed(alias, "plugins.")) continue;
    const entry =
      typeof value === "string" ? { id: value.split(":")[0], version: value.split(":")[1] } : record(value);
    dependencies.push({ ecosystem: "plugin", name: text(entry["id"]) ?? "", version: versionIn(entry) });
  }
  return dependencies;
}
