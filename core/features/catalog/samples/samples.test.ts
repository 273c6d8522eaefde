import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Connection } from "#core/main.ts";
import { temporaryFolder } from "#test/builders/folders.ts";
import { connected, entries, scanned } from "#test/faults/support/core.ts";
import { AROUND, SAMPLES } from "./content.ts";
import { commitsOf, filesOf } from "./sample.ts";

/** A core with a data folder of its own, and where its samples are. */
async function setUp(dataFolder = realpathSync(temporaryFolder())) {
  const core = await connected(dataFolder);
  return { core, dataFolder, samples: join(dataFolder, "samples") };
}

/** Adds the samples and waits for their scan. */
async function added({ client }: Connection) {
  let last = await client.catalog.addSamples();
  for await (const step of await client.catalog.watchScan({ id: last.id })) last = step;
  return last.result;
}

const names = async (core: Connection, query = "") => (await entries(core, query)).map((item) => item.name);
const git = (folder: string, ...args: string[]) =>
  execFileSync(
    "git",
    ["-C", folder, "-c", "user.name=Author One", "-c", "user.email=one@example.com", ...args],
    {
      encoding: "utf8",
    },
  ).trim();

/** Every file below a folder but git's own, with its content; links are not followed. */
function filesIn(folder: string, inside = ""): Record<string, string> {
  const found: Record<string, string> = {};
  for (const entry of readdirSync(join(folder, inside), { withFileTypes: true })) {
    const path = inside === "" ? entry.name : `${inside}/${entry.name}`;
    if (entry.isFile()) found[path] = readFileSync(join(folder, path), "base64");
    else if (entry.isDirectory() && path !== ".git") Object.assign(found, filesIn(folder, path));
  }
  return found;
}

const WHOLE = Object.fromEntries(
  [...filesOf(commitsOf([AROUND, ...SAMPLES]))].map(([path, { content }]) => [
    path,
    content.toString("base64"),
  ]),
);

/** Language, what it is built with, year of the first commit, commits. */
const FACTS: Readonly<Record<string, readonly [string, readonly string[], number, number]>> = {
  "axum-rate-limiter": ["Rust", ["Rust 1.84", "Axum 0.8.1", "Tokio 1.43"], 2025, 5],
  "fastapi-job-progress": ["Python", ["Python 3.12", "FastAPI 0.115.12"], 2026, 4],
  "genstage-back-pressure": ["Elixir", ["Elixir 1.11", "GenStage 1.1"], 2021, 5],
  "grpc-sensor-stream": ["Go", ["Go 1.22", "gRPC 1.64.0", "Protocol Buffers 1.34.1"], 2024, 4],
  "kafka-retry-topics": ["Java", ["Java 21", "Spring Boot 3.2.3", "Kafka 3.7.0"], 2024, 5],
  "ktor-feature-flags": ["Kotlin", ["Kotlin 1.9.10", "Java 17", "Ktor 2.3.5"], 2023, 4],
  "minimal-api-short-links": ["C#", [".NET 6.0", "ASP.NET Core", "Dapper 2.0.123", "SQLite 6.0.2"], 2022, 3],
  "pandas-bike-counts": ["Jupyter Notebook", ["pandas 1.3.4", "Matplotlib 3.4.3"], 2021, 3],
  "react-virtual-list": ["TypeScript", ["TypeScript 5.5.4", "Node.js", "React 18.3.1"], 2024, 5],
  "sinatra-webhook-inbox": ["Ruby", ["Ruby 2.7", "Sinatra 2.1"], 2020, 4],
  "sqlite-window-functions": ["SQL", [], 2022, 4],
  "zig-ring-buffer": ["Zig", [], 2025, 4],
};

