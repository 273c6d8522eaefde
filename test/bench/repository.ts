/**
 * A seeded git repository of POCs for the benchmark of the scan.
 *
 * Shape: 770 POCs in `pocs/`, 15,000 files, 2,500 commits by 3 authors over 8 years, each commit touching one POC (two in
 * a hundred touch ten). A POC is, by turns of a seeded draw: Maven (45 %), npm (20 %), Gradle (12 %), Go (8 %), Python
 * (8 %), Rust (7 %): one manifest with 3 to 8 dependencies, a README of 300 to 3,000 characters (one in ten has none),
 * the rest source files of 10 to 200 lines. One in six has a Dockerfile. A tenth of the files is not source (JSON, YAML,
 * properties, a small PNG). Written by one `git fast-import`.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { seeded } from "#test/builders/random.ts";
import { corpusPoc } from "./corpus.ts";

export interface RepositoryShape {
  readonly pocs: number;
  readonly files: number;
  readonly commits: number;
}

export const FULL_SHAPE: RepositoryShape = { pocs: 770, files: 15_000, commits: 2_500 };

const AUTHORS = [
  "Author One <one@example.com>",
  "Author Two <two@example.com>",
  "Author Three <three@example.com>",
];
const START = Date.UTC(2017, 0, 1) / 1000;
const EIGHT_YEARS = 8 * 365 * 86_400;

const ENVIRONMENT = { ...process.env, GIT_CONFIG_NOSYSTEM: "1", GIT_CONFIG_GLOBAL: "/dev/null", LC_ALL: "C" };

const JAVA = [
  "org.springframework.boot:spring-boot-starter-web",
  "org.apache.kafka:kafka-clients",
  "io.quarkus:quarkus-rest",
  "org.postgresql:postgresql",
  "redis.clients:jedis",
  "org.junit.jupiter:junit-jupiter",
  "io.micrometer:micrometer-core",
  "org.hibernate.orm:hibernate-core",
  "com.fasterxml.jackson.core:jackson-databind",
];
const NODE = ["react", "express", "vite", "next", "kafkajs", "pg", "redis", "zod", "vitest", "fastify"];
const PYTHON = ["fastapi", "django", "pandas", "redis", "pytest", "sqlalchemy", "torch", "flask"];
const CRATES = ["tokio", "axum", "serde", "clap", "reqwest", "sqlx"];
const MODULES = [
  "github.com/gin-gonic/gin",
  "google.golang.org/grpc",
  "github.com/redis/go-redis/v9",
  "github.com/spf13/cobra",
];

type Random = () => number;
const some = (from: readonly string[], random: Random) =>
  from.filter(() => random() < 0.45).concat(from[0] ?? "");

interface Stack {
  readonly share: number;
  readonly extension: string;
  manifest(name: string, random: Random): readonly [string, string];
  source(lines: number, index: number): string;
}

const curly = (head: string, line: (n: number) => string) => (lines: number, index: number) =>
  `${head.replaceAll("%", String(index))}\n${Array.from({ length: lines }, (_, n) => `    ${line(n)}`).join("\n")}\n}\n`;

const STACKS: readonly Stack[] = [
  {
    share: 0.45,
    extension: "src/main/java/demo/Part%.java",
    manifest: (name, random) => [
      "pom.xml",
      `<project><modelVersion>4.0.0</modelVersion><groupId>demo</groupId><artifactId>${name}</artifactId><version>1.0</version><properties><java.version>21</java.version></properties><dependencies>${some(
        JAVA,
        random,
      )
        .map((dependency) => dependency.split(":"))
        .map(
          ([group, artifact]) =>
            `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>3.${Math.floor(random() * 9)}.1</version></dependency>`,
        )
        .join("")}</dependencies></project>`,
    ],
    source: curly(
      "package demo;\n\npublic class Part% {",
      (n) => `public int value${n}(int a) { return a + ${n}; } // step ${n}`,
    ),
  },
  {
    share: 0.2,
    extension: "src/part%.ts",
    manifest: (name, random) => [
      "package.json",
      JSON.stringify(
        {
          name,
          version: "1.0.0",
          dependencies: Object.fromEntries(
            some(NODE, random).map((id) => [id, `^${Math.floor(random() * 20)}.1.0`]),
          ),
        },
        null,
        2,
      ),
    ],
    source: curly(
      "export function part%(input: number): number {",
      (n) => `if (input === ${n}) return input * ${n};`,
    ),
  },
  {
    share: 0.12,
    extension: "src/main/kotlin/Part%.kt",
    manifest: (_name, random) => [
      "build.gradle.kts",
      `plugins { kotlin("jvm") version "2.1.0" }\ndependencies {\n${some(JAVA, random)
        .map((id) => `  implementation("${id}:3.1.0")`)
        .join("\n")}\n}\n`,
    ],
    source: curly("class Part% {", (n) => `fun value${n}(a: Int): Int = a + ${n}`),
  },
  {
    share: 0.08,
    extension: "internal/part%.go",
    manifest: (name, random) => [
      "go.mod",
      `module example.com/${name}\n\ngo 1.23\n\nrequire (\n${some(MODULES, random)
        .map((id) => `\t${id} v1.2.3`)
        .join("\n")}\n)\n`,
    ],
    source: curly("package internal\n\nfunc Part%(a int) int {", (n) => `a += ${n}`),
  },
  {
    share: 0.08,
    extension: "app/part%.py",
    manifest: (_name, random) => [
      "requirements.txt",
      some(PYTHON, random)
        .map((id) => `${id}==2.1.0`)
        .join("\n"),
    ],
    source: (lines, index) =>
      `def part${index}(a):\n${Array.from({ length: lines }, (_, n) => `    a = a + ${n}`).join("\n")}\n    return a\n`,
  },
  {
    share: 0.07,
    extension: "src/part%.rs",
    manifest: (name, random) => [
      "Cargo.toml",
      `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2021"\n\n[dependencies]\n${some(
        CRATES,
        random,
      )
        .map((id) => `${id} = "1.2"`)
        .join("\n")}\n`,
    ],
    source: curly("pub fn part%(mut a: i64) -> i64 {", (n) => `a += ${n};`),
  },
];

const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

/** Makes the repository in `folder` with a work tree; the same seed gives the same commits. */
export async function makeRepository(
  folder: string,
  shape: RepositoryShape = FULL_SHAPE,
  seed = 42,
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await git(folder, ["init", "--quiet", "--initial-branch=main"]);
  const importer = spawn("git", ["fast-import", "--quiet"], {
    cwd: folder,
    env: ENVIRONMENT,
    stdio: ["pipe", "ignore", "inherit"],
  });
  const ended = once(importer, "close");
  for (const chunk of commits(shape, seeded(seed))) {
    if (!importer.stdin.write(chunk)) await once(importer.stdin, "drain");
  }
  importer.stdin.end();
  const [code] = await ended;
  if (code !== 0) throw new Error(`git fast-import ended with ${String(code)}`);
  await git(folder, ["reset", "--quiet", "--hard"]);
  await git(folder, ["remote", "add", "origin", "https://git.example.com/author/pocs.git"]);
}

