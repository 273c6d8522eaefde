import { XMLParser } from "fast-xml-parser";
import { parse as parseToml } from "smol-toml";
import {
  javaRelease,
  list,
  NOTHING,
  platform,
  record,
  strings,
  text,
  tool,
  versionOf,
  yaml,
  type Dependency,
  type Manifest,
  type ManifestSource,
} from "./manifest.ts";

const xml = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  parseTagValue: false,
  processEntities: false,
});

/** Reads Cargo.toml. */
export function readCargo(source: ManifestSource): Manifest {
  const parsed = record(parseToml(source.text));
  const crate = record(parsed["package"]);
  const targets = Object.values(record(parsed["target"])).map(record);
  const groups = [parsed, record(parsed["workspace"]), ...targets].flatMap((part) => [
    part["dependencies"],
    part["dev-dependencies"],
    part["build-dependencies"],
  ]);
  const dependencies = groups.flatMap((group) =>
    Object.entries(record(group)).map(([name, value]) => ({
      ecosystem: "cargo" as const,
      name: text(record(value)["package"]) ?? name,
      version: versionOf(text(value) ?? record(value)["version"]),
    })),
  );
  return {
    dependencies,
    technologies: [platform("Rust", versionOf(crate["rust-version"])), tool("Cargo")],
    description: text(crate["description"]),
    licence: text(crate["license"]),
    keywords: [...strings(crate["keywords"]), ...strings(crate["categories"])],
  };
}

/** Reads go.mod. */
export function readGoMod(source: ManifestSource): Manifest {
  const dependencies: Dependency[] = [];
  for (const match of source.text.matchAll(
    /^\s*(?:require\s+)?([\w.-]+\.[\w.-]+\/\S+|[\w-]+\.[\w.]+)\s+(v\S+)(.*)$/gm,
  )) {
    if (!(match[3] ?? "").includes("indirect"))
      dependencies.push({ ecosystem: "go", name: match[1] ?? "", version: versionOf(match[2]) });
  }
  return {
    ...NOTHING,
    dependencies,
    technologies: [platform("Go", /^go\s+(\S+)/m.exec(source.text)?.[1] ?? null)],
  };
}

/** Reads project files of .NET. */
export function readDotnet(source: ManifestSource): Manifest {
  const project = record(record(xml.parse(source.text.replace(/^\ufeff/, "")))["Project"]);
  const groups = list(project["PropertyGroup"]).map(record);
  const value = (key: string) =>
    groups
      .map((group) => text(group[key]) ?? text(record(group[key])["#text"]))
      .find((said) => said !== null) ?? null;
  const dependencies: Dependency[] = list(project["ItemGroup"])
    .map(record)
    .flatMap((group) => [
      ...list(group["PackageReference"]),
      ...list(group["PackageVersion"]),
      ...list(group["FrameworkReference"]),
    ])
    .map(record)
    .map((entry) => ({
      ecosystem: "nuget" as const,
      name: text(entry["@Include"]) ?? text(entry["@Update"]) ?? "",
      version: versionOf(entry["@Version"] ?? entry["Version"]),
    }))
    .filter((entry) => entry.name !== "");
  const sdk = text(project["@Sdk"]) ?? "";
  if (sdk.endsWith(".Web"))
    dependencies.push({ ecosystem: "nuget", name: "Microsoft.AspNetCore.App", version: null });
  if (/BlazorWebAssembly/.test(sdk))
    dependencies.push({ ecosystem: "nuget", name: "Microsoft.AspNetCore.Components", version: null });
  if (value("UseMaui") === "true")
    dependencies.push({ ecosystem: "nuget", name: "Microsoft.Maui", version: null });
  const framework =
    value("TargetFramework") ?? value("TargetFrameworks")?.split(";")[0] ?? value("TargetFrameworkVersion");
  const version =
    /^net(?:coreapp|standard)?(\d+(?:\.\d+)?)/i.exec(framework ?? "")?.[1] ?? versionOf(framework);
  return {
    dependencies,
    technologies: [
      platform(
        /^net\d{2,3}$|^v[1-4]/i.test(framework ?? "") ? ".NET Framework" : ".NET",
        version === null || !/^\d{2,3}$/.test(version) || Number(version) < 20
          ? version
          : version.split("").join("."),
      ),
    ],
    description: value("Description"),
    licence: value("PackageLicenseExpression"),
    keywords: [],
  };
}

