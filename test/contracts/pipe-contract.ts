import { describe, expect, it } from "vitest";
import { HIGH_WATER, LOW_WATER, MAX_PACKET } from "#shared/sync/limits.ts";
import type { CloseReason, Pipe } from "#shared/sync/pipe.ts";

/** Two joined ends, and what lets their packets travel. */
export interface PipeUnderTest {
  readonly ends: readonly [Pipe, Pipe];
  /** Resolves when what was sent has arrived. */
  settle(): Promise<void>;
  /** Breaks the connection without a word. */
  cut(): void;
}

/** Hears a pipe and keeps what came. */
export class Heard {
  readonly packets: Uint8Array[] = [];
  readonly closes: CloseReason[] = [];
  readonly pipe: Pipe;
  drained = 0;

  constructor(pipe: Pipe) {
    this.pipe = pipe;
    pipe.listen({
      packet: (bytes) => this.packets.push(bytes),
      drained: () => this.drained++,
      closed: (reason) => this.closes.push(reason),
    });
  }
}

/** Lets packets travel until something is so, which a busy machine may delay, and once more, for what must not come after it. */
async function until({ settle }: Pick<PipeUnderTest, "settle">, so: () => boolean): Promise<void> {
  for (let turn = 0; turn < 50 && !so(); turn++) await settle();
  await settle();
}

const DONE: CloseReason = { code: "done", text: "Done." };

/** The rules that hold for every kind of pipe: S-101 to S-107 of shared/sync/SPEC.md. */
export function pipeContract(name: string, make: () => Promise<PipeUnderTest>): void {
  describe(`the pipe ${name}`, () => {
    it("S-101 delivers packets whole, in order and once, both ways", async () => {
      const { ends, settle } = await make();
      const heard = ends.map((end) => new Heard(end));
      const sizes = [1, 2, MAX_PACKET, 1000, 1, MAX_PACKET];
      for (const [at, size] of sizes.entries())
        for (const [side, end] of ends.entries()) end.send(new Uint8Array(size).fill(at * 2 + side));
      await until({ settle }, () => heard.every(({ packets }) => packets.length === sizes.length));
      for (const [side, { packets }] of heard.entries()) {
        expect(packets.map((packet) => packet.length)).toEqual(sizes);
        // Each was filled by the other side.
        for (const [at, packet] of packets.entries())
          expect(packet.every((byte) => byte === at * 2 + 1 - side)).toBe(true);
      }
    });

    it("S-102 closes once at each end, after what was sent before", async () => {
      const { ends, settle } = await make();
      const [one, other] = [new Heard(ends[0]), new Heard(ends[1])];
      ends[0].send(Uint8Array.of(1));
      ends[0].send(Uint8Array.of(2));
      ends[0].close(DONE);
      await until({ settle }, () => other.closes.length > 0);
      ends[1].close({ code: "protocol", text: "Too late." });
      await settle();
      expect(other.packets).toEqual([Uint8Array.of(1), Uint8Array.of(2)]);
      expect(one.closes).toEqual([DONE]);
      expect(other.closes).toHaveLength(1);
      expect(["done", "lost"]).toContain(other.closes[0]?.code);
    });

    it("S-102 hears a broken connection as lost, at both ends", async () => {
      const { ends, settle, cut } = await make();
      const heard = ends.map((end) => new Heard(end));
      ends[0].send(Uint8Array.of(1));
      await until({ settle }, () => heard[1]?.packets.length === 1);
      cut();
      await until({ settle }, () => heard.every(({ closes }) => closes.length > 0));
      for (const { closes } of heard) expect(closes.map(({ code }) => code)).toEqual(["lost"]);
      ends[0].send(Uint8Array.of(2));
      await settle();
      expect(heard[1]?.packets).toEqual([Uint8Array.of(1)]);
    });

    it("S-103 does nothing when it is closed", async () => {
      const { ends, settle } = await make();
      const heard = ends.map((end) => new Heard(end));
      ends[0].close(DONE);
      ends[0].close(DONE);
      ends[0].send(Uint8Array.of(1));
      await until({ settle }, () => heard.every(({ closes }) => closes.length > 0));
      ends[1].send(Uint8Array.of(1));
      await settle();
      for (const { packets, closes } of heard) {
        expect(packets).toEqual([]);
        expect(closes).toHaveLength(1);
      }
    });

    it("S-104 counts what waits, and tells when it has drained", async () => {
      const { ends, settle } = await make();
      const [one, other] = [new Heard(ends[0]), new Heard(ends[1])];
      let sent = 0;
      for (; ends[0].buffered < HIGH_WATER && sent < 4096; sent++) ends[0].send(new Uint8Array(MAX_PACKET));
      expect(ends[0].buffered).toBeGreaterThanOrEqual(HIGH_WATER);
      expect(one.drained).toBe(0);
      await until({ settle }, () => one.drained > 0 && other.packets.length === sent);
      expect(ends[0].buffered).toBeLessThanOrEqual(LOW_WATER);
      expect(one.drained).toBe(1);
      expect(other.packets).toHaveLength(sent);
    });

    it("S-105 refuses a packet of no bytes and one of too many", async () => {
      const { ends, settle } = await make();
      const heard = new Heard(ends[1]);
      expect(() => ends[0].send(new Uint8Array(0))).toThrow(RangeError);
      expect(() => ends[0].send(new Uint8Array(MAX_PACKET + 1))).toThrow(RangeError);
      ends[0].send(Uint8Array.of(7));
      await until({ settle }, () => heard.packets.length > 0);
      expect(heard.packets).toEqual([Uint8Array.of(7)]);
    });

    it("S-106 gives a packet to its receiver for good", async () => {
      const { ends, settle } = await make();
      const heard = new Heard(ends[1]);
      const shared = new Uint8Array(8).fill(1);
      ends[0].send(shared.subarray(2, 4));
      shared.fill(9);
      await until({ settle }, () => heard.packets.length > 0);
      expect(heard.packets).toEqual([Uint8Array.of(1, 1)]);
      expect(shared).toHaveLength(8);
    });

    it("S-107 keeps what comes before anybody listens", async () => {
      const { ends, settle } = await make();
      ends[0].send(Uint8Array.of(1));
      ends[0].send(Uint8Array.of(2));
      await settle();
      const heard = new Heard(ends[1]);
      ends[0].send(Uint8Array.of(3));
      await until({ settle }, () => heard.packets.length === 3);
      expect(heard.packets).toEqual([Uint8Array.of(1), Uint8Array.of(2), Uint8Array.of(3)]);
    });
  });
}
