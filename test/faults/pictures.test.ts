import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import * as Y from "yjs";
import { openDatabase } from "#core/db/open.ts";
import { SearchInput } from "#shared/features/catalog/catalog.api.ts";
import {
  CatalogService,
  Pictures,
  PlacesStore,
  pocKind,
  PrivateNotes,
  SearchIndex,
} from "#core/features/catalog/index.ts";
import { pictureId } from "#core/features/catalog/scan/read/pictures.ts";
import { WorkspaceService } from "#core/features/workspace/index.ts";
import { Documents } from "#core/sync/documents.ts";
import { temporaryFolder } from "#test/builders/folders.ts";
import { scanFacts } from "#test/builders/scan-facts.ts";
import { png, pngOf } from "#test/builders/pictures.ts";
import { SharingDesk, signaling, until } from "./support/sharing-desks.ts";

const RED = png(900, 600, [200, 30, 30]);
const SMALL = png(48, 32, [200, 30, 30]);
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");

/** A folder with one POC and its picture. */
function pictured(name: string): string {
  const folder = temporaryFolder("tatami-seen-by-nobody-");
  mkdirSync(join(folder, name));
  writeFileSync(join(folder, name, "package.json"), "{}");
  writeFileSync(join(folder, name, "README.md"), `# ${name}\n\n![shot](shot.png)\n`);
  writeFileSync(join(folder, name, "shot.png"), RED);
  return folder;
}

async function scan({ client }: SharingDesk, path: string): Promise<void> {
  const job = await client.catalog.startScan({ path });
  for await (const step of await client.catalog.watchScan({ id: job.id }))
    if (step.state === "failed") throw new Error(step.error?.message);
}

async function itemOf({ client }: SharingDesk, name: string) {
  const item = (await client.catalog.search({ query: name })).items[0];
  if (item === undefined) throw new Error(`${name} is not there`);
  return item;
}

/** All that lies in a folder, as one text. */
function contentOf(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "latin1"))
    .join("\n");
}

describe("a picture in a shared workspace", () => {
  it("is seen by the other members, who learn no place of it; an observer makes none", async () => {
    const [one, two] = await Promise.all([SharingDesk.open(), SharingDesk.open()]);
    await one.found(await signaling());
    await one.letIn(two, "Two");
    const folder = pictured("gull");
    await scan(one, folder);
    await until(async () => (await two.names()).includes("gull"));
    const { id } = await itemOf(two, "gull");
    expect(await itemOf(two, "gull")).toMatchObject({ thumbnail: null, path: null });
    expect(await two.client.catalog.thumbnail({ id })).toBeNull();
    // Whose file it is not makes none of it.
    expect(await two.client.catalog.picturesToMake({ after: null })).toEqual([]);
    const keep = { of: pictureId(RED), base64: base64(SMALL) };
    await expect(two.client.catalog.keepPicture({ id, ...keep })).rejects.toMatchObject({ code: "CONFLICT" });

    const stop = new AbortController();
    const events = await two.client.catalog.events(undefined, { signal: stop.signal });
    const heard = (async () => {
      for await (const event of events) if (event.type === "changed" && event.ids.includes(id)) return true;
      return false;
    })();
    await one.client.catalog.keepPicture({ id, ...keep });
    expect(await heard).toBe(true);
    stop.abort();
    expect(await itemOf(two, "gull")).toMatchObject({ thumbnail: pictureId(RED), path: null });
    expect(await two.client.catalog.get({ id })).toMatchObject({ thumbnail: pictureId(RED) });
    expect(await two.client.catalog.thumbnail({ id })).toEqual({
      type: "image/png",
      base64: base64(SMALL),
    });
    expect((await two.client.catalog.history({ id })).map(({ field }) => field)).toEqual(["created"]);
    expect((await two.sharing()).pictures).toBe(1);
    expect(contentOf(two.dataFolder)).toContain(Buffer.from(SMALL).toString("latin1"));
    expect(contentOf(one.dataFolder)).toContain("seen-by-nobody");
    expect(contentOf(two.dataFolder)).not.toContain("seen-by-nobody");
    expect(await two.client.settings.rebuild()).toMatchObject({ differed: 0, setAside: 0 });
    expect(await two.client.catalog.thumbnail({ id })).toMatchObject({ base64: base64(SMALL) });

    // Two scans a picture of its own, and loses the right to write before it is made.
    await scan(two, pictured("ibis"));
    const ibis = await itemOf(two, "ibis");
    expect(await two.client.catalog.picturesToMake({ after: null })).toMatchObject([{ id: ibis.id }]);
    await until(async () => (await one.names()).includes("ibis"));
    await one.client.workspace.assign({ device: await one.device("Two"), role: "observer" });
    await until(async () => (await two.sharing()).role === "observer");
    expect(await two.client.catalog.picturesToMake({ after: null })).toEqual([]);
    await expect(two.client.catalog.keepPicture({ id: ibis.id, ...keep })).rejects.toMatchObject({
      code: "FORBIDDEN",
      data: { reason: { id: "member.not-allowed" } },
    });
  });
});

