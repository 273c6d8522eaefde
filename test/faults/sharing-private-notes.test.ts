import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openDatabase } from "#core/db/open.ts";
import { SharingDesk, signaling, until } from "./support/sharing-desks.ts";

/** The files of a closed desk's data folder that have a text in them. */
function filesWith(desk: SharingDesk, text: string): string[] {
  return readdirSync(desk.dataFolder, { recursive: true, encoding: "utf8" })
    .filter((name) => statSync(join(desk.dataFolder, name)).isFile())
    .filter((name) => readFileSync(join(desk.dataFolder, name)).includes(text))
    .toSorted();
}

async function shared(role: "editor" | "observer") {
  const address = await signaling();
  const [one, two] = await Promise.all([SharingDesk.open(), SharingDesk.open()]);
  const team = await one.found(address);
  const id = (await one.client.catalog.search({})).items[0]?.id ?? "";
  return { one, two, id, team, letIn: () => one.letIn(two, "Two", role) };
}

it("nothing of private notes leaves the machine, written before or after a workspace was shared", async () => {
  const { one, two, id, team, letIn } = await shared("editor");
  const update = (patch: Parameters<typeof one.client.catalog.update>[0]["patch"]) =>
    one.client.catalog.update({ id, patch });
  // Made private before anybody else was there: what was notes once is nobody else's, either.
  await update({ notes: "the walrus" });
  await update({ notes: "", notesBase: "the walrus", privateNotes: "the walrus", privateNotesBase: "" });
  await letIn();
  await update({ privateNotes: "the walrus and the pelican" });
  await update({ notes: "for everybody", privateNotes: "the pelican" });
  await until(async () => (await two.client.catalog.get({ id })).user.notes === "for everybody");
  await one.client.catalog.remove({ ids: [id] });
  await one.client.catalog.restore({ ids: [id] });
  await update({ name: "okapi" });
  await until(async () => (await two.names()).join() === "okapi");
  expect(await two.client.catalog.get({ id })).toMatchObject({ privateNotes: "" });
  expect((await two.client.catalog.search({ query: "pelican" })).total).toBe(0);
  expect((await two.client.catalog.history({ id })).filter(({ field }) => field === "privateNotes")).toEqual(
    [],
  );
  await Promise.all([one.close(), two.close()]);

  const database = join("workspaces", team, "tatami.db");
  for (const desk of [one, two]) expect(filesWith(desk, "for everybody")).toEqual([database]);
  for (const text of ["pelican", "walrus"]) {
    expect(filesWith(two, text)).toEqual([]);
    expect(filesWith(one, text)).toEqual([database]);
  }
  const { db } = openDatabase(join(one.dataFolder, "workspaces", team), Date.now);
  for (const table of ["document_update", "document_snapshot", "document_change", "document_unsettled"]) {
    const rows = db.prepare<[], object>(`SELECT * FROM ${table}`).all();
    const values = rows.flatMap((row) => Object.values(row) as unknown[]);
    const has = values.filter((value) =>
      value instanceof Uint8Array
        ? Buffer.from(value).includes("pelican")
        : String(value).includes("pelican"),
    );
    expect(has, table).toEqual([]);
  }
  db.close();
});

it("an observer writes private notes and nothing else, and keeps them with a copy", async () => {
  const { one, two, id, team, letIn } = await shared("observer");
  await letIn();
  const { catalog } = two.client;
  const told = one.client.catalog.history({ id });
  expect(await catalog.update({ id, patch: { privateNotes: "mine" } })).toMatchObject({
    privateNotes: "mine",
  });
  await expect(catalog.update({ id, patch: { notes: "x", privateNotes: "lost" } })).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
  await expect(catalog.update({ id, patch: {} })).rejects.toMatchObject({ code: "FORBIDDEN" });
  await catalog.update({ id, patch: { privateNotes: "mine, too" } });
  const change = (await catalog.history({ id })).find(({ field }) => field === "privateNotes");
  expect(await catalog.revert({ id, changeId: change?.id ?? "" })).toMatchObject({ privateNotes: "mine" });
  expect((await catalog.search({ query: "mine" })).total).toBe(1);

  // Removed and brought back by somebody else, it has them still.
  await one.client.catalog.remove({ ids: [id] });
  await until(async () => (await two.names()).length === 0);
  await one.client.catalog.restore({ ids: [id] });
  await until(async () => (await two.names()).length === 1);
  expect(await catalog.get({ id })).toMatchObject({ privateNotes: "mine", user: { notes: "" } });
  await two.client.workspace.leave({ id: team, keep: true });
  expect(await two.client.catalog.get({ id })).toMatchObject({ privateNotes: "mine" });
  expect((await one.client.catalog.history({ id })).slice(2)).toEqual(await told);
});
