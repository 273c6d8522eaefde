import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { listen } from "./listen.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
afterEach(() => void vi.useRealTimers());

/** Lets what has no timer happen. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}

/** Streams that a test breaks: what was opened, told and heard, in its order. */
function followed() {
  const noted: string[] = [];
  let fail: (why: Error) => void = () => undefined;
  let opened = 0;
  async function* stream(name: string) {
    yield `event of ${name}`;
    await new Promise((_, reject) => (fail = reject));
  }
  const stop = listen(
    () => Promise.resolve(stream(`stream ${++opened}`)),
    (event) => noted.push(event),
    (again) => noted.push(again ? "stands again" : "stands"),
  );
  return { noted, stop, fail: () => fail(new Error("The connection was lost.")) };
}

it("opens a stream that broke at once, and says that it stands again before its first event", async () => {
  const { noted, stop, fail } = followed();
  await settle();
  vi.advanceTimersByTime(5_000);
  fail();
  await settle();
  expect(noted).toEqual(["stands", "event of stream 1", "stands again", "event of stream 2"]);
  stop();
});

it("does not ask without pause for a stream that breaks as soon as it stands", async () => {
  const { noted, stop, fail } = followed();
  await settle();
  fail();
  await settle();
  expect(noted).toEqual(["stands", "event of stream 1"]);
  vi.advanceTimersByTime(1_000);
  await settle();
  expect(noted.slice(2)).toEqual(["stands again", "event of stream 2"]);
  stop();
});

it("a stream that could not be opened at first stands again when it can, and none is opened after the stop", async () => {
  const again: boolean[] = [];
  let tries = 0;
  const stop = listen<never>(
    () => {
      tries++;
      if (tries === 1) return Promise.reject(new Error("The core is gone."));
      return Promise.resolve((async function* nothing(): AsyncGenerator<never> {})());
    },
    () => undefined,
    (is) => again.push(is),
  );
  await settle();
  vi.advanceTimersByTime(1_000);
  await settle();
  expect(again).toEqual([true]);
  stop();
  vi.advanceTimersByTime(5_000);
  await settle();
  expect(tries).toBe(2);
});
