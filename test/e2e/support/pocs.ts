import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** A POC of the builder's repository: its files, and the days of its commits. */
interface Poc {
  readonly name: string;
  readonly days: readonly string[];
  readonly files: Readonly<Record<string, string>>;
}

const pom = (artifact: string, dependency: string) => `<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>org.example</groupId>
  <artifactId>${artifact}</artifactId>
  <version>1</version>
  <properties><maven.compiler.release>21</maven.compiler.release></properties>
  <dependencies><dependency>${dependency}</dependency></dependencies>
</project>
`;

const KAFKA =
  "<groupId>org.apache.kafka</groupId><artifactId>kafka-streams</artifactId><version>3.9.0</version>";
const SPRING =
  "<groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId><version>3.4.1</version>";
const main = (name: string) => `class ${name} {\n  public static void main(String[] args) {}\n}\n`;

/** A README of somebody who means harm. */
const HOSTILE = `# Harmless <script>window.broken = 1</script>

A text that says something, <b onclick="window.broken = 2">boldly</b>.

<img src=x onerror="window.broken = 3" alt="a cat"> ![a dog](http://127.0.0.1:9/dog.png)
<iframe src="javascript:parent.broken = 4"></iframe><svg onload="window.broken = 5"></svg>
<form action="http://127.0.0.1:9/"><input name="password"><button>Sign in</button></form>
<style>body { display: none }</style>

[script](javascript:window.broken=6) [data](data:text/html,x) [app](#/settings) [web](https://example.org/)
`;

const POCS: readonly Poc[] = [
  {
    name: "kafka-streams-window",
    days: ["2024-03-04", "2024-03-05", "2024-05-06"],
    files: {
      "README.md": "# Windows\n\nCounts clicks in tumbling windows and keeps the totals in a state store.\n",
      "pom.xml": pom("kafka-streams-window", KAFKA),
      "src/main/java/Windows.java": main("Windows"),
    },
  },
  {
    name: "kafka-retry-topics",
    days: ["2025-02-03"],
    files: {
      "README.md": "# Retry\n\nNon-blocking retries with back-off and a dead-letter topic.\n",
      "pom.xml": pom("kafka-retry-topics", KAFKA),
      "src/main/java/Retry.java": main("Retry"),
    },
  },
  {
    name: "spring-hello",
    days: ["2025-06-02"],
    files: {
      "README.md":
        "# Hello\n\nThe smallest web service, to measure its start.\n\n## Notes\n\nBuilt beside a zeppelin.\n",
      "pom.xml": pom("spring-hello", SPRING),
      "src/main/java/Hello.java": main("Hello"),
    },
  },
  {
    name: "cafe-reativo",
    days: ["2023-01-09"],
    files: {
      "README.md": "# Café reativo\n\nUma fila de pedidos do café, com corrotinas.\n",
      "build.gradle.kts": 'plugins { kotlin("jvm") version "2.1.0" }\n',
      "src/main/kotlin/Cafe.kt": "fun main() {}\n",
    },
  },
  {
    name: "go-http",
    days: ["2022-10-10"],
    files: {
      "README.md": "# HTTP\n\nA server with graceful shutdown.\n",
      "go.mod": "module example.org/http\n\ngo 1.24\n",
      "main.go": "package main\n\nfunc main() {}\n",
    },
  },
  {
    name: "hostile-words",
    days: ["2021-05-05"],
    files: {
      "README.md": HOSTILE,
      "package.json": '{ "name": "hostile-words" }\n',
      "index.js": "export {};\n",
    },
  },
];

/** How many POCs {@link makePocs} makes. */
export const MADE = POCS.length;

function git(folder: string, args: readonly string[], date?: string): void {
  const at =
    date === undefined
      ? {}
      : { GIT_AUTHOR_DATE: `${date}T12:00:00Z`, GIT_COMMITTER_DATE: `${date}T12:00:00Z` };
  execFileSync(
    "git",
    ["-c", "user.name=Author One", "-c", "user.email=one@example.com", "-c", "commit.gpgsign=false", ...args],
    {
      cwd: folder,
      env: { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1", ...at },
      stdio: "ignore",
    },
  );
}

/** Writes one repository with a few POCs, each with a history of its own. */
export function makePocs(folder: string): void {
  git(folder, ["init", "--quiet"]);
  for (const { name, days, files } of POCS) {
    for (const [path, content] of Object.entries(files)) {
      const file = join(folder, name, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
    for (const [at, day] of days.entries()) {
      // Each commit changes a file: an empty one would belong to no POC.
      if (at > 0) writeFileSync(join(folder, name, "CHANGES.txt"), `${at}\n`);
      git(folder, ["add", name]);
      git(folder, ["commit", "--quiet", "-m", `${name} ${at}`], day);
    }
  }
}
