import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { AGAIN_AFTER, AGAIN_AFTER_MOST, AGAIN_SOON_MOST } from "#shared/sync/limits.ts";
import { attend, peersOf, until, type Attendant } from "#test/builders/meetings.ts";
import type { GivenPipe } from "#test/builders/relay-room.ts";
import { VirtualTime } from "#test/builders/virtual-time.ts";
import { pipeContract } from "#test/contracts/pipe-contract.ts";
import { serveSignaling, type SignalingServer } from "./signaling-server.ts";

async function served(port = 0): Promise<SignalingServer & { readonly address: string }> {
  const server = await serveSignaling({ host: "127.0.0.1", port });
  onTestFinished(() => server.close());
  return Object.assign(server, { address: `ws://127.0.0.1:${server.port}` });
}

/** A way to a server that can be cut, and counts the bytes that have passed. */
async function tunnel(
  port: number,
): Promise<{ readonly address: string; readonly passed: number; cut(): void }> {
  let passed = 0;
  const sockets = new Set<Socket>();
  const way = createServer((near) => {
    const far = connect(port, "127.0.0.1");
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.on("error", () => undefined);
      socket.once("close", () => other.destroy());
      socket.on("data", (bytes) => (passed += bytes.length));
      socket.pipe(other);
    }
  }).listen(0, "127.0.0.1");
  await new Promise((done) => way.once("listening", done));
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  onTestFinished(() => {
    way.close();
    cut();
  });
  return {
    address: `ws://127.0.0.1:${(way.address() as AddressInfo).port}`,
    get passed() {
      return passed;
    },
    cut,
  };
}

const last = ({ pipes }: Attendant): GivenPipe => pipes.at(-1) as GivenPipe;
const codes = ({ heard }: GivenPipe): string[] => heard?.closes.map(({ code }) => code) ?? [];

pipeContract("over a relay", async () => {
  const server = await served();
  const way = await tunnel(server.port);
  // Its time stands still: what ended is not begun again within a test.
  const options = { listens: false, timer: new VirtualTime() };
  const other = attend(way.address, options);
  await until(() => peersOf(other) === 0);
  const one = attend(way.address, options);
  await until(() => one.pipes.length + other.pipes.length === 2);
  const all = [last(one).pipe, last(other).pipe] as const;
  return {
    ends: all,
    settle: async () => {
      // All has arrived when nothing passes any more.
      for (let still = 0; still < 5; still++) {
        const before = way.passed;
        await new Promise((done) => setTimeout(done, 15));
        if (way.passed !== before) still = -1;
      }
    },
    cut: way.cut,
  };
});

