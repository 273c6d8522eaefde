import type { ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { connect } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { WebSocket } from "ws";
import { serveSignaling, type SignalingServer } from "#core/sync/signaling-server.ts";
import { systemTimer } from "#core/platform/timer.ts";
import { toHex } from "#shared/lib/hex.ts";
import { HIGH_WATER, MAX_PACKET } from "#shared/sync/limits.ts";
import type { Timer } from "#shared/lib/time.ts";
import { keyPair } from "#shared/sync/noise.ts";
import { RoomSync } from "#shared/sync/room-sync.ts";
import { SIGNALING_LIMITS, type SignalingLimits } from "#shared/sync/signaling.ts";
import { FromServer, RELAY, writeRelay } from "#shared/sync/signaling-wire.ts";
import { MemoryReplica } from "#test/builders/memory-replica.ts";
import { attend, MEETING, peersOf, until, type Attendant } from "#test/builders/meetings.ts";
import { joinRoom } from "#test/builders/room.ts";
import { ended, firstLine, running, tatami, tatamiJson } from "./support/processes.ts";

const random = (bytes: number): Uint8Array<ArrayBuffer> => new Uint8Array(randomBytes(bytes));

/** Four times as quick, so that nobody waits for long. */
const timer: Timer = { after: (delay, work) => systemTimer.after(delay / 4, work) };

/** A member of a room that meets the others at a signaling server. */
interface Member extends Attendant {
  readonly replica: MemoryReplica;
  readonly sync: RoomSync;
  add(at: number): void;
}

function member(address: string): Member {
  const replica = new MemoryReplica();
  const staticKey = keyPair(random(32));
  const sync = new RoomSync({ replica, mayWrite: () => true, clock: Date.now, timer: systemTimer });
  onTestFinished(() => sync.close());
  const pipes: Attendant["pipes"] = [];
  const attendant = attend(address, {
    timer,
    onPipe: (pipe, initiator) => {
      pipes.push({ pipe, initiator, heard: null, again: () => undefined });
      joinRoom(sync, { pipe, initiator, staticKey, random, timer: systemTimer });
    },
  });
  const add = (at: number): void => {
    const id = `00000000-0000-7000-8000-${String(at).padStart(12, "0")}`;
    const given = replica.change(id, (doc) => doc.getText("notes").insert(0, `note ${at}`));
    if (given !== null) sync.publish(given);
  };
  return { ...attendant, pipes, replica, sync, add };
}

function equal(members: readonly Member[]): boolean {
  const [first] = members as [Member];
  return members.every(({ sync }) => Buffer.from(sync.digest).equals(first.sync.digest));
}

/** A `tatami signal` in a process of its own. */
async function signaling(port = "0"): Promise<{ readonly child: ChildProcess; readonly address: string }> {
  const child = running(["signal", "--host", "127.0.0.1", "--port", port, "--json"]);
  const { addresses } = JSON.parse(await firstLine(child)) as { addresses: [string] };
  return { child, address: addresses[0] };
}

describe("tatami signal", () => {
  it("S-517 S-521 killed and started again brings everybody together, with one pipe between each two and every edit once", async () => {
    const first = await signaling();
    const members = [member(first.address), member(first.address), member(first.address)];
    const [one, other, third] = members as [Member, Member, Member];
    const whole = (): boolean => members.every(({ sync }) => sync.peers().length === 2);
    await until(whole);
    one.add(1);
    await until(() => equal(members) && third.replica.ids().length === 1);
    for (const round of [1, 2]) {
      const server = round === 1 ? first : await signaling(new URL(first.address).port);
      if (round === 2) {
        await until(whole);
        await until(() => equal(members));
      }
      server.child.kill("SIGKILL");
      await until(() => members.every(({ meeting }) => meeting.state.kind === "waiting"));
      await until(() => members.every(({ sync }) => sync.peers().length === 0));
      for (const [at, one] of members.entries()) one.add(10 * round + at);
    }
    const last = await signaling(new URL(first.address).port);
    await until(() => whole() && equal(members));
    other.add(100);
    await until(() => members.every(({ replica }) => replica.ids().length === 8));
    await until(() => equal(members));
    const texts = third.replica.ids().map((id) => (third.replica.content(id) as { text: string }).text);
    expect(texts.toSorted()).toEqual([1, 10, 11, 12, 20, 21, 22, 100].map((at) => `note ${at}`).toSorted());
    // Each two had one pipe to each server, and none was opened beside it.
    for (const { pipes } of members) expect(pipes.length).toBe(2 * 3);
    expect(members.flatMap(({ pipes }) => pipes.filter(({ initiator }) => initiator))).toHaveLength(3 * 3);
    last.child.kill("SIGINT");
    expect((await ended(last.child)).code).toBe(0);
  });

  it("says where it can be reached, and ends when it is asked to", async () => {
    const child = running(["signal", "--port", "0"]);
    expect(await firstLine(child)).toContain("Tatamis find each other");
    child.kill("SIGTERM");
    const { code, stderr } = await ended(child);
    expect([code, stderr]).toEqual([0, ""]);
  });

  it("says so when the port is taken, or the address is no address here", async () => {
    const { address } = await signaling();
    const { port } = new URL(address);
    const taken = await tatami(["signal", "--host", "127.0.0.1", "--port", port]);
    expect([taken.code, taken.stdout]).toEqual([3, ""]);
    expect(taken.stderr).toBe(
      `Port ${port} is taken by another program: choose another with --port, or end that program.\n`,
    );
    const { code, answer } = await tatamiJson(["signal", "--host", "203.0.113.7"]);
    expect([code, answer["code"]]).toEqual([3, "SERVICE_UNAVAILABLE"]);
    expect((await tatami(["signal", "somewhere"])).code).toBe(2);
    expect((await tatami(["signal", "--port", "65536"])).code).toBe(2);
  });
});

/** A server in this process, so that what waits in it can be asked, and two members that go on whatever others do. */
async function beset(limits: Partial<SignalingLimits> = {}) {
  const server = await serveSignaling({ host: "127.0.0.1", port: 0, limits });
  onTestFinished(() => server.close());
  const address = `ws://127.0.0.1:${server.port}`;
  const members = [member(address), member(address)];
  await until(() => members.every(({ sync }) => sync.peers().length >= 1));
  let most = 0;
  const watch = setInterval(() => (most = Math.max(most, server.waiting)), 1);
  onTestFinished(() => clearInterval(watch));
  let edits = 0;
  return {
    server,
    address,
    members: members as [Member, Member],
    /** The most bytes that have waited in the server. */
    most: () => most,
    /** The members still hear each other. */
    goOn: async () => {
      members[edits % 2]?.add(++edits);
      await until(() => members.every(({ replica }) => replica.ids().length === edits));
    },
  };
}

interface Hostile {
  readonly socket: WebSocket;
  readonly name: string;
  readonly peers: string[];
  readonly closed: Promise<number>;
}

/** One who knows the meeting and keeps to nothing. */
async function hostile(
  { port }: SignalingServer,
  { meeting = MEETING, name = toHex(random(16)) } = {},
): Promise<Hostile> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}`);
  onTestFinished(() => socket.terminate());
  socket.on("error", () => undefined);
  const closed = new Promise<number>((done) => socket.once("close", done));
  await new Promise((done) => socket.once("open", done));
  socket.send(JSON.stringify({ type: "join", protocol: 1, meeting: toHex(meeting), peer: name }));
  const peers = await new Promise<string[]>((done) => {
    socket.once("close", () => done([]));
    socket.on("message", (data, isBinary) => {
      const message = isBinary ? null : FromServer.parse(JSON.parse(String(data)));
      if (message?.type === "joined") done(message.peers);
    });
  });
  return { socket, name, peers, closed };
}

const bytesOf = (name: string): Uint8Array => new Uint8Array(Buffer.from(name, "hex"));

/** Sends frames for as long as they go, `times` at most. */
async function flood(socket: WebSocket, frame: Uint8Array, times: number): Promise<void> {
  for (let at = 0; at < times && socket.readyState === WebSocket.OPEN; at++) {
    socket.send(frame);
    while (socket.bufferedAmount > HIGH_WATER && socket.readyState === WebSocket.OPEN) {
      const before = socket.bufferedAmount;
      await new Promise((done) => setTimeout(done, 20));
      // It is not read any more.
      if (socket.bufferedAmount === before) return;
    }
  }
}

describe("hostile clients", () => {
  it("S-510 with garbage, giants and pieces without end are ended; the others go on", async () => {
    const { server, goOn, most } = await beset();
    const deeds: ((socket: WebSocket) => void)[] = [
      (socket) => socket.send("garbage"),
      (socket) => socket.send(new Uint8Array(200).fill(99)),
      (socket) => socket.send(random(70_000)),
      (socket) => socket.send("[".repeat(60_000)),
      (socket) => {
        for (let at = 0; at < 100; at++) socket.send(random(1000), { fin: false });
      },
      (socket) => socket.send(`{"type":"signal","to":"${"a".repeat(32)}","data":"${"=".repeat(60_000)}"}`),
    ];
    for (const deed of deeds) {
      const { socket, closed } = await hostile(server);
      deed(socket);
      expect([1008, 1009]).toContain(await closed);
      await goOn();
    }
    expect(most()).toBeLessThan(HIGH_WATER);
  });

  it("S-513 that flood somebody or do not read leave nothing waiting above its bound", async () => {
    const { server, goOn, most, members } = await beset();
    const [deaf, loud] = [await hostile(server), await hostile(server)];
    deaf.socket.pause();
    const packet = new Uint8Array(MAX_PACKET).fill(7);
    await flood(loud.socket, writeRelay(RELAY.packet, bytesOf(deaf.name), packet), 2000);
    await goOn();
    const direct = await hostile(server);
    for (const peer of direct.peers) {
      direct.socket.send(writeRelay(RELAY.open, bytesOf(peer), new Uint8Array(0)));
      await flood(direct.socket, writeRelay(RELAY.packet, bytesOf(peer), packet), 500);
    }
    await goOn();
    expect(most()).toBeLessThan(3 * HIGH_WATER);
    // Nobody who cannot shake hands is anybody.
    for (const { sync } of members) expect(sync.peers()).toHaveLength(1);
  });

  it("S-511 S-519 that flood with messages or openings are cut off", async () => {
    const { server, goOn, most } = await beset();
    const one = await hostile(server);
    const [peer = ""] = one.peers;
    await flood(one.socket, writeRelay(RELAY.open, bytesOf(peer), new Uint8Array(0)), 500);
    expect(await one.closed).toBe(4008);
    const other = await hostile(server);
    for (let at = 0; at < 500; at++)
      other.socket.send(JSON.stringify({ type: "signal", to: peer, data: "AAAA" }));
    expect(await other.closed).toBe(4008);
    await goOn();
    expect(most()).toBeLessThan(HIGH_WATER);
  });

  it("S-503 S-505 S-507 that join by the hundred, anywhere, take nobody's place", async () => {
    const { server, goOn, members } = await beset({ sockets: 60, meetings: 20 });
    const closes: number[] = [];
    for (let at = 0; at < 80; at++) {
      const where = at % 2 === 0 ? { meeting: random(16) } : {};
      const { closed } = await hostile(server, where);
      void closed.then((code) => closes.push(code));
    }
    // Ten of them fit beside the two members, and nineteen meetings beside theirs.
    await until(() => closes.length === 80 - 10 - 19);
    expect(closes.filter((code) => code === 4003)).toHaveLength(40 - 10);
    expect(closes.filter((code) => code === 4004)).toHaveLength(40 - 19);
    expect(peersOf(members[0])).toBe(11);
    await goOn();
  });

  it("S-506 that take a peer's name end its connection, and it comes back under another", async () => {
    const { server, goOn, members } = await beset();
    const spy = await hostile(server);
    for (const name of spy.peers) await hostile(server, { name });
    await until(() => members.every(({ states }) => states.some(({ kind }) => kind === "waiting")));
    await until(() => members.every((one) => peersOf(one) >= 1));
    await goOn();
  });

  it("S-501 S-507 that never say a word keep nobody out", async () => {
    const { server, goOn, address } = await beset({ strangers: 5 });
    for (let at = 0; at < 30; at++) {
      const raw = connect(server.port, "127.0.0.1");
      onTestFinished(() => void raw.destroy());
      raw.on("error", () => undefined);
      // Some not even upgrade.
      if (at % 2 === 0)
        raw.write(
          `GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${Buffer.alloc(16).toString("base64")}\r\n\r\n`,
        );
      else raw.write("GET / HT");
    }
    await until(() => server.sockets >= 5);
    const late = attend(address);
    await until(() => peersOf(late) === 2);
    await goOn();
    expect(server.sockets).toBeLessThan(SIGNALING_LIMITS.strangers);
  });
});
