import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { acceptOwnership, offerOwnership, setRole } from "#shared/features/workspace/membership-changes.ts";
import { Membership } from "#shared/features/workspace/membership.ts";
import { roomKeys, roomPrologue } from "#shared/features/workspace/invitation.ts";
import { signConsent, signMember, writeRecords, type Member } from "#shared/features/workspace/records.ts";
import { toHex } from "#shared/lib/hex.ts";
import { nodeCrypto } from "#core/sync/node-crypto.ts";
import { writeHello } from "#core/sync/room-hello.ts";
import { deviceKey, signerOf, type DeviceKey } from "#shared/sync/device-key.ts";
import { ASK_AT_ONCE, COMPARED_BURST, GIVEN_BURST, GIVEN_RATE, MAX_SAID } from "#shared/sync/limits.ts";
import { readMessage, writeMessage, type Message } from "#shared/sync/messages.ts";
import type { CloseReason, Pipe } from "#shared/sync/pipe.ts";
import { SecureChannel } from "#shared/sync/secure-channel.ts";
import { NOWHERE } from "#shared/sync/presence.ts";
import { id, ROOM, RoomOfDesks, type Desk } from "./support/room-desks.ts";

/** A device that speaks for itself with a desk, over a pipe of its own or one that is given. */
function speaker(
  room: RoomOfDesks,
  at: Desk,
  key: DeviceKey,
  hello = writeHello({ device: key.key, proof: new Uint8Array(0) }),
) {
  const { ends } = room.pipe();
  const heard: Message[] = [];
  const closed: CloseReason[] = [];
  const sent: Uint8Array[] = [];
  const pipe: Pipe = {
    kind: "memory",
    get buffered() {
      return ends[0].buffered;
    },
    listen: (listener) => ends[0].listen(listener),
    send: (packet) => {
      sent.push(packet.slice());
      ends[0].send(packet);
    },
    close: (reason) => ends[0].close(reason),
  };
  at.peers.connect(ends[1], false);
  const channel = new SecureChannel({
    pipe,
    initiator: true,
    prologue: roomPrologue(ROOM.id),
    psk: roomKeys(ROOM.key).psk,
    staticKey: key.noise,
    crypto: nodeCrypto,
    hello,
    admit: () => null,
    random: room.random,
    timer: room.time,
    listener: {
      opened: () => undefined,
      message: (_lane, bytes) => heard.push(readMessage(bytes)),
      drained: () => undefined,
      closed: (reason) => closed.push(reason),
    },
  });
  room.time.advance(50);
  const say = (message: Message): void => {
    channel.send("bulk", writeMessage(message));
    room.time.advance(20);
  };
  return { channel, heard, closed, sent, say };
}

/** A founder, an editor that is joined with it, and one who may only read. */
function roomOfThree() {
  const room = new RoomOfDesks();
  const editor = room.desk(2, "editor");
  const observer = room.desk(3, "observer");
  room.join(room.founder, editor);
  room.time.advance(3_000);
  return { room, founder: room.founder, editor, observer };
}

/** What a desk has counted, by reason; of a device that it knows, or of strangers. */
const counted = (at: Desk, device: string | null): Record<string, number> =>
  Object.fromEntries(
    at.refusals
      .all(() => true)
      .filter((one) => one.device === device)
      .map(({ why, count }) => [why, count]),
  );

