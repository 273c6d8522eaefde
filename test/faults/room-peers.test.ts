import { describe, expect, it } from "vitest";
import { depart, removeMember, setRole } from "#shared/features/workspace/membership-changes.ts";
import { roomKeys, roomPrologue } from "#shared/features/workspace/invitation.ts";
import { signMember, writeRecords } from "#shared/features/workspace/records.ts";
import { writeHello } from "#core/sync/room-hello.ts";
import { deviceKey, signerOf, type DeviceKey } from "#shared/sync/device-key.ts";
import type { CloseReason } from "#shared/sync/pipe.ts";
import { SecureChannel } from "#shared/sync/secure-channel.ts";
import { ROOM, RoomOfDesks, type Desk } from "./support/room-desks.ts";

/** Knocks at a desk with the room's key and a hello of one's own making; answers why it was closed, or null, and goes with some words. */
function knock(
  room: RoomOfDesks,
  at: Desk,
  key: DeviceKey,
  hello: Uint8Array,
  text = "",
): CloseReason | null {
  const { ends } = room.pipe();
  let closed: CloseReason | null = null;
  at.peers.connect(ends[1], false);
  const channel = new SecureChannel({
    pipe: ends[0],
    initiator: true,
    prologue: roomPrologue(ROOM.id),
    psk: roomKeys(ROOM.key).psk,
    staticKey: key.noise,
    hello,
    admit: () => null,
    random: room.random,
    timer: room.time,
    listener: {
      opened: () => undefined,
      message: () => undefined,
      drained: () => undefined,
      closed: (reason) => (closed = reason),
    },
  });
  room.time.advance(100);
  channel.close({ code: "done", text });
  room.time.advance(100);
  return closed;
}

describe("who is let in", () => {
  it("a stranger that knows the room's key is refused, and so is one that calls itself a member", () => {
    const room = new RoomOfDesks();
    const editor = room.desk(2, "editor");
    const stranger = deviceKey(new Uint8Array(32).fill(66));
    const nothing = new Uint8Array(0);
    expect(
      knock(room, room.founder, stranger, writeHello({ device: stranger.key, proof: nothing })),
    ).toMatchObject({
      code: "refused",
    });
    // Another's name, with that one's own proof.
    const proof = editor.membership.proof(editor.device) ?? nothing;
    expect(knock(room, room.founder, stranger, writeHello({ device: editor.key.key, proof }))).toMatchObject({
      code: "authentication",
    });
    expect(knock(room, room.founder, stranger, Uint8Array.of(1, 2, 3))).toMatchObject({ code: "protocol" });
    expect(room.founder.connected).toEqual([]);
  });

  it("S-615 nobody has heard that a device has left before it has said so", () => {
    const room = new RoomOfDesks();
    const { peers, membership, key } = room.desk(2, "editor");
    const { founder } = room;
    const proof = founder.membership.proof(founder.device) ?? new Uint8Array(0);
    const hello = writeHello({ device: founder.key.key, proof });
    const goes = () =>
      knock(room, { peers } as Desk, founder.key, hello, "This device has left the workspace.");
    goes();
    expect(peers.isDepartureHeard).toBe(false);
    depart(membership, { signer: signerOf(key), now: 1 });
    goes();
    expect(peers.isDepartureHeard).toBe(true);
  });

  it("a role that one has signed oneself, or was signed by who may not, is none", () => {
    const room = new RoomOfDesks();
    const observer = room.desk(2, "observer");
    const stranger = deviceKey(new Uint8Array(32).fill(66));
    for (const signer of [signerOf(stranger), signerOf(observer.key)]) {
      const record = signMember(
        {
          room: ROOM.id,
          device: Buffer.from(stranger.key).toString("hex"),
          name: "Stranger",
          role: "editor",
          epoch: 1,
          at: 0,
          of: null,
          consent: null,
        },
        signer,
      );
      const hello = writeHello({ device: stranger.key, proof: writeRecords([record]) });
      expect(knock(room, room.founder, stranger, hello)).toMatchObject({ code: "refused" });
    }
  });

  it("one that another member has let in is known by the proof that it brings", () => {
    const room = new RoomOfDesks();
    const early = room.desk(2, "editor");
    const late = room.desk(3, "editor");
    expect(early.membership.roleOf(late.device)).toBeNull();
    room.join(late, early);
    room.time.advance(100);
    expect(early.connected).toEqual([late.device]);
    expect(early.membership.roleOf(late.device)).toBe("editor");
  });

  it("one that was removed is turned away at once and does not come in again, with no proof of before", () => {
    const room = new RoomOfDesks();
    const [editor, other] = [room.desk(2, "editor"), room.desk(3, "editor")];
    const before = editor.membership.proof(editor.device) ?? new Uint8Array(0);
    room.join(editor, room.founder);
    room.join(other, room.founder);
    room.join(editor, other);
    room.time.advance(100);
    removeMember(room.founder.membership, room.founder.by, editor.device);
    room.founder.peers.membersChanged();
    room.time.advance(100);
    expect(room.founder.connected).toEqual([other.device]);
    // The other has learned it from the founder, and the removed one itself has, too.
    expect(other.connected).toEqual([room.founder.device]);
    expect(editor.membership.roleOf(editor.device)).toBe("removed");
    const hello = writeHello({ device: editor.key.key, proof: before });
    expect(knock(room, other, editor.key, hello)).toMatchObject({ code: "refused" });
    editor.add(1, "late");
    other.add(2, "goes on");
    room.time.advance(5_000);
    expect(room.founder.has(1)).toBe(false);
    expect(room.founder.has(2)).toBe(true);
  });

  it("S-421 one that was removed while it was away hears so when it comes, and nothing else", () => {
    const room = new RoomOfDesks();
    const [editor, other] = [room.desk(2, "editor"), room.desk(3, "editor")];
    room.founder.add(1, "theirs");
    editor.add(2, "mine");
    removeMember(room.founder.membership, room.founder.by, editor.device);
    const newcomer = room.desk(4, "editor");
    room.join(editor, room.founder);
    room.time.advance(5_000);
    expect(editor.membership.roleOf(editor.device)).toBe("removed");
    expect([editor.connected, room.founder.connected]).toEqual([[], []]);
    expect([editor.has(1), room.founder.has(2)]).toEqual([false, false]);
    // Nor who came since: what it is told proves how it stands itself.
    expect(editor.membership.roleOf(newcomer.device)).toBe(null);
    expect(other.membership.roleOf(editor.device)).toBe("editor");
  });

  it("a newer session of a device takes the place of the older", () => {
    const room = new RoomOfDesks();
    const editor = room.desk(2, "editor");
    room.join(editor, room.founder);
    room.time.advance(100);
    room.join(editor, room.founder);
    room.time.advance(100);
    expect(room.founder.connected).toEqual([editor.device]);
    editor.add(1, "by the newer");
    room.time.advance(100);
    expect(room.founder.has(1)).toBe(true);
  });
});

