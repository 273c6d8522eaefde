import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import type * as z from "zod";
import type { Present } from "#shared/features/workspace/workspace.api.ts";
import { SharingDesk, signaling, until } from "./support/sharing-desks.ts";

const open = () => SharingDesk.open();

/** A page of a device: what it was told last of where others are, and how it says where it is itself. */
class Page {
  readonly id: string = randomUUID();
  readonly #desk: SharingDesk;
  readonly #stop = new AbortController();
  #told: z.infer<typeof Present> | null = null;

  private constructor(desk: SharingDesk) {
    this.#desk = desk;
  }

  /** Opens one; resolves when it has been told for the first time. */
  static async open(desk: SharingDesk): Promise<Page> {
    const page = new Page(desk);
    onTestFinished(() => page.close());
    void page.#listen().catch(() => undefined);
    await until(() => Promise.resolve(page.#told !== null));
    return page;
  }

  async #listen(): Promise<void> {
    const { signal } = this.#stop;
    for await (const told of await this.#desk.client.workspace.present({ page: this.id }, { signal }))
      this.#told = told;
  }

  close(): void {
    this.#stop.abort();
  }

  async show(document: string | null, writing = false): Promise<boolean> {
    return (await this.#desk.client.workspace.show({ page: this.id, document, writing })).told;
  }

  /** The others, each as name, document and a star where it writes. */
  get others(): string[] {
    const { others = [] } = this.#told ?? {};
    return others.map(({ name, document, writing }) => `${name} ${document}${writing ? " *" : ""}`);
  }

  get workspace(): string {
    return this.#told?.workspace ?? "";
  }

  /** Waits until exactly these are told of. */
  async sees(...others: string[]): Promise<void> {
    await until(() => Promise.resolve(this.others.join() === others.join()));
  }
}

/** Two who share the workspace Team with its giraffe, each with a page that looks at it. */
async function two() {
  const [one, other] = await Promise.all([open(), open()]);
  const personal = (await one.client.workspace.current()).id;
  const mine = (await one.client.catalog.add({ name: "secret" })).id;
  const team = await one.found(await signaling());
  await one.letIn(other, "Ana");
  const [giraffe] = (await one.client.catalog.search({ query: "giraffe" })).items;
  const [page, anas] = await Promise.all([Page.open(one), Page.open(other)]);
  return { one, other, page, anas, personal, mine, team, giraffe: giraffe?.id ?? "" };
}

it("S-809 a page's word reaches the members' pages, ends with it, and of several pages the last that shows something counts", async () => {
  const { one, other, page, anas, giraffe } = await two();
  const okapi = (await one.client.catalog.add({ name: "okapi" })).id;
  expect(await anas.show(giraffe)).toBe(true);
  await page.sees(`Ana ${giraffe}`);
  await anas.show(giraffe, true);
  await page.sees(`Ana ${giraffe} *`);
  // Nobody is told of oneself.
  expect(anas.others).toEqual([]);
  await until(async () => (await other.names()).includes("okapi"));
  const second = await Page.open(other);
  await second.show(okapi);
  await page.sees(`Ana ${okapi}`);
  await second.show(null);
  await page.sees(`Ana ${giraffe} *`);
  await second.show(okapi);
  await page.sees(`Ana ${okapi}`);
  second.close();
  await page.sees(`Ana ${giraffe} *`);
  anas.close();
  await page.sees();
  // Who does not listen any more has no word.
  expect(await anas.show(giraffe)).toBe(false);
});

it("S-809 nothing is said of what is not in the workspace or was deleted, and nothing shown of it", async () => {
  const { one, page, anas, mine, giraffe } = await two();
  await anas.show(giraffe);
  await page.sees(`Ana ${giraffe}`);
  await page.show(giraffe);
  await until(() => Promise.resolve(anas.others.length === 1));
  // A document of Personal, and one that is nowhere.
  expect(await page.show(mine)).toBe(false);
  await anas.sees();
  expect(await page.show(randomUUID())).toBe(false);
  expect(await page.show(giraffe)).toBe(true);
  await one.client.catalog.remove({ ids: [giraffe] });
  await page.sees();
  await anas.sees();
  await one.client.catalog.restore({ ids: [giraffe] });
  await page.sees(`Ana ${giraffe}`);
});

it("S-809 what is said in one workspace is not heard in another, and a switch takes the word back", async () => {
  const { one, page, anas, personal, team, giraffe } = await two();
  await page.show(giraffe);
  await anas.show(giraffe);
  await page.sees(`Ana ${giraffe}`);
  const [name] = anas.others;
  expect(name).toContain(giraffe);
  await one.client.workspace.use({ id: personal });
  await until(() => Promise.resolve(page.workspace === personal));
  expect(page.others).toEqual([]);
  await anas.sees();
  // Still the id of the page before: it is not of what is looked at now.
  expect(await page.show(giraffe)).toBe(false);
  await one.client.workspace.use({ id: team });
  await page.sees(`Ana ${giraffe}`);
  expect(anas.others).toEqual([]);
});

it("S-809 nothing is said where a person does not wish it, and others are still seen", async () => {
  const { one, page, anas, giraffe } = await two();
  await anas.show(giraffe);
  await page.show(giraffe, true);
  await until(() => Promise.resolve(anas.others.length === 1));
  await one.client.settings.update({ syncPresence: false });
  await anas.sees();
  expect(await page.show(giraffe)).toBe(false);
  await page.sees(`Ana ${giraffe}`);
  await one.client.settings.update({ syncPresence: true });
  await until(() => Promise.resolve(anas.others.length === 1));
});

it("S-809 one that was switched off before says nothing after a restart either", async () => {
  const { other, page, giraffe } = await two();
  await other.client.settings.update({ syncPresence: false });
  await other.close();
  const again = await SharingDesk.open(other.dataFolder);
  again.online();
  const anas = await Page.open(again);
  expect(await anas.show(giraffe)).toBe(false);
  await page.show(giraffe);
  await until(() => Promise.resolve(anas.others.length === 1));
  expect(page.others).toEqual([]);
});

it("S-806 who pauses, leaves or is removed is shown nowhere", async () => {
  const { one, other, page, anas, giraffe } = await two();
  await anas.show(giraffe);
  await page.sees(`Ana ${giraffe}`);
  await other.client.workspace.pause({ paused: true });
  await page.sees();
  await other.client.workspace.pause({ paused: false });
  await page.sees(`Ana ${giraffe}`);
  await one.client.workspace.assign({ device: await one.device("Ana"), role: "removed" });
  await page.sees();
});

it("S-808 no line of the log says where anybody is", async () => {
  const { one, other, page, anas, giraffe } = await two();
  await anas.show(giraffe, true);
  await page.sees(`Ana ${giraffe} *`);
  await Promise.all([one.close(), other.close()]);
  for (const { dataFolder } of [one, other]) {
    const folder = join(dataFolder, "logs");
    const lines = readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8"));
    expect(lines.join("")).toContain("call workspace.present");
    expect(lines.join("")).not.toContain(giraffe);
  }
});