describe("a member that means harm", () => {
  it("S-620 tells forged records and a role that it has signed itself: they are counted, and the others do not notice", () => {
    const { room, founder, editor, observer } = roomOfThree();
    const { say, closed } = speaker(room, founder, observer.key);
    const signer = signerOf(observer.key);
    const role = (change: Partial<Member> = {}) => {
      const item = { room: ROOM.id, device: observer.device, name: "Me", role: "admin" } as const;
      const signed = signMember({ ...item, epoch: 7, at: 0, of: null, consent: null }, signer);
      return writeRecords([{ ...signed, ...change }]);
    };
    say({ type: "records", bytes: role() });
    say({ type: "records", bytes: role({ signer: founder.device }) });
    say({ type: "records", bytes: new Uint8Array(30) });
    expect(counted(founder, observer.device)).toEqual({ records: 3 });
    // What it knows besides is heard.
    say({ type: "records", bytes: observer.membership.encode() });
    expect(counted(founder, observer.device)).toEqual({ records: 3 });
    expect(closed).toEqual([]);
    expect(founder.membership.roleOf(observer.device)).toBe("observer");
    founder.add(1, "goes on");
    room.time.advance(100);
    expect(editor.has(1)).toBe(true);
    expect(editor.refusals.all(() => true)).toEqual([]);
  });

  it("S-420 S-422 says something new of the members without end, and may only read: it drives nobody apart, and is heard last by all", () => {
    const room = new RoomOfDesks();
    const observer = room.desk(2, "observer");
    const editors = [3, 4, 5].map((at) => room.desk(at, "editor"));
    const all = [room.founder, ...editors];
    for (const [at, one] of all.entries()) {
      one.membership.take(room.founder.membership.encode());
      for (const other of all.slice(0, at)) room.join(one, other);
    }
    room.time.advance(3_000);
    const sessions = all.map((desk) => speaker(room, desk, observer.key).channel);
    // Each of its own other device, under an epoch of its own: it counts, and is passed on.
    const phone = deviceKey(new Uint8Array(32).fill(77));
    const [device, of, signer] = [toHex(phone.key), observer.device, signerOf(observer.key)];
    const consent = signConsent(ROOM.id, of, signerOf(phone));
    const word = { room: ROOM.id, device, name: "Phone", role: "observer", at: 0, of, consent } as const;
    let epoch = 0;
    for (let round = 0; round < 25; round++)
      for (const session of sessions) {
        epoch++;
        const bytes = writeRecords([signMember({ ...word, epoch }, signer)]);
        session.send("live", writeMessage({ type: "records", bytes }));
        room.time.advance(4);
      }
    // Which of them ever heard the last, all do.
    room.time.advance(5_000);
    for (const desk of all) {
      for (const other of all) if (other !== desk) expect(desk.connected).toContain(other.device);
      expect(desk.refusals.all(() => true)).toEqual([]);
      expect(desk.membership.digest).toEqual(room.founder.membership.digest);
    }
  });

  it("S-418 begins messages that are longer than any: it is ended by the first packet, and counted", () => {
    const { room, founder, editor, observer } = roomOfThree();
    const { channel, closed } = speaker(room, founder, observer.key);
    channel.send("bulk", new Uint8Array(MAX_SAID + 1));
    room.time.advance(50);
    expect(closed.map(({ code }) => code)).toEqual(["overload"]);
    expect(counted(founder, observer.device)).toEqual({ overload: 1 });
    expect(founder.connected).toEqual([editor.device]);
  });

  it("S-429 asks without end is answered later, in whatever session, and the others are not", () => {
    const { room, founder, editor, observer } = roomOfThree();
    founder.add(1, "asked for");
    const documents = Array.from({ length: ASK_AT_ONCE }, (_, at) => ({
      id: id(at),
      vector: Uint8Array.of(0),
    }));
    const answers = ({ heard }: { readonly heard: readonly Message[] }): number =>
      heard.filter((message) => message.type === "give" && message.last).length;
    const first = speaker(room, founder, observer.key);
    const begun = room.time.now;
    for (let asked = 0; room.time.now - begun < 5_000; room.time.advance(10)) {
      if (answers(first) < asked) continue;
      asked++;
      first.say({ type: "ask", documents });
    }
    const seconds = (room.time.now - begun) / 1_000;
    expect(answers(first)).toBeGreaterThan(GIVEN_BURST / ASK_AT_ONCE);
    expect(answers(first)).toBeLessThan((GIVEN_BURST + GIVEN_RATE * seconds) / ASK_AT_ONCE + 2);
    // It comes again, and has earned nothing by that; nor has it lost anything.
    const second = speaker(room, founder, observer.key);
    second.say({ type: "ask", documents });
    second.say({ type: "presence", presence: NOWHERE });
    expect(answers(second)).toBe(0);
    founder.add(2, "goes on");
    room.time.advance(20);
    expect(editor.has(2)).toBe(true);
    room.time.advance(2_000);
    expect(answers(second)).toBe(1);
    expect([...first.closed, ...second.closed].map(({ code }) => code)).toEqual(["replaced"]);
  });

  it("S-430 lists without end is ended and counted, and the others go on", () => {
    const { room, founder, editor, observer } = roomOfThree();
    const { say, closed } = speaker(room, founder, observer.key);
    const hash = new Uint8Array(16);
    const entries = Array.from({ length: 100_000 }, (_, at) => ({ id: id(at), hash }));
    const list: Message = { type: "list", answer: true, buckets: [], entries };
    for (let at = 0; at < COMPARED_BURST / entries.length; at++) say(list);
    expect(closed).toEqual([]);
    say(list);
    room.time.advance(50);
    expect(closed.map(({ code }) => code)).toEqual(["overload"]);
    expect(counted(founder, observer.device)).toEqual({ overload: 1 });
    expect(founder.connected).toEqual([editor.device]);
  });

  it("S-307 whose handshake was recorded is not let in by it again, which is counted of a stranger", () => {
    const { room, founder, editor, observer } = roomOfThree();
    const { sent } = speaker(room, founder, observer.key);
    const before = founder.connected.length;
    const { ends } = room.pipe();
    const told: CloseReason[] = [];
    ends[0].listen({
      packet: () => undefined,
      drained: () => undefined,
      closed: (reason) => told.push(reason),
    });
    founder.peers.connect(ends[1], false);
    for (const packet of sent) ends[0].send(packet);
    room.time.advance(100);
    expect(told).toHaveLength(1);
    expect(counted(founder, null)).toEqual({ authentication: 1 });
    expect(founder.connected).toHaveLength(before);
    expect(founder.connected).toContain(editor.device);
  });
});

