import { describe, expect, it } from "vitest";
import { toHex } from "#shared/lib/hex.ts";
import { RelayRoom, type GivenPipe, type Participant } from "#test/builders/relay-room.ts";
import { pipeContract } from "#test/contracts/pipe-contract.ts";
import {
  AGAIN_AFTER,
  AGAIN_AFTER_MOST,
  HIGH_WATER,
  LASTED,
  MAX_PACKET,
  OPEN_BURST,
  RELAY_WINDOW,
} from "./limits.ts";
import { CLOSE_CODES, ProtocolFault, type CloseCode } from "./pipe.ts";
import { RELAY, writeRelay } from "./signaling-wire.ts";

const NONE = new Uint8Array(0);

pipeContract("over a relay, in memory", () => {
  const room = new RelayRoom();
  // The contract listens itself.
  const [other, one] = [room.join(false), room.join(false)];
  const pipes = [last(one).pipe, last(other).pipe] as const;
  return Promise.resolve({
    ends: pipes,
    settle: () => Promise.resolve(room.time.advance(400)),
    cut: () => room.cut(),
  });
});

function last({ pipes }: Participant): GivenPipe {
  return pipes.at(-1) as GivenPipe;
}

/** Two at a meeting: the one that came later has opened the pipe. */
function two(): { readonly room: RelayRoom; readonly opener: Participant; readonly other: Participant } {
  const room = new RelayRoom();
  const other = room.join();
  const opener = room.join();
  return { room, opener, other };
}

const codes = ({ heard }: GivenPipe): CloseCode[] => heard?.closes.map(({ code }) => code) ?? [];
const packets = ({ heard }: GivenPipe): number[] => heard?.packets.flatMap((packet) => [...packet]) ?? [];

