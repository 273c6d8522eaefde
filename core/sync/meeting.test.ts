import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { WebSocketServer, type WebSocket } from "ws";
import { toHex } from "#shared/lib/hex.ts";
import { AGAIN_AFTER, AGAIN_AFTER_MOST, AGAIN_SOON_MOST, LASTED } from "#shared/sync/limits.ts";
import { RELAY, writeRelay } from "#shared/sync/signaling-wire.ts";
import { attend, MEETING, peersOf, until, type Attendant } from "#test/builders/meetings.ts";
import type { GivenPipe } from "#test/builders/relay-room.ts";
import { VirtualTime } from "#test/builders/virtual-time.ts";
import { pipeContract } from "#test/contracts/pipe-contract.ts";
import { ATTEMPT_TIME, LISTEN_EVERY } from "./meeting.ts";
import { serveSignaling, type SignalingServer } from "./signaling-server.ts";

const PEER = "b".repeat(32);

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

/** A server that says what a test wants, and the sockets that have come to it with what they said. */
async function scripted(answer: (socket: WebSocket) => void): Promise<{
  readonly address: string;
  readonly came: { readonly said: string[]; readonly closed: Promise<unknown> }[];
}> {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1", autoPong: false });
  await new Promise((done) => server.once("listening", done));
  const came: { readonly said: string[]; readonly closed: Promise<unknown> }[] = [];
  onTestFinished(() => {
    for (const socket of server.clients) socket.terminate();
    server.close();
  });
  server.on("connection", (socket) => {
    const said: string[] = [];
    came.push({ said, closed: new Promise((done) => socket.once("close", done)) });
    socket.on("error", () => undefined);
    socket.on("message", (data, isBinary) => {
      if (isBinary) return;
      said.push(String(data));
      answer(socket);
    });
  });
  return { address: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`, came };
}

const say = (socket: WebSocket, message: unknown): void => socket.send(JSON.stringify(message));
const joined = { type: "joined", peers: [PEER] };
const frame = (kind: number, body: Uint8Array): Uint8Array =>
  writeRelay(kind, Buffer.from(PEER, "hex"), body);

describe("a server that is none", () => {
  it.each<readonly [string, (socket: WebSocket) => void]>([
    ["says nothing that is JSON", (socket) => socket.send("<html>")],
    ["says something else", (socket) => say(socket, { type: "welcome" })],
    ["lets in twice", (socket) => [joined, joined].forEach((one) => say(socket, one))],
    ["speaks before it lets in", (socket) => say(socket, { type: "came", peer: PEER })],
    ["relays before it lets in", (socket) => socket.send(frame(RELAY.open, new Uint8Array(0)))],
    [
      "names more peers than there may be",
      (socket) =>
        say(socket, {
          type: "joined",
          peers: Array.from({ length: 12 }, (_, at) => `${at}`.padStart(32, "0")),
        }),
    ],
    ["names one twice", (socket) => say(socket, { type: "joined", peers: [PEER, PEER] })],
    [
      "tells of one who goes and was not there",
      (socket) => {
        say(socket, { type: "joined", peers: [] });
        say(socket, { type: "gone", peer: PEER });
      },
    ],
    [
      "relays from nobody",
      (socket) => {
        say(socket, { type: "joined", peers: [] });
        socket.send(frame(RELAY.packet, Uint8Array.of(1)));
      },
    ],
    [
      "relays what is no frame",
      (socket) => {
        say(socket, joined);
        socket.send(frame(9, Uint8Array.of(1)));
      },
    ],
    ["sends a giant", (socket) => socket.send(new Uint8Array(65 * 1024))],
    ["closes with a code of its own", (socket) => socket.close(4999)],
    ["closes for its rate", (socket) => socket.close(4008)],
  ])("S-523 and %s is left, and tried again later", async (_, answer) => {
    const { address, came } = await scripted(answer);
    const time = new VirtualTime();
    const { meeting, pipes } = attend(address, { clock: () => time.now, timer: time });
    await until(() => meeting.state.kind === "waiting");
    await came[0]?.closed;
    for (const pipe of pipes) expect(codes(pipe)).toEqual(["lost"]);
    time.advance(AGAIN_AFTER);
    await until(() => came[1]?.said.length === 1);
    const names = came.map(({ said }) => JSON.parse(said[0] ?? "") as { meeting: string; peer: string });
    expect(names.map((name) => name.meeting)).toEqual([toHex(MEETING), toHex(MEETING)]);
    expect(new Set(names.map((name) => name.peer)).size).toBe(2);
  });

  it.each([4001, 4002, 4003, 4004])("S-522 and closes with %i is not asked again", async (code) => {
    const { address, came } = await scripted((socket) => {
      say(socket, joined);
      socket.close(code);
    });
    const time = new VirtualTime();
    const { meeting, pipes } = attend(address, { clock: () => time.now, timer: time });
    await until(() => meeting.state.kind === "refused");
    expect(meeting.state).toMatchObject({ code });
    expect(pipes.flatMap(codes)).toEqual(["lost"]);
    time.advance(10 * AGAIN_AFTER_MOST);
    expect(came).toHaveLength(1);
    expect(meeting.state.kind).toBe("refused");
  });

  it("S-521 and never lets in, or never answers at all, is given up", async () => {
    const mute = createServer().listen(0, "127.0.0.1");
    await new Promise((done) => mute.once("listening", done));
    onTestFinished(() => void mute.close());
    const silent = `ws://127.0.0.1:${(mute.address() as AddressInfo).port}`;
    const { address, came } = await scripted(() => undefined);
    for (const one of [silent, address]) {
      const time = new VirtualTime();
      const { meeting } = attend(one, { clock: () => time.now, timer: time });
      if (one === address) await until(() => came.length === 1 && came[0]?.said.length === 1);
      time.advance(ATTEMPT_TIME - 1);
      expect(meeting.state.kind).toBe("connecting");
      time.advance(1);
      expect(meeting.state.kind).toBe("waiting");
    }
    await came[0]?.closed;
  });

  it("S-521 and gives no sign of life any more is left, and one that had lasted is tried again soon", async () => {
    const { address, came } = await scripted((socket) => say(socket, joined));
    const time = new VirtualTime();
    const one = attend(address, { clock: () => time.now, timer: time });
    await until(() => peersOf(one) === 1);
    time.advance(LISTEN_EVERY);
    expect(one.meeting.state.kind).toBe("waiting");
    await came[0]?.closed;
    expect(codes(last(one))).toEqual(["lost"]);

    const real = await served();
    const other = attend(real.address, { clock: () => time.now, timer: time });
    await until(() => peersOf(other) === 0);
    const third = attend(real.address);
    for (let passed = 0; passed < LASTED; passed += LISTEN_EVERY) {
      // Its answer to the ping has come when what was sent before it has.
      await until(() => other.pipes.length === 1);
      last(third).pipe.send(Uint8Array.of(1));
      await until(() => last(other).heard?.packets.length === passed / LISTEN_EVERY + 1);
      time.advance(LISTEN_EVERY);
      expect(other.meeting.state.kind).toBe("joined");
    }
    await real.close();
    await until(() => other.meeting.state.kind === "waiting");
    const { state } = other.meeting;
    expect(state.kind === "waiting" ? state.until - time.now : Number.NaN).toBeLessThanOrEqual(AGAIN_AFTER);
  });

  it("S-525 and tells of a TURN server is believed for as long as it is joined", async () => {
    const server = { urls: ["turn:turn.example:3478"], username: "1:tatami", credential: "c" };
    const sockets: WebSocket[] = [];
    const { address } = await scripted((socket) => {
      sockets.push(socket);
      say(socket, joined);
      say(socket, { type: "turn", server });
    });
    const time = new VirtualTime();
    const { meeting } = attend(address, { clock: () => time.now, timer: time });
    expect(meeting.turn).toBeNull();
    await until(() => meeting.turn !== null);
    expect(meeting.turn).toEqual(server);
    const newer = { ...server, username: "2:tatami" };
    say(sockets[0] as WebSocket, { type: "turn", server: newer });
    await until(() => meeting.turn?.username === newer.username);
    sockets[0]?.terminate();
    await until(() => meeting.state.kind === "waiting");
    expect(meeting.turn).toBeNull();
  });

  it.each([
    ["before it lets in", false, { urls: ["turn:a.example"], username: "1:t", credential: "c" }],
    ["that is a page", true, { urls: ["https://a.example"], username: "1:t", credential: "c" }],
    ["without a password", true, { urls: ["turn:a.example"], username: "1:t" }],
  ])("S-523 and tells of a TURN server %s is left", async (_, joins, server) => {
    const { address } = await scripted((socket) => {
      if (joins) say(socket, joined);
      say(socket, { type: "turn", server });
    });
    const time = new VirtualTime();
    const { meeting } = attend(address, { clock: () => time.now, timer: time });
    await until(() => meeting.state.kind === "waiting");
    expect(meeting.turn).toBeNull();
  });
});
