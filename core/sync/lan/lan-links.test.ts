import { randomBytes } from "node:crypto";
import { createServer } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { silentLogger } from "#core/platform/logger.ts";
import { announcements, heard, Machine, NOON } from "#test/builders/lan-machine.ts";
import { LINK, MemoryLan } from "#test/builders/lan-network.ts";
import { MEETING } from "#test/builders/meetings.ts";
import { Lan, LOOK_EVERY } from "./lan.ts";

const isFree = (port: number): Promise<boolean> =>
  new Promise((done) => {
    const server = createServer().once("error", () => done(false));
    server.listen(port, "127.0.0.1", () => server.close(() => done(true)));
  });

describe("the links of a machine", () => {
  it("S-551 links that come, go and break are followed", async () => {
    const net = new MemoryLan();
    const links = [LINK];
    const one = new Machine(net.machine(links));
    await one.serve(MEETING);
    const second = { address: "127.0.0.1", netmask: "255.255.0.0" };
    links.push(second);
    one.time.advance(LOOK_EVERY);
    expect(net.open).toBe(2);
    await one.until(() => new Set(announcements(net).map(({ port }) => port)).size === 2);
    const { port = 0 } = announcements(net).at(-1) ?? {};
    links.pop();
    one.time.advance(LOOK_EVERY);
    expect(net.open).toBe(1);
    while (!(await isFree(port))) await heard();

    net.breakAll();
    expect(one.lan.listens).toBe(false);
    one.time.advance(LOOK_EVERY);
    expect([net.open, one.lan.listens]).toEqual([1, true]);
  });

  it("S-551 a network that cannot be joined is tried at every look, not more often", () => {
    let tries = 0;
    const one = new Machine({
      links: () => [LINK],
      join: () => {
        tries++;
        throw new Error("no more sockets");
      },
    });
    one.part.want(MEETING, []);
    one.time.advance(10 * LOOK_EVERY);
    expect(tries).toBeGreaterThan(5);
    expect(tries).toBeLessThanOrEqual(12);
  });

  it("S-551 a machine that has slept joins anew and asks", async () => {
    const net = new MemoryLan();
    const one = new Machine(net.machine());
    let slept = 0;
    const lan = new Lan({
      network: net.machine(),
      clock: () => NOON + one.time.now + slept,
      timer: one.time,
      random: (bytes) => new Uint8Array(randomBytes(bytes)),
      logger: silentLogger(),
    });
    onTestFinished(() => lan.close());
    lan.part(() => undefined).want(MEETING, []);
    one.time.advance(10_000);
    const asked = net.packets.length;
    one.time.advance(60_000);
    expect(net.packets).toHaveLength(asked);
    slept = 3_600_000;
    one.time.advance(LOOK_EVERY + 1);
    expect(net.packets.length).toBeGreaterThan(asked);
    expect(net.open).toBe(1);
  });
});
