import { createSocket, type Socket } from "node:dgram";
import { lookup } from "node:dns/promises";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { turnAnswers } from "./turn-check.ts";

/** Something at a UDP port that answers each question by what is made of it. */
async function udp(
  answer: (question: Buffer) => Buffer | null,
  at: { readonly address: string; readonly family: number } = { address: "127.0.0.1", family: 4 },
): Promise<string> {
  const socket: Socket = createSocket(at.family === 6 ? "udp6" : "udp4");
  socket.on("message", (question, { port, address }) => {
    const bytes = answer(question);
    if (bytes !== null) socket.send(bytes, port, address);
  });
  await new Promise<void>((done) => socket.bind(0, at.address, done));
  onTestFinished(() => void socket.close());
  return `turn:127.0.0.1:${socket.address().port}`;
}

/** The success response of RFC 8489: its type, no attributes, and the cookie and id of the question. */
const success = (question: Buffer): Buffer =>
  Buffer.concat([Buffer.from([1, 1, 0, 0]), question.subarray(4, 20)]);

it("hears a server that answers a binding request as RFC 8489 says, also one that lost the first", async () => {
  expect(await turnAnswers(await udp(success), 20_000)).toBe(true);
  let asked = 0;
  expect(await turnAnswers(await udp((question) => (++asked > 1 ? success(question) : null)), 20_000)).toBe(
    true,
  );
  expect(asked).toBe(2);
});

it.each<[string, (question: Buffer) => Buffer | null]>([
  ["says nothing", () => null],
  ["answers another question", (question) => success(Buffer.alloc(question.length, 7))],
  ["says too little", () => Buffer.from("hello")],
])("does not take for one what %s", async (_, answer) => {
  expect(await turnAnswers(await udp(answer), 300)).toBe(false);
});

it("knows over TCP a port that takes connections from one that does not, and an address that is none", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((done) => server.once("listening", done));
  const address = `turn:127.0.0.1:${(server.address() as AddressInfo).port}?transport=tcp`;
  expect(await turnAnswers(address, 20_000)).toBe(true);
  await new Promise((done) => server.close(done));
  expect(await turnAnswers(address, 20_000)).toBe(false);
  expect(await turnAnswers("https://127.0.0.1", 300)).toBe(false);
});

it.each([
  "turn:127.0.0.1:0",
  "turn:127.0.0.1:99999",
  "turn:127.0.0.1:99999?transport=tcp",
  "turn:no.invalid",
])("says of %s that nothing answers there, and throws nowhere", async (address) => {
  expect(await turnAnswers(address, 1_500)).toBe(false);
});

it("finds one by a name", async () => {
  const port = (await udp(success, await lookup("localhost"))).split(":")[2];
  expect(await turnAnswers(`turn:localhost:${port}`, 20_000)).toBe(true);
});
