import { fc } from "#test/builders/properties.ts";
import { describe, expect, it } from "vitest";
import { bytes, meeting, MEETING, name, Server } from "#test/builders/signaling-machine.ts";
import { MAX_PACKET } from "./limits.ts";
import { CLOSE_CODES } from "./pipe.ts";
import { CONTROL_BURST, CONTROL_RATE, JOIN_TIME, RELAY_BURST, RELAY_LEAST, RELAY_RATE } from "./signaling.ts";
import { MAX_SIGNAL, MEETING_PEERS, RELAY, writeRelay } from "./signaling-wire.ts";

const NONE = new Uint8Array(0);

describe("joining", () => {
  it.each<readonly [string, unknown]>([
    ["no JSON", "hello"],
    ["nothing", ""],
    ["a JSON value that is no message", "null"],
    ["another message", { type: "signal", to: name(1), data: "AA==" }],
    ["another protocol", { type: "join", protocol: 2, meeting: MEETING, peer: name(9) }],
    ["a meeting with a name too short", { type: "join", protocol: 1, meeting: "aa", peer: name(9) }],
    ["a peer whose name is no digits", { type: "join", protocol: 1, meeting: MEETING, peer: "x".repeat(32) }],
    ["a field too many", { type: "join", protocol: 1, meeting: MEETING, peer: name(9), role: "owner" }],
    ["a field missing", { type: "join", protocol: 1, meeting: MEETING }],
    [
      "a frame too large",
      `${JSON.stringify({ type: "join", protocol: 1, meeting: MEETING, peer: name(9) })}${" ".repeat(MAX_SIGNAL)}`,
    ],
  ])("S-501 a socket whose first message is %s is closed, and nobody hears of it", (_, message) => {
    const server = meeting(1);
    server.connect(9);
    server.say(9, message);
    expect(server.of(9)).toEqual([{ close: 4001 }]);
    expect(server.of(1)).toEqual([]);
    server.join(8);
    expect(server.of(8)).toEqual([{ type: "joined", peers: [name(1)] }]);
  });

  it("S-501 a socket whose first message is of the relay is closed", () => {
    const server = meeting(1);
    server.connect(9);
    server.relay(9, RELAY.packet, 1, Uint8Array.of(1));
    expect(server.of(9)).toEqual([{ close: 4001 }]);
    expect(server.of(1)).toEqual([]);
  });

  it("S-501 a socket that does not join within ten seconds is closed, also when the clock is set back", () => {
    const server = new Server();
    server.connect(1);
    server.now = JOIN_TIME - 1;
    server.connect(2);
    server.does(server.machine.sweep());
    expect(server.of(1)).toEqual([]);
    server.now = JOIN_TIME;
    server.does(server.machine.sweep());
    expect([server.of(1), server.of(2)]).toEqual([[{ close: 4001 }], []]);
    server.now = -JOIN_TIME;
    server.does(server.machine.sweep());
    expect(server.of(2)).toEqual([{ close: 4001 }]);
  });

  it("S-502 tells the newcomer who is there and the others who came, and who goes", () => {
    const server = new Server();
    server.join(1);
    server.join(2);
    server.join(3);
    expect(server.of(1)).toEqual([
      { type: "joined", peers: [] },
      { type: "came", peer: name(2) },
      { type: "came", peer: name(3) },
    ]);
    expect(server.of(3)).toEqual([{ type: "joined", peers: [name(1), name(2)] }]);
    server.of(2);
    server.does(server.machine.ended(1));
    server.does(server.machine.ended(1));
    for (const socket of [2, 3]) expect(server.of(socket)).toEqual([{ type: "gone", peer: name(1) }]);
    expect(server.of(1)).toEqual([]);
  });

  it("S-504 who expects somebody and finds nobody is closed, and leaves no meeting behind", () => {
    const server = new Server();
    server.join(1, { expects: true });
    expect(server.of(1)).toEqual([{ close: 4002 }]);
    server.join(2, { expects: true });
    expect(server.of(2)).toEqual([{ close: 4002 }]);
    server.join(3, { expects: false });
    server.join(4, { expects: true });
    expect(server.of(4)).toEqual([{ type: "joined", peers: [name(3)] }]);
  });

  it("S-505 the thirteenth is closed, and may come when somebody has gone", () => {
    const server = meeting(MEETING_PEERS);
    server.join(13);
    expect(server.of(13)).toEqual([{ close: 4003 }]);
    expect(server.of(1)).toEqual([]);
    server.does(server.machine.ended(5));
    server.join(14);
    expect(server.of(14)).toMatchObject([{ type: "joined", peers: { length: MEETING_PEERS - 1 } }]);
  });

  it("S-506 the newer socket of a peer takes the place of the older, also in a full meeting", () => {
    const server = meeting(MEETING_PEERS);
    server.join(50, { peer: name(2) });
    expect(server.of(2)).toEqual([{ close: 4005 }]);
    expect(server.of(1)).toEqual([
      { type: "gone", peer: name(2) },
      { type: "came", peer: name(2) },
    ]);
    server.relay(1, RELAY.packet, 2, Uint8Array.of(7));
    expect(server.of(50)).toMatchObject([{ type: "joined" }, { kind: RELAY.packet, from: name(1) }]);
    // What is left of the older one does nothing any more, its end least of all.
    server.relay(2, RELAY.packet, 1, Uint8Array.of(7));
    server.does(server.machine.ended(2));
    expect(server.of(1)).toEqual([]);
  });

  it("S-506 who takes a place and is alone then expects in vain", () => {
    const server = meeting(1);
    server.join(2, { peer: name(1), expects: true });
    expect([server.of(1), server.of(2)]).toEqual([[{ close: 4005 }], [{ close: 4002 }]]);
  });

  it("S-507 there are no more meetings and sockets than the server takes, and room when some have gone", () => {
    const server = new Server({ sockets: 3, meetings: 2 });
    server.join(1);
    server.join(2, { meeting: name(0xbb) });
    server.join(3, { meeting: name(0xcc) });
    expect(server.of(3)).toEqual([{ close: 4004 }]);
    server.join(4);
    server.connect(5);
    expect(server.of(5)).toEqual([{ close: 4004 }]);
    server.does(server.machine.ended(2));
    server.join(6, { meeting: name(0xcc) });
    expect(server.of(6)).toEqual([{ type: "joined", peers: [] }]);
  });

  it("S-507 a second join is no join, and the socket leaves the meeting where it was", () => {
    const server = meeting(2);
    server.say(1, { type: "join", protocol: 1, meeting: name(0xbb), peer: name(1) });
    expect(server.of(1)).toEqual([{ close: 4004 }]);
    expect(server.of(2)).toEqual([{ type: "gone", peer: name(1) }]);
  });

  it("S-507 of too many sockets that say nothing the oldest makes room, and nobody who has joined", () => {
    const server = new Server({ strangers: 2 });
    server.join(1);
    server.of(1);
    for (const socket of [2, 3, 4]) server.connect(socket);
    expect(server.of(2)).toEqual([{ close: 4008 }]);
    server.say(2, { type: "join", protocol: 1, meeting: MEETING, peer: name(2) });
    server.say(3, { type: "join", protocol: 1, meeting: MEETING, peer: name(3) });
    expect([server.of(1), server.of(2)]).toEqual([[{ type: "came", peer: name(3) }], []]);
  });
});

