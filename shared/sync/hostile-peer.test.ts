import { describe, expect, it } from "vitest";
import { Room, type Member } from "#test/builders/room.ts";
import { DeviceRates } from "./device-rates.ts";
import { RoomDigest } from "./digest.ts";
import {
  BEAT_EVERY,
  DEAD_AFTER,
  LISTING,
  LIVE_BURST,
  LIVE_RATE,
  MAX_DOCUMENT,
  MAX_WANTED,
  RECORDS_BURST,
} from "./limits.ts";
import { readMessage, writeMessage, type Given, type Message } from "./messages.ts";
import { PeerSession } from "./peer-session.ts";
import type { SecureChannel } from "./secure-channel.ts";

const id = (at: number): string => `00000000-0000-7000-8000-${String(at).padStart(12, "0")}`;
const HASH = new Uint8Array(16).fill(1);

function write(member: Member, document: string, value: string): Given {
  const given = member.replica.change(document, (doc) => doc.getMap("user").set("name", value)) as Given;
  member.sync.changed(document);
  return given;
}

/** A member, and a peer of it that speaks for itself. */
function hostile(documents = 1) {
  const room = new Room({ members: 3 });
  const [one, other] = [room.member(0), room.member(1)];
  for (let at = 0; at < documents; at++) write(one, id(at), `kept ${at}`);
  const heard: Message[] = [];
  const channels: SecureChannel[] = [];
  const connect = one.sync.connect.bind(one.sync);
  one.sync.connect = (open) =>
    connect((listener) => {
      const channel = open(listener);
      channels.push(channel);
      return channel;
    });
  other.sync.connect = (open) => {
    const channel = open({
      opened: () => undefined,
      message: (_lane, bytes) => heard.push(readMessage(bytes)),
      drained: () => undefined,
      closed: () => undefined,
    });
    channels.push(channel);
  };
  room.connect(0, 1);
  room.time.advance(100);
  const say = (message: Message): void => {
    channels[1]?.send("bulk", writeMessage(message));
    room.time.advance(5);
  };
  /** Through the session that was opened last. */
  const flood = (messages: readonly Message[]): void => {
    for (const message of messages) channels.at(-1)?.send("bulk", writeMessage(message));
    room.time.advance(100);
  };
  /** Bytes that wait on the member's side. */
  const waiting = (): number => channels[0]?.waiting ?? 0;
  return { room, one, other, heard, say, flood, waiting };
}

const list = (ids: readonly string[], answer = true): Message => ({
  type: "list",
  answer,
  buckets: answer ? [] : Array.from({ length: 256 }, (_, at) => at),
  entries: ids.map((document) => ({ id: document, hash: HASH })),
});

