import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";

/**
 * A small, made-up folder of POCs with a history, for pictures of the app and for trying it by hand: names, READMEs and
 * manifests as people write them, in several languages.
 */

type Stack = "spring" | "quarkus" | "kotlin" | "node" | "react" | "go" | "rust" | "python" | "dotnet";

interface Sample {
  readonly name: string;
  readonly stack: Stack;
  readonly text: string;
  readonly libraries: readonly string[];
  /** First commit, and how many follow. */
  readonly month: string;
  readonly commits: number;
}

const sample = (
  name: string,
  stack: Stack,
  month: string,
  commits: number,
  libraries: string,
  text: string,
): Sample => ({
  name,
  stack,
  text,
  month,
  commits,
  libraries: libraries.split(" ").filter((part) => part !== ""),
});

const SAMPLES: readonly Sample[] = [
  sample(
    "kafka-streams-click-windows",
    "spring",
    "2025-03",
    14,
    "org.apache.kafka:kafka-streams",
    "Counts clicks in tumbling windows and keeps the totals in a state store.",
  ),
  sample(
    "kafka-retry-topics",
    "spring",
    "2025-02",
    6,
    "org.springframework.kafka:spring-kafka",
    "Retries that do not block the partition, with back-off and a dead-letter topic.",
  ),
  sample(
    "reactive-prices",
    "quarkus",
    "2025-05",
    9,
    "io.quarkus:quarkus-messaging-kafka",
    "A stream of prices, from a generator through Kafka to the browser.",
  ),
  sample(
    "virtual-thread-consumer",
    "spring",
    "2025-04",
    5,
    "org.apache.kafka:kafka-clients",
    "One virtual thread a record; throughput measured against a pool of 64.",
  ),
  sample(
    "outbox-with-postgres",
    "spring",
    "2024-11",
    8,
    "org.postgresql:postgresql org.springframework.boot:spring-boot-starter-data-jpa",
    "Writes events and orders in one transaction and publishes them afterwards.",
  ),
  sample(
    "redis-rate-limiter",
    "go",
    "2024-09",
    7,
    "github.com/redis/go-redis/v9",
    "A sliding-window rate limiter that several processes share through Redis.",
  ),
  sample(
    "grpc-chat",
    "go",
    "2023-10",
    11,
    "google.golang.org/grpc",
    "A chat room over one bidirectional gRPC stream.",
  ),
  sample(
    "tiny-raft",
    "rust",
    "2024-01",
    23,
    "tokio serde",
    "Leader election and log replication in six hundred lines, to understand the paper.",
  ),
  sample(
    "axum-uploads",
    "rust",
    "2024-06",
    4,
    "axum tokio",
    "Uploads that resume where they broke off, with a limit on memory.",
  ),
  sample(
    "pdf-search",
    "python",
    "2025-01",
    9,
    "fastapi sentence-transformers",
    "Asks questions of a folder of PDFs, offline, with embeddings on the processor.",
  ),
  sample(
    "churn-notebook",
    "python",
    "2023-03",
    3,
    "pandas scikit-learn",
    "Which customers leave: a first look with a decision tree.",
  ),
  sample(
    "board-game-ui",
    "react",
    "2025-06",
    12,
    "react vite zustand",
    "A board game for two browsers, drawn on a canvas.",
  ),
  sample(
    "form-wizard",
    "react",
    "2023-08",
    5,
    "react react-hook-form zod",
    "A form in five steps that can be left and taken up again.",
  ),
  sample(
    "websocket-cursors",
    "node",
    "2024-04",
    6,
    "ws express",
    "Shows everybody's mouse on the same page; measures the delay.",
  ),
  sample(
    "queue-in-postgres",
    "node",
    "2025-07",
    10,
    "pg fastify",
    "A job queue with SKIP LOCKED, compared with a broker.",
  ),
  sample(
    "passkeys-demo",
    "node",
    "2024-12",
    7,
    "express @simplewebauthn/server",
    "Signing in with passkeys, without any password.",
  ),
  sample(
    "ktor-sse",
    "kotlin",
    "2024-02",
    4,
    "io.ktor:ktor-server-netty",
    "Server-sent events from Ktor to a plain page.",
  ),
  sample(
    "coroutines-pipeline",
    "kotlin",
    "2023-06",
    6,
    "org.jetbrains.kotlinx:kotlinx-coroutines-core",
    "A pipeline of channels with back-pressure, and what happens without it.",
  ),
  sample(
    "minimal-api-orders",
    "dotnet",
    "2024-07",
    5,
    "Microsoft.EntityFrameworkCore Npgsql",
    "Orders with minimal APIs and Entity Framework on PostgreSQL.",
  ),
  sample(
    "blazor-dashboard",
    "dotnet",
    "2023-01",
    8,
    "Microsoft.AspNetCore.Components.WebAssembly",
    "A dashboard that runs in the browser without JavaScript of its own.",
  ),
  sample(
    "saga-orders",
    "spring",
    "2023-05",
    13,
    "org.springframework.kafka:spring-kafka org.postgresql:postgresql",
    "Orders, payments and stock that agree by a saga and its compensations.",
  ),
  sample(
    "graphql-federation",
    "node",
    "2022-10",
    9,
    "@apollo/server graphql",
    "Two subgraphs and a gateway, with tracing from end to end.",
  ),
  sample(
    "elastic-autocomplete",
    "spring",
    "2022-04",
    6,
    "co.elastic.clients:elasticsearch-java",
    "Suggestions as one types, with typos forgiven.",
  ),
  sample(
    "native-cold-start",
    "quarkus",
    "2022-12",
    5,
    "io.quarkus:quarkus-rest",
    "How quickly a native image answers its first request.",
  ),
];