describe("a meeting", () => {
  it("S-516 brings a pipe to everybody who is there and to everybody who comes, and tells how many they are", async () => {
    const { address } = await served();
    const all: Attendant[] = [];
    for (let at = 0; at < 4; at++) {
      all.push(attend(address));
      await until(() => all.every((one) => peersOf(one) === at));
    }
    await until(() => all.every(({ pipes }) => pipes.length === 3));
    for (const [at, { pipes }] of all.entries()) {
      expect(pipes.filter(({ initiator }) => initiator)).toHaveLength(at);
      for (const { pipe } of pipes) pipe.send(Uint8Array.of(at));
    }
    await until(() => all.every(({ pipes }) => pipes.every(({ heard }) => heard?.packets.length === 1)));
    for (const [at, { pipes }] of all.entries())
      expect(pipes.map(({ heard }) => heard?.packets[0]?.[0]).toSorted()).toEqual(
        [0, 1, 2, 3].filter((other) => other !== at),
      );
    all[0]?.meeting.close();
    await until(() => all.slice(1).every((one) => peersOf(one) === 2));
    expect(all[0]?.pipes.flatMap(codes)).toEqual(["done", "done", "done"]);
    for (const { pipes } of all.slice(1)) expect(pipes.flatMap(codes)).toEqual(["done"]);
  });

  it("S-503 is nobody's who does not know it", async () => {
    const { address } = await served();
    const one = attend(address);
    const other = attend(address, { meeting: new Uint8Array(16).fill(0xbb) });
    await until(() => peersOf(one) === 0 && peersOf(other) === 0);
    const third = attend(address);
    await until(() => peersOf(one) === 1);
    expect([peersOf(other), peersOf(third)]).toEqual([0, 1]);
  });

  it("S-521 whose connection breaks is joined again under another name, and its pipes with it", async () => {
    const server = await served();
    const way = await tunnel(server.port);
    const time = new VirtualTime();
    const other = attend(server.address);
    await until(() => peersOf(other) === 0);
    const one = attend(way.address, { clock: () => time.now, timer: time });
    await until(() => one.pipes.length + other.pipes.length === 2);
    way.cut();
    await until(() => one.meeting.state.kind === "waiting" && peersOf(other) === 0);
    expect(codes(last(one))).toEqual(["lost"]);
    expect(codes(last(other))).toEqual(["lost"]);
    const { state } = one.meeting;
    const again = state.kind === "waiting" ? state.until : Number.NaN;
    expect(again).toBeGreaterThanOrEqual(AGAIN_AFTER / 2);
    expect(again).toBeLessThanOrEqual(AGAIN_AFTER);
    time.advance(AGAIN_AFTER);
    await until(() => one.pipes.length + other.pipes.length === 4);
    last(one).pipe.send(Uint8Array.of(1));
    await until(() => last(other).heard?.packets.length === 1);
    expect(one.states.map(({ kind }) => kind)).toEqual(["joined", "waiting", "connecting", "joined"]);
    expect([one.pipes.length, other.pipes.length]).toEqual([2, 2]);
  });

  it("S-521 tries for as long as it is there, in the first minutes every few seconds", async () => {
    const { address, close } = await served();
    await close();
    const time = new VirtualTime();
    const { meeting, pipes } = attend(address, { clock: () => time.now, timer: time });
    const waits: number[] = [];
    for (let turn = 0; turn < 9; turn++) {
      await until(() => meeting.state.kind === "waiting");
      const { state } = meeting;
      const wait = state.kind === "waiting" ? state.until - time.now : Number.NaN;
      waits.push(wait);
      time.advance(wait);
      expect(meeting.state.kind).toBe("connecting");
    }
    for (const [turn, wait] of waits.entries()) {
      const whole = Math.min(AGAIN_AFTER * 2 ** turn, AGAIN_SOON_MOST);
      expect(wait).toBeGreaterThanOrEqual(whole / 2);
      expect(wait).toBeLessThanOrEqual(whole);
    }
    expect(pipes).toEqual([]);
  });

  it("S-522 that was refused is not tried again, and says why", async () => {
    const { address } = await served();
    const time = new VirtualTime();
    const { meeting, states } = attend(address, { expects: true, clock: () => time.now, timer: time });
    await until(() => meeting.state.kind === "refused");
    time.advance(10 * AGAIN_AFTER_MOST);
    expect(states).toEqual([{ kind: "refused", code: 4002, text: "Nobody is at this meeting." }]);
  });

  it.each([
    "",
    "nothing",
    "http://127.0.0.1:1",
    "ws://",
    "ws://a b",
    "ws://127.0.0.1:1#part",
    "javascript:0",
  ])("S-522 at %j, which is no address, is refused, though never within the constructor", (address) => {
    const time = new VirtualTime();
    const { meeting, states } = attend(address, { timer: time });
    expect([meeting.state.kind, states.length]).toEqual(["refused", 0]);
    time.advance(0);
    expect(states).toMatchObject([{ kind: "refused", code: 0 }]);
  });

  it("that was left is silent, whatever it was doing", async () => {
    const { address } = await served();
    const early = attend(address);
    early.meeting.close();
    const other = attend(address);
    await until(() => peersOf(other) === 0);
    const within = attend(address, {
      onPipe: (pipe) => {
        within.pipes.push({ pipe, initiator: true, heard: null, again: () => undefined });
        within.meeting.close();
      },
    });
    await until(() => within.pipes.length === 1 && other.pipes.length === 1);
    await until(() => peersOf(other) === 0);
    expect(codes(last(other))).toEqual(["done"]);
    expect([early.states, within.states]).toEqual([[], []]);
  });
});
