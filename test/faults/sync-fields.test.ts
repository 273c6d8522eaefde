import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { openDatabase } from "#core/db/open.ts";
import { pocKind, SearchIndex } from "#core/features/catalog/index.ts";
import { Documents } from "#core/sync/documents.ts";
import { temporaryFolder } from "#test/builders/folders.ts";
import { scanFacts } from "#test/builders/scan-facts.ts";
import { commanded } from "#test/builders/command-line.ts";
import { connected, refused } from "./support/core.ts";

const DESCRIPTION = "an honest description";

/** Maps in maps, so deep as a change may bring them. */
function deep(depth: number): Y.Map<unknown> {
  const map = new Y.Map<unknown>();
  map.set("x", depth === 1 ? "end" : deep(depth - 1));
  return map;
}

/** What belongs in no field of a POC's document. */
const WRONG: Record<string, () => unknown> = {
  "a map": () => new Y.Map([["a", new Y.Text("b")]]),
  "maps in each other": () => deep(32),
  "a list": () => Y.Array.from([1, new Y.Map([["a", 1]])]),
  "a text": () => new Y.Text("theirs"),
  "a number": () => -0.5,
  "a plain object": () => ({ toString: 1, length: -1 }),
  nothing: () => null,
  bytes: () => Uint8Array.of(1, 2, 3),
  "a giant string": () => "x".repeat(300_000),
};

const INSERTED = Y.Array.prototype.insert;

/** Puts a value everywhere in a POC's document where a member can put one. */
const FIELDS: Record<string, (doc: Y.Doc, value: () => unknown) => void> = {
  "the name": (doc, value) => void doc.getMap("user").set("name", value()),
  "the description": (doc, value) => void doc.getMap("user").set("description", value()),
  "the address": (doc, value) => void doc.getMap("user").set("remote", value()),
  "the tags": (doc, value) => {
    doc.getMap("tags").set("kept", value());
    doc.getMap("tags").set(" Odd  Tag", true);
    doc.getMap("tags").set("t".repeat(5_000), true);
  },
  // Before, in and behind the letters.
  "the notes": (doc, value) => {
    for (const at of [0, 3, doc.getText("notes").length]) INSERTED.call(doc.getText("notes"), at, [value()]);
  },
  "the picture": (doc, value) => {
    for (const key of ["of", "type", "bytes"]) doc.getMap("picture").set(key, value());
  },
};

/** A data folder with one POC that another member has changed so. */
async function changed(spoil: (doc: Y.Doc) => void): Promise<{ readonly data: string; readonly id: string }> {
  const data = temporaryFolder();
  const core = await connected(data);
  const { id } = await core.client.catalog.add({
    name: "first",
    description: DESCRIPTION,
    tags: ["kept"],
    remote: "https://git.example.com/a/b",
  });
  await core.client.catalog.update({ id, patch: { notes: "honest notes" } });
  await core.close();
  const { db } = openDatabase(data, Date.now);
  const documents = new Documents(db, Date.now);
  documents.register(pocKind(db, new SearchIndex(db)));
  const doc = documents.read(id);
  const vector = Y.encodeStateVector(doc);
  spoil(doc);
  const update = Y.encodeStateAsUpdate(doc, vector);
  const roomId = documents.head(id)?.room_id ?? "";
  const mark = { deleted: false, at: 0 };
  expect(documents.receive({ id, roomId, kind: "poc", schema: 1, mark, update }, "other")).toEqual({
    result: "changed",
  });
  db.close();
  return { data, id };
}

const names = async (client: Awaited<ReturnType<typeof connected>>["client"], query: string) =>
  (await client.catalog.search({ query })).items.map(({ name }) => name);

