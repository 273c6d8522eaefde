import { describe, expect, it } from "vitest";
import { keyPair } from "#shared/sync/noise.ts";
import { HANDSHAKE_TIME } from "#shared/sync/limits.ts";
import type { Pipe } from "#shared/sync/pipe.ts";
import { RELAY } from "#shared/sync/signaling-wire.ts";
import { RelayRoom, type Tampering } from "#test/builders/relay-room.ts";
import { seededBytes, Side } from "#test/builders/secure-channels.ts";

const text = (words: string): Uint8Array => new TextEncoder().encode(words);

/** Two members who open a secure channel over each pipe that they are given, and what became of each. */
function members() {
  const room = new RelayRoom();
  const random = seededBytes("tampering");
  const sides: [Side[], Side[]] = [[], []];
  const listen = (at: 0 | 1) => (pipe: Pipe, initiator: boolean) =>
    void sides[at].push(
      new Side({
        pipe,
        initiator,
        prologue: text("tatami 1 room"),
        psk: new Uint8Array(32).fill(5),
        staticKey: keyPair(new Uint8Array(32).fill(at + 1)),
        hello: text(`device ${at}`),
        admit: () => null,
        random,
        timer: room.time,
      }),
    );
  for (const at of [0, 1] as const) room.join(listen(at));
  const last = (at: 0 | 1): Side => sides[at].at(-1) as Side;
  return { room, sides, last };
}

/** Does something to the packets of a certain number, counted from now. */
function once(at: number, deed: Tampering): Tampering {
  let count = 0;
  return (frame, pass) => {
    if (frame[0] === RELAY.packet && count++ === at) deed(frame, pass);
    else pass(frame);
  };
}

const DEEDS: Readonly<Record<string, () => Tampering>> = {
  drops: () => once(1, () => undefined),
  doubles: () =>
    once(1, (frame, pass) => {
      pass(frame.slice());
      pass(frame);
    }),
  reorders: () => {
    let held: Uint8Array | null = null;
    return (frame, pass) => {
      if (frame[0] !== RELAY.packet) return pass(frame);
      if (held === null) {
        held = frame;
        return;
      }
      pass(frame);
      pass(held);
      held = null;
    };
  },
  changes: () =>
    once(1, (frame, pass) => pass(frame.map((byte, at) => (at === frame.length - 1 ? byte ^ 1 : byte)))),
};

describe("a server", () => {
  it.each(Object.keys(DEEDS))(
    "S-305 S-517 that %s packets ends the channel as a fault, delivers nothing wrong, and finds another pipe",
    (deed) => {
      const { room, sides, last } = members();
      expect(sides.map((side) => side[0]?.opened.length)).toEqual([1, 1]);
      room.tampering = (DEEDS[deed] as () => Tampering)();
      for (let at = 0; at < 4; at++) {
        last(0).channel.send("live", text(`message ${at}`));
        room.time.advance(1);
      }
      room.time.advance(100);
      const [first] = sides[1] as [Side];
      const came = first.messages.map(({ message }) => new TextDecoder().decode(message));
      // What came is what was sent, from the first on.
      expect(came).toEqual(["message 0", "message 1", "message 2", "message 3"].slice(0, came.length));
      expect(came.length).toBeLessThan(4);
      expect(first.closes).toMatchObject([{ reason: { code: "protocol" }, remote: false }]);
      room.tampering = (frame, pass) => pass(frame);
      room.time.advance(2000);
      expect(sides.map((side) => side.length)).toEqual([2, 2]);
      last(0).channel.send("live", text("again"));
      room.time.advance(100);
      expect(last(1).messages.map(({ message }) => message)).toEqual([text("again")]);
    },
  );

  it("S-305 that only delays changes nothing", () => {
    const { room, sides, last } = members();
    room.tampering = (frame, pass) => void room.time.after(3000, () => pass(frame));
    for (let at = 0; at < 4; at++) last(0).channel.send("live", text(`message ${at}`));
    room.time.advance(2000);
    expect(last(1).messages).toEqual([]);
    room.time.advance(2000);
    expect(last(1).messages).toHaveLength(4);
    expect(sides.map((side) => side.length)).toEqual([1, 1]);
  });

  it("S-309 S-517 that lets nothing through leaves nobody waiting for ever, and asks for little", () => {
    const { room, sides } = members();
    let passed = 0;
    room.tampering = (frame, pass) => {
      if (frame[0] === RELAY.packet) return;
      passed++;
      pass(frame);
    };
    sides[0][0]?.channel.close({ code: "failed", text: "" });
    room.time.advance(30 * 60_000);
    // Once a minute at most, and a handshake that is given up each time.
    expect(sides[0].length).toBeGreaterThan(20);
    expect(sides[0].length).toBeLessThan(60);
    expect(passed).toBeLessThan(6 * 60);
    room.tampering = (frame, pass) => pass(frame);
    room.time.advance(2 * 60_000 + HANDSHAKE_TIME);
    expect(sides.map((side) => side.at(-1)?.channel.isOpen)).toEqual([true, true]);
  });

  it("S-108 that doubles acknowledgements ends the pipe, and it is begun anew", () => {
    const { room, sides, last } = members();
    room.tampering = (frame, pass) => {
      pass(frame.slice());
      if (frame[0] === RELAY.taken) pass(frame);
    };
    last(0).channel.send("bulk", new Uint8Array(4_000_000));
    room.time.advance(1000);
    expect(sides[0][0]?.closes).toMatchObject([{ reason: { code: "protocol" }, remote: true }]);
    room.tampering = (frame, pass) => pass(frame);
    room.time.advance(2000);
    last(0).channel.send("bulk", new Uint8Array(4_000_000));
    room.time.advance(2000);
    expect(last(1).messages).toHaveLength(1);
  });
});
