import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { WebSocket } from "ws";
import { fromHex, toHex } from "#shared/lib/hex.ts";
import { HIGH_WATER, MAX_PACKET } from "#shared/sync/limits.ts";
import { MAX_SIGNAL, RELAY, RELAY_HEAD, writeRelay } from "#shared/sync/signaling-wire.ts";
import { VERSION } from "#core/platform/version.ts";
import { VirtualTime } from "#test/builders/virtual-time.ts";
import {
  LOOK_EVERY,
  PING_EVERY,
  serveSignaling,
  STALLED_AFTER,
  type SignalingServer,
  type SignalingServerOptions,
} from "./signaling-server.ts";

const MEETING = "a".repeat(32);
const PACKET = new Uint8Array(MAX_PACKET).fill(7);

async function served(
  change: Partial<SignalingServerOptions> = {},
): Promise<SignalingServer & { readonly time: VirtualTime }> {
  const time = new VirtualTime();
  const server = await serveSignaling({
    host: "127.0.0.1",
    port: 0,
    clock: () => time.now,
    timer: time,
    ...change,
  });
  onTestFinished(() => server.close());
  return Object.assign(server, { time });
}

interface Client {
  readonly socket: WebSocket;
  readonly name: Uint8Array;
  readonly texts: unknown[];
  readonly frames: Uint8Array[];
  /** The code with which it was closed. */
  readonly closed: Promise<number>;
}

/** A socket that keeps what it hears; `join` says whether it joins the meeting. */
async function client({ port }: SignalingServer, join = true, options = {}): Promise<Client> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}`, options);
  onTestFinished(() => socket.terminate());
  const texts: unknown[] = [];
  const frames: Uint8Array[] = [];
  socket.on("error", () => undefined);
  const closed = new Promise<number>((done) => socket.once("close", done));
  socket.on("message", (data, isBinary) => {
    if (isBinary) frames.push(new Uint8Array(data as Buffer));
    else texts.push(JSON.parse(String(data)));
  });
  await new Promise((done) => socket.once("open", done));
  const name = new Uint8Array(randomBytes(16));
  if (join) {
    socket.send(JSON.stringify({ type: "join", protocol: 1, meeting: MEETING, peer: toHex(name) }));
    await until(() => texts.length > 0);
  }
  return { socket, name, texts, frames, closed };
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((done) => setTimeout(done, 2));
}

/** Sends packets until this end holds so much that is not written, which is when nobody reads any more. */
async function fill(from: Client, to: Client): Promise<number> {
  const frame = writeRelay(RELAY.packet, to.name, PACKET);
  let sent = 0;
  for (let still = 0; still < 20;) {
    if (from.socket.bufferedAmount > HIGH_WATER) {
      const before = from.socket.bufferedAmount;
      await new Promise((done) => setTimeout(done, 10));
      still = from.socket.bufferedAmount === before ? still + 1 : 0;
      continue;
    }
    from.socket.send(frame);
    sent++;
    if (sent % 16 === 0) await new Promise((done) => setImmediate(done));
  }
  return sent;
}

describe("a receiver that does not read", () => {
  it("S-513 stops who writes to it, nothing waits above its bound, and all arrives once it reads", async () => {
    const server = await served();
    const [from, to] = [await client(server), await client(server)];
    to.socket.pause();
    const sent = await fill(from, to);
    // What is on its way from the sender when it is stopped is read in one piece.
    expect(server.waiting).toBeLessThan(1.2 * HIGH_WATER);
    expect(server.waiting).toBeGreaterThan(HIGH_WATER);
    to.socket.resume();
    await until(() => to.frames.length === sent);
    expect(to.frames.every((frame) => frame.length === RELAY_HEAD + MAX_PACKET)).toBe(true);
    await until(() => server.waiting === 0);
  });

  it("S-513 and takes nothing for three seconds is dropped, and the others go on", async () => {
    const server = await served();
    const [from, slow, other] = [await client(server), await client(server), await client(server)];
    slow.socket.pause();
    await fill(from, slow);
    from.socket.send(writeRelay(RELAY.packet, other.name, Uint8Array.of(1)));
    server.time.advance(LOOK_EVERY);
    expect(server.sockets).toBe(3);
    server.time.advance(STALLED_AFTER);
    await until(() => server.sockets === 2);
    await until(() => other.frames.length === 1);
    expect(other.texts.at(-1)).toEqual({ type: "gone", peer: toHex(slow.name) });
    expect(server.waiting).toBeLessThan(HIGH_WATER);
  });

  it("S-513 may have little waiting when much waits for all together", async () => {
    const server = await served({ waitingTogether: 128 * 1024 });
    const [from, to, other] = [await client(server), await client(server), await client(server)];
    for (const { socket } of [to, other]) socket.pause();
    await fill(from, to);
    const first = server.waiting;
    expect(first).toBeLessThan(4 * 128 * 1024);
    to.socket.resume();
    await until(() => server.waiting === 0);
    await fill(from, other);
    expect(server.waiting).toBeLessThan(4 * 128 * 1024);
  });

  it("S-513 stops who writes many small frames to it by what they cost, not by their bytes", async () => {
    const server = await served();
    const [first, from, to] = [await client(server), await client(server), await client(server)];
    to.socket.pause();
    // What the system holds for a socket is full when something waits.
    while (server.waiting === 0) {
      first.socket.send(writeRelay(RELAY.packet, to.name, PACKET));
      await new Promise((done) => setImmediate(done));
    }
    expect(server.waiting).toBeLessThan(HIGH_WATER / 2);
    const small = writeRelay(RELAY.packet, to.name, Uint8Array.of(1));
    for (let at = 0; at < 20_000; at++) from.socket.send(small);
    const read = new Promise((done) => from.socket.once("pong", () => done("read")));
    from.socket.ping();
    const held = until(() => server.waiting > HIGH_WATER).then(() => "held");
    expect(await Promise.race([read, held])).toBe("held");
    expect(server.waiting).toBeLessThan(4 * HIGH_WATER);
    to.socket.resume();
    expect(await read).toBe("read");
  });
});

describe("sockets", () => {
  it("S-514 that give no sign of life between two pings are dropped, and those that do are not", async () => {
    const server = await served();
    const alive = await client(server);
    await client(server, true, { autoPong: false });
    const pinged = new Promise((done) => alive.socket.once("ping", done));
    server.time.advance(PING_EVERY);
    await pinged;
    // The answer must have come before the next.
    const again = new Promise((done) => alive.socket.once("pong", done));
    alive.socket.ping();
    await again;
    server.time.advance(PING_EVERY);
    await until(() => server.sockets === 1);
    await until(() => alive.texts.length === 3);
    expect(alive.socket.readyState).toBe(WebSocket.OPEN);
  });

  it("S-501 that do not join are closed in time", async () => {
    const server = await served();
    const silent = await client(server, false);
    server.time.advance(10_000 + LOOK_EVERY);
    expect(await silent.closed).toBe(4001);
  });

  it("S-510 that send giants, garbage or too many pieces are ended, and nothing else", async () => {
    const server = await served();
    const one = await client(server);
    const giant = await client(server);
    giant.socket.send(new Uint8Array(MAX_SIGNAL + 1));
    expect(await giant.closed).toBe(1009);
    const pieces = await client(server);
    for (let at = 0; at < 10; at++) pieces.socket.send("x".repeat(10_000), { fin: false });
    expect(await pieces.closed).toBe(1009);
    const raw = await upgraded(server);
    raw.write(Buffer.from([0xff, 0xff, 0xff, 0xff, 0xff, 0xff]));
    await new Promise((done) => raw.once("close", done));
    await until(() => server.sockets === 1);
    expect(one.socket.readyState).toBe(WebSocket.OPEN);
    expect(one.texts.slice(1)).toEqual(
      [giant, pieces].flatMap(({ name }) => ["came", "gone"].map((type) => ({ type, peer: toHex(name) }))),
    );
  });

  it("S-507 above what the server takes are told so", async () => {
    const server = await serveSignaling({ host: "127.0.0.1", port: 0, limits: { sockets: 1 } });
    onTestFinished(() => server.close());
    await client(server);
    expect(await (await client(server, false)).closed).toBe(4004);
  });

  it("S-515 hear when the server closes, also one that is not read, and the server ends", async () => {
    const server = await served();
    const [from, to] = [await client(server), await client(server)];
    to.socket.pause();
    await fill(from, to);
    const closed = server.close();
    expect(await from.closed).toBe(1001);
    // The other never answers.
    await until(() => server.sockets === 1);
    server.time.advance(2_000);
    await closed;
    expect(server.sockets).toBe(0);
  });
});

/** A TCP connection that was upgraded to a WebSocket and speaks for itself. */
async function upgraded({ port }: SignalingServer): Promise<Socket> {
  const raw = connect(port, "127.0.0.1");
  onTestFinished(() => void raw.destroy());
  const key = Buffer.from(fromHex("b".repeat(32))).toString("base64");
  raw.write(
    `GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
  );
  raw.on("error", () => undefined);
  await new Promise((done) => raw.once("data", done));
  return raw;
}