const SOURCES: Readonly<Record<Stack, (poc: Sample) => Record<string, string>>> = {
  spring: (poc) => ({
    "pom.xml": pom(["org.springframework.boot:spring-boot-starter-web", ...poc.libraries]),
    "src/main/java/demo/App.java": java(poc),
    Dockerfile: "FROM eclipse-temurin:21\n",
  }),
  quarkus: (poc) => ({
    "pom.xml": pom(["io.quarkus:quarkus-core", ...poc.libraries]),
    "src/main/java/demo/App.java": java(poc),
  }),
  kotlin: (poc) => ({
    "build.gradle.kts": `plugins { kotlin("jvm") version "2.1.0" }\ndependencies {\n${poc.libraries.map((id) => `  implementation("${id}:3.0.0")`).join("\n")}\n}\n`,
    "src/main/kotlin/App.kt": lines(40, (n) => `fun step${n}(a: Int) = a + ${n}`),
  }),
  node: (poc) => ({
    "package.json": packageJson(poc),
    "src/index.js": lines(60, (n) => `export const step${n} = (a) => a + ${n};`),
  }),
  react: (poc) => ({
    "package.json": packageJson(poc),
    "src/app.tsx": lines(70, (n) => `export const Part${n} = () => <p>${n}</p>;`),
    "src/style.css": "body { margin: 0 }\n",
  }),
  go: (poc) => ({
    "go.mod": `module example.com/${poc.name}\n\ngo 1.23\n\nrequire (\n${poc.libraries.map((id) => `\t${id} v1.2.0`).join("\n")}\n)\n`,
    "main.go": `package main\n\n${lines(60, (n) => `func step${n}(a int) int { return a + ${n} }`)}`,
  }),
  rust: (poc) => ({
    "Cargo.toml": `[package]\nname = "${poc.name}"\nversion = "0.1.0"\nedition = "2021"\n\n[dependencies]\n${poc.libraries.map((id) => `${id} = "1"`).join("\n")}\n`,
    "src/main.rs": lines(90, (n) => `pub fn step${n}(a: i64) -> i64 { a + ${n} }`),
  }),
  python: (poc) => ({
    "requirements.txt": `${poc.libraries.map((id) => `${id}==2.1.0`).join("\n")}\n`,
    "app/main.py": lines(50, (n) => `def step${n}(a): return a + ${n}`),
  }),
  dotnet: (poc) => ({
    [`${poc.name}.csproj`]: `<Project Sdk="Microsoft.NET.Sdk.Web"><PropertyGroup><TargetFramework>net9.0</TargetFramework></PropertyGroup><ItemGroup>${poc.libraries.map((id) => `<PackageReference Include="${id}" Version="9.0.0" />`).join("")}</ItemGroup></Project>\n`,
    "Program.cs": lines(45, (n) => `// step ${n}\nvar a${n} = ${n};`),
  }),
};

