import { expect, it } from "vitest";
import { Room, type Member } from "#test/builders/room.ts";
import { RECORDS_BURST } from "./limits.ts";

const id = (at: number): string => `00000000-0000-7000-8000-${String(at).padStart(12, "0")}`;

function edit(member: Member, document: string, value: string): void {
  const given = member.replica.change(document, (doc) => doc.getMap("user").set("name", value));
  if (given !== null) member.sync.publish(given);
}

function remove(by: Member, removed: Member): void {
  by.records.removed.add(Buffer.from(removed.key).toString("hex"));
  by.sync.membersChanged();
}

it("S-420 who belongs to the room is told when the channel opens, and passed on to those who are not there", () => {
  const room = new Room({ members: 4 });
  const [one, two, three, four] = room.members as [Member, Member, Member, Member];
  one.records.removed.add("somebody");
  // A chain: the first and the last never meet.
  room.connect(0, 1);
  room.time.advance(100);
  expect(two.records.removed).toEqual(new Set(["somebody"]));
  room.connect(1, 2);
  room.connect(2, 3);
  room.time.advance(100);
  remove(two, { ...one, key: Uint8Array.of(7) });
  room.time.advance(100);
  for (const member of [one, three, four])
    expect(member.records.removed).toEqual(new Set(["somebody", "07"]));
  // Told to all but the one that told, and no more: it does not go round.
  const heard = room.members.map(({ records }) => records.heard);
  room.time.advance(20_000);
  expect(room.members.map(({ records }) => records.heard)).toEqual(heard);
});

it("S-420 it is told before any document", () => {
  const room = new Room({ members: 2 });
  const [one, two] = room.members as [Member, Member];
  edit(one, id(1), "first");
  const order: string[] = [];
  const { take } = two.records;
  two.records.take = function (bytes) {
    order.push("records");
    return take.call(this, bytes);
  };
  const takeDocument = two.replica.take.bind(two.replica);
  two.replica.take = (given, device) => {
    order.push("document");
    return takeDocument(given, device);
  };
  room.connect(0, 1);
  room.untilEqual(5_000);
  expect(order).toEqual(["records", "document"]);
});

it("S-421 who was removed hears it and is turned away at once, by each who learns it, and the others go on", () => {
  const room = new Room({ members: 4 });
  const [one, two, three, four] = room.members as [Member, Member, Member, Member];
  room.connectAll();
  room.time.advance(3_000);
  remove(one, four);
  room.time.advance(10);
  expect(four.records.removed.size).toBe(1);
  for (const member of [one, two, three]) expect(member.sync.peers()).toHaveLength(2);
  expect(four.sync.peers()).toEqual([]);
  edit(four, id(1), "after");
  edit(two, id(2), "goes on");
  room.time.advance(5_000);
  for (const member of [one, three]) expect(member.replica.ids()).toEqual([id(2)]);
  expect(four.replica.ids()).toEqual([id(1)]);
});

it("S-421 nothing that a removed device sends is taken while it is being turned away", () => {
  const room = new Room({ members: 2, delay: () => 50 });
  const [one, two] = room.members as [Member, Member];
  room.connectAll();
  room.time.advance(3_000);
  // It hears of its removal only after it has sent.
  remove(one, two);
  edit(two, id(1), "late");
  room.time.advance(1_000);
  expect(one.replica.ids()).toEqual([]);
});

it("S-420 is told no more often than it is heard, however often there is something new, and the last of it is", () => {
  const room = new Room({ members: 3 });
  const [one, two, three] = room.members as [Member, Member, Member];
  room.connectAll();
  room.time.advance(3_000);
  const heard = three.records.heard;
  for (let at = 0; at < RECORDS_BURST * 2; at++) {
    two.records.removed.add(`somebody-${at}`);
    two.sync.membersChanged();
  }
  room.time.advance(10_000);
  for (const member of room.members) expect(member.sync.peers()).toHaveLength(2);
  expect(three.records.removed).toEqual(two.records.removed);
  expect(three.records.heard - heard).toBeLessThan(20);
  // A removal goes at once to whom it turns away.
  remove(two, one);
  room.time.advance(10);
  expect(one.records.removed).toContain(Buffer.from(one.key).toString("hex"));
  expect(one.sync.peers()).toEqual([]);
});
