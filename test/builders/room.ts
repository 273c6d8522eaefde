import type { NoiseCrypto } from "#shared/sync/noise-crypto.ts";
import { keyPair, type KeyPair } from "#shared/sync/noise.ts";
import { HIGH_WATER } from "#shared/sync/limits.ts";
import { memoryPipes, type MemoryPipes } from "#shared/sync/memory-pipe.ts";
import type { CloseReason, Pipe } from "#shared/sync/pipe.ts";
import type { MemberRecords } from "#shared/sync/replica.ts";
import { RoomSync } from "#shared/sync/room-sync.ts";
import { SecureChannel, type ChannelOptions } from "#shared/sync/secure-channel.ts";
import { MemoryReplica } from "./memory-replica.ts";
import { seededBytes } from "./secure-channels.ts";
import { VirtualTime } from "./virtual-time.ts";

/** One member of a {@link Room}. */
export interface Member {
  readonly at: number;
  readonly key: Uint8Array;
  replica: MemoryReplica;
  sync: RoomSync;
  readonly records: Removals;
  /** Changes of this member that others did not take: id and why. */
  readonly refused: { readonly id: string; readonly text: string }[];
  /** What could not be read or saved on this side. */
  readonly failures: unknown[];
}

/** Who does not belong to the room any more, by device: a record of a test, that everybody believes. */
export class Removals implements MemberRecords {
  readonly removed = new Set<string>();
  /** Lists of peers that were taken, also those that said nothing new. */
  heard = 0;

  encode(): Uint8Array {
    return Buffer.from([...this.removed].toSorted().join(" "));
  }

  take(bytes: Uint8Array): boolean {
    this.heard++;
    const before = this.removed.size;
    for (const device of Buffer.from(bytes).toString().split(" "))
      if (device !== "") this.removed.add(device);
    return this.removed.size > before;
  }

  refusal(device: Uint8Array): CloseReason | null {
    return this.removed.has(Buffer.from(device).toString("hex"))
      ? { code: "refused", text: "This device was removed." }
      : null;
  }
}

/** A room of some members over real channels and memory pipes, in a time of its own. */
export class Room {
  readonly time = new VirtualTime();
  readonly members: Member[];
  /** Members who may read only, by number. */
  readonly observers = new Set<number>();
  /** Members whose process hangs, by number: nothing that they send goes out. */
  readonly hung = new Set<number>();
  /** Members whose peers read nothing, by number: what they send stays with them. */
  readonly stalled = new Set<number>();
  /** Milliseconds by which everybody's clock was set back. */
  setBack = 0;
  readonly #links = new Map<string, MemoryPipes>();
  readonly #random: (bytes: number) => Uint8Array;
  readonly #delay: () => number;
  readonly #crypto: NoiseCrypto | undefined;
  readonly #keys: readonly KeyPair[];

