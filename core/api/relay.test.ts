import { Buffer } from "node:buffer";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { MessageChannel } from "node:worker_threads";
import { expect, it, onTestFinished, vi } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { MessagePortMain } from "#test/doubles/electron-ports.ts";
import { relayPort, relaySocket } from "./relay.ts";

const MIB = 1024 * 1024;

/** Both ends of a WebSocket over a real connection: who called, and who was called. */
async function pair(): Promise<{ caller: WebSocket; called: WebSocket }> {
  const server = createServer();
  const sockets = new WebSocketServer({ server, perMessageDeflate: false });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const caller = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const [[called]] = (await Promise.all([once(sockets, "connection"), once(caller, "open")])) as [
    [WebSocket],
    unknown,
  ];
  onTestFinished(() => {
    caller.terminate();
    called.terminate();
    server.close();
  });
  return { caller, called };
}

/** A page and a core with a relay between them. */
async function relayed() {
  const [front, back] = await Promise.all([pair(), pair()]);
  relaySocket(front.called, back.caller);
  return { page: front.caller, core: back.called, inner: { page: front.called, core: back.caller } };
}

const heard = async (socket: WebSocket) => {
  const [data, binary] = (await once(socket, "message")) as [Buffer, boolean];
  return { text: data.toString("utf8"), binary };
};

it("passes text as text and bytes as bytes, both ways", async () => {
  const { page, core } = await relayed();
  for (const [from, to] of [
    [page, core],
    [core, page],
  ] as const) {
    for (const binary of [false, true]) {
      const arrived = heard(to);
      from.send(binary ? Buffer.from("olá") : "olá");
      expect(await arrived).toEqual({ text: "olá", binary });
    }
  }
});

it.each(["page", "core"] as const)(
  "reads no more for a slow reader than it holds: %s writes",
  async (writer) => {
    const ends = await relayed();
    const reader = writer === "page" ? "core" : "page";
    const piece = Buffer.alloc(MIB / 4, 7);
    const pieces = 200;
    let arrived = 0;
    ends[reader].on("message", (data: Buffer) => (arrived += data.equals(piece) ? 1 : 0));
    ends[reader].pause();
    for (let number = 0; number < pieces; number++) ends[writer].send(piece);
    await vi.waitFor(() => expect(ends.inner[writer].isPaused).toBe(true), { timeout: 30_000 });
    expect(ends.inner[reader].bufferedAmount).toBeLessThan(2 * MIB);
    // What the relay does not read waits where it was written.
    expect(ends[writer].bufferedAmount).toBeGreaterThan(20 * MIB);
    ends[reader].resume();
    await vi.waitFor(() => expect(arrived).toBe(pieces), { timeout: 30_000 });
  },
  90_000,
);

it.each(["page", "core"] as const)("ends with either end: %s goes", async (first) => {
  for (const how of ["close", "terminate"] as const) {
    const ends = await relayed();
    const gone = once(ends[first === "page" ? "core" : "page"], "close");
    ends[first][how]();
    await gone;
  }
});

it("ends a page at once whose core has gone before", async () => {
  const [front, back] = await Promise.all([pair(), pair()]);
  const coreGone = once(back.caller, "close");
  back.called.terminate();
  await coreGone;
  const gone = once(front.caller, "close");
  relaySocket(front.called, back.caller);
  expect((await gone)[0]).toBe(1001);
});

async function relayedPort() {
  const { port1, port2 } = new MessageChannel();
  const { caller, called } = await pair();
  relayPort(new MessagePortMain(port1), caller);
  onTestFinished(() => port2.close());
  return { page: port2, core: called };
}

it("passes a port's messages in the same forms", async () => {
  const { page, core } = await relayedPort();
  const texts = heard(core);
  page.postMessage("olá");
  expect(await texts).toEqual({ text: "olá", binary: false });
  const bytes = heard(core);
  page.postMessage(new TextEncoder().encode("olá"));
  expect(await bytes).toEqual({ text: "olá", binary: true });
  const answer = once(page, "message");
  core.send("sim");
  expect(await answer).toEqual(["sim"]);
  const file = once(page, "message");
  core.send(Buffer.from("sim"));
  expect(await file).toEqual([new TextEncoder().encode("sim")]);
});

it.each<[string, unknown]>([
  ["more than 4 MiB", "x".repeat(4 * MIB + 1)],
  ["what is no message", { i: "1" }],
])("ends a port that says %s", async (_what, message) => {
  const { page, core } = await relayedPort();
  const gone = Promise.all([once(page, "close"), once(core, "close")]);
  page.postMessage(message);
  await gone;
});

it("ends a port with its core, and its line to the core with the port", async () => {
  const one = await relayedPort();
  const portGone = once(one.page, "close");
  one.core.terminate();
  await portGone;
  const other = await relayedPort();
  const coreGone = once(other.core, "close");
  other.page.close();
  await coreGone;
});
