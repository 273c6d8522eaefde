import { fc } from "#test/builders/properties.ts";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { Room, type Member } from "#test/builders/room.ts";
import { ASK_AT_ONCE, BEAT_EVERY, DEAD_AFTER, LIVE_BURST } from "./limits.ts";
import { readMessage, writeMessage, type Message } from "./messages.ts";
import { ProtocolFault } from "./pipe.ts";
import type { SecureChannel } from "./secure-channel.ts";

const id = (at: number): string => `00000000-0000-7000-8000-${String(at).padStart(12, "0")}`;

/** A change of a field, told to all peers. */
function edit(member: Member, document: string, key: string, value: string): void {
  const given = member.replica.change(document, (doc) => doc.getMap("user").set(key, value));
  if (given !== null) member.sync.publish(given);
}

/** A change that no peer is told of at once: as one that was made offline. */
function editOffline(member: Member, document: string, key: string, value: string): void {
  member.replica.change(document, (doc) => doc.getMap("user").set(key, value));
  member.sync.changed(document);
}

const fieldsOf = (member: Member, document: string): unknown =>
  (member.replica.content(document) as { fields: unknown } | undefined)?.fields;

function two(): { room: Room; one: Member; other: Member } {
  const room = new Room({ members: 2 });
  return { room, one: room.member(0), other: room.member(1) };
}

describe("comparing", () => {
  it("S-401 brings each side what it lacks, in both directions, and only once", () => {
    const { room, one, other } = two();
    for (let at = 0; at < 50; at++) editOffline(one, id(at), "name", `one ${at}`);
    for (let at = 40; at < 90; at++) editOffline(other, id(at), "note", `other ${at}`);
    room.connect(0, 1);
    expect(room.untilEqual(5_000)).toBeLessThan(1_000);
    expect(fieldsOf(one, id(45))).toEqual({ name: "one 45", note: "other 45" });
    expect(fieldsOf(other, id(3))).toEqual({ name: "one 3" });
    expect(one.replica.ids()).toHaveLength(90);
    expect(one.replica.takenFrom.get(Buffer.from(other.key).toString("hex"))).toBe(50);
    room.time.advance(20_000);
    expect(one.replica.takenFrom.get(Buffer.from(other.key).toString("hex"))).toBe(50);
  });

  it("S-401 says when both are equal, also when nothing has to be done", () => {
    const { room, one, other } = two();
    room.connect(0, 1);
    room.time.advance(100);
    for (const { sync } of [one, other]) expect(sync.peers()[0]?.equalAt).toBeLessThan(100);
    room.time.advance(10_000);
    for (const { sync } of [one, other])
      expect(room.time.now - (sync.peers()[0]?.equalAt ?? 0)).toBeLessThanOrEqual(BEAT_EVERY + 10);
  });

  it("S-402 finds and mends a difference that nobody told of", () => {
    const { room, one, other } = two();
    room.connect(0, 1);
    room.time.advance(100);
    editOffline(one, id(1), "name", "late");
    editOffline(other, id(2), "name", "late too");
    expect(room.untilEqual(3 * BEAT_EVERY + 1_000)).toBeGreaterThan(0);
    expect(fieldsOf(other, id(1))).toEqual({ name: "late" });
  });

  it("S-403 merges what both changed apart, and a mark that is later wins", () => {
    const { room, one, other } = two();
    editOffline(one, id(1), "name", "first");
    room.connect(0, 1);
    room.untilEqual(5_000);
    room.cut(0, 1);
    editOffline(one, id(1), "name", "mine");
    editOffline(other, id(1), "tags", "yours");
    one.replica.mark(id(1), { deleted: true, at: 10 });
    one.sync.changed(id(1));
    other.replica.mark(id(1), { deleted: false, at: 20 });
    other.sync.changed(id(1));
    room.connect(0, 1);
    room.untilEqual(5_000);
    expect(fieldsOf(one, id(1))).toEqual({ name: "mine", tags: "yours" });
    expect(one.replica.content(id(1))).toEqual(other.replica.content(id(1)));
    expect(one.replica.isDeleted(id(1))).toBe(false);
  });
});

describe("live changes", () => {
  it("S-404 go once to each peer, and from none of them on", () => {
    const room = new Room({ members: 4 });
    room.connectAll();
    room.time.advance(500);
    edit(room.member(0), id(1), "name", "typed");
    room.time.advance(5);
    const from = Buffer.from(room.member(0).key).toString("hex");
    for (const member of room.members.slice(1)) {
      expect(fieldsOf(member, id(1))).toEqual({ name: "typed" });
      expect([...member.replica.takenFrom]).toEqual([[from, 1]]);
    }
  });

  it("S-405 that build on what is not here are asked for, and nothing of them is kept before", () => {
    const { room, one, other } = two();
    room.connect(0, 1);
    room.time.advance(100);
    one.replica.change(id(1), (doc) => doc.getText("notes").insert(0, "never told "));
    const told = one.replica.change(id(1), (doc) => doc.getText("notes").insert(11, "and told"));
    one.sync.publish(told as NonNullable<typeof told>);
    room.time.advance(100);
    expect((other.replica.content(id(1)) as { text: string }).text).toBe("never told and told");
    expect(room.isEqual).toBe(true);
  });

  it("S-406 above 200 a second, after 1,000 at once, are left out, counted, and found when both compare", () => {
    const room = new Room({ members: 2, delay: () => 0 });
    const [one, other] = [room.member(0), room.member(1)];
    room.connect(0, 1);
    room.time.advance(100);
    for (let at = 0; at < LIVE_BURST + 300; at++) edit(one, id(1), `field ${at}`, "x");
    room.time.advance(50);
    expect(other.sync.peers()[0]?.refused).toBeGreaterThan(200);
    expect(Object.keys(fieldsOf(other, id(1)) as object).length).toBeLessThan(LIVE_BURST + 300);
    room.untilEqual(30_000);
    expect(Object.keys(fieldsOf(other, id(1)) as object)).toHaveLength(LIVE_BURST + 300);
  });
});