describe("what is not of its kind", () => {
  it.each(Object.keys(WRONG))("S-408 %s in any field is absent, and an edit replaces it", async (what) => {
    const value = WRONG[what] as () => unknown;
    const { data, id } = await changed((doc) => {
      for (const spoil of Object.values(FIELDS)) spoil(doc, value);
    });
    const core = await connected(data);
    const { client } = core;
    const problems = async () => (await client.settings.diagnostics()).setAside.map((one) => one.id);
    // What was added by hand has no other name.
    expect(await problems()).toEqual([id]);
    expect(await names(client, "")).toEqual([]);
    expect(await client.settings.rebuild()).toMatchObject({ documents: 1, differed: 0, setAside: 1 });
    const renamed = await client.catalog.update({ id, patch: { name: "renamed" } });
    expect(await problems()).toEqual([]);
    expect(renamed).toMatchObject({ name: "renamed", description: "", remote: null, thumbnail: null });
    expect(renamed.user.tags).toEqual([" Odd  Tag"]);
    const patch = { description: "edited", notes: "noted 😀", removeTags: ["odd tag"], addTags: ["kept"] };
    expect(await client.catalog.update({ id, patch })).toMatchObject({
      description: "edited",
      user: { tags: ["kept"], notes: "noted 😀" },
    });
    for (const query of ["renamed", "edited", "noted", "tag:kept"])
      expect(await names(client, query)).toEqual(["renamed"]);
    const lost = (await client.catalog.history({ id })).filter(({ field }) => field === "description").at(-1);
    expect(lost).toMatchObject({ before: DESCRIPTION, after: null });
    expect(await client.catalog.revert({ id, changeId: lost?.id ?? "" })).toMatchObject({
      description: DESCRIPTION,
    });
    await client.catalog.remove({ ids: [id] });
    expect(await names(client, "")).toEqual([]);
    await client.catalog.restore({ ids: [id] });
    expect(await client.settings.rebuild()).toMatchObject({ documents: 1, differed: 0, setAside: 0 });
    await core.close();
    const again = await connected(data);
    expect(await names(again.client, "noted")).toEqual(["renamed"]);
  });

  it("S-408 times that no calendar can write are none: what lists and shows them goes on", async () => {
    const { data, id } = await changed((doc) => {
      const facts: Record<string, unknown> = { ...scanFacts({ name: "first" }) };
      for (const key of ["firstCommitAt", "lastCommitAt", "headAt"]) facts[key] = 8.7e15;
      for (const [key, value] of Object.entries(facts)) doc.getMap("scan").set(key, value);
      doc.getMap("scan").set("commitWeeks", [[8.7e15, 1]]);
    });
    const core = await connected(data);
    const [found] = (await core.client.catalog.search({})).items;
    expect(found).toMatchObject({ id, createdAt: null, updatedAt: null });
    expect(await core.client.catalog.get({ id })).toMatchObject({ commitWeeks: [], updatedAt: null });
    for (const words of [
      ["search", ""],
      ["search", "", "--json"],
      ["show", id],
      ["show", id, "--json"],
    ])
      expect((await commanded(core, ...words)).text).toContain("first");
  });

  it("S-408 more tags than searches can compare are put aside and shown, and the other documents go on", async () => {
    const { data, id } = await changed((doc) => {
      for (let at = 0; at < 100_000; at++) doc.getMap("tags").set(`tag ${at}`, true);
    });
    const { client } = await connected(data);
    const { id: other } = await client.catalog.add({
      name: "other",
      tags: Array.from({ length: 50 }, (_, at) => `own ${at}`),
    });
    expect(await names(client, "tag:kept")).toEqual([]);
    expect((await client.settings.diagnostics()).setAside).toMatchObject([
      { id, reason: { id: "document.too-many-tags", params: { most: 1_000 } } },
    ]);
    // Here nobody comes to that by his own edits.
    const add = (round: number) =>
      client.catalog.update({
        id: other,
        patch: { addTags: Array.from({ length: 50 }, (_, at) => `more ${round} ${at}`) },
      });
    for (let round = 1; round < 20; round++) await add(round);
    expect(await refused(add(20))).toMatchObject({ code: "VALIDATION_ERROR" });
    expect((await client.catalog.get({ id: other })).user.tags).toHaveLength(1_000);
    expect(await names(client, 'tag:"more 19 7"')).toEqual(["other"]);
    await client.catalog.remove({ ids: [id] });
    expect((await client.settings.diagnostics()).setAside).toEqual([]);
    await client.catalog.restore({ ids: [id] });
    expect((await client.settings.diagnostics()).setAside).toHaveLength(1);
  });
});
