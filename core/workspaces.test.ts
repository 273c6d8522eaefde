import { existsSync, mkdirSync, readdirSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createRouterClient } from "@orpc/server";
import { expect, it, onTestFinished } from "vitest";
import { temporaryFolder } from "#test/builders/folders.ts";
import { openDatabase } from "./db/open.ts";
import { connectCore, startCore, type Connection } from "./main.ts";

async function connected(dataFolder = temporaryFolder()): Promise<Connection["client"]> {
  const connection = await connectCore({ dataFolder, shell: "test", logLevel: "debug" });
  onTestFinished(() => connection.close());
  return connection.client;
}

/** Scans a folder with one POC of this name. */
async function scanOne(client: Connection["client"], name: string): Promise<string> {
  const root = temporaryFolder();
  mkdirSync(join(root, name));
  writeFileSync(
    join(root, name, "package.json"),
    JSON.stringify({ name, dependencies: { react: "19.0.0" } }),
  );
  writeFileSync(join(root, name, "README.md"), `# ${name}\n\nThe ${name} of a secret project.\n`);
  const job = await client.catalog.startScan({ path: root });
  for await (const step of await client.catalog.watchScan({ id: job.id }))
    if (step.state === "failed") throw new Error(step.error?.message);
  return root;
}

it("nothing of one workspace is met in another", async () => {
  const client = await connected();
  const personal = await client.workspace.current();
  await scanOne(client, "zebra");
  await client.catalog.addRecentSearch({ query: "zebra stripes" });
  const [entry] = (await client.catalog.search({ query: "zebra" })).items;
  if (entry === undefined) throw new Error("zebra was not found");
  await client.catalog.update({ id: entry.id, patch: { addTags: ["striped"] } });

  const team = await client.workspace.create({ name: "  Team  " });
  expect(team).toMatchObject({ name: "Team", documents: 0, current: false });
  await client.workspace.use({ id: team.id });
  const empty = await client.catalog.search({ query: "zebra" });
  expect(empty).toMatchObject({ total: 0, all: 0, items: [], excludes: null });
  expect(Object.values(empty.facets).flat()).toEqual([]);
  // Nor by a part of its name or a typo of it.
  for (const query of ["ebr", "zebrra", "stri"])
    expect((await client.catalog.search({ query })).total).toBe(0);
  expect(await client.catalog.roots()).toEqual([]);
  expect(await client.catalog.jobs()).toEqual([]);
  expect(await client.catalog.recentSearches()).toEqual([]);
  await expect(client.catalog.get({ id: entry.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(client.catalog.history({ id: entry.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(client.catalog.update({ id: entry.id, patch: { notes: "mine" } })).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
  expect((await client.settings.diagnostics()).counts.find(({ name }) => name === "documents")?.count).toBe(
    0,
  );

  await scanOne(client, "giraffe");
  expect((await client.catalog.search({})).items.map(({ name }) => name)).toEqual(["giraffe"]);
  await client.workspace.use({ id: personal.id });
  expect((await client.catalog.search({})).items.map(({ name }) => name)).toEqual(["zebra"]);
  expect(await client.workspace.list()).toMatchObject([
    { id: personal.id, name: "Personal", documents: 1, current: true },
    { id: team.id, name: "Team", documents: 1, current: false },
  ]);
});

it("the workspace, its name and what is in it are there again after a restart", async () => {
  const dataFolder = temporaryFolder();
  const first = await connectCore({ dataFolder, shell: "test" });
  const team = await first.client.workspace.create({ name: "Team" });
  await first.client.workspace.use({ id: team.id });
  await first.client.settings.update({ deviceName: "desk" });
  await scanOne(first.client, "giraffe");
  await first.client.workspace.rename({ id: team.id, name: "Friday team" });
  await first.close();

  const client = await connected(dataFolder);
  expect(await client.workspace.current()).toMatchObject({ id: team.id, name: "Friday team", documents: 1 });
  const [entry] = (await client.catalog.search({})).items;
  expect(entry?.name).toBe("giraffe");
  const [change] = await client.catalog.history({ id: entry?.id ?? "" });
  expect(change?.author).toBe("desk");
});

it("a workspace whose database is damaged is set aside and keeps its id and name", async () => {
  const dataFolder = temporaryFolder();
  const first = await connectCore({ dataFolder, shell: "test" });
  const team = await first.client.workspace.create({ name: "Team" });
  await first.client.workspace.use({ id: team.id });
  await scanOne(first.client, "giraffe");
  await first.close();
  const folder = join(dataFolder, "workspaces", team.id);
  for (const file of readdirSync(folder).filter((name) => name.startsWith("tatami.db")))
    writeFileSync(join(folder, file), Buffer.alloc(8192, "no database "));

  const client = await connected(dataFolder);
  expect(await client.workspace.current()).toMatchObject({ id: team.id, name: "Team", documents: 0 });
  expect(readdirSync(folder).some((name) => name.startsWith("damaged-"))).toBe(true);
  expect(existsSync(join(dataFolder, "tatami.db"))).toBe(true);
});

it.each([
  ["before it was forgotten", true],
  ["before its files were removed", false],
])("a workspace that was being left when a kill came %s is gone at the next start", async (_when, listed) => {
  const dataFolder = temporaryFolder();
  const first = await connectCore({ dataFolder, shell: "test" });
  const [team, other] = [
    await first.client.workspace.create({ name: "Team" }),
    await first.client.workspace.create({ name: "Other" }),
  ];
  if (!listed) await first.client.workspace.leave({ id: team.id });
  await first.close();
  const folder = join(dataFolder, "workspaces");
  if (listed) renameSync(join(folder, team.id), join(folder, `${team.id}.left`));
  else {
    mkdirSync(join(folder, `${team.id}.left`));
    writeFileSync(join(folder, `${team.id}.left`, "tatami.db"), "what a kill left");
  }

  const client = await connected(dataFolder);
  expect((await client.workspace.list()).map(({ name }) => name)).toEqual(["Personal", "Other"]);
  expect(readdirSync(folder)).toEqual([other.id]);
});

it("a workspace that cannot be opened holds up neither the start nor the others, and is not touched", async () => {
  const dataFolder = temporaryFolder();
  const first = await connectCore({ dataFolder, shell: "test" });
  const team = await first.client.workspace.create({ name: "Team" });
  await first.client.workspace.use({ id: team.id });
  await first.close();
  const folder = join(dataFolder, "workspaces", team.id);
  const { db } = openDatabase(folder, Date.now);
  // As a newer Tatami would leave it.
  db.pragma("user_version = 999990");
  db.close();
  const before = readdirSync(folder).toSorted();

  // With windows: everything is synced from the start on.
  const core = await startCore({ dataFolder, shell: "web" });
  if (core === null) throw new Error("another process holds the folder");
  onTestFinished(() => core.close());
  const client = createRouterClient(core.router, { interceptors: core.serving.clientInterceptors as [] });
  expect(await client.workspace.list()).toMatchObject([
    { name: "Personal", current: true },
    { id: team.id, name: "Team", current: false },
  ]);
  expect(await client.settings.hosts()).toEqual([]);
  await expect(client.workspace.use({ id: team.id })).rejects.toMatchObject({ code: "VERSION_MISMATCH" });
  expect((await client.catalog.search({})).total).toBe(0);
  expect(readdirSync(folder).toSorted()).toEqual(before);
});

it("listeners hear the events of the workspace that is looked at", async () => {
  const client = await connected();
  const team = await client.workspace.create({ name: "Team" });
  const before = await client.catalog.events();
  const end = before.next();
  await client.workspace.use({ id: team.id });
  expect(await end).toMatchObject({ done: true });
  const now = await client.catalog.events();
  const heard = now.next();
  await scanOne(client, "giraffe");
  expect((await heard).done).not.toBe(true);
});

it.each([
  ["an empty name", () => ({ name: "" })],
  ["blanks", () => ({ name: "  " })],
  ["two lines", () => ({ name: "one\ntwo" })],
  ["a long name", () => ({ name: "x".repeat(81) })],
])("refuses %s", async (_what, input) => {
  const client = await connected();
  await expect(client.workspace.create(input())).rejects.toMatchObject({ code: "VALIDATION_ERROR" });
  expect(await client.workspace.list()).toHaveLength(1);
});

it("refuses to look at what is not there", async () => {
  const client = await connected();
  await expect(client.workspace.use({ id: "00000000-0000-4000-8000-000000000000" })).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
});

it("diagnostics tell the size of the database of the workspace that is looked at", async () => {
  const dataFolder = temporaryFolder();
  const client = await connected(dataFolder);
  await scanOne(client, "zebra");
  const team = await client.workspace.create({ name: "Team" });
  await client.workspace.use({ id: team.id });
  const told = (await client.settings.diagnostics({})).sizes;
  const of = (...folder: string[]) =>
    ["", "-wal"].map((end) => statSync(join(dataFolder, ...folder, `tatami.db${end}`)).size);
  expect(of("workspaces", team.id)).not.toEqual(of());
  expect(told.slice(0, 2).map(({ bytes }) => bytes)).toEqual(of("workspaces", team.id));
});