describe("a peer that wants too much", () => {
  it("S-410 may not ask for a document twice in one question", () => {
    const { one, say } = hostile();
    const document = { id: id(0), vector: Uint8Array.of(0) };
    say({ type: "ask", documents: [document, document] });
    expect(one.sync.peers()).toEqual([]);
  });

  it("S-410 may not ask before it was answered", () => {
    const { room, one, say } = hostile();
    for (let at = 1; at < 5; at++) write(one, id(at), "x".repeat(1_500_000));
    room.stalled.add(0);
    const ask = (at: number): void =>
      say({
        type: "ask",
        documents: [at, at + 1, at + 2].map((of) => ({ id: id(of), vector: Uint8Array.of(0) })),
      });
    ask(1);
    expect(one.sync.peers()).toHaveLength(1);
    ask(2);
    expect(one.sync.peers()).toEqual([]);
  });

  it("S-402 is compared with when its digest is another twice running, and not before", () => {
    const { one, heard, say } = hostile();
    const compared = (): number => heard.filter(({ type }) => type === "buckets").length;
    say({ type: "beat", digest: one.sync.digest });
    say({ type: "beat", digest: HASH });
    expect(compared()).toBe(0);
    say({ type: "beat", digest: one.sync.digest });
    say({ type: "beat", digest: HASH });
    expect(compared()).toBe(0);
    say({ type: "beat", digest: HASH });
    expect(compared()).toBe(1);
  });

  it("S-410 may not answer twice, nor with nothing again and again", () => {
    const source = new Room({ members: 1 }).member(0);
    const given = write(source, id(7), "given");
    for (const answers of [
      [{ last: false, documents: [given, given] }],
      [
        { last: false, documents: [given] },
        { last: false, documents: [given] },
      ],
      [{ last: false, documents: [] }],
    ]) {
      const { one, heard, say } = hostile();
      say(list([id(7), id(8)]));
      expect(heard.filter(({ type }) => type === "ask")).toHaveLength(1);
      for (const answer of answers) say({ type: "give", ...answer });
      expect(one.sync.peers()).toEqual([]);
    }
  });

  it("S-418 is asked for no more than can be noted, however much it lists", () => {
    const { one, say } = hostile();
    for (let turn = 0; turn < 3; turn++)
      say(list(Array.from({ length: 50_000 }, (_, at) => id(1 + turn * 50_000 + at))));
    expect(one.sync.peers()[0]?.wanted).toBeGreaterThan(90_000);
    for (let turn = 3; turn < 5; turn++)
      say(list(Array.from({ length: 50_000 }, (_, at) => id(1 + turn * 50_000 + at))));
    expect(one.sync.peers()[0]?.wanted).toBeLessThanOrEqual(MAX_WANTED + 500);
  });

  it("S-418 and does not read is not listed to without end, and no bucket twice", () => {
    const { room, one, heard, say, waiting } = hostile(3_000);
    say({ ...list([], false), buckets: Array<number>(256).fill(1) } as Message);
    room.time.advance(100);
    const listed = heard.flatMap((message) => (message.type === "list" ? message.entries : []));
    expect(listed.length).toBeGreaterThan(0);
    expect(new Set(listed.map((entry) => entry.id)).size).toBe(listed.length);
    room.stalled.add(0);
    for (let turn = 0; turn < 150; turn++) say(list([], false));
    for (let turn = 0; turn < 50; turn++) say({ type: "buckets", digests: new Uint8Array(256 * 16) });
    expect(waiting()).toBeGreaterThan(LISTING);
    expect(waiting()).toBeLessThan(LISTING + 200_000);
    expect(one.sync.peers()).toHaveLength(1);
  });

  it("S-406 and may not write is refused no faster than others are heard", () => {
    const { room, one, heard, flood } = hostile();
    room.observers.add(1);
    const live: Message = { type: "live", document: write(new Room({ members: 1 }).member(0), id(9), "x") };
    flood(Array.from({ length: 3_000 }, () => live));
    const refusals = heard.filter(({ type }) => type === "refused").length;
    expect(refusals).toBeGreaterThanOrEqual(LIVE_BURST);
    expect(refusals).toBeLessThan(LIVE_BURST + 100);
    expect(one.sync.peers()[0]?.refused).toBe(3_000);
  });

  it.each([
    ["opens session beside session", "connectBeside"],
    ["ends each session and comes again", "connect"],
  ] as const)("S-406 and %s is heard no more for it", (_, again) => {
    const { room, one, flood } = hostile();
    const stranger = new Room({ members: 1 }).member(0);
    for (let session = 0; session < 6; session++) {
      if (session > 0) room[again](0, 1);
      room.time.advance(10);
      const ids = Array.from({ length: 800 }, (_, at) => id(10 + session * 1_000 + at));
      flood(ids.map((document) => ({ type: "live", document: write(stranger, document, "x") })));
    }
    const heard = one.replica.ids().length - 1;
    expect(heard).toBeGreaterThanOrEqual(LIVE_BURST);
    // Six bursts' worth came in less than a second.
    expect(room.time.now).toBeLessThan(1_000);
    expect(heard).toBeLessThan(LIVE_BURST + LIVE_RATE);
  });

  it("S-406 and sends too much takes nothing from another device", () => {
    const { room, one, flood } = hostile();
    const live: Message = { type: "live", document: write(new Room({ members: 1 }).member(0), id(9), "x") };
    flood(Array.from({ length: 3_000 }, () => live));
    expect(one.sync.peers()[0]?.refused).toBeGreaterThan(1_000);
    const honest = room.member(2);
    room.connect(0, 2);
    room.time.advance(10);
    honest.sync.publish(write(honest, id(5), "of another"));
    room.time.advance(10);
    expect(one.replica.ids()).toContain(id(5));
    expect(one.sync.peers()[1]?.refused).toBe(0);
  });

  it("S-406 and refuses without end is not heard without end", () => {
    const { one, flood } = hostile();
    flood(Array.from({ length: 3_000 }, (_, at): Message => ({ type: "refused", id: id(at), text: "No." })));
    expect(one.refused.length).toBeLessThan(LIVE_BURST + 100);
    expect(one.sync.peers()).toHaveLength(1);
  });
});

describe("a peer that tells who belongs to the room", () => {
  const told: Message = { type: "records", bytes: new Uint8Array(0) };

  it("S-422 too often is ended, in however many sessions, and nobody else", () => {
    const { room, one, flood } = hostile();
    const before = one.records.heard;
    flood(Array.from({ length: RECORDS_BURST - 1 }, () => told));
    room.connectBeside(0, 1);
    room.time.advance(100);
    flood(Array.from({ length: 5 }, () => told));
    expect(one.records.heard - before).toBeLessThan(RECORDS_BURST + 2);
    expect(one.sync.peers()).toHaveLength(1);
    room.connect(0, 2);
    room.time.advance(100);
    one.sync.publish(write(one, id(2), "goes on"));
    room.time.advance(100);
    expect(room.member(2).replica.ids()).toContain(id(2));
  });

  it("S-422 twice a second is heard", () => {
    const { room, one, flood, say } = hostile();
    for (let at = 0; at < RECORDS_BURST * 2; at++) {
      flood([told]);
      say({ type: "beat", digest: new Uint8Array(16) });
      room.time.advance(400);
    }
    expect(one.sync.peers()).toHaveLength(1);
  });
});

