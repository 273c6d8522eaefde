import { fc } from "#test/builders/properties.ts";
import { describe, expect, it } from "vitest";
import { FrameCutter, FrameJoiner, type Arrived, type Lane } from "./frames.ts";
import { LIVE_RUN, MAX_MESSAGE, MAX_PACKET } from "./limits.ts";
import { ProtocolFault } from "./pipe.ts";

function all(cutter: FrameCutter): Uint8Array[] {
  const frames: Uint8Array[] = [];
  for (let frame = cutter.next(); frame !== null; frame = cutter.next()) frames.push(frame);
  return frames;
}

function through(cutter: FrameCutter): Arrived[] {
  const joiner = new FrameJoiner();
  return all(cutter).flatMap((frame) => joiner.take(frame) ?? []);
}

const laneOf = (frame: Uint8Array): Lane => (((frame[0] ?? 0) & 1) === 0 ? "live" : "bulk");
const head = (bits: number, length: number, ...body: number[]): Uint8Array =>
  Uint8Array.of(
    bits,
    length & 0xff,
    (length >> 8) & 0xff,
    (length >> 16) & 0xff,
    (length >>> 24) & 0xff,
    ...body,
  );

describe("messages", () => {
  it("S-201 S-202 arrive as they were sent, those of a lane in order, whatever the frames' size", () => {
    const message = fc.uint8Array({ maxLength: 300 });
    const sent = fc.array(fc.tuple(fc.constantFrom<Lane>("live", "bulk"), message), { maxLength: 20 });
    fc.assert(
      fc.property(sent, fc.integer({ min: 6, max: 120 }), (messages, size) => {
        const cutter = new FrameCutter(size);
        for (const [lane, bytes] of messages) cutter.push(lane, bytes);
        const arrived = through(cutter);
        for (const lane of ["live", "bulk"] as const)
          expect(arrived.filter((one) => one.lane === lane).map((one) => one.message)).toEqual(
            messages.filter(([of]) => of === lane).map(([, bytes]) => bytes),
          );
        expect(cutter.waiting).toBe(0);
      }),
      { seed: 7, numRuns: 200 },
    );
  });

  it("S-201 may be as large as 64 MiB and no larger, and their frames never are larger than a packet", () => {
    const cutter = new FrameCutter(MAX_PACKET);
    const large = new Uint8Array(MAX_MESSAGE);
    large[MAX_MESSAGE - 1] = 9;
    cutter.push("bulk", large);
    expect(() => cutter.push("bulk", new Uint8Array(MAX_MESSAGE + 1))).toThrow(RangeError);
    const joiner = new FrameJoiner();
    let arrived: Arrived | null = null;
    for (let frame = cutter.next(); frame !== null; frame = cutter.next()) {
      expect(frame.length).toBeLessThanOrEqual(MAX_PACKET);
      arrived = joiner.take(frame);
    }
    expect(arrived?.message.length).toBe(MAX_MESSAGE);
    expect(arrived?.message.at(-1)).toBe(9);
  });

  it("S-203 a live one goes before what waits in bulk", () => {
    const cutter = new FrameCutter(100);
    cutter.push("bulk", new Uint8Array(1000));
    cutter.next();
    cutter.push("live", Uint8Array.of(1));
    expect(laneOf(cutter.next() as Uint8Array)).toBe("live");
    expect(laneOf(cutter.next() as Uint8Array)).toBe("bulk");
  });

  it("S-204 bulk goes on while live never ends", () => {
    const cutter = new FrameCutter(100);
    cutter.push("bulk", new Uint8Array(1000));
    const lanes = Array.from({ length: 90 }, () => {
      cutter.push("live", Uint8Array.of(1));
      return laneOf(cutter.next() as Uint8Array);
    });
    expect(lanes.filter((lane) => lane === "bulk")).toHaveLength(90 / (LIVE_RUN + 1));
    expect(lanes.slice(0, LIVE_RUN + 1)).toEqual([...Array<Lane>(LIVE_RUN).fill("live"), "bulk"]);
  });
});

describe("faults", () => {
  const BEGINS = 2;
  const ENDS = 4;

  it.each<readonly [string, readonly Uint8Array[]]>([
    ["no byte at all", [new Uint8Array(0)]],
    ["an unknown bit of its head", [head(BEGINS | ENDS | 8, 1, 1)]],
    ["an end within its head", [Uint8Array.of(BEGINS, 1, 0)]],
    ["a message inside another", [head(BEGINS, 5, 1), head(BEGINS, 5, 1)]],
    ["more of a message that never began", [Uint8Array.of(0, 1)]],
    ["more of the other lane's message", [head(BEGINS, 5, 1), Uint8Array.of(1, 1)]],
    ["more than was announced", [head(BEGINS, 2, 1), Uint8Array.of(ENDS, 1, 1)]],
    ["less than was announced", [head(BEGINS | ENDS, 2, 1)]],
    ["an end that is not said", [head(BEGINS, 1, 1)]],
    ["nothing, again and again", [head(BEGINS, 5, 1), Uint8Array.of(0)]],
    ["nothing to begin with", [head(BEGINS, 5)]],
    ["a giant", [head(BEGINS, MAX_MESSAGE + 1, 1)]],
  ])("S-205 a frame with %s ends it", (_, frames) => {
    const joiner = new FrameJoiner();
    expect(() => frames.map((frame) => joiner.take(frame))).toThrow(ProtocolFault);
  });

  it("S-713 S-205 a message above what the conversation can need is refused by its first frame", () => {
    const head = (length: number): Uint8Array => {
      const frame = Uint8Array.of(2, 0, 0, 0, 0, 7);
      new DataView(frame.buffer).setUint32(1, length, true);
      return frame;
    };
    expect(new FrameJoiner(1_024).take(head(1_024))).toBe(null);
    expect(() => new FrameJoiner(1_024).take(head(1_025))).toThrow("larger than it may be");
    expect(new FrameJoiner().take(head(1_025))).toBe(null);
  });

  it("S-205 any bytes are a message or a fault, nothing else", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 12 }), { maxLength: 12 }), (frames) => {
        const joiner = new FrameJoiner();
        for (const frame of frames) {
          try {
            joiner.take(frame);
          } catch (error) {
            expect(error).toBeInstanceOf(ProtocolFault);
            return;
          }
        }
      }),
      { seed: 11, numRuns: 2000 },
    );
  });

  it("S-206 an announced length takes no memory", () => {
    const before = process.memoryUsage().arrayBuffers;
    const joiners = Array.from({ length: 200 }, () => new FrameJoiner());
    for (const joiner of joiners) joiner.take(head(BEGINS, MAX_MESSAGE, 1));
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(MAX_MESSAGE);
  });

  it("S-206 a message in the smallest of pieces takes no more than twice its bytes", () => {
    const joiner = new FrameJoiner();
    const length = 1_000_000;
    const taken = (): number => process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers;
    joiner.take(head(BEGINS, length, 1));
    const before = taken();
    for (let at = 2; at < length; at++) joiner.take(Uint8Array.of(0, 1));
    // Kept each for itself they would be a hundred megabytes.
    expect(taken() - before).toBeLessThan(50_000_000);
    expect(joiner.take(Uint8Array.of(ENDS, 1))?.message.length).toBe(length);
  });
});
