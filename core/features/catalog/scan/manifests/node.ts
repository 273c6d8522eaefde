import {
  NOTHING,
  platform,
  record,
  strings,
  text,
  tool,
  versionOf,
  type Dependency,
  type Manifest,
  type ManifestSource,
} from "./manifest.ts";

/** Reads package.json. */
export function readPackageJson(source: ManifestSource): Manifest {
  const parsed = record(JSON.parse(source.text.replace(/^\ufeff/, "")));
  const dependencies: Dependency[] = [];
  for (const group of ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"]) {
    for (const [name, version] of Object.entries(record(parsed[group])))
      dependencies.push({ ecosystem: "npm", name, version: versionOf(version) });
  }
  const licence =
    parsed["license"] ?? record(strings(parsed["licenses"]).length > 0 ? {} : parsed["licenses"])["type"];
  const manager = /^(npm|yarn|pnpm|bun)@(\d[\w.]*)/.exec(text(parsed["packageManager"]) ?? "");
  const node = versionOf(record(parsed["engines"])["node"]);
  return {
    dependencies,
    technologies: [
      platform("Node.js", node),
      ...(manager === null
        ? []
        : [
            tool(
              manager[1] === "npm"
                ? "npm"
                : manager[1] === "pnpm"
                  ? "pnpm"
                  : manager[1] === "bun"
                    ? "Bun"
                    : "Yarn",
              manager[2] ?? null,
            ),
          ]),
    ],
    description: text(parsed["description"]),
    licence: text(licence) ?? text(record(licence)["type"]),
    keywords: strings(parsed["keywords"]),
  };
}

/** Reads deno.json, deno.jsonc and jsr.json. */
export function readDeno(source: ManifestSource): Manifest {
  const dependencies: Dependency[] = [];
  for (const match of source.text.matchAll(
    /["'](?:npm|jsr):(@?[\w./-]+?)(?:@([^"'/]+))?(?:\/[^"']*)?["']/g,
  )) {
    dependencies.push({ ecosystem: "npm", name: match[1] ?? "", version: versionOf(match[2]) });
  }
  return { ...NOTHING, dependencies, technologies: [platform("Deno", null)] };
}

/** Reads bower.json. */
export function readBower(source: ManifestSource): Manifest {
  const parsed = record(JSON.parse(source.text));
  const dependencies = Object.entries(record(parsed["dependencies"])).map(([name, version]) => ({
    ecosystem: "npm" as const,
    name,
    version: versionOf(version),
  }));
  return {
    ...NOTHING,
    dependencies,
    technologies: [tool("Bower")],
    description: text(parsed["description"]),
  };
}
