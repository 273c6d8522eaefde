import { expect, test } from "vitest";
import { lookUp, parseTables } from "#core/features/catalog/scan/technologies/registry.ts";
import { readCompose, readDockerfile, readKubernetes, readTerraform } from "./containers.ts";
import { readGradle } from "./gradle.ts";
import { javaRelease, versionOf, type Manifest, type ManifestReader } from "./manifest.ts";
import { readMaven } from "./maven.ts";
import { readPackageJson } from "./node.ts";
import {
  readCargo,
  readComposer,
  readDotnet,
  readGoMod,
  readMix,
  readPubspec,
  readRuby,
  readSbt,
} from "./others.ts";
import { readPipfile, readPyproject, readRequirements, readSetup } from "./python.ts";

const read = (
  reader: ManifestReader,
  text: string,
  beside: Readonly<Record<string, string>> = {},
  name = "",
): Manifest => reader({ name, text, beside: (path) => beside[path] ?? null });
const dependencies = (manifest: Manifest) =>
  manifest.dependencies.map((one) => `${one.name} ${one.version ?? "-"}`);
const platforms = (manifest: Manifest) =>
  manifest.technologies
    .filter((one) => one.kind === "platform")
    .map((one) => `${one.name} ${one.version ?? "-"}`);

test("Maven: properties, managed versions, a parent beside it, imported bills of materials", () => {
  const parent =
    "<project><groupId>g</groupId><artifactId>parent</artifactId><version>1</version><properties><java.version>1.8</java.version><netty>4.1.100.Final</netty></properties><dependencyManagement><dependencies><dependency><groupId>io.quarkus</groupId><artifactId>quarkus-bom</artifactId><version>3.9.0</version><type>pom</type><scope>import</scope></dependency><dependency><groupId>io.netty</groupId><artifactId>netty-all</artifactId><version>${netty}</version></dependency></dependencies></dependencyManagement></project>";
  const child =
    "<project><parent><groupId>g</groupId><artifactId>parent</artifactId><version>1</version></parent><artifactId>child</artifactId><description>Counts words.</description><licenses><license><name>MIT</name></license></licenses><dependencies><dependency><groupId>io.netty</groupId><artifactId>netty-all</artifactId></dependency><dependency><groupId>a</groupId><artifactId>b</artifactId><version>${unknown}</version></dependency></dependencies></project>";
  const manifest = read(readMaven, child, { "../pom.xml": parent });
  expect(dependencies(manifest)).toEqual(
    expect.arrayContaining(["io.netty:netty-all 4.1.100", "io.quarkus:quarkus-bom 3.9.0", "a:b -"]),
  );
  expect(platforms(manifest)).toEqual(["Java 8"]);
  expect(manifest).toMatchObject({ description: "Counts words.", licence: "MIT" });
});

test("Maven: the compiler's release; entities are not expanded", () => {
  const pom = (build: string) =>
    `<project><artifactId>x</artifactId><build><plugins>${build}</plugins></build></project>`;
  expect(
    platforms(
      read(
        readMaven,
        pom(
          "<plugin><artifactId>maven-compiler-plugin</artifactId><configuration><release>25</release></configuration></plugin>",
        ),
      ),
    ),
  ).toEqual(["Java 25"]);
  const bomb =
    '<!DOCTYPE p [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><project><artifactId>&b;</artifactId></project>';
  expect(() => read(readMaven, bomb)).not.toThrow();
});

