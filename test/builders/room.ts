import { keyPair, type KeyPair } from "#shared/sync/noise.ts";
import { HIGH_WATER } from "#shared/sync/limits.ts";
import { memoryPipes, type MemoryPipes } from "#shared/sync/memory-pipe.ts";
import type { Pipe } from "#shared/sync/pipe.ts";
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
  /** Changes of this member that others did not take: id and why. */
  readonly refused: { readonly id: string; readonly text: string }[];
  /** What could not be read or saved on this side. */
  readonly failures: unknown[];
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
  readonly #keys: readonly KeyPair[];

  constructor(options: { readonly members: number; readonly seed?: string; readonly delay?: () => number }) {
    this.#random = seededBytes(options.seed ?? "room");
    this.#delay = options.delay ?? (() => 1);
    this.#keys = Array.from({ length: options.members }, (_, at) => keyPair(new Uint8Array(32).fill(at + 1)));
    this.members = this.#keys.map(({ publicKey }, at) => {
      const replica = new MemoryReplica();
      const refused: Member["refused"] = [];
      const failures: unknown[] = [];
      return {
        at,
        key: publicKey,
        replica,
        refused,
        failures,
        sync: this.#start(replica, refused, failures),
      };
    });
  }

  #start(replica: MemoryReplica, refused: Member["refused"], failures: unknown[]): RoomSync {
    return new RoomSync({
      replica,
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
    const pipes = memoryPipes({ clock: () => this.time.now, timer: this.time, delay: this.#delay });
    this.#links.set(linkOf(one, other), pipes);
    for (const [end, at] of [one, other].entries()) {
      joinRoom(this.member(at).sync, {
        pipe: this.#hanging(pipes.ends[end as 0 | 1], at),
        initiator: end === 0,
        staticKey: this.#keys[at] as KeyPair,
        random: this.#random,
        timer: this.time,
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
    member.sync = this.#start(replica, member.refused, member.failures);
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
  options: Pick<ChannelOptions, "pipe" | "initiator" | "staticKey" | "random" | "timer">,
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
