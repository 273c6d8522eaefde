import { describe, expect, it } from "vitest";
import { roomKeys, roomPrologue } from "#shared/features/workspace/invitation.ts";
import { setRole } from "#shared/features/workspace/membership-changes.ts";
import { readMessage, writeMessage } from "#shared/sync/messages.ts";
import { SecureChannel } from "#shared/sync/secure-channel.ts";
import { writeHello } from "#core/sync/room-hello.ts";
import { id, ROOM, RoomOfDesks, type Desk } from "./support/room-desks.ts";

/** A founder, and two editors who have three entries in common. */
function three() {
  const room = new RoomOfDesks();
  const [editor, other] = [room.desk(2, "editor"), room.desk(3, "editor")];
  for (const at of [1, 2, 3]) room.founder.add(at, `entry ${at}`);
  const cuts = [room.join(editor, room.founder), room.join(other, room.founder)];
  room.time.advance(5_000);
  expect(editor.states).toEqual(room.founder.states);
  for (const cut of cuts) cut();
  room.time.advance(10_000);
  return { room, founder: room.founder, editor, other };
}

const demote = (founder: Desk, device: string) =>
  void setRole(founder.membership, founder.by, device, "observer");

const aside = ({ documents }: Desk) =>
  documents.putAside.list().map(({ document, field, before, mine }) => [document, field, before, mine]);