describe("a document that is too large for others", () => {
  it("S-417 does not leave this side, and the session goes on", () => {
    const room = new Room({ members: 2 });
    const [one, other] = [room.member(0), room.member(1)];
    room.connect(0, 1);
    room.time.advance(100);
    one.sync.publish(write(one, id(1), "x".repeat(MAX_DOCUMENT + 1)));
    write(one, id(2), "small");
    room.time.advance(5_000);
    expect(other.replica.ids()).toEqual([id(2)]);
    expect(one.sync.peers()).toHaveLength(1);
  });
});

describe("a fault of this side", () => {
  it("S-417 refuses the change, or leaves out the document, and the others cross", () => {
    const room = new Room({ members: 2 });
    const [one, other] = [room.member(0), room.member(1)];
    for (let at = 0; at < 6; at++) write(at < 3 ? one : other, id(at), `document ${at}`);
    const { replica } = one;
    const works = {
      take: replica.take.bind(replica),
      give: replica.give.bind(replica),
      vector: replica.vector.bind(replica),
    };
    const breaks = (document: string, at: number): void => {
      if (document === id(at)) throw new Error("The disk is full.");
    };
    replica.take = (given, device) => {
      breaks(given.id, 3);
      return works.take(given, device);
    };
    replica.vector = (document) => {
      breaks(document, 4);
      return works.vector(document);
    };
    replica.give = (document, vector) => {
      breaks(document, 0);
      return works.give(document, vector);
    };
    room.connect(0, 1);
    room.time.advance(5_000);
    expect(one.replica.ids().toSorted()).toEqual([0, 1, 2, 5].map(id));
    expect(other.replica.ids().toSorted()).toEqual([1, 2, 3, 4, 5].map(id));
    expect(one.sync.peers()).toHaveLength(1);
    expect(other.refused[0]).toMatchObject({ id: id(3), text: expect.stringContaining("saved") });
    expect(one.failures.length).toBeGreaterThanOrEqual(3);
  });

  it("S-417 elsewhere ends the session alone", () => {
    const room = new Room({ members: 2 });
    const [one, other] = [room.member(0), room.member(1)];
    room.connect(0, 1);
    room.time.advance(100);
    room.observers.has = () => {
      throw new Error("The roles cannot be read.");
    };
    other.sync.publish(write(other, id(1), "typed"));
    expect(() => room.time.advance(100)).not.toThrow();
    expect(one.sync.peers()).toEqual([]);
    expect(one.replica.ids()).toEqual([]);
    expect(one.failures).toHaveLength(1);
  });

  it("S-401 an answer is ended once, also over a channel that drains while it is sent", () => {
    const member = new Room({ members: 1 }).member(0);
    for (let at = 0; at < 3; at++) write(member, id(at), "x".repeat(400_000));
    const { replica } = member;
    const sent: Message[] = [];
    const session = new PeerSession({
      replica,
      digest: new RoomDigest(),
      rates: new DeviceRates(),
      mayWrite: () => true,
      take: (given, device) => given.map((one) => replica.take(one, device)),
      clock: () => 0,
      timer: { after: () => () => undefined },
      takeRecords: () => undefined,
      listener: {},
      ended: () => undefined,
    });
    const channel: Pick<SecureChannel, "isOpen" | "waiting" | "initiator" | "send" | "close"> = {
      isOpen: true,
      waiting: 0,
      initiator: false,
      send: (_lane, bytes) => {
        sent.push(readMessage(bytes));
        session.drained();
      },
      close: () => undefined,
    };
    session.attach(channel as SecureChannel);
    session.opened({ key: member.key });
    const documents = [0, 1, 2].map((at) => ({ id: id(at), vector: Uint8Array.of(0) }));
    session.message("bulk", writeMessage({ type: "ask", documents }));
    const gives = sent.flatMap((message) => (message.type === "give" ? [message] : []));
    expect(gives.filter(({ last }) => last)).toHaveLength(1);
    expect(gives.flatMap((give) => give.documents)).toHaveLength(3);
  });
});

describe("a clock that is set back", () => {
  it("S-419 delays no comparison, takes nothing away and lets no dead peer live", () => {
    const room = new Room({ members: 2 });
    const [one, other] = [room.member(0), room.member(1)];
    write(one, id(1), "before");
    room.connect(0, 1);
    room.untilEqual(5_000);
    room.setBack = 3_600_000;
    one.sync.publish(write(one, id(1), "live"));
    room.time.advance(50);
    expect(room.isEqual).toBe(true);
    write(other, id(2), "offline");
    room.untilEqual(4 * BEAT_EVERY);
    room.hung.add(1);
    room.time.advance(DEAD_AFTER + 2 * BEAT_EVERY);
    expect(one.sync.peers()).toEqual([]);
  });
});