const lines = (count: number, line: (n: number) => string) =>
  `${Array.from({ length: count }, (_, n) => line(n)).join("\n")}\n`;
const java = (poc: Sample) =>
  `package demo;\n\n/** ${poc.text} */\npublic class App {\n${lines(60, (n) => `  int step${n}(int a) { return a + ${n}; }`)}}\n`;
const packageJson = (poc: Sample) =>
  `${JSON.stringify({ name: poc.name, version: "1.0.0", dependencies: Object.fromEntries(poc.libraries.map((id) => [id, "^5.0.0"])) }, null, 2)}\n`;
const pom = (libraries: readonly string[]) =>
  `<project><modelVersion>4.0.0</modelVersion><groupId>demo</groupId><artifactId>demo</artifactId><version>1.0</version><properties><java.version>21</java.version></properties><dependencies>${libraries
    .map((id) => id.split(":"))
    .map(
      ([group, artifact]) =>
        `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>3.4.1</version></dependency>`,
    )
    .join("")}</dependencies></project>\n`;

const readme = (poc: Sample) =>
  `# ${poc.name}\n\n${poc.text}\n\n## Run it\n\n\`\`\`sh\n./run.sh\n\`\`\`\n\n## What I learned\n\n- It is smaller than it looks.\n- The defaults are not the ones to keep.\n- Measure before believing the README of anybody, this one included.\n`;

/** Makes the folder `folder` a repository of the samples, with commits over the years by one author. */
export function makeSamplePocs(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const chunks: string[] = [];
  const commits = SAMPLES.flatMap((poc) =>
    Array.from({ length: poc.commits }, (_, index) => ({
      poc,
      index,
      at: Date.parse(`${poc.month}-03T10:00:00Z`) / 1000 + index * 5 * 86_400,
    })),
  ).toSorted((left, right) => left.at - right.at);
  for (const { poc, index, at } of commits) {
    const message = index === 0 ? `Start ${poc.name}` : "Go on";
    chunks.push(
      `commit refs/heads/main\ncommitter Author One <one@example.com> ${at} +0000\ndata ${message.length}\n${message}\n`,
    );
    const files: Record<string, string> =
      index === 0
        ? { "README.md": readme(poc), "run.sh": "#!/bin/sh\nexec true\n", ...SOURCES[poc.stack](poc) }
        : { "NOTES.txt": `Step ${index}\n` };
    for (const [path, content] of Object.entries(files)) {
      chunks.push(`M 100644 inline ${poc.name}/${path}\ndata ${Buffer.byteLength(content)}\n${content}\n`);
    }
  }
  git(folder, ["init", "--quiet", "--initial-branch=main"]);
  git(folder, ["fast-import", "--quiet"], chunks.join(""));
  git(folder, ["reset", "--quiet", "--hard"]);
}

function git(folder: string, args: readonly string[], input = ""): void {
  const { status, stderr } = spawnSync("git", [...args], {
    cwd: folder,
    input,
    encoding: "utf8",
    env: { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" },
  });
  if (status !== 0) throw new Error(`git ${args[0]}: ${stderr}`);
}
