import { describe, expect, it } from "vitest";
import { PAGE_CONNECTIONS, PAGE_TEXT, writeFrame, type FromPage } from "#shared/sync/page-wire.ts";
import { MAX_PACKET, TAKEN_EVERY } from "#shared/sync/limits.ts";
import { RELAY } from "#shared/sync/signaling-wire.ts";
import { MemoryPages, type MemoryPage } from "#test/builders/memory-pages.ts";
import { VirtualTime } from "#test/builders/virtual-time.ts";
import { Heard } from "#test/contracts/pipe-contract.ts";
import { PagePipes, type DirectConnection } from "./page-pipes.ts";

/** A core with a page, and what it said of the page. */
function core() {
  const time = new VirtualTime();
  const pages = new MemoryPages(time);
  const faults: string[] = [];
  const pipes = new PagePipes((text) => faults.push(text));
  const page = (): MemoryPage => {
    const made = pages.page();
    pipes.add(made.channel);
    time.advance(10);
    return made;
  };
  return { time, pipes, faults, page };
}

/** An end of a connection, and all that it was told. */
function open(pipes: PagePipes, offer: string | null) {
  const told: string[] = [];
  const heard: Heard[] = [];
  const end = { description: "", connection: null as DirectConnection | null, told, heard };
  end.connection = pipes.open(offer, [], {
    description: (text) => (end.description = text),
    candidate: () => told.push("candidate"),
    opened: (pipe) => {
      told.push("opened");
      heard.push(new Heard(pipe));
    },
    closed: () => told.push("closed"),
  });
  return end;
}

/** Two connected ends of one core, for the rules are the same; the first was made first. */
function connected() {
  const made = core();
  const page = made.page();
  const one = open(made.pipes, null);
  made.time.advance(5);
  const other = open(made.pipes, one.description);
  made.time.advance(5);
  one.connection?.answer(other.description);
  made.time.advance(5);
  return { ...made, first: page, one, other };
}