describe("several sessions of two devices", () => {
  /** Two of a room, and whether a change of each reaches the other. */
  function two() {
    const room = new RoomOfDesks();
    const { founder } = room;
    const editor = room.desk(2, "editor");
    let last = 0;
    const talk = (): boolean => {
      last += 2;
      founder.add(last, "of the founder");
      editor.add(last + 1, "of the editor");
      room.time.advance(200);
      return editor.has(last) && founder.has(last + 1);
    };
    const pipes = () => [founder, editor].map(({ peers }) => peers.peers().map(({ pipe }) => pipe));
    return { room, founder, editor, talk, pipes };
  }

  it.each([
    ["in step", 2, 2],
    ["the first slower", 90, 2],
    ["the second slower", 2, 90],
  ])("S-531 that open at once, %s, end with one", (_, first, second) => {
    for (const [byOne, byOther] of [
      [true, true],
      [true, false],
      [false, true],
      [false, false],
    ]) {
      const { room, founder, editor, talk, pipes } = two();
      let again = 0;
      for (const [byFounder, delay] of [
        [byOne, first],
        [byOther, second],
      ] as const) {
        const ends = byFounder === true ? ([founder, editor] as const) : ([editor, founder] as const);
        room.join(ends[0], ends[1], { delay: () => delay, again: () => again++ });
      }
      room.time.advance(1_000);
      expect(pipes()).toEqual([["memory"], ["memory"]]);
      room.time.advance(10_000);
      expect(talk()).toBe(true);
      // One of them was ended, and nothing calls it back while the other lasts.
      expect(again).toBe(0);
    }
  });

  it("S-531 a direct one stays, though a relayed one opens later, and a dead one does not", () => {
    const { room, founder, editor, talk, pipes } = two();
    room.join(editor, founder, { kind: "relay" });
    room.time.advance(100);
    const cut = room.join(founder, editor, { kind: "webrtc" });
    room.time.advance(100);
    expect(pipes()).toEqual([["webrtc"], ["webrtc"]]);
    let again = 0;
    room.join(editor, founder, { kind: "relay", again: () => again++ });
    // Until the direct one has shown that it is alive, both do.
    expect(talk()).toBe(true);
    room.time.advance(3_000);
    expect(pipes()).toEqual([["webrtc"], ["webrtc"]]);
    expect(talk()).toBe(true);
    expect(again).toBe(0);
    cut();
    expect(again).toBe(1);
    expect(pipes()).toEqual([[], []]);
  });

  it("S-531 one that has fallen silent gives way to the next, whatever its kind", () => {
    const { room, founder, editor, talk, pipes } = two();
    let silent = false;
    room.join(founder, editor, { kind: "webrtc", delay: () => (silent ? 1_000_000 : 2) });
    room.time.advance(100);
    silent = true;
    room.join(editor, founder, { kind: "relay" });
    room.time.advance(100);
    expect(talk()).toBe(true);
    room.time.advance(10_000);
    expect(pipes()).toEqual([["relay"], ["relay"]]);
    expect(talk()).toBe(true);
  });

  it("S-532 more of them than are ever needed are not kept", () => {
    const { room, founder, editor } = two();
    const knocks: string[] = [];
    const hello = writeHello({ device: editor.key.key, proof: new Uint8Array(0) });
    for (let at = 0; at < 12; at++) {
      const { ends } = room.pipe();
      founder.peers.connect(ends[1], false);
      const channel = new SecureChannel({
        pipe: ends[0],
        initiator: true,
        prologue: roomPrologue(ROOM.id),
        psk: roomKeys(ROOM.key).psk,
        staticKey: editor.key.noise,
        hello,
        admit: () => null,
        random: room.random,
        timer: room.time,
        listener: {
          opened: () => undefined,
          message: () => undefined,
          drained: () => undefined,
          closed: ({ code }) => knocks.push(code),
        },
      });
      room.time.advance(50);
      expect(channel.isOpen).toBe(true);
    }
    expect(knocks).toEqual(Array.from({ length: 4 }, () => "overload"));
    expect(founder.connected).toEqual([editor.device]);
  });

  it("S-533 what was replaced is asked for when no session is left, whichever of them goes last", () => {
    const { room, founder, editor, talk, pipes } = two();
    const asked: string[] = [];
    for (const [name, kind] of [
      ["first", "relay"],
      ["second", "relay"],
    ] as const) {
      room.join(editor, founder, { kind, again: () => asked.push(name) });
      room.time.advance(100);
    }
    const cut = room.join(founder, editor, { kind: "webrtc", again: () => asked.push("direct") });
    room.time.advance(100);
    expect(asked).toEqual([]);
    cut();
    expect(asked).toEqual(["first", "second"]);
    room.join(editor, founder, { kind: "relay" });
    room.time.advance(100);
    expect(pipes()).toEqual([["relay"], ["relay"]]);
    expect(talk()).toBe(true);
    expect(asked).toHaveLength(2);
  });
});

