import { randomBytes } from "node:crypto";
import { expect, it, onTestFinished } from "vitest";
import { silentLogger } from "#core/platform/logger.ts";
import { systemTimer } from "#core/platform/timer.ts";
import { LINK } from "#test/builders/lan-network.ts";
import { MEETING, until } from "#test/builders/meetings.ts";
import { Lan } from "./lan.ts";
import { joinMulticast } from "./multicast.ts";

/** Real packets, which do not leave this machine. */
const onThisMachine = { links: () => [LINK], join: joinMulticast };

function machine(): Lan {
  const lan = new Lan({
    network: onThisMachine,
    clock: Date.now,
    timer: systemTimer,
    random: (bytes) => new Uint8Array(randomBytes(bytes)),
    logger: silentLogger(),
  });
  onTestFinished(() => lan.close());
  return lan;
}

it("S-541 S-545 two find each other by real multicast, and no more once one has gone", async () => {
  const meeting = new Uint8Array(randomBytes(16));
  const [one, other] = [machine(), machine()];
  one.part(() => undefined).want(null, [meeting]);
  const part = other.part(() => undefined);
  part.want(meeting, []);
  await until(() => part.addresses([]).length > 0);
  expect(part.addresses([])).toEqual([expect.stringMatching(/^ws:\/\/127\.0\.0\.1:\d+$/u)]);
  await one.close();
  await until(() => part.addresses([]).length === 0);
});

it("S-551 a link that is none is told as lost, once", async () => {
  const lost: unknown[] = [];
  // Of a network for documentation: no machine has this address.
  const channel = joinMulticast(
    { address: "203.0.113.1", netmask: "255.255.255.0" },
    () => undefined,
    (error) => lost.push(error),
  );
  channel.send(MEETING);
  await until(() => lost.length > 0);
  channel.send(MEETING);
  await channel.close();
  expect(lost).toHaveLength(1);
});
