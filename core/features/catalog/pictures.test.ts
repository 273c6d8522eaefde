import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { connectCore, type Connection } from "#core/main.ts";
import { temporaryFolder } from "#test/builders/folders.ts";
import { png, pngOf } from "#test/builders/pictures.ts";
import { pictureId } from "./scan/read/pictures.ts";

type Client = Connection["client"];

const RED = png(900, 600, [200, 30, 30]);
const BLUE = png(901, 600, [30, 30, 200]);
const SMALL = png(48, 32, [200, 30, 30]);
const base64 = (bytes: Uint8Array | string) => Buffer.from(bytes).toString("base64");

/** A folder with these files, and one POC in it for each of these names, whose README shows a picture. */
function folderOf(
  names: readonly string[],
  files: Readonly<Record<string, Uint8Array | string>> = {},
): string {
  const folder = temporaryFolder();
  const all: Record<string, Uint8Array | string> = {};
  for (const name of names) {
    all[`${name}/package.json`] = "{}";
    all[`${name}/README.md`] = `# ${name}\n\nWhat it shows.\n\n![shot](shot.png)\n`;
    all[`${name}/shot.png`] = RED;
  }
  for (const [path, content] of Object.entries({ ...all, ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

async function scan(client: Client, path: string) {
  const job = await client.catalog.startScan({ path });
  for await (const step of await client.catalog.watchScan({ id: job.id })) {
    if (step.state === "failed") throw new Error(step.error?.message);
    if (step.state === "done") return step.result;
  }
  throw new Error("The scan did not end.");
}

async function scanned(folder: string): Promise<Client> {
  const { client, close } = await connectCore({ dataFolder: temporaryFolder(), shell: "test" });
  onTestFinished(() => close());
  await scan(client, folder);
  return client;
}

const itemOf = async (client: Client) =>
  (await client.catalog.search({})).items[0] as { id: string; thumbnail: string | null };

it("a picture is to be made until it is kept, and then is what is shown", async () => {
  const client = await scanned(folderOf(["gull"]));
  const { id } = await itemOf(client);
  const of = pictureId(RED);
  expect(await client.catalog.picturesToMake({ after: null })).toEqual([{ id, of }]);
  expect(await client.catalog.thumbnail({ id })).toEqual({ type: "image/png", base64: base64(RED) });
  expect((await client.workspace.sharing()).pictures).toBe(0);

  const [history, listed] = [await client.catalog.history({ id }), await client.catalog.search({})];
  await client.catalog.keepPicture({ id, of, base64: base64(SMALL) });
  expect(await client.catalog.thumbnail({ id })).toEqual({ type: "image/png", base64: base64(SMALL) });
  expect(await client.catalog.thumbnail({ id, source: of })).toMatchObject({ base64: base64(RED) });
  expect(await client.catalog.picturesToMake({ after: null })).toEqual([]);
  expect((await client.workspace.sharing()).pictures).toBe(1);
  // Nobody has edited anything, and the list stays as it was.
  expect(await client.catalog.history({ id })).toEqual(history);
  const { ms: _before, ...before } = listed;
  expect(await client.catalog.search({})).toMatchObject(before);

  // Of two windows that make it, the second changes nothing.
  await client.catalog.keepPicture({ id, of, base64: base64(png(48, 32, [0, 0, 0])) });
  expect(await client.catalog.thumbnail({ id })).toMatchObject({ base64: base64(SMALL) });
});

it("pictures to be made are told in parts, each once", async () => {
  const names = ["auk", "coot", "gull", "kite", "wren"];
  const client = await scanned(folderOf(names, { "dull/package.json": "{}", "dull/main.js": "1\n" }));
  const told: string[] = [];
  for (let after: string | null = null; ;) {
    const some = await client.catalog.picturesToMake({ after, limit: 2 });
    if (some.length === 0) break;
    told.push(...some.map(({ id }) => id));
    after = some.at(-1)?.id ?? null;
  }
  const { items } = await client.catalog.search({});
  const wanted = items.filter(({ name }) => names.includes(name)).map(({ id }) => id);
  expect(told.toSorted()).toEqual(wanted.toSorted());
});

it("a picture that changes is made anew, and the former is not shown for it", async () => {
  const folder = folderOf(["gull"]);
  const client = await scanned(folder);
  const { id } = await itemOf(client);
  await client.catalog.keepPicture({ id, of: pictureId(RED), base64: base64(SMALL) });
  expect(await scan(client, folder)).toMatchObject({ changed: 0, unchanged: 1 });
  expect(await client.catalog.thumbnail({ id })).toMatchObject({ base64: base64(SMALL) });

  writeFileSync(join(folder, "gull/shot.png"), BLUE);
  expect(await scan(client, folder)).toMatchObject({ changed: 1 });
  expect(await client.catalog.thumbnail({ id })).toMatchObject({ base64: base64(BLUE) });
  // A page that is open learns that there is another.
  expect((await itemOf(client)).thumbnail).toBe(pictureId(BLUE));
  expect((await client.catalog.get({ id })).thumbnail).toBe(pictureId(BLUE));
  expect(await client.catalog.picturesToMake({ after: null })).toEqual([{ id, of: pictureId(BLUE) }]);
  expect((await client.workspace.sharing()).pictures).toBe(0);
});

it("what is kept is a small picture of the picture that is there now", async () => {
  const folder = folderOf(["gull"]);
  const client = await scanned(folder);
  const { id } = await itemOf(client);
  const of = pictureId(RED);
  const keep = (wish: object) => client.catalog.keepPicture({ id, of, base64: base64(SMALL), ...wish });
  const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>';
  for (const bytes of [SVG, "", "GIF89a", pngOf(30_000, 30_000, new Uint8Array(9))])
    await expect(keep({ base64: base64(bytes) })).rejects.toMatchObject({
      data: { reason: { id: "picture.not-small" } },
    });
  // 48 KiB is the most, to the byte.
  const most = Buffer.concat([SMALL, Buffer.alloc(48 * 1024 - SMALL.length)]);
  await expect(keep({ base64: base64(Buffer.concat([most, Buffer.alloc(1)])) })).rejects.toMatchObject({
    code: "VALIDATION_ERROR",
  });
  for (const wrong of ["no base64!", 7, null])
    await expect(keep({ base64: wrong })).rejects.toMatchObject({ code: "VALIDATION_ERROR" });
  await expect(keep({ of: "/etc/passwd" })).rejects.toMatchObject({ code: "VALIDATION_ERROR" });
  await expect(keep({ of: pictureId(BLUE) })).rejects.toMatchObject({ code: "CONFLICT" });
  await expect(keep({ id: "00000000-0000-7000-8000-000000000000" })).rejects.toMatchObject({
    code: "NOT_FOUND",
  });

  // The file is another one by now, then a link to one, then gone; no scan has told yet.
  const shot = join(folder, "gull/shot.png");
  writeFileSync(shot, BLUE);
  expect(await client.catalog.thumbnail({ id, source: of })).toBeNull();
  await expect(keep({})).rejects.toMatchObject({ data: { reason: { id: "picture.changed" } } });
  await expect(keep({ of: pictureId(BLUE) })).rejects.toMatchObject({ code: "CONFLICT" });
  rmSync(shot);
  writeFileSync(join(folder, "elsewhere.png"), RED);
  if (process.platform !== "win32") {
    symlinkSync(join(folder, "elsewhere.png"), shot);
    await expect(keep({})).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await client.catalog.thumbnail({ id })).toBeNull();
    rmSync(shot);
  }
  await expect(keep({})).rejects.toMatchObject({ code: "CONFLICT" });
  expect((await client.workspace.sharing()).pictures).toBe(0);

  writeFileSync(shot, RED);
  await keep({ base64: base64(most) });
  expect(await client.catalog.thumbnail({ id })).toMatchObject({ base64: base64(most) });
});

it("of a picture of more than 4 MiB nobody makes a small one", async () => {
  const large = png(1300, 1300, "noise");
  expect(large.length).toBeGreaterThan(4 * 1024 * 1024);
  const client = await scanned(folderOf(["gull"], { "gull/shot.png": large }));
  expect(await client.catalog.picturesToMake({ after: null })).toEqual([]);
});

it("a removed entry takes its picture along, and has it again when it comes back", async () => {
  const client = await scanned(folderOf(["gull"]));
  const { id } = await itemOf(client);
  await client.catalog.keepPicture({ id, of: pictureId(RED), base64: base64(SMALL) });
  await client.catalog.remove({ ids: [id] });
  expect((await client.workspace.sharing()).pictures).toBe(0);
  await client.catalog.restore({ ids: [id] });
  expect(await client.catalog.thumbnail({ id })).toMatchObject({ base64: base64(SMALL) });
});
