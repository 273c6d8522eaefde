import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { writePatch } from "#shared/features/catalog/poc-document.ts";
import { Device, devices, id } from "./support/sync-devices.ts";

function describeAs(device: Device, description: string): void {
  device.documents.change(id(1), device.origin, (doc) => writePatch(doc, { description }));
}

const shown = (device: Device): unknown => device.documents.read(id(1)).getMap("user").get("description");

/** So many devices that have an entry with the description "first". */
function contested(count: number): ReturnType<typeof devices> {
  const made = devices(count);
  made.one.add(1, "contested");
  describeAs(made.one, "first");
  made.room.join();
  made.room.settle();
  return made;
}

/** What the history says of the description, oldest first. */
function steps(device: Device): (readonly [string | null, string | null])[] {
  const rows = device.documents.history(id(1)).filter(({ field }) => field === "description");
  return rows.toReversed().map(({ before, after }) => [before, after] as const);
}

describe("one field that two have changed apart", () => {
  it("has both values in the history of either, so that each can be given back", () => {
    const { room, one, other } = contested(2);
    for (let round = 0; round < 4; round++) {
      room.part();
      room.time.advance(70_000);
      const values = [`of one ${round}`, `of the other ${round}`];
      describeAs(one, "half way");
      describeAs(one, values[0] as string);
      describeAs(other, values[1] as string);
      room.join();
      room.settle();
      const won = shown(one);
      const lost = values.find((value) => value !== won);
      expect(shown(other)).toBe(won);
      for (const device of room.all) {
        expect(steps(device).at(-1)).toEqual([lost, won]);
        expect(steps(device).map(([, after]) => after)).toContain(lost);
      }
    }
  });

  it("has both values in the history of a third, who hears of the one that has lost right after the other", () => {
    const { room, one, other, third } = contested(3);
    room.part();
    room.time.advance(70_000);
    const states = () => room.all.map((device) => Y.encodeStateAsUpdate(device.documents.read(id(1))));
    for (const device of [one, other]) describeAs(device, "half way");
    const halfWay = states();
    describeAs(one, "of one");
    describeAs(other, "of the other");
    const apart = states();
    room.join();
    room.settle();
    const won = shown(one);
    const late = new Device(9, room.time, third.roomId);
    const [winner, loser] = won === "of one" ? [0, 1] : [1, 0];
    const told = [apart[2], apart[winner], halfWay[loser], apart[loser]] as Uint8Array[];
    for (const [at, from] of [2, winner, loser, loser].entries()) {
      const given = { id: id(1), kind: "poc", schema: 1, mark: { deleted: false, at: 0 } };
      const key = new Uint8Array(32).fill(from + 1);
      expect(late.replica.take({ ...given, update: told[at] as Uint8Array }, key)).toEqual({
        result: "changed",
      });
    }
    expect(shown(late)).toBe(won);
    const lost = won === "of one" ? "of the other" : "of one";
    expect(steps(late).slice(1)).toEqual([
      ["first", won],
      ["first", lost],
      [lost, won],
    ]);
  });

  it("has both values in the history of a third, who gets them at once from one who had merged them", () => {
    const { room, one, other, third } = contested(3);
    for (let round = 0; round < 4; round++) {
      room.part();
      room.time.advance(70_000);
      const values = [`of one ${round}`, `of the other ${round}`];
      for (const [at, device] of [one, other].entries()) {
        describeAs(device, `half way ${round}`);
        room.time.advance(70_000);
        describeAs(device, values[at] as string);
      }
      const giver = round % 2 === 0 ? one : other;
      room.join([one, other]);
      room.settle([one, other]);
      room.part();
      room.time.advance(70_000);
      const known = steps(third).length;
      room.join([giver, third]);
      room.settle();
      const won = shown(third);
      const lost = values.find((value) => value !== won);
      expect(steps(third).slice(known)).toEqual([
        [expect.any(String), won],
        [expect.any(String), lost],
        [lost, won],
      ]);
      expect(new Set(steps(third).map(([, after]) => after)).has(`half way ${round}`)).toBe(false);
    }
  });

  it("is not in conflict for a third where the later one knew the earlier, however many there were in between", () => {
    const { room, one, other, third } = contested(3);
    room.part();
    for (const device of [one, other, one, other]) {
      room.time.advance(70_000);
      for (const text of ["half way", `of ${room.time.now}`]) describeAs(device, text);
      room.join([one, other]);
      room.settle([one, other]);
      room.part();
    }
    room.join([one, third]);
    room.settle();
    expect(steps(third).slice(1)).toEqual([["first", shown(one)]]);
  });

  it("is not in conflict where one knew what the other wrote, or wrote the same", () => {
    const { room, one, other } = devices(2);
    one.add(1, "agreed");
    room.join();
    room.settle();
    describeAs(one, "first");
    room.time.advance(10);
    describeAs(other, "second");
    room.time.advance(10);
    room.part();
    for (const device of room.all) describeAs(device, "the same");
    room.join();
    room.settle();
    for (const device of room.all)
      expect(steps(device)).toEqual([
        [null, "first"],
        ["first", "second"],
        ["second", "the same"],
      ]);
  });
});
