import { createServer, type AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { WebSocketServer, type WebSocket } from "ws";
import { toHex } from "#shared/lib/hex.ts";
import { AGAIN_AFTER, AGAIN_AFTER_MOST, LASTED } from "#shared/sync/limits.ts";
import { RELAY, writeRelay } from "#shared/sync/signaling-wire.ts";
import { attend, MEETING, peersOf, until, type Attendant } from "#test/builders/meetings.ts";
import type { GivenPipe } from "#test/builders/relay-room.ts";
import { VirtualTime } from "#test/builders/virtual-time.ts";
import { ATTEMPT_TIME, LISTEN_EVERY } from "./meeting.ts";
import { serveSignaling } from "./signaling-server.ts";

const PEER = "b".repeat(32);
const last = ({ pipes }: Attendant): GivenPipe => pipes.at(-1) as GivenPipe;
const codes = ({ heard }: GivenPipe): string[] => heard?.closes.map(({ code }) => code) ?? [];

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

  it.each([4003, 4004])("S-522 and has no room for it (%i) is asked again within a minute", async (code) => {
    const { address, came } = await scripted((socket) => socket.close(code));
    const time = new VirtualTime();
    const { meeting } = attend(address, { clock: () => time.now, timer: time });
    for (const times of [1, 2]) {
      await until(() => meeting.state.kind === "refused");
      expect(meeting.state).toMatchObject({ code });
      time.advance(29_000);
      expect(came).toHaveLength(times);
      for (let at = 0; at < 31 && meeting.state.kind === "refused"; at++) time.advance(1_000);
      expect(meeting.state.kind).toBe("connecting");
      await until(() => came.length === times + 1);
    }
  });

  it.each([4001, 4002])("S-522 and closes with %i is not asked again", async (code) => {
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

    const real = await serveSignaling({ host: "127.0.0.1", port: 0 });
    onTestFinished(() => real.close());
    const there = `ws://127.0.0.1:${real.port}`;
    const other = attend(there, { clock: () => time.now, timer: time });
    await until(() => peersOf(other) === 0);
    const third = attend(there);
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
