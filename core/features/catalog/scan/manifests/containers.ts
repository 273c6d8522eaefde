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
import type { Technology } from "#shared/features/catalog/catalog.ts";

/** Base images that say which release of a language runs inside. */
const RUNTIMES: readonly (readonly [RegExp, string])[] = [
  [
    /(?:^|\/)(?:openjdk|eclipse-temurin|amazoncorretto|adoptopenjdk(?:\/.*)?|azul\/zulu-openjdk.*|zulu-openjdk.*|ibm-semeru-runtimes|sapmachine|liberica-openjdk.*|corretto|java|jdk|oraclelinux\/openjdk)$/,
    "Java",
  ],
  [/(?:^|\/)(?:maven|gradle)$/, "Java"],
  [/(?:^|\/)graalvm(?:-ce|-community|\/.*)?$|(?:^|\/)native-image$/, "Java"],
  [/(?:^|\/)node$/, "Node.js"],
  [/(?:^|\/)python$/, "Python"],
  [/(?:^|\/)golang$/, "Go"],
  [/(?:^|\/)rust$/, "Rust"],
  [/(?:^|\/)ruby$/, "Ruby"],
  [/(?:^|\/)php$/, "PHP"],
  [/(?:^|\/)elixir$/, "Elixir"],
  [/(?:^|\/)dotnet(?:\/core)?\/(?:sdk|aspnet|runtime)$/, ".NET"],
  [/(?:^|\/)denoland\/deno$/, "Deno"],
  [/(?:^|\/)oven\/bun$/, "Bun"],
];

function image(reference: string): Dependency | null {
  const plain = reference
    .trim()
    .replace(/^["']|["']$/g, "")
    .replace(/@sha256:.*$/, "");
  const match = /^(?:[\w.-]+(?:\.[\w.-]+|:\d+)\/|localhost\/)?([\w./-]+?)(?::([\w.${}:-]+))?$/.exec(plain);
  if (match === null || plain.includes("{{")) return null;
  const [host = ""] = plain.split("/");
  const keepHost = host === "mcr.microsoft.com" || host === "container-registry.oracle.com";
  const name = keepHost ? plain.replace(/:[^:/]*$/, "") : (match[1] ?? "").replace(/^library\//, "");
  return { ecosystem: "image", name, version: versionOf(match[2]) };
}

function runtime(dependency: Dependency): Technology | null {
  const found = RUNTIMES.find(([pattern]) => pattern.test(dependency.name));
  if (found === undefined) return null;
  // A Maven or Gradle image's own version is not that of Java.
  const version = /(?:maven|gradle)$/.test(dependency.name) ? null : dependency.version;
  return platform(
    found[1],
    found[1] === "Java"
      ? javaRelease(version)
      : version === null
        ? null
        : (/^\d+(?:\.\d+)?/.exec(version)?.[0] ?? null),
  );
}

/** Reads a Dockerfile: its base images. */
export function readDockerfile(source: ManifestSource): Manifest {
  const images = [...source.text.matchAll(/^\s*FROM\s+(?:--platform=\S+\s+)?(\S+)/gim)]
    .map((match) => image(match[1] ?? ""))
    .filter((entry) => entry !== null);
  return {
    ...NOTHING,
    dependencies: images,
    technologies: [...images.map(runtime).filter((entry) => entry !== null), tool("Docker")],
  };
}

/** Reads a Compose file: the images of its services. */
export function readCompose(source: ManifestSource): Manifest {
  const parsed = record(yaml(source.text));
  // The first version of the format had services at its top.
  const services = Object.values(record(parsed["services"] ?? parsed)).map(record);
  const images = services
    .map((service) => text(service["image"]))
    .filter((entry) => entry !== null)
    .map(image)
    .filter((entry) => entry !== null);
  return { ...NOTHING, dependencies: images, technologies: [tool("Docker"), tool("Docker Compose")] };
}

/** Reads Kubernetes objects: container images. A YAML file that is none says nothing. */
export function readKubernetes(source: ManifestSource): Manifest {
  if (!/^apiVersion:\s*\S+/m.test(source.text) || !/^kind:\s*\S+/m.test(source.text)) return NOTHING;
  const images = [...source.text.matchAll(/^\s*-?\s*image:\s*["']?([^\s"'#]+)/gm)]
    .map((match) => image(match[1] ?? ""))
    .filter((entry) => entry !== null);
  const argo = /apiVersion:\s*argoproj\.io/.test(source.text) ? [tool("Argo CD")] : [];
  const istio = /apiVersion:\s*\S*istio\.io/.test(source.text) ? [tool("Istio")] : [];
  const knative = /apiVersion:\s*\S*knative\.dev/.test(source.text) ? [tool("Knative")] : [];
  return {
    ...NOTHING,
    dependencies: images,
    technologies: [platform("Kubernetes", null), ...argo, ...istio, ...knative],
  };
}

/** Reads Helm's Chart.yaml. */
export function readHelm(source: ManifestSource): Manifest {
  const parsed = record(yaml(source.text));
  const dependencies = list(parsed["dependencies"])
    .map((entry) => text(record(entry)["name"]))
    .filter((name) => name !== null)
    .map((name) => ({ ecosystem: "image" as const, name: `bitnami/${name}`, version: null }));
  return {
    ...NOTHING,
    dependencies,
    technologies: [tool("Helm"), platform("Kubernetes", null)],
    description: text(parsed["description"]),
    keywords: strings(parsed["keywords"]),
  };
}

/** Reads Terraform: the providers that it asks for. */
export function readTerraform(source: ManifestSource): Manifest {
  const names = new Set<string>();
  for (const match of source.text.matchAll(/^\s*provider\s+"([\w-]+)"|source\s*=\s*"([\w-]+\/[\w-]+)"/gm))
    names.add(match[1] ?? match[2] ?? "");
  return {
    ...NOTHING,
    dependencies: [...names].map((name) => ({ ecosystem: "provider", name, version: null })),
    technologies: [tool("Terraform")],
  };
}

/** Reads serverless.yml and SAM's template.yaml: the runtimes of their functions. */
export function readServerless(source: ManifestSource): Manifest {
  const sam = /Transform:\s*["']?AWS::Serverless/.test(source.text);
  const cloudFormation = /AWSTemplateFormatVersion/.test(source.text);
  if (!sam && !cloudFormation && !/^(?:service|provider):/m.test(source.text)) return NOTHING;
  const named = /runtime:\s*["']?(java|nodejs|python|go|ruby|dotnet|provided)([\d.]*)/i.exec(source.text);
  const name = { java: "Java", nodejs: "Node.js", python: "Python", go: "Go", ruby: "Ruby", dotnet: ".NET" }[
    (named?.[1] ?? "").toLowerCase()
  ];
  const lambda: Technology = { name: "AWS Lambda", version: null, kind: "library" };
  return {
    ...NOTHING,
    technologies: [
      ...(name === undefined ? [] : [platform(name, versionOf(named?.[2]))]),
      ...(sam || /name:\s*aws/.test(source.text) ? [lambda] : []),
      tool(sam ? "AWS SAM" : cloudFormation ? "CloudFormation" : "Serverless Framework"),
    ],
  };
}
