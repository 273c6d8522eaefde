import type { Clock, Timer } from "#shared/lib/time.ts";
import { readDns } from "#shared/sync/dns-message.ts";
import {
  ANNOUNCEMENT_TTL,
  asksFor,
  dayOf,
  LAN_MARK,
  lanHash,
  lanHashes,
  lanName,
  MAX_ANNOUNCED,
  readAnnouncements,
  writeAnnouncement,
  writeLanQuery,
} from "#shared/sync/lan-announcement.ts";
import { Rate } from "#shared/sync/rate.ts";
import type { Logger } from "#core/platform/logger.ts";
import { Found } from "./found.ts";
import { LanServer } from "./lan-server.ts";
import { isOn, nameOf, type Link } from "./links.ts";
import type { LanChannel, LanNetwork } from "./multicast.ts";

/** How often it is looked which links there are. */
export const LOOK_EVERY = 5_000;
/** A look that comes later than this was slept over: all links are joined anew. */
const SLEPT = 3 * LOOK_EVERY;
/** How often what is served is told without being asked. */
export const TELL_EVERY = 45_000;
/** What is wanted changes in bursts: it is followed once. */
const GATHER = 50;
/** After a change is asked and told again, as packets are lost. */
const AGAIN = [0, 1_000, 4_000];
/** An answer waits this long, at random, and is not given twice in a second. */
const ANSWER_AFTER = 20;
const ANSWER_WITHIN = 100;
const ANSWER_EVERY = 1_000;
/** Packets about Tatami that are read of one link. */
export const HEARD_RATE = 30;
export const HEARD_BURST = 90;

export interface LanOptions {
  readonly network: LanNetwork;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly random: (bytes: number) => Uint8Array;
  readonly logger: Logger;
}

/** What somebody wants of the local network. */
export interface LanPart {
  /**
   * Looks for servers of a meeting (16 bytes; null for none), and serves and announces others. Asking for the same again
   * changes nothing.
   */
  want(finds: Uint8Array | null, announces: readonly Uint8Array[]): void;
  /**
   * ws:// addresses of others that serve the meeting. Those in use are kept until they are not: announcements get lost on their
   * way, and nobody is left for that.
   */
  addresses(inUse: readonly string[]): readonly string[];
  /** Where this core meets whoever comes to its own server; null while it serves nothing. */
  own(): string | null;
  end(): void;
}

interface Part {
  finds: Uint8Array | null;
  announces: readonly Uint8Array[];
  /** What was told last, as one text. */
  told: string;
  readonly changed: () => void;
}

/** A link that is heard. */
interface Heard {
  readonly link: Link;
  readonly channel: LanChannel;
  readonly rate: Rate;
  answeredAt: number;
}

/** Finds other Tatamis of the same meetings on the local networks, and lets them find this one. Rules S-540 to S-553. */
export class Lan {
  readonly #o: LanOptions;
  readonly #parts = new Set<Part>();
  readonly #heard = new Map<string, Heard>();
  readonly #server: LanServer;
  readonly #found: Found;
  /** Takes back what is to be done later. */
  readonly #stops = new Set<() => void>();
  #on = true;
  #gathering: (() => void) | null = null;
  #lookedAt: number | null = null;
  #toldAt = 0;
  #name = "";
  #day = Number.NaN;
  #saying: Promise<unknown> = Promise.resolve();

  constructor(options: LanOptions) {
    this.#o = options;
    this.#found = new Found(options.clock);
    this.#server = new LanServer(options.logger, () => this.#changed());
  }

  /** Whether there is a local network that may be used. */
  get works(): boolean {
    return this.#on && this.#o.network.links().length > 0;
  }

  /** Whether a person allows it. */
  get isOn(): boolean {
    return this.#on;
  }

  /** True while packets of some local network are heard. */
  get listens(): boolean {
    return this.#heard.size > 0;
  }

  /** Servers of others that are remembered. */
  get kept(): number {
    return this.#found.size;
  }