describe("over http", () => {
  it("S-515 says what it is, and nothing else", async () => {
    const server = await served();
    const at = `http://127.0.0.1:${server.port}`;
    const answer = await fetch(at);
    expect([answer.status, await answer.text()]).toEqual([200, `Tatami signaling ${VERSION}\n`]);
    for (const path of ["/index.html", "/meetings", "//", "/?a=1"])
      expect((await fetch(at + path)).status).toBe(404);
    expect((await fetch(at, { method: "POST", body: "x" })).status).toBe(404);
    const elsewhere = new WebSocket(`ws://127.0.0.1:${server.port}/elsewhere`);
    const failed = await new Promise<Error>((done) => elsewhere.once("error", done));
    expect(failed.message).toContain("404");
  });

  it("S-515 lets go of a connection that is no http", async () => {
    const server = await served();
    const raw = connect(server.port, "127.0.0.1");
    raw.on("error", () => undefined);
    raw.write("\u0000\u0001 nonsense\r\n\r\n");
    await new Promise((done) => raw.once("close", done));
    expect((await fetch(`http://127.0.0.1:${server.port}`)).status).toBe(200);
  });

  it("S-515 says which port is taken, and that an address is none of this machine", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await new Promise((done) => other.once("listening", done));
    onTestFinished(() => void other.close());
    const { port } = other.address() as AddressInfo;
    await expect(serveSignaling({ host: "127.0.0.1", port })).rejects.toMatchObject({
      code: "CONFLICT",
      message: expect.stringContaining(String(port)),
    });
    await expect(serveSignaling({ host: "203.0.113.7", port: 0 })).rejects.toMatchObject({
      code: "SERVICE_UNAVAILABLE",
    });
  });
});