describe("the samples", () => {
  it("are twelve small POCs, found as what they are", async () => {
    const { core } = await setUp();
    expect(await added(core)).toMatchObject({ found: 12, new: 12, failed: [] });
    const facts: Record<string, unknown> = {};
    for (const { id, name } of await entries(core)) {
      const poc = await core.client.catalog.get({ id });
      const built = poc.technologies
        .filter(({ kind }) => kind !== "tool")
        .map((one) => (one.version === null ? one.name : `${one.name} ${one.version}`));
      facts[name] = [poc.language, built, new Date(poc.createdAt ?? 0).getUTCFullYear(), poc.commits];
      // The README's first paragraph is what describes it, whole.
      const first = poc.readme.split("\n\n")[1]?.replaceAll("\n", " ");
      expect(poc.description).toBe(first);
      expect(poc).toMatchObject({ licence: "Unlicense" });
      expect(poc.thumbnail !== null).toBe(name === "react-virtual-list");
      expect(poc.authors.map((author) => author.email)).toEqual(["samples@tatami.invalid"]);
    }
    expect(facts).toEqual(FACTS);
    const bytes = Object.values(WHOLE).reduce((sum, content) => sum + content.length, 0) * 0.75;
    expect(bytes).toBeLessThan(60 * 1024);
  });

  it("answer what a newcomer asks first", async () => {
    const { core } = await setUp();
    await added(core);
    expect(await names(core, "kafka")).toEqual(["genstage-back-pressure", "kafka-retry-topics"]);
    expect(await names(core, "rust")).toEqual(["axum-rate-limiter", "zig-ring-buffer"]);
    expect(await names(core, "language:go")).toEqual(["grpc-sensor-stream"]);
    expect(await names(core, "year:2024")).toEqual([
      "grpc-sensor-stream",
      "kafka-retry-topics",
      "react-virtual-list",
    ]);
  });

  it("are a clean repository with a history, the same on every machine", async () => {
    const [one, other] = [await setUp(), await setUp()];
    await added(one.core);
    await added(other.core);
    expect(git(one.samples, "status", "--porcelain")).toBe("");
    expect(git(one.samples, "fsck", "--strict")).toBe("");
    expect(git(one.samples, "rev-parse", "HEAD")).toBe(git(other.samples, "rev-parse", "HEAD"));
    const log = git(one.samples, "log", "--format=%aI %s").split("\n");
    expect(log.at(-1)).toMatch(/^2020-11-07T10:00:00(?:Z|\+00:00) A folder for experiments$/u);
    expect(log.length).toBe(1 + Object.values(FACTS).reduce((sum, [, , , commits]) => sum + commits, 0));
  });

  it("are added once, however often they are asked for", async () => {
    const { core, samples } = await setUp();
    await added(core);
    const head = git(samples, "rev-parse", "HEAD");
    expect(await added(core)).toMatchObject({ found: 12, new: 0, unchanged: 12 });
    expect(git(samples, "rev-parse", "HEAD")).toBe(head);
    expect(await core.client.catalog.roots()).toMatchObject([{ path: samples, samples: true, pocs: 12 }]);
  });

  it("are completed where a kill left half of them, and keep what was changed", async () => {
    const { core, dataFolder, samples } = await setUp();
    await added(core);
    for (const path of [".git", "zig-ring-buffer", "axum-rate-limiter/bucket", "kafka-retry-topics/pom.xml"])
      rmSync(join(samples, path), { recursive: true });
    writeFileSync(join(samples, ".tatami-draft"), "half a fi");
    mkdirSync(join(dataFolder, "samples-workshop", ".git"), { recursive: true });
    writeFileSync(join(dataFolder, "samples-workshop", ".git", "HEAD"), "ref: refs/he");
    writeFileSync(join(samples, "sinatra-webhook-inbox", "Gemfile"), "# mine\n");
    expect(await added(core)).toMatchObject({ found: 12, missing: 0 });
    const mine = Buffer.from("# mine\n").toString("base64");
    expect(filesIn(samples)).toEqual({ ...WHOLE, "sinatra-webhook-inbox/Gemfile": mine });
    expect(git(samples, "status", "--porcelain")).toBe("M sinatra-webhook-inbox/Gemfile");
    expect(existsSync(join(dataFolder, "samples-workshop"))).toBe(false);
  });

  it("are not written through a link, nor over something else", async () => {
    const { core, samples } = await setUp();
    const elsewhere = temporaryFolder();
    mkdirSync(samples);
    symlinkSync(elsewhere, join(samples, "zig-ring-buffer"), "junction");
    await expect(core.client.catalog.addSamples()).rejects.toMatchObject({
      code: "CONFLICT",
      message: expect.stringContaining("zig-ring-buffer") as string,
    });
    expect(readdirSync(elsewhere)).toEqual([]);
    rmSync(join(samples, "zig-ring-buffer"), { recursive: true });
    mkdirSync(join(samples, "LICENSE"));
    await expect(core.client.catalog.addSamples()).rejects.toMatchObject({ code: "CONFLICT" });
    rmSync(join(samples, "LICENSE"), { recursive: true });
    expect(await added(core)).toMatchObject({ found: 12 });
  });

  it("are known in a data folder behind a link, too", async () => {
    const link = join(temporaryFolder(), "link");
    symlinkSync(realpathSync(temporaryFolder()), link, "junction");
    const { core } = await setUp(link);
    expect(await added(core)).toMatchObject({ found: 12 });
    expect(await core.client.catalog.roots()).toMatchObject([{ samples: true }]);
    expect(await scanned(core, link)).toMatchObject({ found: 0 });
    expect(await core.client.catalog.removeSamples()).toMatchObject({ removed: 12, kept: [] });
    expect(await names(core)).toEqual([]);
  });
});