/** The import stream: first a commit a POC with its files, then changes of single files until the count is reached. */
function* commits(shape: RepositoryShape, random: Random): Generator<Buffer> {
  const step = EIGHT_YEARS / shape.commits;
  const perPoc = Math.floor(shape.files / shape.pocs);
  const sources: string[][] = [];
  let number = 0;
  const header = (message: string) => {
    const author = AUTHORS[Math.floor(random() * random() * 3)] ?? "";
    const at = Math.floor(START + number++ * step);
    return Buffer.from(
      `commit refs/heads/main\nauthor ${author} ${at} +0000\ncommitter ${author} ${at} +0000\ndata ${Buffer.byteLength(message)}\n${message}\n`,
    );
  };
  for (let index = 0; index < shape.pocs; index++) {
    const poc = corpusPoc(index);
    const name = `${poc.scanned.facts.name}-${index}`;
    yield header(`Add ${name}`);
    const paths: string[] = [];
    for (const [path, bytes] of pocFiles(name, poc.scanned.facts.readme, perPoc, random)) {
      yield file(`pocs/${name}/${path}`, bytes);
      if (/\.(java|ts|kt|go|py|rs)$/u.test(path)) paths.push(`pocs/${name}/${path}`);
    }
    sources.push(paths);
  }
  while (number < shape.commits) {
    yield header("Change a part");
    for (let touched = random() < 0.02 ? 10 : 1; touched > 0; touched--) {
      const paths = sources[Math.floor(random() * sources.length)] ?? [];
      const path = paths[Math.floor(random() * paths.length)];
      if (path !== undefined)
        yield file(
          path,
          Buffer.from(`// changed in step ${number}\n${"x = 1\n".repeat(20 + Math.floor(random() * 60))}`),
        );
    }
  }
}

function* pocFiles(
  name: string,
  readme: string,
  count: number,
  random: Random,
): Generator<readonly [string, Buffer]> {
  let draw = random();
  const stack = STACKS.find((entry) => (draw -= entry.share) < 0) ?? (STACKS[0] as Stack);
  let left = count;
  const [path, manifest] = stack.manifest(name, random);
  yield [path, Buffer.from(manifest)];
  left--;
  if (random() < 0.9) {
    yield [
      "README.md",
      Buffer.from(readme || `# ${name}\n\nA trial of one idea, number ${Math.floor(random() * 1000)}.\n`),
    ];
    left--;
  }
  if (random() < 1 / 6) {
    yield ["Dockerfile", Buffer.from("FROM eclipse-temurin:21\nCOPY . /app\n")];
    left--;
  }
  for (let other = Math.floor(count / 10); other > 0; other--, left--) {
    const kind = random();
    if (kind < 0.4)
      yield [`config/part${other}.json`, Buffer.from(JSON.stringify({ part: other, on: true }))];
    else if (kind < 0.8) yield [`config/part${other}.yaml`, Buffer.from(`part: ${other}\non: true\n`)];
    else yield [`docs/picture${other}.png`, PNG];
  }
  for (let index = 0; index < left; index++) {
    yield [
      stack.extension.replaceAll("%", String(index)),
      Buffer.from(stack.source(10 + Math.floor(random() * 190), index)),
    ];
  }
}

function file(path: string, bytes: Buffer): Buffer {
  return Buffer.concat([
    Buffer.from(`M 100644 inline ${path}\ndata ${bytes.length}\n`),
    bytes,
    Buffer.from("\n"),
  ]);
}

async function git(folder: string, args: readonly string[]): Promise<void> {
  const child = spawn("git", [...args], {
    cwd: folder,
    env: ENVIRONMENT,
    stdio: ["ignore", "ignore", "inherit"],
  });
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`git ${args[0]} ended with ${String(code)}`);
}