describe("a meeting", () => {
  it("S-516 gives each two of its peers one pipe, opened by the later", () => {
    const room = new RelayRoom();
    const all = [room.join(), room.join(), room.join(), room.join()];
    for (const [at, { pipes, relay }] of all.entries()) {
      expect(pipes.map(({ initiator }) => initiator)).toEqual(all.slice(1).map((_, other) => other < at));
      expect(relay.peers).toBe(3);
    }
    for (const [at, { pipes }] of all.entries()) for (const { pipe } of pipes) pipe.send(Uint8Array.of(at));
    room.time.advance(100);
    for (const [at, { pipes }] of all.entries())
      expect(pipes.flatMap(packets).toSorted()).toEqual([0, 1, 2, 3].filter((other) => other !== at));
    room.time.advance(600_000);
    for (const { pipes } of all) expect(pipes).toHaveLength(3);
  });

  it("S-516 hears nothing of an earlier pipe on a later one", () => {
    const { room, opener, other } = two();
    const [first] = other.pipes as [GivenPipe];
    other.held = true;
    first.pipe.send(Uint8Array.of(1));
    last(opener).pipe.close({ code: "failed", text: "" });
    // It is opened again before what was sent on the first has come.
    room.time.advance(2 * AGAIN_AFTER);
    expect(opener.pipes).toHaveLength(2);
    expect(other.pipes).toHaveLength(2);
    last(other).pipe.send(Uint8Array.of(2));
    room.release(other);
    room.time.advance(100);
    expect(packets(last(opener))).toEqual([2]);
    last(opener).pipe.send(Uint8Array.of(3));
    room.time.advance(100);
    expect([packets(first), packets(last(other))]).toEqual([[], [3]]);
  });

  it("S-516 whose peer answers twice, or answers what is over, is not led astray", () => {
    const { room, opener, other } = two();
    const answer = writeRelay(RELAY.open, other.name, NONE);
    opener.relay.frame(answer);
    expect(codes(last(opener))).toEqual(["protocol"]);
    opener.relay.frame(answer);
    opener.relay.frame(writeRelay(RELAY.packet, other.name, Uint8Array.of(1)));
    opener.relay.frame(writeRelay(RELAY.taken, other.name, new Uint8Array(4)));
    expect(opener.pipes).toHaveLength(1);
    room.time.advance(2 * AGAIN_AFTER);
    expect(opener.pipes).toHaveLength(2);
    last(other).pipe.send(Uint8Array.of(2));
    room.time.advance(100);
    expect(packets(last(opener))).toEqual([2]);
  });

  it("S-517 opens a pipe again when it ended, unless that was meant, whichever side ended it", () => {
    for (const code of CLOSE_CODES) {
      for (const by of [0, 1]) {
        const { room, opener, other } = two();
        last([opener, other][by] as Participant).pipe.close({ code, text: "" });
        room.time.advance(AGAIN_AFTER + 100);
        const final = ["done", "refused", "authentication", "full", "replaced"].includes(code);
        expect([code, opener.pipes.length, other.pipes.length]).toEqual([code, final ? 1 : 2, final ? 1 : 2]);
        expect(codes(opener.pipes[0] as GivenPipe)).toEqual([code]);
        expect(codes(other.pipes[0] as GivenPipe)).toEqual([code]);
      }
    }
  });

  it("S-517 waits longer each time, up to a minute, and begins anew after one that lasted", () => {
    const { room, opener, other } = two();
    const waits: number[] = [];
    const fail = (): void => {
      const { length } = opener.pipes;
      const ended = room.time.now;
      last(opener).pipe.close({ code: "failed", text: "" });
      while (opener.pipes.length === length) room.time.advance(1);
      waits.push(room.time.now - ended);
      room.time.advance(20);
    };
    for (let turn = 0; turn < 9; turn++) fail();
    for (const [turn, wait] of waits.entries()) {
      const whole = Math.min(AGAIN_AFTER * 2 ** turn, AGAIN_AFTER_MOST);
      expect(wait).toBeGreaterThanOrEqual(whole / 2);
      expect(wait).toBeLessThanOrEqual(whole);
    }
    // Nobody waits as long as everybody else.
    expect(new Set(waits.map((wait, turn) => wait / 2 ** turn)).size).toBeGreaterThan(5);
    room.time.advance(LASTED);
    fail();
    expect(waits.at(-1)).toBeLessThanOrEqual(AGAIN_AFTER);
    expect(other.pipes).toHaveLength(opener.pipes.length);
  });

  it("S-533 opens what was replaced when either side asks for it: at once if it has rested for a second, else then", () => {
    for (const by of [0, 1]) {
      const { room, opener, other } = two();
      const replace = (): void => {
        last([opener, other][by] as Participant).pipe.close({ code: "replaced", text: "" });
        room.time.advance(20);
      };
      replace();
      room.time.advance(AGAIN_AFTER_MOST);
      expect([opener.pipes.length, other.pipes.length]).toEqual([1, 1]);
      const noticing = [opener, other][by] as Participant;
      last(noticing).again();
      last(noticing).again();
      room.time.advance(20);
      expect([opener.pipes.length, other.pipes.length]).toEqual([2, 2]);
      last(other).pipe.send(Uint8Array.of(7));
      room.time.advance(20);
      expect(packets(last(opener))).toEqual([7]);
      for (let turn = 0; turn < 4; turn++) {
        replace();
        last(opener).again();
        room.time.advance(AGAIN_AFTER - 100);
        expect(opener.pipes).toHaveLength(2 + turn);
        room.time.advance(100);
        expect(opener.pipes).toHaveLength(3 + turn);
      }
    }
  });

  it("S-533 opens what was refused when either side asks for it, and not before", () => {
    for (const by of [0, 1]) {
      const { room, opener, other } = two();
      last([opener, other][by] as Participant).pipe.close({ code: "refused", text: "" });
      room.time.advance(AGAIN_AFTER_MOST);
      expect([opener.pipes.length, other.pipes.length]).toEqual([1, 1]);
      last([opener, other][1 - by] as Participant).again();
      room.time.advance(20);
      expect([opener.pipes.length, other.pipes.length]).toEqual([2, 2]);
    }
  });

  it("S-533 opens what is asked for before its end has been heard whole, and nothing for one that has gone", () => {
    const { room, opener, other } = two();
    // As a channel does: it tells that it was replaced, and then closes the pipe as done.
    last(opener).again();
    last(opener).pipe.close({ code: "done", text: "" });
    last(other).pipe.close({ code: "replaced", text: "" });
    room.time.advance(3 * AGAIN_AFTER);
    expect([opener.pipes.length, other.pipes.length]).toEqual([2, 2]);
    const kept = last(opener);
    kept.pipe.close({ code: "replaced", text: "" });
    room.time.advance(3 * AGAIN_AFTER);
    room.cut(other);
    room.time.advance(20);
    kept.again();
    room.time.advance(AGAIN_AFTER_MOST);
    expect(opener.pipes).toHaveLength(2);
  });

  it("S-517 opens nothing to a peer that has gone, also while it waited to", () => {
    const { room, opener, other } = two();
    room.cut(other);
    room.time.advance(10);
    expect(codes(last(opener))).toEqual(["lost"]);
    expect(opener.relay.peers).toBe(0);
    const third = room.join();
    last(third).pipe.close({ code: "failed", text: "" });
    room.time.advance(100);
    room.cut(opener);
    room.time.advance(600_000);
    expect(third.pipes).toHaveLength(1);
    expect(opener.pipes).toHaveLength(2);
  });

  it("S-518 opens a pipe again that ended for a reason which this side only heard and called done", () => {
    const { room, opener, other } = two();
    last(other).pipe.close({ code: "timeout", text: "" });
    last(opener).pipe.close({ code: "done", text: "The other side ended it." });
    room.time.advance(AGAIN_AFTER + 100);
    expect([opener.pipes.length, other.pipes.length]).toEqual([2, 2]);
    // Both meant it.
    for (const side of [opener, other]) last(side).pipe.close({ code: "done", text: "" });
    room.time.advance(600_000);
    expect([opener.pipes.length, other.pipes.length]).toEqual([2, 2]);
  });

  it("S-519 answers a peer that opens without end no more, and again when it has kept still", () => {
    const { room, opener, other } = two();
    for (let at = 0; at < 3 * OPEN_BURST; at++) other.relay.frame(writeRelay(RELAY.open, opener.name, NONE));
    // The first was the opener's own.
    expect(other.pipes).toHaveLength(OPEN_BURST);
    expect(other.pipes.slice(0, -1).flatMap(codes)).toEqual(Array(OPEN_BURST - 1).fill("lost"));
    expect(codes(last(other))).toEqual(["overload"]);
    room.time.advance(2000);
    other.relay.frame(writeRelay(RELAY.open, opener.name, NONE));
    expect(other.pipes.length).toBeGreaterThan(OPEN_BURST);
  });

  it("S-520 has so much of a pipe on its way, and holds up no other for one that takes nothing", () => {
    const room = new RelayRoom();
    const [deaf, other, one] = [room.join(false), room.join(), room.join()];
    const [deafly, well] = one.pipes as [GivenPipe, GivenPipe];
    for (const { pipe } of [deafly, well])
      while (pipe.buffered < HIGH_WATER) pipe.send(new Uint8Array(MAX_PACKET));
    room.time.advance(1000);
    expect([deafly.pipe.buffered, well.pipe.buffered]).toEqual([HIGH_WATER, 0]);
    expect(last(other).heard?.packets).toHaveLength(HIGH_WATER / MAX_PACKET);
    // What has come to the deaf one is what may be on its way, and is handed over when somebody listens.
    const late: number[] = [];
    last(deaf).pipe.listen({
      packet: (bytes) => late.push(bytes.length),
      drained: () => undefined,
      closed: () => undefined,
    });
    expect(late.length * MAX_PACKET).toBe(RELAY_WINDOW);
    room.time.advance(1000);
    expect(late.length * MAX_PACKET).toBe(HIGH_WATER);
    expect(deafly.pipe.buffered).toBe(0);
  });

  it("S-523 throws at what a server would not send, and is as it was", () => {
    const { opener, other, room } = two();
    const stranger = new Uint8Array(16).fill(9);
    for (const wrong of [
      () => opener.relay.frame(NONE),
      () => opener.relay.frame(writeRelay(7, other.name, NONE)),
      () => opener.relay.frame(writeRelay(RELAY.packet, stranger, Uint8Array.of(1))),
      () => opener.relay.frame(writeRelay(RELAY.open, stranger, NONE)),
      () => opener.relay.came(toHex(other.name)),
      () => opener.relay.gone(toHex(stranger)),
      () => opener.relay.found([toHex(other.name)]),
      () => opener.relay.found(Array.from({ length: 11 }, (_, at) => at.toString(16).padStart(32, "0"))),
    ])
      expect(wrong).toThrow(ProtocolFault);
    // The answer to what was sent to one that has just gone.
    opener.relay.frame(writeRelay(RELAY.close, stranger, Uint8Array.of(1)));
    last(other).pipe.send(Uint8Array.of(1));
    room.time.advance(100);
    expect(packets(last(opener))).toEqual([1]);
  });

  it("S-108 ends a pipe whose peer acknowledges what was never sent, and no other", () => {
    const room = new RelayRoom();
    const [one, other, opener] = [room.join(), room.join(), room.join()];
    opener.relay.frame(writeRelay(RELAY.taken, one.name, Uint8Array.of(255, 255, 255, 255)));
    expect(opener.pipes.flatMap(codes)).toEqual(["protocol"]);
    room.time.advance(100);
    expect([codes(last(one)), codes(last(other))]).toEqual([["protocol"], []]);
  });
});
