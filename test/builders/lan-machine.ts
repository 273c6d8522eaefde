import { randomBytes } from "node:crypto";
import { onTestFinished } from "vitest";
import { readDns } from "#shared/sync/dns-message.ts";
import { readAnnouncements, type Announcement } from "#shared/sync/lan-announcement.ts";
import { silentLogger } from "#core/platform/logger.ts";
import { Lan, type LanPart } from "#core/sync/lan/lan.ts";
import type { LanNetwork } from "#core/sync/lan/multicast.ts";
import type { MemoryLan } from "./lan-network.ts";
import { until } from "./meetings.ts";
import { VirtualTime } from "./virtual-time.ts";

/** When the machines of tests begin, milliseconds since the epoch. */
export const NOON: number = Date.UTC(2026, 2, 1, 12);

/** A Tatami on a network, with a time of its own. */
export class Machine {
  readonly time = new VirtualTime();
  readonly lan: Lan;
  told = 0;
  #part: LanPart | null = null;

  constructor(network: LanNetwork, offset = 0) {
    this.lan = new Lan({
      network,
      clock: () => NOON + offset + this.time.now,
      timer: this.time,
      random: (bytes) => new Uint8Array(randomBytes(bytes)),
      logger: silentLogger(),
    });
    onTestFinished(() => this.lan.close());
  }

  get part(): LanPart {
    return (this.#part ??= this.lan.part(() => this.told++));
  }

  /** The addresses that it has found. */
  get found(): readonly string[] {
    return this.part.addresses([]);
  }

  /** Lets its time pass until something holds. */
  async until(holds: () => boolean): Promise<void> {
    await until(() => {
      if (!holds()) this.time.advance(20);
      return holds();
    });
  }

  /** Serves and announces these, and waits until it does. */
  async serve(...meetings: Uint8Array[]): Promise<string> {
    this.part.want(null, meetings);
    await this.until(() => this.part.own() !== null);
    this.time.advance(100);
    return this.part.own() ?? "";
  }
}

/** All that was announced. */
export const announcements = ({ packets }: MemoryLan): Announcement[] =>
  packets.flatMap((packet) => {
    const message = readDns(packet);
    return message === null ? [] : readAnnouncements(message);
  });

/** What has been said is heard when this resolves. */
export const heard = (): Promise<void> => new Promise((done) => setTimeout(done, 5));