/** The catalogue of a workspace, without what shares it: what comes from a member is given to it by hand. */
function catalogue() {
  const { db } = openDatabase(temporaryFolder(), Date.now);
  onTestFinished(() => void db.close());
  const workspace = new WorkspaceService(db, Date.now);
  workspace.ensure();
  const [index, documents, places] = [new SearchIndex(db), new Documents(db, Date.now), new PlacesStore(db)];
  documents.register(pocKind(db, index));
  const pictures = new Pictures({ db, documents, places, workspace });
  const service = new CatalogService({
    db,
    documents,
    places,
    privateNotes: new PrivateNotes(db),
    index,
    pictures,
    workspace,
    clock: Date.now,
  });
  const id = "00000000-0000-8000-8000-000000000001";
  const take = (update: Uint8Array) =>
    documents.receive(
      {
        id,
        roomId: workspace.current().id,
        kind: "poc",
        schema: 1,
        mark: { deleted: false, at: 0 },
        update,
      },
      "a".repeat(64),
    );
  return { db, documents, pictures, service, id, take };
}

/** The scan's part of a document as a version wrote it that knew of no pictures. */
const { picture: _, ...SCAN } = scanFacts({ name: "gull", files: 1, bytes: 1 });

function documentWith(scan: object, picture: Readonly<Record<string, unknown>>): Y.Doc {
  const doc = new Y.Doc();
  for (const [key, value] of Object.entries({ ...SCAN, ...scan })) doc.getMap("scan").set(key, value);
  for (const [key, value] of Object.entries(picture)) doc.getMap("picture").set(key, value);
  return doc;
}

describe("a picture that a member sends", () => {
  const of = pictureId(RED);

  it("is shown where it is one, and is gone while its entry is", async () => {
    const { documents, pictures, service, id, take } = catalogue();
    take(Y.encodeStateAsUpdate(documentWith({ picture: of }, { of, type: "text/html", bytes: SMALL })));
    expect(service.get(id).thumbnail).not.toBeNull();
    expect(await pictures.thumbnail(id)).toEqual({ type: "image/png", base64: base64(SMALL) });
    expect(pictures.count()).toBe(1);
    documents.remove([id], { author: "me", command: "test" });
    expect(await pictures.thumbnail(id)).toBeNull();
    documents.restore([id], { author: "me", command: "test" });
    expect(await pictures.thumbnail(id)).toMatchObject({ base64: base64(SMALL) });
  });

  it.each<[string, object, Readonly<Record<string, unknown>>]>([
    ["is of a document of before there were pictures", {}, {}],
    ["has no fact that names it", {}, { of, type: "image/png", bytes: SMALL }],
    ["is named by a number", { picture: 7 }, { of: 7, type: "image/png", bytes: SMALL }],
    ["is of another picture", { picture: "f".repeat(32) }, { of, type: "image/png", bytes: SMALL }],
    ["has no bytes", { picture: of }, { of, type: "image/png" }],
    ["has a path for bytes", { picture: of }, { of, type: "image/png", bytes: "/etc/passwd" }],
    ["is SVG", { picture: of }, { of, type: "image/png", bytes: Uint8Array.from(Buffer.from("<svg/>")) }],
    ["is giant", { picture: of }, { of, type: "image/png", bytes: new Uint8Array(1_000_000).fill(7) }],
    ["claims a giant size", { picture: of }, { of, bytes: pngOf(30_000, 30_000, new Uint8Array(9)) }],
  ])("and %s is not there; the entry is, and no problem", async (_what, scan, picture) => {
    const { documents, pictures, service, id, take } = catalogue();
    expect(take(Y.encodeStateAsUpdate(documentWith(scan, picture)))).toEqual({ result: "changed" });
    expect(service.get(id)).toMatchObject({ name: "gull", thumbnail: null });
    expect(service.search(SearchInput.parse({})).items).toMatchObject([{ id, thumbnail: null }]);
    expect(await pictures.thumbnail(id)).toBeNull();
    expect([documents.problems(), pictures.count()]).toEqual([[], 0]);
    expect(documents.rebuild()).toMatchObject({ differed: 0, setAside: 0 });
  });

  it("is not lost to a rebuild, which writes again what went out of the tables", async () => {
    const { db, documents, pictures, id, take } = catalogue();
    take(Y.encodeStateAsUpdate(documentWith({ picture: of }, { of, type: "image/png", bytes: SMALL })));
    expect(documents.rebuild()).toMatchObject({ differed: 0 });
    for (const harm of ["SET bytes = x'00'", "SET source = 'x'", "SET type = 'text/html'"]) {
      db.prepare(`UPDATE poc_picture ${harm}`).run();
      expect(documents.rebuild()).toMatchObject({ rows: 1, differed: 1 });
    }
    db.prepare("DELETE FROM poc_picture").run();
    expect(documents.rebuild()).toMatchObject({ rows: 1, differed: 1 });
    expect(await pictures.thumbnail(id)).toMatchObject({ base64: base64(SMALL) });
  });
});