test("Gradle: Groovy and Kotlin, variables, lists, plugins, the version catalogue", () => {
  const groovy =
    "plugins { id 'org.springframework.boot' version '3.2.1' }\next.nettyVersion = '4.1.9'\nsourceCompatibility = 1.8\ndependencies {\n  compile([ 'com.rabbitmq:amqp-client:3.6.0',\n 'a:b:1.0' ])\n  implementation \"io.netty:netty-all:${nettyVersion}\"\n  compile group: 'redis.clients', name: 'jedis', version: '2.9.0'\n // compile 'x:y:1'\n}";
  const manifest = read(readGradle, groovy);
  expect(dependencies(manifest)).toEqual(
    expect.arrayContaining([
      "com.rabbitmq:amqp-client 3.6.0",
      "a:b 1.0",
      "io.netty:netty-all 4.1.9",
      "redis.clients:jedis 2.9.0",
      "org.springframework.boot 3.2.1",
    ]),
  );
  expect(dependencies(manifest)).not.toContain("x:y 1");
  expect(platforms(manifest)).toEqual(["Java 8"]);
  const kotlin =
    'plugins {\n  kotlin("jvm") version "2.1.0"\n  alias(libs.plugins.ktor)\n}\nkotlin { jvmToolchain(21) }\ndependencies { implementation(libs.ktor.server.core) }';
  const catalogue =
    '[versions]\nktor = "3.0.1"\n[libraries]\nktor-server-core = { module = "io.ktor:ktor-server-core", version.ref = "ktor" }\nunused = "a:b:1"\n[plugins]\nktor = { id = "io.ktor.plugin", version.ref = "ktor" }\n';
  const second = read(readGradle, kotlin, { "gradle/libs.versions.toml": catalogue });
  expect(dependencies(second)).toEqual(
    expect.arrayContaining(["io.ktor:ktor-server-core 3.0.1", "io.ktor.plugin 3.0.1"]),
  );
  expect(dependencies(second)).not.toContain("a:b 1");
  expect(platforms(second)).toEqual(["Kotlin 2.1.0", "Java 21"]);
});

test.for([
  [
    "package.json",
    readPackageJson,
    '{"dependencies":{"react":"^18.3.1"},"devDependencies":{"vite":"latest"},"engines":{"node":">=20"}}',
    ["react 18.3.1", "vite -"],
    ["Node.js 20"],
  ],
  [
    "pyproject.toml",
    readPyproject,
    '[project]\nrequires-python = ">=3.12,<4"\ndependencies = ["FastAPI[all]>=0.110", "a_b"]\n',
    ["fastapi 0.110", "a-b -"],
    ["Python 3.12"],
  ],
  [
    "Poetry",
    readPyproject,
    '[tool.poetry.dependencies]\npython = "^3.11"\ndjango = "5.0"\n',
    ["django 5.0"],
    ["Python 3.11"],
  ],
  [
    "requirements.txt",
    readRequirements,
    "# comment\nflask==3.0.0 ; python_version > '3'\n-r other.txt\ngit+https://x\n",
    ["flask 3.0.0"],
    ["Python -"],
  ],
  [
    "setup.py",
    readSetup,
    "setup(name='x', python_requires='>=3.8',\n install_requires=['numpy>=1.20', 'torch'])",
    ["numpy 1.20", "torch -"],
    ["Python -"],
  ],
  [
    "Pipfile",
    readPipfile,
    '[packages]\nflask = "*"\n[requires]\npython_version = "3.10"\n',
    ["flask -"],
    ["Python 3.10"],
  ],
  [
    "Cargo.toml",
    readCargo,
    '[package]\nname = "x"\nrust-version = "1.80"\n[dependencies]\naxum = "0.7"\nlocal = { path = "../l" }\n',
    ["axum 0.7", "local -"],
    ["Rust 1.80"],
  ],
  [
    "go.mod",
    readGoMod,
    "module x\n\ngo 1.24\n\nrequire (\n\tgithub.com/gin-gonic/gin v1.10.0\n\tgolang.org/x/net v0.1.0 // indirect\n)\n",
    ["github.com/gin-gonic/gin 1.10.0"],
    ["Go 1.24"],
  ],
  [
    "a .NET project",
    readDotnet,
    '<Project Sdk="Microsoft.NET.Sdk.Web"><PropertyGroup><TargetFramework>net9.0</TargetFramework></PropertyGroup><ItemGroup><PackageReference Include="Dapper" Version="2.1.0"/></ItemGroup></Project>',
    ["Dapper 2.1.0", "Microsoft.AspNetCore.App -"],
    [".NET 9.0"],
  ],
  ["Gemfile", readRuby, "ruby '3.3.0'\ngem 'rails', '~> 7.1'\n", ["rails 7.1"], ["Ruby 3.3.0"]],
  [
    "composer.json",
    readComposer,
    '{"require":{"php":"^8.3","laravel/framework":"^11.0"}}',
    ["laravel/framework 11.0"],
    ["PHP 8.3"],
  ],
  ["mix.exs", readMix, 'elixir: "~> 1.16",\n{:phoenix, "~> 1.7.10"}', ["phoenix 1.7.10"], ["Elixir 1.16"]],
  [
    "build.sbt",
    readSbt,
    'val akka = "2.8.0"\nscalaVersion := "3.4.1"\nlibraryDependencies += "com.typesafe.akka" %% "akka-actor" % akka',
    ["com.typesafe.akka:akka-actor 2.8.0"],
    ["Scala 3.4.1"],
  ],
  [
    "pubspec.yaml",
    readPubspec,
    "environment:\n  sdk: ^3.4.0\ndependencies:\n  flutter:\n    sdk: flutter\n  dio: ^5.0.0\n",
    ["flutter -", "dio 5.0.0"],
    ["Dart 3.4.0"],
  ],
  [
    "Dockerfile",
    readDockerfile,
    "FROM --platform=$X eclipse-temurin:21-jdk AS build\nFROM nginx:1.27-alpine\n",
    ["eclipse-temurin 21-jdk", "nginx 1.27-alpine"],
    ["Java 21"],
  ],
  [
    "Compose",
    readCompose,
    "services:\n  k:\n    image: docker.io/confluentinc/cp-kafka:7.6.0\n  d:\n    image: postgres\n",
    ["confluentinc/cp-kafka 7.6.0", "postgres -"],
    [],
  ],
  [
    "Kubernetes",
    readKubernetes,
    "apiVersion: apps/v1\nkind: Deployment\nspec:\n  containers:\n    - image: redis:7\n",
    ["redis 7"],
    ["Kubernetes -"],
  ],
  ["Terraform", readTerraform, 'provider "aws" {\n}\n', ["aws -"], []],
] as const)("%s", ([, reader, text, found, runs]) => {
  const manifest = read(reader as ManifestReader, text);
  expect(dependencies(manifest)).toEqual(expect.arrayContaining([...found]));
  if (!runs.some((run) => run === "Python -")) expect(platforms(manifest)).toEqual(runs);
});