describe("the pages of a core", () => {
  it("S-561 are asked in the order in which they came, and only while they are ready", () => {
    const { time, pipes, page } = core();
    const able: boolean[] = [];
    pipes.onAble(() => able.push(pipes.able));
    expect([pipes.able, pipes.open(null, [], null as never)]).toEqual([false, null]);
    const [first, second] = [page(), page()];
    const end = open(pipes, null);
    time.advance(5);
    expect([first, second].map(({ told }) => told.at(-1)?.type)).toEqual(["open", "begin"]);
    first.close();
    expect(end.told.at(-1)).toBe("closed");
    expect([pipes.able, able]).toEqual([true, [true]]);
    open(pipes, null);
    time.advance(5);
    expect(second.told.at(-1)?.type).toBe("open");
    second.close();
    expect(able).toEqual([true, false]);
  });

  it("S-561 lose what they hold when they go, and each end hears it once", () => {
    const { first, one, other } = connected();
    expect([one.told.at(-1), other.told.at(-1)]).toEqual(["opened", "opened"]);
    first.close();
    for (const { told, heard } of [one, other]) {
      expect(told.filter((what) => what === "closed")).toHaveLength(1);
      expect(heard[0]?.closes.map(({ code }) => code)).toEqual(["lost"]);
    }
  });

  it("S-564 hold 64 connections and no more", () => {
    const { pipes, page } = core();
    page();
    for (let at = 0; at < PAGE_CONNECTIONS; at++) expect(open(pipes, null).connection).not.toBeNull();
    const last = open(pipes, null);
    expect([last.connection, last.told]).toEqual([null, []]);
  });

  it("S-564 hear what was taken of each connection", () => {
    const { time, first, one, other } = connected();
    const sent = TAKEN_EVERY / MAX_PACKET + 1;
    for (let at = 0; at < sent; at++) (one.heard[0] as Heard).pipe.send(new Uint8Array(MAX_PACKET));
    time.advance(10);
    expect(other.heard[0]?.packets).toHaveLength(sent);
    const [told] = first.told.filter(({ type }) => type === "taken");
    expect(told).toMatchObject({ bytes: (MAX_PACKET + 1) * (sent - 1) });
  });

  it.each<[string, unknown]>([
    ["text that is no JSON", "{"],
    ["what is no object", "null"],
    ["an unknown word", '{"type":"please"}'],
    ["a word with more than it has", '{"type":"ready","more":1}'],
    ["a second readiness", '{"type":"ready"}'],
    ["a number that is none", '{"type":"closed","id":-1}'],
    [
      "a description that is too large",
      JSON.stringify({ type: "description", id: 1, description: "x".repeat(20_000) }),
    ],
    ["more text than there may be", `"${"x".repeat(PAGE_TEXT)}"`],
    [
      "a second description",
      JSON.stringify({ type: "description", id: 1, description: "v=0" } satisfies FromPage),
    ],
    ["a second opening", JSON.stringify({ type: "opened", id: 1 } satisfies FromPage)],
    ["a frame without a number", Uint8Array.of(1, 2)],
    ["a frame of nothing", new Uint8Array(4)],
    ["a frame that is too large", new Uint8Array(4 + 2 + MAX_PACKET)],
    ["neither text nor bytes", 7],
    ["an object", { type: "ready" }],
  ])("S-562 are sent away, and heard no more, with %s", (_, data) => {
    const { time, pipes, faults, first, one, other } = connected();
    first.raw(data);
    first.raw(writeFrame(1, Uint8Array.of(RELAY.packet, 7)));
    time.advance(10);
    expect(faults).toHaveLength(1);
    expect([first.closed, pipes.able]).toEqual([true, false]);
    for (const { told, heard } of [one, other]) {
      expect(told.at(-1)).toBe("closed");
      expect([heard[0]?.packets, heard[0]?.closes.map(({ code }) => code)]).toEqual([[], ["lost"]]);
    }
  });

  it("S-562 that speak of a connection that is over do nothing wrong; of one that did not open, they do", () => {
    const { time, faults, first, one, pipes } = connected();
    one.connection?.close();
    time.advance(10);
    for (const message of [
      { type: "candidate", id: 1, candidate: "candidate:late" },
      { type: "opened", id: 1 },
      { type: "closed", id: 1 },
    ] as const)
      first.say(message);
    first.raw(writeFrame(1, Uint8Array.of(RELAY.packet, 7)));
    time.advance(10);
    expect([faults, first.closed]).toEqual([[], false]);
    open(pipes, null);
    first.raw(writeFrame(3, Uint8Array.of(RELAY.packet, 7)));
    time.advance(10);
    expect(faults).toHaveLength(1);
  });

  it("S-565 tell of a connection that has opened whether it goes by TURN, as often as that changes", () => {
    const { time, pipes, faults, first, one } = connected();
    const pipe = one.heard[0]?.pipe;
    const seen = [pipe?.byTurn];
    for (const turn of [true, false]) {
      first.say({ type: "way", id: 1, turn });
      time.advance(5);
      seen.push(pipe?.byTurn);
    }
    expect([seen, faults]).toEqual([[false, true, false], []]);
    open(pipes, null);
    first.say({ type: "way", id: 3, turn: true });
    time.advance(5);
    expect(faults).toHaveLength(1);
  });

  it.each<[string, readonly number[]]>([
    ["of an unknown kind", [9, 1]],
    ["that opens", [RELAY.open]],
    ["of a packet of nothing", [RELAY.packet]],
    ["of an end without a code", [RELAY.close]],
    ["of an end with a code that is none", [RELAY.close, 200]],
    ["that acknowledges what was never sent", [RELAY.taken, 1, 0, 0, 0]],
    ["that acknowledges in too few bytes", [RELAY.taken, 1]],
  ])("S-563 end a connection, and nothing else, over a frame of the other side %s", (_, frame) => {
    const { time, faults, first, one } = connected();
    first.raw(writeFrame(1, Uint8Array.from(frame)));
    time.advance(10);
    expect(one.heard[0]?.closes.map(({ code }) => code)).toEqual(["protocol"]);
    expect([faults, first.closed]).toEqual([[], false]);
  });

  it("S-563 pass on the reason for which the other side ended it", () => {
    const { time, one, other } = connected();
    (one.heard[0] as Heard).pipe.close({ code: "replaced", text: "" });
    time.advance(10);
    expect(other.heard[0]?.closes.map(({ code }) => code)).toEqual(["replaced"]);
    for (const { told } of [one, other]) expect(told.filter((what) => what === "closed")).toHaveLength(1);
  });
});