describe("roles", () => {
  it("S-407 an observer's changes are refused with a reason, live and when comparing, and change nobody's document", () => {
    const { room, one, other } = two();
    editOffline(one, id(1), "name", "kept");
    room.observers.add(1);
    room.connect(0, 1);
    room.time.advance(100);
    expect(fieldsOf(other, id(1))).toEqual({ name: "kept" });
    edit(other, id(1), "name", "spoiled");
    editOffline(other, id(2), "name", "made up");
    room.time.advance(20_000);
    expect(fieldsOf(one, id(1))).toEqual({ name: "kept" });
    expect(one.replica.ids()).toEqual([id(1)]);
    expect(other.refused).toEqual([{ id: id(1), text: expect.stringContaining("read here") }]);
    expect(one.sync.peers()[0]?.refused).toBe(1);
  });

  it("S-407 who may write again is heard again", () => {
    const { room, one, other } = two();
    room.observers.add(1);
    room.connect(0, 1);
    room.time.advance(100);
    edit(other, id(1), "name", "too early");
    room.time.advance(100);
    expect(one.replica.ids()).toEqual([]);
    room.observers.delete(1);
    edit(other, id(1), "name", "in time");
    room.untilEqual(90_000);
    expect(fieldsOf(one, id(1))).toEqual({ name: "in time" });
  });
});

describe("faults", () => {
  it("S-408 a change that is none is refused, and the document stays as it was", () => {
    const { room, one, other } = two();
    editOffline(one, id(1), "name", "kept");
    room.connect(0, 1);
    room.untilEqual(5_000);
    const junk = { id: id(1), kind: "poc", schema: 1, mark: { deleted: false, at: 0 } };
    for (const update of [new Uint8Array(0), Uint8Array.of(1, 2, 3), new Uint8Array(1000).fill(255)])
      other.sync.publish({ ...junk, update });
    room.time.advance(100);
    expect(other.refused).toHaveLength(3);
    expect(fieldsOf(one, id(1))).toEqual({ name: "kept" });
    edit(other, id(1), "name", "still heard");
    room.time.advance(100);
    expect(fieldsOf(one, id(1))).toEqual({ name: "still heard" });
  });

  it("S-405 a change of something that nobody has never becomes part of a document", () => {
    const { room, one, other } = two();
    room.connect(0, 1);
    room.time.advance(100);
    const stranger = new Y.Doc();
    stranger.getText("notes").insert(0, "a");
    const updates: Uint8Array[] = [];
    stranger.on("update", (update: Uint8Array) => updates.push(update));
    stranger.getText("notes").insert(1, "b");
    other.sync.publish({
      id: id(7),
      kind: "poc",
      schema: 1,
      mark: { deleted: false, at: 0 },
      update: updates[0] as Uint8Array,
    });
    room.time.advance(30_000);
    expect(one.replica.ids()).toEqual([]);
  });

  it("S-409 a peer that falls silent is taken for gone after 6 s; one with nothing to say is not", () => {
    const { room, one, other } = two();
    room.connect(0, 1);
    edit(one, id(1), "name", "kept");
    room.time.advance(10 * DEAD_AFTER);
    expect(one.sync.peers()).toHaveLength(1);
    room.hung.add(1);
    room.time.advance(DEAD_AFTER - BEAT_EVERY);
    expect(one.sync.peers()).toHaveLength(1);
    room.time.advance(2 * BEAT_EVERY);
    expect(one.sync.peers()).toEqual([]);
    expect(fieldsOf(other, id(1))).toEqual({ name: "kept" });
  });

  it("S-410 a message that is none, or that nobody asked for, ends the session and changes nothing", () => {
    const entry = { id: id(1), hash: new Uint8Array(16) };
    const given = {
      id: id(1),
      kind: "poc",
      schema: 1,
      mark: { deleted: false, at: 0 },
      update: new Uint8Array(2),
    };
    const asks = (count: number): Message => ({
      type: "ask",
      documents: Array.from({ length: count }, (_, at) => ({ id: id(at), vector: Uint8Array.of(0) })),
    });
    const faults: readonly (readonly Uint8Array[])[] = [
      [Uint8Array.of(200)],
      [new Uint8Array(0)],
      [Uint8Array.of(0, 1, 2)],
      [Uint8Array.of(...writeMessage({ type: "beat", digest: new Uint8Array(16) }), 0)],
      [writeMessage({ type: "give", last: true, documents: [given] })],
      [writeMessage(asks(ASK_AT_ONCE + 1))],
      [writeMessage({ type: "ask", documents: [{ id: id(1), vector: Uint8Array.of(255, 255) }] })],
    ];
    for (const messages of faults) {
      const { room, one, other } = two();
      editOffline(one, id(1), "name", "kept");
      let channel: SecureChannel | null = null;
      // The hostile side speaks for itself.
      other.sync.connect = (open) => {
        channel = open({
          opened: () => undefined,
          message: () => undefined,
          drained: () => undefined,
          closed: () => undefined,
        });
      };
      room.connect(0, 1);
      room.time.advance(100);
      for (const message of messages) (channel as SecureChannel | null)?.send("live", message);
      room.time.advance(100);
      expect(one.sync.peers()).toEqual([]);
      expect(fieldsOf(one, id(1))).toEqual({ name: "kept" });
      expect(one.replica.ids()).toEqual([id(1)]);
    }
    // And any list is borne: it only makes this side ask.
    expect(
      readMessage(writeMessage({ type: "list", answer: true, buckets: [1], entries: [entry] })),
    ).toMatchObject({
      entries: [entry],
    });
  });

  it("S-411 a peer whose digest lies costs less and less", () => {
    const { room, one, other } = two();
    editOffline(one, id(1), "name", "kept");
    let asked = 0;
    let channel: SecureChannel | null = null;
    const lie = (): void => {
      (channel as SecureChannel | null)?.send(
        "live",
        writeMessage({ type: "beat", digest: new Uint8Array(16).fill(1) }),
      );
      room.time.after(BEAT_EVERY, lie);
    };
    other.sync.connect = (open) => {
      channel = open({
        opened: lie,
        message: (_lane, bytes) => void (readMessage(bytes).type === "buckets" ? asked++ : 0),
        drained: () => undefined,
        closed: () => undefined,
      });
    };
    room.connect(0, 1);
    room.time.advance(600_000);
    expect(one.sync.peers()).toHaveLength(1);
    expect(asked).toBeGreaterThan(3);
    expect(asked).toBeLessThan(20);
  });
});