test("versions and Java releases as a person says them", () => {
  expect(
    ["^1.2.3", "~> 7.0", ">=1.2,<2", "v1.10.0", "latest", "${a}", "3.2.1.RELEASE", "workspace:*", 5].map(
      versionOf,
    ),
  ).toEqual(["1.2.3", "7.0", "1.2", "1.10.0", null, null, "3.2.1", null, "5"]);
  expect(["1.8", "21", "21.0.1-tem", "JavaSE-17", "VERSION", "${x}", "999"].map(javaRelease)).toEqual([
    "8",
    "21",
    "21",
    "17",
    null,
    null,
    null,
  ]);
});

test("the table has several hundred technologies, each well formed", () => {
  const rows = parseTables();
  expect(new Set(rows.map(([technology]) => technology.name)).size).toBeGreaterThan(500);
  for (const [technology, patterns] of rows) {
    expect(["framework", "library", "database", "tool", "platform"]).toContain(technology.kind);
    expect(technology.tags.every((tag) => /^[a-z0-9-]+$/.test(tag))).toBe(true);
    for (const pattern of patterns)
      expect(pattern).toMatch(
        /^(?:maven|plugin|npm|pypi|cargo|go|nuget|gem|composer|hex|pub|clojars|conan|image|provider):\S+$/,
      );
  }
});

test.for([
  [
    "maven",
    "org.springframework.boot:spring-boot-starter-data-redis",
    ["Spring Boot", "Spring Data", "Redis"],
  ],
  ["maven", "org.springframework.kafka:spring-kafka", ["Kafka"]],
  ["npm", "@nestjs/core", ["NestJS"]],
  ["image", "bitnami/kafka", ["Kafka"]],
  ["pypi", "nothing-known", []],
] as const)("%s:%s", ([ecosystem, name, names]) => {
  expect(lookUp(ecosystem, name).map((technology) => technology.name)).toEqual(
    expect.arrayContaining([...names]),
  );
  if (names.length === 0) expect(lookUp(ecosystem, name)).toEqual([]);
});
