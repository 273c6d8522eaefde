import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import type { ScanFailure, ScannedPoc } from "#shared/features/catalog/catalog.ts";
import { cloneRepository, makeFolder, makeRepository, type TestFolder } from "#test/builders/repositories.ts";
import { scan } from "./scan.ts";
import type { ScanEvent, ScanRequest } from "./scan-contract.ts";

const POM = "<project><modelVersion>4.0.0</modelVersion><artifactId>x</artifactId></project>";

interface Seen {
  readonly pocs: readonly ScannedPoc[];
  /** Paths of the POCs below the root, sorted. */
  readonly paths: readonly string[];
  readonly unchanged: readonly string[];
  readonly failures: readonly ScanFailure[];
  readonly heads: Record<string, string>;
  readonly known: Record<string, string>;
  readonly events: readonly ScanEvent[];
}

async function look(folder: TestFolder, more: Partial<ScanRequest> = {}): Promise<Seen> {
  const request: ScanRequest = {
    root: folder.path,
    ignore: [],
    corrections: [],
    known: {},
    heads: {},
    exclude: [],
    ...more,
  };
  const events: ScanEvent[] = [];
  for await (const event of scan(request, AbortSignal.timeout(20_000))) events.push(event);
  const pocs = events.flatMap((event) => (event.type === "pocs" ? event.pocs : []));
  const heads: Record<string, string> = {};
  for (const event of events)
    if (event.type === "repository" && event.head !== null) heads[event.path] = event.head;
  return {
    pocs,
    paths: pocs.map((poc) => poc.local.relativePath).toSorted(),
    unchanged: events.flatMap((event) => (event.type === "unchanged" ? event.paths : [])),
    failures: events.flatMap((event) => (event.type === "failed" ? event.failures : [])),
    heads,
    known: Object.fromEntries(pocs.map((poc) => [poc.local.path, poc.local.fingerprint])),
    events,
  };
}

const one = (seen: Seen, path: string) => {
  const found = seen.pocs.find((poc) => poc.local.relativePath === path);
  if (found === undefined) throw new Error(`no POC at ${path}: ${seen.paths.join(" ")}`);
  return found;
};

test("a collection in one repository: each topmost folder with a manifest or sources, and all its facts", async () => {
  const repository = makeRepository({
    "README.md": "# pocs\n",
    LICENSE:
      "MIT License\n\nPermission is hereby granted, free of charge, to any person obtaining a copy of this software... The above copyright notice and this permission notice",
    "pocs/kafka-demo/pom.xml":
      "<project><parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId><version>3.4.1</version></parent><artifactId>x</artifactId><properties><java.version>21</java.version></properties><dependencies><dependency><groupId>org.springframework.kafka</groupId><artifactId>spring-kafka</artifactId></dependency></dependencies></project>",
    "pocs/kafka-demo/src/main/java/A.java": "class A {\n\n  int a;\n}\n",
    "pocs/kafka-demo/README.md": "# kafka-demo\n\nBuild: ./mvnw clean install\n",
    "pocs/tool/main.py": "print(1)\n",
    "pocs/tool/README.md":
      "# Tool\n\n[![build](https://ci.example/b.svg)](https://ci.example)\n\nCounts the **words** of a text. See [the docs](docs.md).\n\n![how](shot.png)\n",
    "pocs/tool/shot.png": new Uint8Array(2000).fill(1),
    "pocs/scripts-only/run.sh": "echo\n",
    "pocs/readme-only/README.md": "nothing\n",
    "scripts/ci.py": "print()\n",
  }).commit("first");
  repository.git("remote", "add", "origin", "git@Example.com:owner/pocs.git");
  const seen = await look(repository);
  expect(seen.paths).toEqual(["pocs/kafka-demo", "pocs/tool"]);
  expect(seen.failures).toEqual([]);
  const kafka = one(seen, "pocs/kafka-demo");
  expect(kafka.facts).toMatchObject({
    name: "kafka-demo",
    description: "Java 21, Spring Boot, Kafka",
    descriptionSource: "composed",
    languages: [{ name: "Java", bytes: 22 }],
    linesOfCode: 3,
    licence: "MIT",
    remote: "https://example.com/owner/pocs",
    subfolder: "pocs/kafka-demo",
    commits: 1,
    firstCommitAt: Date.UTC(2024, 0, 1),
    lastCommitAt: Date.UTC(2024, 0, 1),
    commitWeeks: [[Date.UTC(2024, 0, 1), 1]],
    headCommit: repository.head(),
    headAt: Date.UTC(2024, 0, 1),
    files: 3,
  });
  expect(kafka.facts.technologies).toContainEqual({ name: "Java", version: "21", kind: "platform" });
  expect(kafka.facts.technologies).toContainEqual({
    name: "Spring Boot",
    version: "3.4.1",
    kind: "framework",
  });
  expect(kafka.facts.derivedTags).toEqual(expect.arrayContaining(["kafka", "spring-boot", "messaging"]));
  expect(kafka.local.authors).toEqual([{ name: "Author One", email: "one@example.com", commits: 1 }]);
  const tool = one(seen, "pocs/tool");
  expect(tool.facts).toMatchObject({
    description: "Counts the words of a text. See the docs.",
    descriptionSource: "readme",
  });
  expect(tool.local.thumbnail).toBe(repository.at("pocs/tool/shot.png"));
  const shot = createHash("sha256").update(new Uint8Array(2000).fill(1)).digest("hex");
  expect([tool.facts.picture, kafka.facts.picture]).toEqual([shot.slice(0, 32), null]);
});