describe("removing the samples", () => {
  it("takes entries, folder and scans away, and leaves other entries and folders alone", async () => {
    const { core, dataFolder, samples } = await setUp();
    const root = temporaryFolder();
    mkdirSync(join(root, "mine"));
    writeFileSync(join(root, "mine", "package.json"), "{}");
    await scanned(core, root);
    await core.client.catalog.add({ name: "By hand" });
    await added(core);
    expect(await core.client.catalog.removeSamples()).toEqual({
      removed: 12,
      folder: samples,
      kept: [],
      keptMore: 0,
    });
    expect(await names(core)).toEqual(["By hand", "mine"]);
    expect(await core.client.catalog.roots()).toMatchObject([{ samples: false, pocs: 1 }]);
    expect((await core.client.catalog.jobs()).map((job) => job.root)).not.toContain(samples);
    expect(readdirSync(dataFolder).filter((name) => name.startsWith("samples"))).toEqual([]);
    // Nothing is there to be removed, and nothing is wrong with that.
    expect(await core.client.catalog.removeSamples()).toMatchObject({ removed: 0, kept: [] });
    expect(await core.client.settings.rebuild()).toMatchObject({ differed: 0, setAside: 0 });
  });

  it("is taken back by adding them: the same entries with what was written about them", async () => {
    const { core } = await setUp();
    await added(core);
    const before = await entries(core);
    const [kafka] = await entries(core, "kafka-retry");
    const id = kafka?.id ?? "";
    await core.client.catalog.update({
      id,
      patch: { name: "Retries", notes: "shown on Friday", addTags: ["talk"] },
    });
    // One that was taken out on its own is no sample fewer the next time.
    await core.client.catalog.remove({ ids: [before[0]?.id ?? ""] });
    expect(await core.client.catalog.removeSamples()).toMatchObject({ removed: 11 });
    expect((await core.client.catalog.history({ id })).map((one) => one.command)).toEqual(
      expect.arrayContaining(["catalog.removeSamples", "catalog.update", "scan"]),
    );
    expect(await added(core)).toMatchObject({ found: 12, new: 0 });
    expect((await entries(core)).map((item) => item.id).toSorted()).toEqual(
      before.map((item) => item.id).toSorted(),
    );
    expect(await core.client.catalog.get({ id })).toMatchObject({
      name: "Retries",
      deletedAt: null,
      user: { notes: "shown on Friday", tags: ["talk"] },
    });
  });

  it("shows all of them again, also those that were removed one by one", async () => {
    const { core } = await setUp();
    await added(core);
    await core.client.catalog.remove({ ids: (await entries(core)).map((item) => item.id) });
    expect(await names(core)).toEqual([]);
    expect(await added(core)).toMatchObject({ found: 12 });
    expect((await names(core)).length).toBe(12);
  });

  it("keeps and tells what a person put there or changed, and follows no link", async () => {
    const { core, samples } = await setUp();
    await added(core);
    const elsewhere = temporaryFolder();
    const there = join(elsewhere, "grpc");
    // A whole sample lies elsewhere, and a link stands in its place.
    renameSync(join(samples, "grpc-sensor-stream"), there);
    symlinkSync(there, join(samples, "grpc-sensor-stream"), "junction");
    symlinkSync(elsewhere, join(samples, "zig-ring-buffer", "out"), "junction");
    writeFileSync(join(samples, "notes.txt"), "mine");
    writeFileSync(join(samples, "sinatra-webhook-inbox", "Gemfile"), "# mine\n");
    mkdirSync(join(samples, "axum-rate-limiter", "target", "debug"), { recursive: true });
    writeFileSync(join(samples, "axum-rate-limiter", "target", "debug", "server"), "built");
    writeFileSync(join(samples, "kafka-retry-topics", ".DS_Store"), "where the icons were");
    expect(await core.client.catalog.removeSamples()).toMatchObject({
      removed: 12,
      kept: [
        "axum-rate-limiter/target/",
        "grpc-sensor-stream",
        "notes.txt",
        "sinatra-webhook-inbox/Gemfile",
        "zig-ring-buffer/out",
      ],
    });
    expect(readdirSync(there).toSorted()).toEqual([
      "README.md",
      "go.mod",
      "main.go",
      "sensor.go",
      "sensor_test.go",
    ]);
    expect(Object.keys(filesIn(samples)).toSorted()).toEqual([
      "axum-rate-limiter/target/debug/server",
      "notes.txt",
      "sinatra-webhook-inbox/Gemfile",
    ]);
    expect(readdirSync(samples)).not.toContain("kafka-retry-topics");
    expect(await names(core)).toEqual([]);
  });

  it("leaves a link in the place of the whole folder alone", async () => {
    const { core, samples } = await setUp();
    await added(core);
    const elsewhere = join(temporaryFolder(), "moved");
    renameSync(samples, elsewhere);
    symlinkSync(elsewhere, samples, "junction");
    expect(await core.client.catalog.removeSamples()).toMatchObject({ removed: 12, kept: ["."] });
    expect(filesIn(elsewhere)).toEqual(WHOLE);
    expect(existsSync(join(elsewhere, ".git", "HEAD"))).toBe(true);
  });

  it("keeps the repository to which somebody has committed, also where a stash is all", async () => {
    const { core, samples } = await setUp();
    await added(core);
    writeFileSync(join(samples, "zig-ring-buffer", "build.zig"), "// mine\n");
    git(samples, "stash");
    expect(await core.client.catalog.removeSamples()).toMatchObject({ kept: [".git/"] });
    expect(git(samples, "stash", "show", "-p")).toContain("+// mine");
    git(samples, "stash", "drop");
    await added(core);
    writeFileSync(join(samples, "own.txt"), "mine\n");
    git(samples, "add", "own.txt");
    git(samples, "commit", "-qm", "Mine");
    expect(await core.client.catalog.removeSamples()).toMatchObject({ kept: [".git/", "own.txt"] });
    expect(git(samples, "log", "-1", "--format=%s")).toBe("Mine");
  });

  it("waits its turn: what one asks for is not undone half by another", async () => {
    const { core, samples } = await setUp();
    const { catalog } = core.client;
    await Promise.all([catalog.addSamples(), catalog.removeSamples(), catalog.addSamples()]);
    await added(core);
    expect((await names(core)).length).toBe(12);
    await Promise.all([catalog.addSamples(), catalog.removeSamples()]);
    expect(await names(core)).toEqual([]);
    expect(existsSync(samples)).toBe(false);
  });
});