describe("messages", () => {
  it("S-410 hold texts that are passed on as they came: what is no UTF-8 is no message", () => {
    const document = {
      id: id(1),
      kind: "",
      schema: 1,
      mark: { deleted: false, at: 0 },
      update: new Uint8Array(0),
    };
    const written = writeMessage({ type: "live", document: { ...document, kind: "k".repeat(64) } });
    // Read leniently, each byte would become three, and whoever passes the document on would send what nobody takes.
    expect(() => readMessage(written.map((byte) => (byte === 0x6b ? 0xff : byte)))).toThrow(ProtocolFault);
    const marked = writeMessage({ type: "live", document: { ...document, kind: "\ufeffpoc" } });
    expect(writeMessage(readMessage(marked))).toEqual(marked);
  });

  it("S-410 are read as they were written, and any bytes are a message or a typed fault", () => {
    const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
    const ids = fc.uuid();
    const entry = fc.record({ id: ids, hash: bytes(16) });
    const given = fc.record({
      id: ids,
      kind: fc.constantFrom("poc", "dojo", ""),
      schema: fc.nat(),
      mark: fc.record({ deleted: fc.boolean(), at: fc.maxSafeNat() }),
      update: fc.uint8Array({ maxLength: 300 }),
    });
    const message: fc.Arbitrary<Message> = fc.oneof(
      fc.record({ type: fc.constant("beat" as const), digest: bytes(16) }),
      fc.record({ type: fc.constant("buckets" as const), digests: bytes(256 * 16) }),
      fc.record({
        type: fc.constant("list" as const),
        answer: fc.boolean(),
        buckets: fc.array(fc.nat(255)),
        entries: fc.array(entry),
      }),
      fc.record({
        type: fc.constant("ask" as const),
        documents: fc.array(fc.record({ id: ids, vector: fc.uint8Array({ maxLength: 20 }) })),
      }),
      fc.record({ type: fc.constant("give" as const), last: fc.boolean(), documents: fc.array(given) }),
      fc.record({ type: fc.constant("live" as const), document: given }),
      fc.record({ type: fc.constant("refused" as const), id: ids, text: fc.string({ maxLength: 90 }) }),
    );
    fc.assert(
      fc.property(message, fc.nat(), fc.uint8Array({ maxLength: 40 }), (one, place, junk) => {
        const written = writeMessage(one);
        expect(readMessage(written)).toEqual(one);
        const spoiled = written.slice();
        spoiled[place % spoiled.length] = (spoiled[place % spoiled.length] as number) ^ 0x81;
        for (const hostile of [spoiled, written.slice(0, place % written.length), junk]) {
          try {
            readMessage(hostile);
          } catch (error) {
            expect(error).toBeInstanceOf(ProtocolFault);
          }
        }
      }),
      { seed: 13, numRuns: 400 },
    );
  });
});