describe("a meeting", () => {
  it("S-503 hears nothing of another, whose peers are there for nobody else", () => {
    const server = meeting(2);
    server.join(3, { meeting: name(0xbb) });
    expect(server.of(3)).toEqual([{ type: "joined", peers: [] }]);
    server.relay(3, RELAY.packet, 1, Uint8Array.of(7));
    server.relay(3, RELAY.open, 1);
    server.relay(3, RELAY.taken, 1, new Uint8Array(4));
    server.say(3, { type: "signal", to: name(1), data: "AA==" });
    // A peer of another meeting is told of like one that never was.
    const there = server.of(3);
    server.relay(3, RELAY.packet, 77, Uint8Array.of(7));
    server.relay(3, RELAY.open, 77);
    server.relay(3, RELAY.taken, 77, new Uint8Array(4));
    server.say(3, { type: "signal", to: name(77), data: "AA==" });
    expect(JSON.stringify(server.of(3)).replaceAll(name(77), name(1))).toEqual(JSON.stringify(there));
    // Nor does the same name of a peer matter.
    server.join(4, { meeting: name(0xbb), peer: name(1) });
    server.does(server.machine.ended(4));
    for (const socket of [1, 2]) expect(server.of(socket)).toEqual([]);
  });

  it("S-508 passes a signal on to whom it names, from who sent it", () => {
    const server = meeting(3);
    server.say(1, { type: "signal", to: name(2), data: "c2VhbGVk" });
    expect(server.of(2)).toEqual([{ type: "signal", from: name(1), data: "c2VhbGVk" }]);
    server.say(1, { type: "signal", to: name(9), data: "c2VhbGVk" });
    server.say(1, { type: "signal", to: name(2), data: "" });
    expect(server.of(2)).toEqual([{ type: "signal", from: name(1), data: "" }]);
    for (const socket of [1, 3]) expect(server.of(socket)).toEqual([]);
  });

  it("S-509 passes frames of every kind on, in order, and names who sent them", () => {
    const server = meeting(3);
    const largest = new Uint8Array(MAX_PACKET).fill(7);
    server.relay(1, RELAY.open, 2);
    server.relay(1, RELAY.packet, 2, largest);
    server.relay(1, RELAY.taken, 2, Uint8Array.of(1, 2, 3, 4));
    server.relay(1, RELAY.close, 2, Uint8Array.of(3));
    expect(server.of(2)).toEqual([
      { kind: RELAY.open, from: name(1), body: NONE },
      { kind: RELAY.packet, from: name(1), body: largest },
      { kind: RELAY.taken, from: name(1), body: Uint8Array.of(1, 2, 3, 4) },
      { kind: RELAY.close, from: name(1), body: Uint8Array.of(3) },
    ]);
    for (const socket of [1, 3]) expect(server.of(socket)).toEqual([]);
  });

  it("S-509 answers for a peer that is not there, itself among them, and never an answer", () => {
    const server = meeting(2);
    server.does(server.machine.ended(2));
    server.of(1);
    const lost = CLOSE_CODES.indexOf("lost");
    for (const to of [1, 2, 77]) {
      server.relay(1, RELAY.packet, to, Uint8Array.of(1));
      server.relay(1, RELAY.open, to);
      server.relay(1, RELAY.close, to, Uint8Array.of(0));
      server.relay(1, RELAY.taken, to, new Uint8Array(4));
      const answer = { kind: RELAY.close, from: name(to), body: Uint8Array.of(lost) };
      expect(server.of(1)).toEqual([answer, answer]);
    }
  });

  it.each<readonly [string, Uint8Array]>([
    ["no bytes", NONE],
    ["no peer", Uint8Array.of(RELAY.packet, 1, 2, 3)],
    ["an unknown kind", writeRelay(4, bytes(2), Uint8Array.of(1))],
    ["a packet of no bytes", writeRelay(RELAY.packet, bytes(2), NONE)],
    ["a packet that is too large", writeRelay(RELAY.packet, bytes(2), new Uint8Array(MAX_PACKET + 1))],
    ["an opening that says something", writeRelay(RELAY.open, bytes(2), Uint8Array.of(1))],
    ["a close without a code", writeRelay(RELAY.close, bytes(2), NONE)],
    [
      "a close with a code that is none",
      writeRelay(RELAY.close, bytes(2), Uint8Array.of(CLOSE_CODES.length)),
    ],
    ["an acknowledgement cut short", writeRelay(RELAY.taken, bytes(2), new Uint8Array(3))],
  ])("S-510 ends a socket that sends a frame of %s, and nothing else", (_, frame) => {
    const server = meeting(2);
    server.does(server.machine.binary(1, frame));
    expect([server.of(1), server.of(2)]).toEqual([[{ close: 1008 }], [{ type: "gone", peer: name(1) }]]);
    server.relay(1, RELAY.packet, 2, Uint8Array.of(1));
    server.say(1, { type: "signal", to: name(2), data: "AA==" });
    expect([server.of(1), server.of(2)]).toEqual([[], []]);
  });

  it.each<readonly [string, string, number]>([
    ["no JSON", "{", 1008],
    ["an unknown type", JSON.stringify({ type: "kick", peer: name(2) }), 1008],
    ["data that is no base64", JSON.stringify({ type: "signal", to: name(2), data: "<script>" }), 1008],
    ["a server's own words", JSON.stringify({ type: "gone", peer: name(2) }), 1008],
    ["a prototype", '{"type":"signal","to":"x","data":"","__proto__":{"a":1}}', 1008],
    ["too much", JSON.stringify({ type: "signal", to: name(2), data: "A".repeat(MAX_SIGNAL) }), 1009],
  ])("S-510 ends a socket that says %s, and nothing else", (_, text, code) => {
    const server = meeting(2);
    server.say(1, text);
    expect([server.of(1), server.of(2)]).toEqual([[{ close: code }], [{ type: "gone", peer: name(1) }]]);
  });

  it("S-510 S-503 is never harmed by what a stranger or a member of another sends", () => {
    const own = fc.constantFrom(MEETING, name(0xbb));
    const text = fc.oneof(
      fc.string({ maxLength: 40 }),
      fc.json(),
      fc
        .record({ type: fc.constant("join"), protocol: fc.constantFrom(0, 1, 2), meeting: own, peer: own })
        .map((join) => JSON.stringify({ ...join, meeting: name(0xcc) })),
      fc
        .record({ type: fc.constant("signal"), to: own, data: fc.base64String() })
        .map((one) => JSON.stringify(one)),
    );
    const frame = fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      fc
        .tuple(
          fc.integer({ min: 0, max: 5 }),
          fc.integer({ min: 0, max: 3 }),
          fc.uint8Array({ maxLength: 6 }),
        )
        .map(([kind, to, body]) => writeRelay(kind, bytes(to), body)),
    );
    const step = fc.record({ socket: fc.integer({ min: 10, max: 14 }), what: fc.oneof(text, frame) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const server = meeting(2);
        for (const { socket, what } of steps) {
          const heard = server.heard.get(socket);
          // A socket that was closed comes again.
          if (heard === undefined || JSON.stringify(heard.at(-1)).includes("close")) {
            server.heard.set(socket, []);
            server.connect(socket);
          }
          if (typeof what === "string") server.say(socket, what);
          else server.does(server.machine.binary(socket, what));
        }
        expect([server.of(1), server.of(2)]).toEqual([[], []]);
        server.relay(1, RELAY.packet, 2, Uint8Array.of(7));
        expect(server.of(2)).toHaveLength(1);
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});

describe("floods", () => {
  it("S-511 of messages, openings and closes are cut off, and what was said before stays said", () => {
    const server = meeting(2);
    for (let at = 0; at < CONTROL_BURST / 3; at++) {
      server.say(1, { type: "signal", to: name(2), data: "AA==" });
      server.relay(1, RELAY.open, 2);
      server.relay(1, RELAY.close, 2, Uint8Array.of(0));
    }
    expect(server.of(1)).toEqual([]);
    server.now += 1000;
    for (let at = 0; at < CONTROL_RATE; at++) server.say(1, { type: "signal", to: name(2), data: "AA==" });
    expect(server.of(1)).toEqual([]);
    server.relay(1, RELAY.open, 2);
    expect(server.of(1)).toEqual([{ close: 4008 }]);
    const heard = server.of(2);
    expect(heard).toHaveLength(CONTROL_BURST + CONTROL_RATE + 1);
    expect(heard.at(-1)).toEqual({ type: "gone", peer: name(1) });
  });

  it("S-512 of packets are read no faster than they may come, after a first sync at once", () => {
    const server = meeting(2);
    const packet = new Uint8Array(MAX_PACKET);
    let sent = 0;
    while (server.of(1).length === 0) {
      server.relay(1, RELAY.packet, 2, packet);
      server.of(2);
      sent += packet.length;
    }
    expect(sent).toBeGreaterThan(30_000_000);
    expect(sent).toBeLessThanOrEqual(RELAY_BURST + packet.length);
    server.relay(1, RELAY.packet, 2, packet);
    const [first] = server.of(1) as [{ rest: number }];
    expect(first.rest).toBeGreaterThan(0);
    expect(server.of(2)).toHaveLength(1);
    server.now += 1000;
    for (let more = 0; more < RELAY_RATE - 10 * packet.length; more += packet.length + 17)
      server.relay(1, RELAY.packet, 2, packet);
    expect(server.of(1)).toEqual([]);
  });

  it("S-512 of small packets count for what they cost", () => {
    const server = meeting(2);
    let frames = 0;
    while (server.of(1).length === 0) {
      server.relay(1, RELAY.taken, 2, new Uint8Array(4));
      server.of(2);
      frames++;
    }
    expect(frames).toBe(RELAY_BURST / RELAY_LEAST + 1);
  });
});
