import { parse as parseToml } from "smol-toml";
import {
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

function requirement(line: string): Dependency | null {
  const match = /^\s*([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\])?\s*(?:\(?\s*([=<>~!^].*))?/.exec(
    line.replace(/[#;].*$/, ""),
  );
  if (match === null) return null;
  return {
    ecosystem: "pypi",
    name: (match[1] ?? "").toLowerCase().replace(/[-_.]+/g, "-"),
    version: versionOf(match[2]),
  };
}

function requirements(lines: readonly string[]): Dependency[] {
  return lines
    .filter((line) => !/^\s*(?:-|#|$|git\+|https?:|\.|file:)/.test(line))
    .map(requirement)
    .filter((entry) => entry !== null);
}

/** Reads requirements.txt and its kin. */
export function readRequirements(source: ManifestSource): Manifest {
  return {
    ...NOTHING,
    dependencies: requirements(source.text.split("\n")),
    technologies: [platform("Python", null)],
  };
}

/** Reads pyproject.toml: standard metadata, Poetry, PDM, dependency groups. */
export function readPyproject(source: ManifestSource): Manifest {
  const parsed = record(parseToml(source.text));
  const project = record(parsed["project"]);
  const tools = record(parsed["tool"]);
  const poetry = record(tools["poetry"]);
  const dependencies = requirements([
    ...strings(project["dependencies"]),
    ...Object.values(record(project["optional-dependencies"])).flatMap(strings),
    ...Object.values(record(parsed["dependency-groups"])).flatMap(strings),
    ...strings(record(tools["uv"])["dev-dependencies"]),
  ]);
  const groups = Object.values(record(poetry["group"])).map((group) => record(group)["dependencies"]);
  let python = text(project["requires-python"]);
  for (const group of [poetry["dependencies"], poetry["dev-dependencies"], ...groups]) {
    for (const [name, value] of Object.entries(record(group))) {
      const version = text(value) ?? text(record(value)["version"]);
      if (name === "python") python ??= version;
      else
        dependencies.push({
          ecosystem: "pypi",
          name: name.toLowerCase().replace(/[-_.]+/g, "-"),
          version: versionOf(version),
        });
    }
  }
  const licence =
    text(project["license"]) ?? text(record(project["license"])["text"]) ?? text(poetry["license"]);
  return {
    dependencies,
    technologies: [
      platform("Python", versionOf(python)),
      ...(poetry["name"] === undefined && poetry["dependencies"] === undefined ? [] : [tool("Poetry")]),
      ...(tools["uv"] === undefined ? [] : [tool("uv")]),
    ],
    description: text(project["description"]) ?? text(poetry["description"]),
    licence: licence !== null && licence.length < 60 ? licence : null,
    keywords: [...strings(project["keywords"]), ...strings(poetry["keywords"])],
  };
}

/** Reads Pipfile. */
export function readPipfile(source: ManifestSource): Manifest {
  const parsed = record(parseToml(source.text));
  const dependencies = [parsed["packages"], parsed["dev-packages"]].flatMap((group) =>
    Object.entries(record(group)).map(([name, value]) => ({
      ecosystem: "pypi" as const,
      name: name.toLowerCase().replace(/[-_.]+/g, "-"),
      version: versionOf(text(value) ?? record(value)["version"]),
    })),
  );
  return {
    ...NOTHING,
    dependencies,
    technologies: [
      platform("Python", versionOf(record(parsed["requires"])["python_version"])),
      tool("Pipenv"),
    ],
  };
}

/** Reads setup.py and setup.cfg without running them: what stands there in plain strings. */
export function readSetup(source: ManifestSource): Manifest {
  const field = (name: string) =>
    new RegExp(`^\\s*${name}\\s*=\\s*["']?([^"'\\n]+?)["']?,?\\s*$`, "m").exec(source.text)?.[1] ?? null;
  const block = /(?:install_requires|requires)\s*=\s*(?:\[([\s\S]*?)\]|((?:\n[ \t]+\S.*)+))/.exec(
    source.text,
  );
  const quoted = [...(block?.[1] ?? "").matchAll(/["']([^"']+)["']/g)].map((match) => match[1] ?? "");
  const dependencies = requirements([
    ...quoted,
    ...(block?.[2] ?? "").split("\n").map((line) => line.trim()),
  ]);
  return {
    ...NOTHING,
    dependencies,
    technologies: [platform("Python", versionOf(field("python_requires")))],
    description: field("description"),
    licence: field("license"),
  };
}

/** Reads a conda environment. */
export function readConda(source: ManifestSource): Manifest {
  const entries = list(record(yaml(source.text))["dependencies"]);
  const pip = entries.flatMap((entry) => strings(record(entry)["pip"]));
  const dependencies = requirements([
    ...strings(entries).map((entry) => entry.replace(/^[\w-]+::/, "").replace(/=(?!=)/, "==")),
    ...pip,
  ]);
  const python = dependencies.find((entry) => entry.name === "python");
  return {
    ...NOTHING,
    dependencies,
    technologies: [platform("Python", python?.version ?? null), tool("Conda")],
  };
}