test("a folder of clones: each repository is on its own, also bare ones, work trees and submodules", async () => {
  const folder = makeFolder();
  const first = makeRepository({ "pom.xml": POM }, folder.at("first")).commit("one");
  makeRepository({ "a/main.rs": "fn main() {}\n", "b/main.rs": "fn main() {}\n" }, folder.at("many")).commit(
    "one",
  );
  makeRepository({ "inner.py": "x = 1\n" }, folder.at("first/inner")).commit("one");
  makeRepository({ "main.c": "int main;\n" }, folder.at("without-commits"));
  makeRepository({ "main.c": "int main;\n" }, folder.at("first/without-commits"));
  cloneRepository(first, folder.at("bare.git"), "--bare");
  first.git("worktree", "add", "-q", folder.at("tree"), "-b", "side");
  const library = makeRepository({ "lib.go": "package lib\n" }).commit("one");
  const user = makeRepository({ "main.go": "package main\n" }, folder.at("user"));
  user.git("submodule", "add", "-q", library.path, "library");
  user.commit("one");
  const seen = await look(folder);
  expect(seen.paths).toEqual([
    "first",
    "first/inner",
    "first/without-commits",
    "many/a",
    "many/b",
    "tree",
    "user",
    "user/library",
    "without-commits",
  ]);
  expect(seen.failures).toEqual([
    {
      path: folder.at("bare.git"),
      code: "GIT_FAILED",
      why: expect.stringContaining("bare"),
      reasons: [{ id: "repository.bare", params: {} }],
    },
  ]);
  expect(one(seen, "first").facts).toMatchObject({ files: 1, commits: 1, subfolder: "" });
  expect(one(seen, "without-commits").facts).toMatchObject({
    commits: 0,
    firstCommitAt: null,
    headCommit: null,
  });
  expect(one(seen, "tree").facts.commits).toBe(1);
  expect(one(seen, "user/library").facts.subfolder).toBe("");
  expect(seen.heads[folder.at("first")]).toBe(first.head());
});

test("a folder inside a repository knows its history and place", async () => {
  const repository = makeRepository({ "pocs/a/main.py": "x = 1\n", "b/main.py": "x = 1\n" }).commit("one");
  const seen = await look(Object.assign(makeFolder(), { path: repository.at("pocs") }));
  expect(seen.paths).toEqual(["a"]);
  expect(one(seen, "a").facts).toMatchObject({ subfolder: "pocs/a", commits: 1 });
});

test("a second scan reads only what changed; a commit elsewhere changes nothing", async () => {
  const repository = makeRepository({ "a/main.py": "x = 1\n", "b/main.py": "x = 1\n" }).commit("one");
  const first = await look(repository);
  const again = await look(repository, { known: first.known, heads: first.heads });
  expect(again.pocs).toEqual([]);
  expect(again.unchanged.toSorted()).toEqual([repository.at("a"), repository.at("b")]);
  repository.write({ "b/more.py": "y = 2\n" }).commit("two");
  const moved = await look(repository, { known: first.known, heads: first.heads });
  expect(moved.paths).toEqual(["b"]);
  expect(moved.unchanged).toEqual([repository.at("a")]);
  expect(one(moved, "b").facts).toMatchObject({ commits: 2, headCommit: repository.head() });
  // The head stands still, a file changed: its history is still there.
  repository.write({ "a/main.py": "x = 100\n" });
  const edited = await look(repository, { known: { ...first.known, ...moved.known }, heads: moved.heads });
  expect(edited.paths).toEqual(["a"]);
  expect(one(edited, "a").facts.commits).toBe(1);
});