describe("who may write no more", () => {
  it("S-423 goes back to what the others have, and what it wrote meanwhile is put aside", () => {
    const { room, founder, editor } = three();
    editor.edit(1, { name: "mine", addTags: ["mine"] });
    editor.edit(1, { name: "mine, again" });
    editor.add(4, "begun here");
    editor.remove(2);
    editor.remove(3);
    founder.edit(1, { description: "theirs" });
    founder.edit(3, { name: "changed there" });
    demote(founder, editor.device);
    const before = founder.states;
    room.join(editor, founder);
    room.time.advance(10_000);

    expect(founder.states).toEqual(before);
    expect(editor.states).toEqual(before);
    expect(editor.peers.peers()).toMatchObject([{ equalAt: expect.any(Number) }]);
    expect(editor.fields(1)).toMatchObject({ name: "entry 1", description: "theirs" });
    expect([editor.fields(2)?.name, editor.fields(3)?.name, editor.fields(4)]).toEqual([
      "entry 2",
      "changed there",
      null,
    ]);
    expect(aside(editor).toSorted()).toEqual(
      [
        [id(1), "name", "entry 1", "mine, again"],
        [id(1), "tag:mine", null, "mine"],
        [id(2), "deleted", null, null],
        [id(3), "deleted", null, null],
        [id(4), "created", null, null],
        [id(4), "name", null, "begun here"],
      ].toSorted(),
    );
    expect(editor.documents.putAside.list().find(({ field }) => field === "created")?.name).toBe(
      "begun here",
    );
    // Once is enough: in step, it is asked for nothing any more.
    room.time.advance(30_000);
    expect(aside(editor)).toHaveLength(6);
    // What others write goes on to come, and after another change of mind what is written here goes there.
    founder.edit(1, { name: "goes on" });
    setRole(founder.membership, founder.by, editor.device, "editor");
    founder.peers.membersChanged();
    room.time.advance(5_000);
    expect(editor.fields(1)?.name).toBe("goes on");
    editor.edit(1, { name: "heard again" });
    room.time.advance(5_000);
    expect(founder.fields(1)?.name).toBe("heard again");
    editor.documents.putAside.forget(editor.documents.putAside.list().map((one) => one.id));
    expect(aside(editor)).toEqual([]);
  });

  it("S-423 what is put aside is called as the entry was, also where a scan has given it its name", () => {
    const { room, founder, editor } = three();
    founder.found(4, "found by a scan");
    const cut = room.join(editor, founder);
    room.time.advance(5_000);
    cut();
    editor.edit(4, { description: "mine" });
    demote(founder, editor.device);
    room.join(editor, founder);
    room.time.advance(10_000);
    expect(editor.documents.putAside.list()).toMatchObject([
      { document: id(4), name: "found by a scan", field: "description", mine: "mine" },
    ]);
  });

  it("S-423 puts nothing aside that somebody took who had not heard of it", () => {
    const { room, founder, editor, other } = three();
    demote(founder, editor.device);
    const cut = room.join(editor, other);
    room.time.advance(1_000);
    // Neither knows. It arrives, and before either could say that both are equal they part.
    editor.edit(1, { name: "taken" });
    editor.add(4, "taken, too");
    room.time.advance(50);
    expect(other.has(4)).toBe(true);
    cut();
    room.join(other, founder);
    room.time.advance(5_000);
    room.join(editor, founder);
    room.time.advance(10_000);
    for (const desk of [founder, editor, other]) {
      expect([desk.fields(1)?.name, desk.fields(4)?.name]).toEqual(["taken", "taken, too"]);
      expect(aside(desk)).toEqual([]);
    }
    expect(editor.states).toEqual(founder.states);
  });

  it("S-423 what was equal with one who may write is not put aside, wherever that one is now", () => {
    const { room, founder, editor, other } = three();
    const cut = room.join(editor, other);
    editor.edit(1, { name: "both have it" });
    room.time.advance(10_000);
    cut();
    demote(founder, editor.device);
    room.join(editor, founder);
    room.time.advance(10_000);
    expect(aside(editor)).toEqual([]);
    expect(editor.fields(1)?.name).toBe("both have it");
  });

  it("S-424 keeps everything while only those are there who may not write either", () => {
    const { room, founder, editor, other } = three();
    editor.edit(1, { name: "mine" });
    demote(founder, editor.device);
    demote(founder, other.device);
    const cut = room.join(other, founder);
    room.time.advance(5_000);
    cut();
    room.join(editor, other);
    room.time.advance(20_000);
    expect(editor.membership.roleOf(editor.device)).toBe("observer");
    expect(editor.fields(1)?.name).toBe("mine");
    expect(aside(editor)).toEqual([]);
  });

  it("S-424 one who may write gives nothing away to one who refuses it, has nothing and may write itself", () => {
    const { room, founder, editor } = three();
    editor.edit(1, { name: "mine" });
    editor.add(4, "begun here");
    const { ends } = room.pipe();
    editor.peers.connect(ends[1], false);
    const heard: string[] = [];
    const channel = new SecureChannel({
      pipe: ends[0],
      initiator: true,
      prologue: roomPrologue(ROOM.id),
      psk: roomKeys(ROOM.key).psk,
      staticKey: founder.key.noise,
      hello: writeHello({ device: founder.key.key, proof: new Uint8Array(0) }),
      admit: () => null,
      random: room.random,
      timer: room.time,
      listener: {
        opened: () => undefined,
        message: (_lane, bytes) => {
          const message = readMessage(bytes);
          heard.push(message.type);
          if (message.type === "ask")
            channel.send("bulk", writeMessage({ type: "give", last: true, documents: [] }));
          if (message.type !== "beat") return;
          for (const at of [1, 4])
            channel.send("live", writeMessage({ type: "refused", id: id(at), text: "Not from you." }));
          channel.send("live", writeMessage({ type: "beat", digest: new Uint8Array(16).fill(heard.length) }));
          // The other side has lists of nothing, of all buckets.
          const buckets = Array.from({ length: 256 }, (_, at) => at);
          channel.send("bulk", writeMessage({ type: "list", answer: true, buckets, entries: [] }));
        },
        drained: () => undefined,
        closed: () => undefined,
      },
    });
    room.time.advance(20_000);
    expect(heard.filter((type) => type === "beat").length).toBeGreaterThan(5);
    expect(heard).not.toContain("ask");
    expect([editor.fields(1)?.name, editor.fields(4)?.name]).toEqual(["mine", "begun here"]);
    expect(aside(editor)).toEqual([]);
  });
});