describe("a scan of a folder around the samples", () => {
  it("leaves them out, and calls none of them missing", async () => {
    const home = realpathSync(temporaryFolder());
    const dataFolder = join(home, "share", "tatami");
    mkdirSync(dataFolder, { recursive: true });
    mkdirSync(join(home, "mine"));
    writeFileSync(join(home, "mine", "go.mod"), "module mine\n");
    const { core } = await setUp(dataFolder);
    await added(core);
    expect(await scanned(core, home)).toMatchObject({ found: 1, missing: 0 });
    expect((await entries(core)).filter((item) => item.missing)).toEqual([]);
    expect((await names(core)).length).toBe(13);
    expect(await scanned(core, dataFolder)).toMatchObject({ found: 0, missing: 0 });
  });

  it("does not bring them back after they were removed", async () => {
    const home = realpathSync(temporaryFolder());
    const dataFolder = join(home, "data");
    mkdirSync(dataFolder);
    const { core, samples } = await setUp(dataFolder);
    await added(core);
    await scanned(core, home);
    writeFileSync(join(samples, "zig-ring-buffer", "mine.zig"), "// mine\n");
    expect(await core.client.catalog.removeSamples()).toMatchObject({ kept: ["zig-ring-buffer/mine.zig"] });
    expect(await scanned(core, home)).toMatchObject({ found: 0, missing: 0 });
    expect(await names(core)).toEqual([]);
  });
});