describe("who claims what is not so", () => {
  it("S-605 a record of an old epoch gives no role back, and what is written by it is refused and counted", () => {
    const { room, founder, editor, observer } = roomOfThree();
    const old = editor.membership.encode();
    founder.membership.take(setRole(founder.membership, founder.by, editor.device, "observer"));
    founder.peers.membersChanged();
    room.time.advance(3_000);
    expect(editor.membership.roleOf(editor.device)).toBe("observer");
    const { say, closed } = speaker(room, founder, editor.key);
    say({ type: "records", bytes: old });
    expect(founder.membership.roleOf(editor.device)).toBe("observer");
    const update = Y.encodeStateAsUpdate(new Y.Doc());
    say({
      type: "live",
      document: { id: id(5), kind: "poc", schema: 1, mark: { deleted: false, at: 0 }, update },
    });
    expect(counted(founder, editor.device)).toEqual({ role: 1 });
    expect(founder.has(5)).toBe(false);
    expect(closed).toEqual([]);
    expect(founder.membership.roleOf(observer.device)).toBe("observer");
  });

  it("S-306 another's name is nobody's who has not its key: the connection is refused and counted of a stranger", () => {
    const { room, founder, editor, observer } = roomOfThree();
    const proof = founder.membership.proof(editor.device) as Uint8Array;
    const { closed } = speaker(room, founder, observer.key, writeHello({ device: editor.key.key, proof }));
    expect(closed).toHaveLength(1);
    expect(Object.values(counted(founder, null))).toEqual([1]);
    expect(founder.connected).toEqual([editor.device]);
    founder.add(1, "goes on");
    room.time.advance(100);
    expect(editor.has(1)).toBe(true);
  });

  it("S-602 of two to whom the ownership was signed at once all take the same, and stay in touch", () => {
    const { room, founder, editor, observer } = roomOfThree();
    const other = room.desk(4, "editor");
    for (const desk of [editor, observer, other]) desk.membership.take(founder.membership.encode());
    const apart = new Membership(ROOM.id, founder.membership.root);
    apart.take(founder.membership.encode());
    editor.membership.take(offerOwnership(founder.membership, founder.by.signer, editor.device));
    other.membership.take(offerOwnership(apart, founder.by.signer, other.device));
    for (const desk of [editor, other]) acceptOwnership(desk.membership, desk.by);
    for (const desk of [editor, other]) expect(desk.membership.roleOf(desk.device)).toBe("owner");

    const all = [founder, editor, observer, other];
    // As at a server, where a pipe that was refused is opened again, whichever side wants it: who has changed sides may not know all yet.
    const meet = (one: Desk, two: Desk): void => {
      for (const [end, pipe] of room.pipe().ends.entries())
        [one, two][end]?.peers.connect(pipe, end === 0, () => meet(one, two));
    };
    for (const [at, one] of all.entries())
      for (const two of all.slice(at + 1)) if (one !== founder || two !== editor) meet(one, two);
    editor.peers.membersChanged();
    room.time.advance(20_000);
    const owners = all.map(
      (desk) => all.find((one) => desk.membership.roleOf(one.device) === "owner")?.device,
    );
    expect(new Set(owners).size).toBe(1);
    expect([editor.device, other.device]).toContain(owners[0]);
    const digests = all.map(({ membership }) => Buffer.from(membership.digest).toString("hex"));
    expect(new Set(digests).size).toBe(1);
    for (const desk of all) expect(desk.connected.length).toBe(3);
  });
});

describe("who knocks without end", () => {
  it("S-309 S-305 with garbage or without a word is ended and counted, and a member is heard at once meanwhile", () => {
    const { room, founder, editor } = roomOfThree();
    const closed: CloseReason[] = [];
    for (let at = 0; at < 300; at++) {
      const { ends } = room.pipe();
      founder.peers.connect(ends[1], false);
      ends[0].listen({
        packet: () => undefined,
        drained: () => undefined,
        closed: (reason) => closed.push(reason),
      });
      // Every other one never says anything.
      if (at % 2 === 0) ends[0].send(room.random(200));
      if (at % 100 !== 0) continue;
      editor.add(at, `among ${at}`);
      room.time.advance(20);
      expect(founder.has(at)).toBe(true);
    }
    room.time.advance(11_000);
    expect(closed).toHaveLength(300);
    const reasons = counted(founder, null);
    expect(Object.values(reasons).reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(150);
    expect(founder.connected).toEqual([editor.device]);
  });
});
