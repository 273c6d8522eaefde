import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { roomKeys, roomPrologue } from "#shared/features/workspace/invitation.ts";
import { addMember, removeMember } from "#shared/features/workspace/membership-changes.ts";
import { toHex } from "#shared/lib/hex.ts";
import { deviceKey, type DeviceKey } from "#shared/sync/device-key.ts";
import { DEAD_AFTER, PRESENCE_BURST } from "#shared/sync/limits.ts";
import { readMessage, writeMessage, type Message } from "#shared/sync/messages.ts";
import { NOWHERE, type Presence } from "#shared/sync/presence.ts";
import { SecureChannel } from "#shared/sync/secure-channel.ts";
import { PresenceDesk } from "#core/features/workspace/index.ts";
import { writeHello } from "#core/sync/room-hello.ts";
import { id, ROOM, RoomOfDesks, type Desk } from "./support/room-desks.ts";

const here = (at: number): Presence => ({ at: id(at), writing: false });
const writing = (at: number): Presence => ({ at: id(at), writing: true });

/** Where a desk sees others, by their devices. */
const seenAt = (desk: Desk) => Object.fromEntries(desk.peers.places());

/** One that knows the room's key and says what it likes; everything that it was told. */
class Speaker {
  readonly key: DeviceKey;
  readonly heard: Message[] = [];
  readonly #channel: SecureChannel;

  constructor(room: RoomOfDesks, at: Desk, member: boolean) {
    this.key = deviceKey(new Uint8Array(32).fill(66));
    if (member)
      addMember(at.membership, at.by, { device: toHex(this.key.key), name: "Speaker", role: "observer" });
    const { ends } = room.pipe();
    at.peers.connect(ends[1], false);
    this.#channel = new SecureChannel({
      pipe: ends[0],
      initiator: true,
      prologue: roomPrologue(ROOM.id),
      psk: roomKeys(ROOM.key).psk,
      staticKey: this.key.noise,
      hello: writeHello({ device: this.key.key, proof: new Uint8Array(0) }),
      admit: () => null,
      random: room.random,
      timer: room.time,
      listener: {
        opened: () => undefined,
        message: (_lane, bytes) => this.#hear(readMessage(bytes)),
        drained: () => undefined,
        closed: () => undefined,
      },
    });
    room.time.advance(50);
  }

  #hear(message: Message): void {
    this.heard.push(message);
    // It is in step with the other, so that nothing else is said.
    if (message.type === "beat") this.say(message);
  }

  say(message: Message): void {
    if (this.#channel.isOpen) this.#channel.send("live", writeMessage(message));
  }
}

/** A room of the founder and an editor, joined, who have the same entry. */
function two(kind?: "relay") {
  const room = new RoomOfDesks();
  const { founder } = room;
  const editor = room.desk(2, "editor");
  founder.add(1, "giraffe");
  const cut = room.join(editor, founder, kind === undefined ? {} : { kind });
  room.time.advance(3_000);
  return { room, founder, editor, cut };
}

it("S-804 each member sees where the others are, an observer too, under the key that each has proved", () => {
  const { room, founder, editor } = two();
  const observer = room.desk(3, "observer");
  room.join(observer, founder);
  room.join(observer, editor);
  editor.presence.set(writing(1));
  observer.presence.set(here(1));
  room.time.advance(200);
  expect(seenAt(founder)).toEqual({ [editor.device]: writing(1), [observer.device]: here(1) });
  expect(seenAt(observer)).toEqual({ [editor.device]: writing(1) });
  editor.presence.set(NOWHERE);
  room.time.advance(200);
  expect(seenAt(founder)).toEqual({ [observer.device]: here(1) });
});

it("S-805 a flood is cut short and counted, and nothing else suffers of it", () => {
  const { room, founder, editor } = two();
  const speaker = new Speaker(room, founder, true);
  room.join(room.desk(4, "editor"), founder);
  editor.presence.set(here(1));
  room.time.advance(200);
  const before = founder.states;
  for (let second = 0; second < 20; second++) {
    for (let at = 0; at < 500; at++)
      speaker.say({ type: "presence", presence: at % 2 === 0 ? here(second + 2) : writing(at) });
    room.time.advance(1_000);
  }
  const refusals = founder.refusals.all(() => true);
  expect(refusals).toEqual([{ device: toHex(speaker.key.key), why: "presence", count: expect.any(Number) }]);
  expect(refusals[0]?.count).toBeGreaterThan(20 * 500 - PRESENCE_BURST - 21 * 20);
  expect(founder.states).toEqual(before);
  // All are still there, in step, and what another says is heard.
  expect(founder.connected).toHaveLength(3);
  for (const { equalAt } of founder.peers.peers()) expect(equalAt).toBeGreaterThan(founder.by.now - 5_000);
  editor.presence.set(writing(1));
  editor.edit(1, { name: "okapi" });
  room.time.advance(200);
  expect(seenAt(founder)[editor.device]).toEqual(writing(1));
  expect(founder.fields(1)?.["name"]).toBe("okapi");
});

it("S-806 who leaves is gone within 2 s", () => {
  const { room, founder, editor } = two();
  editor.presence.set(here(1));
  room.time.advance(200);
  expect(seenAt(founder)).toEqual({ [editor.device]: here(1) });
  editor.peers.close();
  room.time.advance(2_000);
  expect(founder.presence.all().size).toBe(0);
});

