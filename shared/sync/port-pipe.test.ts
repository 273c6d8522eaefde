import { MessageChannel, receiveMessageOnPort, type MessagePort } from "node:worker_threads";
import { describe, expect, it, onTestFinished } from "vitest";
import { Heard, pipeContract } from "#test/contracts/pipe-contract.ts";
import { EARLY_MOST, HIGH_WATER, MAX_PACKET } from "./limits.ts";
import { portPipe } from "./port-pipe.ts";

/** What was posted has arrived when a message posted afterwards on other ports has made its way some times. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((done) => setImmediate(done));
}

function channel(): { readonly port1: MessagePort; readonly port2: MessagePort } {
  const made = new MessageChannel();
  onTestFinished(() => made.port1.close());
  return made;
}

pipeContract("over a port", () => {
  const { port1, port2 } = channel();
  return Promise.resolve({
    ends: [portPipe(port1), portPipe(port2)] as const,
    settle,
    cut: () => port1.close(),
  });
});

describe("a pipe over a port", () => {
  it("S-102 hears the reason for which the other end was closed", async () => {
    const { port1, port2 } = channel();
    const [one, other] = [portPipe(port1), portPipe(port2)];
    const heard = new Heard(other);
    one.close({ code: "replaced", text: "A newer session took over." });
    await settle();
    expect(heard.closes).toEqual([{ code: "replaced", text: "A newer session took over." }]);
  });

  it("S-102 that ended before anybody listened tells so to whoever listens then, after what came before", async () => {
    const { port1, port2 } = channel();
    const [one, other] = [portPipe(port1), portPipe(port2)];
    one.send(Uint8Array.of(1));
    one.close({ code: "done", text: "Done." });
    await settle();
    const heard = new Heard(other);
    expect(heard.packets).toEqual([Uint8Array.of(1)]);
    expect(heard.closes).toEqual([{ code: "done", text: "Done." }]);
  });

  it("S-108 counts what the other end has not taken, listener or not, and hears of it in between", async () => {
    const { port1, port2 } = channel();
    const [one, other] = [portPipe(port1), portPipe(port2)];
    const heard = new Heard(one);
    while (one.buffered < HIGH_WATER) one.send(new Uint8Array(MAX_PACKET));
    await settle();
    // It has arrived, yet nobody has taken it.
    expect(one.buffered).toBe(HIGH_WATER);
    const taken = new Heard(other);
    await settle();
    expect(one.buffered).toBe(0);
    expect(heard.drained).toBe(1);
    expect(taken.packets).toHaveLength(HIGH_WATER / MAX_PACKET);
  });

  it("S-108 ends with what would be kept without bound for a listener that does not come", async () => {
    const { port1, port2 } = channel();
    const [one, other] = [portPipe(port1), portPipe(port2)];
    const heard = new Heard(one);
    for (let sent = 0; sent <= EARLY_MOST; sent += MAX_PACKET) one.send(new Uint8Array(MAX_PACKET));
    await settle();
    expect(heard.closes.map(({ code }) => code)).toEqual(["overload"]);
    expect(other.buffered).toBe(0);
  });

  it.each<readonly [string, unknown]>([
    ["text", "packet"],
    ["nothing", null],
    ["an end without a code that is one", { code: "because", text: "" }],
    ["an end without words", { code: "done" }],
    ["a packet of no bytes", new Uint8Array(0)],
    ["a packet that is too large", new Uint8Array(MAX_PACKET + 1)],
    ["an acknowledgement of what was never sent", 1],
    ["an acknowledgement below nothing", -1],
    ["an acknowledgement that is no number", Number.NaN],
  ])("S-108 is ended as a fault by %s", async (_, message) => {
    const { port1, port2 } = channel();
    const heard = new Heard(portPipe(port1));
    port2.postMessage(message);
    await settle();
    expect(heard.closes.map(({ code }) => code)).toEqual(["protocol"]);
    expect(heard.packets).toEqual([]);
    expect(receiveMessageOnPort(port2)?.message).toMatchObject({ code: "protocol" });
  });

  it("S-108 is over for a listener that closes it within a packet, though more had come", async () => {
    const { port1, port2 } = channel();
    const [one, other] = [portPipe(port1), portPipe(port2)];
    for (const byte of [1, 2, 3]) one.send(Uint8Array.of(byte));
    await settle();
    const came: number[] = [];
    other.listen({
      packet: (bytes) => {
        came.push(...bytes);
        if (came.length === 2) other.close({ code: "done", text: "Enough." });
      },
      drained: () => undefined,
      closed: () => undefined,
    });
    expect(came).toEqual([1, 2]);
  });
});