  constructor(options: {
    readonly members: number;
    readonly seed?: string;
    readonly delay?: () => number;
    readonly crypto?: NoiseCrypto;
  }) {
    this.#random = seededBytes(options.seed ?? "room");
    this.#crypto = options.crypto;
    const clients = seededBytes(`clients of ${options.seed ?? "room"}`);
    const clientId = () => Buffer.from(clients(4)).readUInt32LE();
    this.#delay = options.delay ?? (() => 1);
    this.#keys = Array.from({ length: options.members }, (_, at) => keyPair(new Uint8Array(32).fill(at + 1)));
    this.members = this.#keys.map(({ publicKey }, at) => {
      const replica = new MemoryReplica(undefined, clientId);
      const refused: Member["refused"] = [];
      const failures: unknown[] = [];
      const records = new Removals();
      return {
        at,
        key: publicKey,
        replica,
        refused,
        failures,
        records,
        sync: this.#start({ replica, refused, failures, records }),
      };
    });
  }

  #start(member: Pick<Member, "replica" | "refused" | "failures" | "records">): RoomSync {
    const { replica, refused, failures, records } = member;
    return new RoomSync({
      replica,
      records,
      mayWrite: (device) => !this.observers.has(this.#numberOf(device)),
      clock: () => this.time.now - this.setBack,
      timer: this.time,
      listener: {
        refused: (id, text) => void refused.push({ id, text }),
        failed: (error) => void failures.push(error),
      },
    });
  }

  #numberOf(device: Uint8Array): number {
    return this.#keys.findIndex(({ publicKey }) => Buffer.from(publicKey).equals(device));
  }

  member(at: number): Member {
    return this.members[at] as Member;
  }

  /** Joins two members by a new pipe; one that they have is cut. */
  connect(one: number, other: number): void {
    this.cut(one, other);
    this.connectBeside(one, other);
  }

  /** Joins two members by one more pipe: one that they have stays, and is cut by nobody any more. */
  connectBeside(one: number, other: number): void {
    const pipes = memoryPipes({ clock: () => this.time.now, timer: this.time, delay: this.#delay });
    this.#links.set(linkOf(one, other), pipes);
    for (const [end, at] of [one, other].entries()) {
      joinRoom(this.member(at).sync, {
        pipe: this.#hanging(pipes.ends[end as 0 | 1], at),
        initiator: end === 0,
        staticKey: this.#keys[at] as KeyPair,
        random: this.#random,
        timer: this.time,
        crypto: this.#crypto,
      });
    }
  }

  #hanging(pipe: Pipe, at: number): Pipe {
    const { stalled } = this;
    return {
      kind: pipe.kind,
      get buffered() {
        return stalled.has(at) ? HIGH_WATER : pipe.buffered;
      },
      listen: (listener) => pipe.listen(listener),
      send: (packet) => (this.hung.has(at) ? undefined : pipe.send(packet)),
      close: (reason) => (this.hung.has(at) ? undefined : pipe.close(reason)),
    };
  }

  /** With whom a member is joined by a pipe. */
  linkedWith(at: number): number[] {
    return this.members.flatMap((other) => (this.#links.has(linkOf(at, other.at)) ? [other.at] : []));
  }

  /** Breaks the pipe between two members without a word. */
  cut(one: number, other: number): void {
    this.#links.get(linkOf(one, other))?.cut();
    this.#links.delete(linkOf(one, other));
  }

  /** Joins all with all who are not joined. */
  connectAll(): void {
    for (const one of this.members)
      for (const other of this.members)
        if (one.at < other.at && !this.#links.has(linkOf(one.at, other.at))) this.connect(one.at, other.at);
  }

  /** Ends a member's process: it starts again with what was saved. */
  kill(at: number): void {
    this.restore(at, this.member(at).replica.saved());
  }

  /** Ends a member's process, and starts it with these documents. */
  restore(at: number, replica: MemoryReplica): void {
    const member = this.member(at);
    for (const other of this.members) if (other !== member) this.cut(at, other.at);
    member.replica = replica;
    member.sync = this.#start(member);
  }

  /** True when all have the same documents. */
  get isEqual(): boolean {
    return this.members.every(({ sync }) => Buffer.from(sync.digest).equals(this.member(0).sync.digest));
  }

  /** Lets time pass until all are equal; answers the milliseconds it took. Throws after `most`. */
  untilEqual(most: number): number {
    const begun = this.time.now;
    while (!this.isEqual) {
      if (this.time.now - begun > most) throw new Error(`Not equal after ${most} ms.`);
      this.time.advance(50);
    }
    return this.time.now - begun;
  }
}

function linkOf(one: number, other: number): string {
  return one < other ? `${one} ${other}` : `${other} ${one}`;
}

/** Joins a side to the room of the tests over one end of a pipe. */
export function joinRoom(
  sync: RoomSync,
  options: Pick<ChannelOptions, "pipe" | "initiator" | "staticKey" | "random" | "timer" | "crypto">,
): void {
  sync.connect(
    (listener) =>
      new SecureChannel({
        ...options,
        prologue: new TextEncoder().encode("tatami 1 room"),
        psk: new Uint8Array(32).fill(9),
        hello: new Uint8Array(0),
        admit: () => null,
        listener,
      }),
  );
}