it("S-806 whose process dies is gone within 8 s, whether its pipe breaks off or falls silent", () => {
  const { room, founder, editor, cut } = two("relay");
  editor.presence.set(here(1));
  room.time.advance(200);
  cut();
  room.time.advance(2_000);
  expect(founder.presence.all().size).toBe(0);

  for (const moment of [0, 700, 1_999]) {
    let silent = false;
    room.join(editor, founder, { kind: "webrtc", delay: () => (silent ? 1_000_000 : 2) });
    room.time.advance(4_000 + moment);
    expect(seenAt(founder)).toEqual({ [editor.device]: here(1) });
    silent = true;
    room.time.advance(DEAD_AFTER - 2_000);
    expect(founder.presence.all().size).toBe(1);
    room.time.advance(8_000 - DEAD_AFTER + 2_000);
    expect(founder.presence.all().size).toBe(0);
    room.time.advance(10_000);
  }
});

it("S-806 who is removed is gone at once, for everybody", () => {
  const { room, founder, editor } = two();
  const other = room.desk(3, "editor");
  room.join(other, founder);
  room.join(other, editor);
  room.time.advance(200);
  editor.presence.set(here(1));
  other.presence.set(here(1));
  room.time.advance(200);
  expect(seenAt(other)[editor.device]).toEqual(here(1));
  removeMember(founder.membership, founder.by, editor.device);
  founder.peers.membersChanged();
  expect(seenAt(founder)).toEqual({ [other.device]: here(1) });
  room.time.advance(20);
  expect(seenAt(other)).toEqual({});
  expect(seenAt(editor)).toEqual({});
  other.presence.set(writing(1));
  room.time.advance(10_000);
  expect(seenAt(editor)).toEqual({});
});

it("S-807 from the relay to a direct connection and back nobody blinks", () => {
  const { room, founder, editor } = two("relay");
  const seen: number[] = [];
  const look = (time: number) => {
    for (let at = 0; at < time; at += 10) {
      room.time.advance(10);
      seen.push(founder.presence.all().size);
    }
  };
  editor.presence.set(here(1));
  room.time.advance(200);
  const cut = room.join(editor, founder, { kind: "webrtc" });
  look(1_000);
  expect(founder.kinds).toEqual(["webrtc"]);
  cut();
  look(100);
  room.join(editor, founder, { kind: "relay" });
  look(3_000);
  expect(founder.kinds).toEqual(["relay"]);
  expect(new Set(seen)).toEqual(new Set([1]));
});

it("S-808 nothing is said to whoever is no member, or was removed, and nothing heard of them", () => {
  const room = new RoomOfDesks();
  const { founder } = room;
  founder.presence.set(here(1));
  const stranger = new Speaker(room, founder, false);
  stranger.say({ type: "presence", presence: here(2) });
  room.time.advance(2_000);
  const removed = room.desk(66, "editor");
  removeMember(founder.membership, founder.by, removed.device);
  const again = new Speaker(room, founder, false);
  again.say({ type: "presence", presence: here(2) });
  room.time.advance(2_000);
  const types = [...stranger.heard, ...again.heard].map(({ type }) => type);
  // It hears why it is turned away, and no more.
  expect(types).toEqual(["records"]);
  expect(founder.presence.all().size).toBe(0);
});

it("S-808 what a peer says of where it is lies in no database", () => {
  const { room, founder } = two();
  const speaker = new Speaker(room, founder, true);
  speaker.say({ type: "presence", presence: here(777) });
  room.time.advance(5_000);
  expect(seenAt(founder)[toHex(speaker.key.key)]).toEqual(here(777));
  const files = readdirSync(founder.folder).map((name) => readFileSync(join(founder.folder, name)));
  const bytes = Buffer.from(id(777).replaceAll("-", ""), "hex");
  expect(files.some((file) => file.includes(id(1)))).toBe(true);
  expect(files.some((file) => file.includes(id(777)) || file.includes(bytes))).toBe(false);
});

it("S-809 of another only a document is shown that is here and of that room, as soon as it is", async () => {
  const { room, founder, editor } = two();
  const { documents, membership, peers, presence } = founder;
  const sharing = { people: { all: () => membership.members() }, places: () => peers.places() };
  let looked = ROOM.id;
  const desk = new PresenceDesk(() => ({ id: looked, documents, sharing, presence }));
  onTestFinished(() => desk.close());
  const told = desk.others("page");
  const shown = async () => {
    desk.changed();
    const { value } = await told.next();
    return value?.others.map(({ document }) => document);
  };
  expect(await shown()).toEqual([]);
  for (const [at, seen] of [
    [1, [id(1)]],
    [9, []],
  ] as const) {
    editor.presence.set(here(at));
    room.time.advance(200);
    expect(await shown()).toEqual(seen);
  }
  founder.add(9, "late");
  expect(await shown()).toEqual([id(9)]);
  looked = "01890000-0000-7000-8000-0000000000bb";
  expect(await shown()).toEqual([]);
});

it("S-809 a page is asked anew where it is, though another workspace was looked at for a moment only", async () => {
  const { founder } = two();
  const { documents, membership, peers, presence } = founder;
  const sharing = { people: { all: () => membership.members() }, places: () => peers.places() };
  const own = { id: ROOM.id, documents, sharing, presence };
  const other = { ...own, id: "01890000-0000-7000-8000-0000000000bb" };
  let looked = own;
  const desk = new PresenceDesk(() => looked);
  onTestFinished(() => desk.close());
  const told = desk.others("page");
  const first = (await told.next()).value;
  for (const next of [other, own]) {
    const from = looked;
    looked = next;
    desk.turnedFrom(from);
  }
  const second = (await told.next()).value;
  expect(second).toEqual({ ...first, turn: (first?.turn ?? 0) + 2 });
});