  /** Allows or forbids all of this, as a person chose. */
  turn(on: boolean): void {
    if (on === this.#on) return;
    this.#on = on;
    this.#changed();
  }

  /** Somebody who wants something; `changed` is told when the addresses have changed, never within a call of this. */
  part(changed: () => void): LanPart {
    const part: Part = { finds: null, announces: [], told: "", changed };
    this.#parts.add(part);
    return {
      want: (finds, announces) => {
        const same = named(finds, announces) === named(part.finds, part.announces);
        [part.finds, part.announces] = [finds, announces];
        if (!same) this.#changed();
      },
      addresses: (inUse) =>
        this.#on && part.finds !== null ? [...new Set([...this.#addressesOf(part), ...inUse])] : [],
      own: () => this.#ownOf(part),
      end: () => {
        if (this.#parts.delete(part)) this.#changed();
      },
    };
  }

  /** Takes everything back. Nothing is served, and no timer runs, when it resolves. */
  async close(): Promise<void> {
    this.#parts.clear();
    this.#on = false;
    this.#gathering?.();
    this.#rest();
    await this.#saying;
    await this.#server.serve(null);
  }

  #addressesOf({ finds }: Part): string[] {
    return finds === null ? [] : this.#found.of(lanHashes(finds, this.#o.clock()));
  }

  #ownOf({ announces }: Part): string | null {
    return announces.length === 0 ? null : this.#server.own;
  }