/** Reads Gemfile and *.gemspec. */
export function readRuby(source: ManifestSource): Manifest {
  const dependencies = [
    ...source.text.matchAll(
      /^\s*(?:gem|\w+\.add_(?:runtime_|development_)?dependency)[\s(]+["']([\w-]+)["'](?:\s*,\s*["']([^"']+)["'])?/gm,
    ),
  ].map((match) => ({
    ecosystem: "gem" as const,
    name: match[1] ?? "",
    version: versionOf(match[2]),
  }));
  return {
    ...NOTHING,
    dependencies,
    technologies: [platform("Ruby", versionOf(/^\s*ruby\s+["']([^"']+)/m.exec(source.text)?.[1]))],
    description: /\.summary\s*=\s*["'](.+?)["']\s*$/m.exec(source.text)?.[1] ?? null,
    licence: /\.licenses?\s*=\s*\[?["']([^"']+)/.exec(source.text)?.[1] ?? null,
  };
}

/** Reads composer.json. */
export function readComposer(source: ManifestSource): Manifest {
  const parsed = record(JSON.parse(source.text));
  const all = [
    ...Object.entries(record(parsed["require"])),
    ...Object.entries(record(parsed["require-dev"])),
  ];
  return {
    dependencies: all
      .filter(([name]) => name.includes("/"))
      .map(([name, version]) => ({ ecosystem: "composer", name, version: versionOf(version) })),
    technologies: [platform("PHP", versionOf(record(parsed["require"])["php"])), tool("Composer")],
    description: text(parsed["description"]),
    licence: strings(parsed["license"])[0] ?? null,
    keywords: strings(parsed["keywords"]),
  };
}

/** Reads mix.exs. */
export function readMix(source: ManifestSource): Manifest {
  const dependencies = [...source.text.matchAll(/\{:(\w+)\s*,\s*(?:"([^"]+)")?/g)].map((match) => ({
    ecosystem: "hex" as const,
    name: match[1] ?? "",
    version: versionOf(match[2]),
  }));
  return {
    ...NOTHING,
    dependencies,
    technologies: [platform("Elixir", versionOf(/elixir:\s*"([^"]+)"/.exec(source.text)?.[1]))],
    description: /description:\s*"([^"]+)"/.exec(source.text)?.[1] ?? null,
  };
}

/** Reads build.sbt and build.sc. */
export function readSbt(source: ManifestSource): Manifest {
  const values = new Map(
    [...source.text.matchAll(/\bval\s+(\w+)\s*=\s*"([^"]+)"/g)].map((match) => [
      match[1] ?? "",
      match[2] ?? "",
    ]),
  );
  const dependencies = [
    ...source.text.matchAll(/"([\w.-]+)"\s*%%?%?\s*"([\w.-]+)"\s*%\s*(?:"([^"]+)"|(\w+))/g),
  ].map((match) => ({
    ecosystem: "maven" as const,
    name: `${match[1]}:${match[2]}`,
    version: versionOf(match[3] ?? values.get(match[4] ?? "")),
  }));
  const plugins = source.beside("project/plugins.sbt") ?? "";
  if (/"com\.typesafe\.play"|"org\.playframework"/.test(plugins))
    dependencies.push({ ecosystem: "maven", name: "com.typesafe.play:play", version: null });
  const scala = /scalaVersion\s*:=\s*(?:"([^"]+)"|(\w+))/.exec(source.text);
  const build = /sbt\.version\s*=\s*(\S+)/.exec(source.beside("project/build.properties") ?? "")?.[1] ?? null;
  return {
    ...NOTHING,
    dependencies,
    technologies: [
      platform("Scala", versionOf(scala?.[1] ?? values.get(scala?.[2] ?? ""))),
      tool(source.name === "build.sc" ? "Mill" : "sbt", build),
    ],
  };
}

/** Reads project.clj and deps.edn. */
export function readClojure(source: ManifestSource): Manifest {
  const dependencies = [
    ...source.text.matchAll(/\[([\w./-]+)\s+"([^"]+)"|([\w.-]+\/[\w.-]+)\s+\{:mvn\/version\s+"([^"]+)"/g),
  ].map((match) => {
    const name = match[1] ?? match[3] ?? "";
    return { name, version: versionOf(match[2] ?? match[4]) };
  });
  const clojure = dependencies.find((entry) => entry.name === "org.clojure/clojure");
  return {
    ...NOTHING,
    dependencies: dependencies.flatMap(({ name, version }) => [
      { ecosystem: "clojars" as const, name, version },
      {
        ecosystem: "maven" as const,
        name: name.includes("/") ? name.replace("/", ":") : `${name}:${name}`,
        version,
      },
    ]),
    technologies: [
      platform("Clojure", clojure?.version ?? null),
      tool(source.name === "project.clj" ? "Leiningen" : "Clojure CLI"),
    ],
    description: /:description\s+"([^"]+)"/.exec(source.text)?.[1] ?? null,
  };
}

/** Reads pubspec.yaml. */
export function readPubspec(source: ManifestSource): Manifest {
  const parsed = record(yaml(source.text));
  const all = [
    ...Object.entries(record(parsed["dependencies"])),
    ...Object.entries(record(parsed["dev_dependencies"])),
  ];
  return {
    ...NOTHING,
    dependencies: all.map(([name, version]) => ({ ecosystem: "pub", name, version: versionOf(version) })),
    technologies: [platform("Dart", versionOf(record(parsed["environment"])["sdk"]))],
    description: text(parsed["description"]),
  };
}

/** Reads CMakeLists.txt, conanfile.txt and vcpkg.json: the libraries that C and C++ programs name. */
export function readNative(source: ManifestSource): Manifest {
  const names = new Set<string>();
  if (source.name.toLowerCase() === "cmakelists.txt") {
    for (const match of source.text.matchAll(/find_package\s*\(\s*([\w-]+)/gi))
      names.add((match[1] ?? "").toLowerCase());
  } else if (source.name.toLowerCase() === "vcpkg.json") {
    for (const entry of list(record(JSON.parse(source.text))["dependencies"]))
      names.add((text(entry) ?? text(record(entry)["name"]) ?? "").toLowerCase());
  } else {
    for (const match of source.text.matchAll(
      /^\s*(?:requires\s*=\s*|self\.requires\()?["']?([a-z][\w.+-]+)\/(\d[\w.]*)/gim,
    ))
      names.add((match[1] ?? "").toLowerCase());
  }
  const cmake =
    source.name.toLowerCase() === "cmakelists.txt"
      ? [tool("CMake", versionOf(/cmake_minimum_required\s*\(\s*VERSION\s+([\d.]+)/i.exec(source.text)?.[1]))]
      : [];
  return {
    ...NOTHING,
    dependencies: [...names].map((name) => ({ ecosystem: "conan", name, version: null })),
    technologies: cmake,
  };
}

/** Reads Package.swift. */
export function readSwift(source: ManifestSource): Manifest {
  const vapor = /github\.com\/vapor\/vapor/.test(source.text);
  return {
    ...NOTHING,
    technologies: [
      platform("Swift", versionOf(/swift-tools-version:\s*([\d.]+)/.exec(source.text)?.[1])),
      ...(vapor ? [{ name: "Vapor", version: null, kind: "framework" as const }] : []),
    ],
  };
}

/** Reads an Ant build. */
export function readAnt(source: ManifestSource): Manifest {
  if (!/<project\b/.test(source.text)) return NOTHING;
  const java = javaRelease(/<javac\b[^>]*\b(?:release|target|source)="([^"$]+)"/.exec(source.text)?.[1]);
  return { ...NOTHING, technologies: [platform("Java", java), tool("Ant")] };
}

/** Reads Eclipse's .classpath for the Java release. */
export function readEclipse(source: ManifestSource): Manifest {
  const release = javaRelease(/JRE_CONTAINER\/[^"]*?\/([\w.-]+?)["/]/.exec(source.text)?.[1]);
  return { ...NOTHING, technologies: release === null ? [] : [platform("Java", release)] };
}
