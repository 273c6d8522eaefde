import { expect, it } from "vitest";
import { Publisher } from "./publisher.ts";

it("delivers what is published between subscribing and the first read", async () => {
  const publisher = new Publisher<number>();
  const events = publisher.subscribe();
  publisher.publish(1);
  publisher.publish(2);
  expect(await events.next()).toEqual({ done: false, value: 1 });
  expect(await events.next()).toEqual({ done: false, value: 2 });
});

it("ends by the signal while a consumer waits, and by return", async () => {
  const publisher = new Publisher<number>();
  const abort = new AbortController();
  const waiting = publisher.subscribe(abort.signal).next();
  abort.abort();
  expect(await waiting).toEqual({ done: true, value: undefined });
  const other = publisher.subscribe();
  await other.return?.();
  publisher.publish(1);
  expect((await other.next()).done).toBe(true);
});

it("keeps the newest for a slow listener", async () => {
  const publisher = new Publisher<number>();
  const events = publisher.subscribe();
  for (let event = 0; event <= Publisher.LIMIT; event++) publisher.publish(event);
  expect((await events.next()).value).toBe(1);
});

it("keeps one alone for a listener that wants no more", async () => {
  const publisher = new Publisher<number>();
  const events = publisher.subscribe(undefined, 1);
  for (let event = 0; event < 5; event++) publisher.publish(event);
  expect((await events.next()).value).toBe(4);
  publisher.publish(5);
  expect((await events.next()).value).toBe(5);
});