test("what was read before reading meant more is read again", async () => {
  const repository = makeRepository({ "a/main.py": "x = 1\n" }).commit("one");
  const first = await look(repository);
  const earlier = Object.fromEntries(
    Object.entries(first.known).map(([path, fingerprint]) => [path, fingerprint.replace(/:[^:]*$/u, "")]),
  );
  const again = await look(repository, { known: earlier, heads: first.heads });
  expect(again.paths).toEqual(["a"]);
  expect(one(again, "a").facts).toEqual(one(first, "a").facts);
  expect((await look(repository, { known: again.known, heads: again.heads })).paths).toEqual([]);
});

test("a moved folder keeps its signature and, when git knows of the move, its history", async () => {
  const repository = makeRepository({ "a/main.py": "x = 1\n", "a/lib.py": "y = 1\n" }).commit("one");
  const before = one(await look(repository), "a");
  repository.move("a", "pocs/renamed").commit("two");
  const after = one(await look(repository), "pocs/renamed");
  expect(after.local.signature).toBe(before.local.signature);
  expect(after.local.fingerprint).not.toBe(before.local.fingerprint);
  expect(after.facts).toMatchObject({
    commits: 2,
    firstCommitAt: Date.UTC(2024, 0, 1),
    lastCommitAt: Date.UTC(2024, 0, 2),
  });
});

test("a shallow clone has no first commit", async () => {
  const repository = makeRepository({ "a/main.py": "x = 1\n", "b/main.py": "x = 1\n" }).commit("one");
  repository
    .write({ "a/main.py": "x = 2\n" })
    .commit("two")
    .write({ "a/main.py": "x = 3\n" })
    .commit("three");
  const folder = makeFolder();
  cloneRepository(repository, folder.at("clone"), "--depth=2");
  const seen = await look(folder);
  expect(one(seen, "clone/a").facts).toMatchObject({
    firstCommitAt: null,
    lastCommitAt: Date.UTC(2024, 0, 3),
    commits: 1,
  });
  expect(one(seen, "clone/b").facts).toMatchObject({ firstCommitAt: null, lastCommitAt: null, commits: 0 });
});

test("progress names its phases in order, and POCs come in batches", async () => {
  const files: Record<string, string> = {};
  for (let number = 0; number < 60; number++) files[`p${number}/main.py`] = "x = 1\n";
  const seen = await look(makeRepository(files).commit("one"));
  const phases = seen.events.flatMap((event) => (event.type === "progress" ? [event.progress.phase] : []));
  expect(phases.filter((phase, at) => phases[at - 1] !== phase)).toEqual(["discover", "history", "read"]);
  expect(seen.events.findLast((event) => event.type === "progress")).toEqual({
    type: "progress",
    progress: { phase: "read", done: 60, total: 60, current: expect.any(String), failed: 0 },
  });
  expect(seen.events.every((event) => event.type !== "pocs" || event.pocs.length <= 25)).toBe(true);
  expect(seen.pocs).toHaveLength(60);
});

test("cancelled: the scan ends with a typed error", async () => {
  const folder = makeRepository({ "a/main.py": "x = 1\n" }).commit("one");
  const stopped = new AbortController();
  const request: ScanRequest = {
    root: folder.path,
    ignore: [],
    corrections: [],
    known: {},
    heads: {},
    exclude: [],
  };
  const running = (async () => {
    for await (const event of scan(request, stopped.signal)) if (event.type === "progress") stopped.abort();
  })();
  await expect(running).rejects.toMatchObject({
    name: "TatamiError",
    code: "CANCELLED",
    reason: { id: "scan.cancelled", params: {} },
  });
  await expect(scan(request, AbortSignal.abort())[Symbol.asyncIterator]().next()).rejects.toMatchObject({
    code: "CANCELLED",
  });
});

test.each([
  ["missing", "scan.root-missing"],
  ["file", "scan.root-is-file"],
])("a root that is %s is a typed error, and its reason comes out of the worker thread", async (name, id) => {
  const path = makeFolder({ file: "x" }).at(name);
  await expect(look(Object.assign(makeFolder(), { path }))).rejects.toMatchObject({
    name: "TatamiError",
    code: "NOT_FOUND",
    message: expect.stringContaining(path),
    reason: { id, params: { path } },
  });
});
