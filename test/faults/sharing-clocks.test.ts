import { describe, expect, it } from "vitest";
import { temporaryFolder } from "#test/builders/folders.ts";
import { SharingDesk, signaling, until } from "./support/sharing-desks.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A device whose clock differs from this machine's by so many milliseconds, to be changed at any time. */
class WrongClock {
  off = 0;

  constructor(off: number) {
    this.off = off;
  }

  open(): Promise<SharingDesk> {
    return SharingDesk.open(temporaryFolder(), () => Date.now() + this.off);
  }
}

/** Two of one workspace, the second by another clock, and the id of the entry "giraffe". */
async function two(clock: WrongClock): Promise<{ one: SharingDesk; other: SharingDesk; giraffe: string }> {
  const [one, other] = await Promise.all([SharingDesk.open(), clock.open()]);
  await one.found(await signaling());
  await one.letIn(other, "Two");
  const [entry] = (await one.client.catalog.search({})).items;
  return { one, other, giraffe: entry?.id ?? "" };
}

const described = async (desk: SharingDesk, id: string) =>
  (await desk.client.catalog.get({ id })).description;

/** Edits by turns, first of the one whose clock is wrong: the other's, which know of them, count. */
async function takeTurns(one: SharingDesk, other: SharingDesk, id: string): Promise<void> {
  for (const [at, [writer, reader]] of (
    [
      [other, one],
      [one, other],
      [other, one],
      [one, other],
    ] as const
  ).entries()) {
    await writer.client.catalog.update({ id, patch: { description: `turn ${at}`, addTags: [`tag ${at}`] } });
    await until(async () => (await described(reader, id)) === `turn ${at}`);
  }
  for (const desk of [one, other]) {
    const { user } = await desk.client.catalog.get({ id });
    expect(user.tags.toSorted()).toEqual(["tag 0", "tag 1", "tag 2", "tag 3"]);
  }
}

describe.each([
  ["23 hours ahead", 23 * HOUR],
  ["a day behind", -DAY],
  ["three days ahead", 3 * DAY],
])("a device whose clock is %s", (_, off) => {
  it("S-401 S-403 comes in and syncs, nothing is lost or doubled, and its edits win over none that came after", async () => {
    const { one, other, giraffe } = await two(new WrongClock(off));
    await takeTurns(one, other, giraffe);
    // Apart: each adds one, both change one field.
    await other.offline();
    await one.client.catalog.add({ name: "okapi" });
    await one.client.catalog.update({ id: giraffe, patch: { description: "by one" } });
    await other.client.catalog.add({ name: "zebra" });
    await other.client.catalog.update({ id: giraffe, patch: { description: "by two" } });
    other.online();
    for (const desk of [one, other])
      await until(async () => (await desk.names()).join() === "giraffe,okapi,zebra");
    await until(async () => (await described(one, giraffe)) === (await described(other, giraffe)));
    await one.client.catalog.update({ id: giraffe, patch: { description: "in the end" } });
    await until(async () => (await described(other, giraffe)) === "in the end");
  });
});

describe("deleting", () => {
  it.each([
    ["23 hours ahead", 23 * HOUR],
    ["a day behind", -DAY],
  ])(
    "S-413 by a clock that is %s counts, and does not win over a restoration that came after",
    async (_, off) => {
      const { one, other, giraffe } = await two(new WrongClock(off));
      for (let round = 0; round < 2; round++) {
        await other.client.catalog.remove({ ids: [giraffe] });
        await until(async () => (await one.names()).length === 0);
        await one.client.catalog.restore({ ids: [giraffe] });
        await until(async () => (await other.names()).length === 1);
        await one.client.catalog.remove({ ids: [giraffe] });
        await until(async () => (await other.names()).length === 0);
        await other.client.catalog.restore({ ids: [giraffe] });
        await until(async () => (await one.names()).length === 1);
      }
    },
  );

  it("S-412 by a clock that is three days ahead is refused and told; once it is restored there, edits of it cross again", async () => {
    const clock = new WrongClock(3 * DAY);
    const { one, other, giraffe } = await two(clock);
    await other.client.catalog.remove({ ids: [giraffe] });
    await until(async () => (await one.sharing()).members.some(({ refused }) => refused > 0));
    expect(await one.names()).toEqual(["giraffe"]);
    expect(await other.names()).toEqual([]);
    // Everything else crosses.
    await other.client.catalog.add({ name: "okapi" });
    await until(async () => (await one.names()).includes("okapi"));
    await one.client.catalog.update({ id: giraffe, patch: { notes: "still here" } });
    clock.off = 0;
    await other.client.catalog.restore({ ids: [giraffe] });
    await until(async () => (await other.client.catalog.get({ id: giraffe })).user.notes === "still here");
    for (const desk of [one, other]) expect(await desk.names()).toEqual(["giraffe", "okapi"]);
    await other.client.catalog.update({ id: giraffe, patch: { description: "after" } });
    await until(async () => (await described(one, giraffe)) === "after");
  });
});

it("S-419 a clock that jumps by a day in either direction while two are connected holds up nothing for long", async () => {
  const clock = new WrongClock(0);
  const { one, other, giraffe } = await two(clock);
  for (const [at, off] of [DAY, 0, -DAY, 0].entries()) {
    clock.off = off;
    await other.client.catalog.update({ id: giraffe, patch: { description: `two ${at}` } });
    await until(async () => (await described(one, giraffe)) === `two ${at}`);
    await one.client.catalog.update({ id: giraffe, patch: { description: `one ${at}` } });
    await until(async () => (await described(other, giraffe)) === `one ${at}`);
  }
});