  #wantedHashes(): ReadonlySet<string> {
    const now = this.#o.clock();
    return new Set([...this.#parts].flatMap(({ finds }) => (finds === null ? [] : lanHashes(finds, now))));
  }

  /** Something is wanted, served or connected otherwise than before. */
  #changed(): void {
    this.#gathering ??= this.#o.timer.after(GATHER, () => {
      this.#gathering = null;
      this.#follow();
    });
  }

  #follow(): void {
    const isWanted = [...this.#parts].some((part) => part.finds !== null || part.announces.length > 0);
    if (!this.#on || !isWanted) return this.#rest();
    this.#clear();
    this.#look();
    this.#speak();
  }

  #speak(): void {
    for (const delay of AGAIN)
      this.#later(delay, () => {
        this.#ask();
        this.#tell();
      });
  }

  /** Joins the links that there are, leaves those that are gone, and does so again in a while. */
  #look(): void {
    const { network, clock } = this.#o;
    const now = clock();
    const slept = this.#lookedAt !== null && now - this.#lookedAt > SLEPT;
    this.#lookedAt = now;
    const links = network.links();
    const names = links.map(nameOf);
    for (const [name, { channel }] of this.#heard) {
      if (names.includes(name) && !slept) continue;
      this.#heard.delete(name);
      void channel.close();
    }
    const missing = links.filter((link) => !this.#heard.has(nameOf(link)));
    for (const link of missing) this.#join(link);
    const serves = links.length > 0 && this.#meetings().length > 0;
    void this.#server.serve(serves ? links : null);
    if (missing.length > 0) this.#speak();
    if (dayOf(now) !== this.#day) this.#rename(now);
    if (now - this.#toldAt >= TELL_EVERY) this.#tell();
    this.#found.forget();
    this.#tellParts();
    this.#later(LOOK_EVERY, () => this.#look());
  }

  #join(link: Link): void {
    const { network, clock, logger } = this.#o;
    const name = nameOf(link);
    try {
      const heard: Heard = {
        link,
        rate: new Rate(HEARD_RATE, HEARD_BURST, clock()),
        answeredAt: 0,
        channel: network.join(
          link,
          (packet, from) => this.#hear(heard, packet, from),
          (error) => {
            logger.debug({ err: error }, "a local network is not heard");
            if (this.#heard.get(name) === heard) this.#heard.delete(name);
          },
        ),
      };
      this.#heard.set(name, heard);
    } catch (error) {
      // Such as no more sockets: the next look tries again.
      logger.debug({ err: error }, "a local network cannot be joined");
    }
  }

  /** A day has its own hashes, and its own name: nobody is followed from one to the next by them. */
  #rename(now: number): void {
    this.#tell(0);
    this.#day = dayOf(now);
    this.#name = lanName(this.#o.random(16));
    this.#tell();
  }

  #hear(heard: Heard, packet: Uint8Array, from: string): void {
    const { link, rate } = heard;
    // Most of what is said on a network is not of Tatami, and costs no more than this.
    if (this.#heard.get(nameOf(link)) !== heard || !has(packet, LAN_MARK)) return;
    if (!isOn(link, from) || !rate.take(this.#o.clock())) return;
    const message = readDns(packet);
    if (message === null) return;
    if (asksFor(message, this.#name)) this.#answer(heard);
    const others = readAnnouncements(message).filter(({ name }) => name !== this.#name);
    if (others.length === 0) return;
    const wanted = this.#wantedHashes();
    for (const said of others) this.#found.hear(from, said, wanted);
    this.#tellParts();
  }

  #answer(heard: Heard): void {
    const { clock, random } = this.#o;
    const now = clock();
    if (Math.abs(now - heard.answeredAt) < ANSWER_EVERY) return;
    heard.answeredAt = now;
    const wait = ANSWER_AFTER + ((random(1)[0] as number) / 256) * ANSWER_WITHIN;
    this.#later(wait, () => this.#tellOn(heard, ANNOUNCEMENT_TTL));
  }

  #ask(): void {
    if ([...this.#parts].every(({ finds }) => finds === null)) return;
    for (const { channel } of this.#heard.values()) channel.send(writeLanQuery());
  }

  /** Tells what is served; a time of 0 takes it back. */
  #tell(ttl = ANNOUNCEMENT_TTL): void {
    this.#toldAt = this.#o.clock();
    for (const heard of this.#heard.values()) this.#tellOn(heard, ttl);
  }

  #tellOn({ link, channel }: Heard, ttl: number): void {
    const port = this.#server.portAt(link);
    const hashes = this.#meetings().map((meeting) => lanHash(meeting, this.#day));
    if (this.#name === "" || port === null || (hashes.length === 0 && ttl > 0)) return;
    channel.send(writeAnnouncement({ name: this.#name, port, hashes, ttl }, link.address));
  }

  #meetings(): Uint8Array[] {
    return [...this.#parts].flatMap(({ announces }) => announces).slice(0, MAX_ANNOUNCED);
  }

  #tellParts(): void {
    for (const part of this.#parts) {
      const told = [...this.#addressesOf(part), this.#ownOf(part) ?? ""].join(" ");
      if (told === part.told) continue;
      part.told = told;
      this.#o.timer.after(0, () => this.#parts.has(part) && part.changed());
    }
  }

  /** Leaves the network. */
  #rest(): void {
    this.#clear();
    this.#tell(0);
    const channels = [...this.#heard.values()].map(({ channel }) => channel.close());
    this.#saying = Promise.all([this.#saying, ...channels]);
    this.#heard.clear();
    this.#found.clear();
    this.#lookedAt = null;
    void this.#server.serve(null);
    this.#tellParts();
  }

  #later(delay: number, work: () => void): void {
    const stop = this.#o.timer.after(delay, () => {
      this.#stops.delete(stop);
      work();
    });
    this.#stops.add(stop);
  }

  #clear(): void {
    for (const stop of this.#stops) stop();
    this.#stops.clear();
  }
}

function named(finds: Uint8Array | null, announces: readonly Uint8Array[]): string {
  return [finds ?? [], ...announces].map((meeting) => meeting.join()).join(" ");
}

function has(packet: Uint8Array, mark: Uint8Array): boolean {
  return Buffer.from(packet.buffer, packet.byteOffset, packet.byteLength).includes(Buffer.from(mark));
}
