import { expect, it } from "vitest";
import { VirtualTime } from "#test/builders/virtual-time.ts";
import { Heard, pipeContract } from "#test/contracts/pipe-contract.ts";
import { memoryPipes } from "./memory-pipe.ts";

pipeContract("in memory", () => {
  const time = new VirtualTime();
  const { ends, cut } = memoryPipes({ clock: () => time.now, timer: time });
  return Promise.resolve({ ends, cut, settle: () => Promise.resolve(time.advance(1000)) });
});

pipeContract("in memory, slow and uneven", () => {
  const time = new VirtualTime();
  let turn = 0;
  const { ends, cut } = memoryPipes({
    clock: () => time.now,
    timer: time,
    delay: () => (turn++ * 7) % 30,
    bytesPerSecond: 10_000_000,
  });
  return Promise.resolve({ ends, cut, settle: () => Promise.resolve(time.advance(60_000)) });
});

it("S-102 loses what is on its way when the connection breaks, and nothing that has arrived", () => {
  const time = new VirtualTime();
  const { ends, cut } = memoryPipes({ clock: () => time.now, timer: time, delay: () => 10 });
  const heard = new Heard(ends[1]);
  ends[0].send(Uint8Array.of(1));
  time.advance(5);
  ends[0].send(Uint8Array.of(2));
  time.advance(5);
  cut();
  time.advance(1000);
  expect(heard.packets).toEqual([Uint8Array.of(1)]);
  expect(heard.closes.map(({ code }) => code)).toEqual(["lost"]);
});