describe("who may write", () => {
  it("what an observer writes is refused and put aside, its peers go on, and once promoted it is heard", () => {
    const room = new RoomOfDesks();
    const [observer, editor] = [room.desk(2, "observer"), room.desk(3, "editor")];
    for (const [one, other] of [
      [observer, room.founder],
      [editor, room.founder],
      [observer, editor],
    ] as const)
      room.join(one, other);
    room.time.advance(100);
    observer.add(1, "mine");
    editor.add(2, "ours");
    room.time.advance(5_000);
    for (const desk of [room.founder, editor]) expect(desk.has(1)).toBe(false);
    for (const desk of [room.founder, observer]) expect(desk.has(2)).toBe(true);
    const seen = room.founder.peers.peers().find(({ device }) => device === observer.device);
    expect(seen?.refused).toBeGreaterThan(0);
    expect(room.founder.refusals.all(() => true)).toEqual([
      { device: observer.device, why: "role", count: seen?.refused },
    ]);

    setRole(room.founder.membership, room.founder.by, observer.device, "editor");
    room.founder.peers.membersChanged();
    expect(observer.has(1)).toBe(false);
    observer.add(3, "mine, too");
    room.time.advance(120_000);
    for (const desk of [room.founder, editor]) expect([desk.has(1), desk.has(3)]).toEqual([false, true]);
    expect(observer.documents.putAside.list().map(({ mine }) => mine)).toEqual(["mine", null]);
  });

  it("an editor that becomes an observer is not heard any more, from the change on", () => {
    const room = new RoomOfDesks();
    const editor = room.desk(2, "editor");
    room.join(editor, room.founder);
    room.time.advance(100);
    editor.add(1, "before");
    room.time.advance(100);
    setRole(room.founder.membership, room.founder.by, editor.device, "observer");
    room.founder.peers.membersChanged();
    editor.add(2, "after");
    room.time.advance(5_000);
    expect(room.founder.has(1)).toBe(true);
    expect(room.founder.has(2)).toBe(false);
    expect(room.founder.connected).toEqual([editor.device]);
  });
});
