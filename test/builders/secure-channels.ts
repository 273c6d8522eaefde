import { createHash } from "node:crypto";
import { memoryPipes, type MemoryPipes } from "#shared/sync/memory-pipe.ts";
import { keyPair } from "#shared/sync/noise.ts";
import type { CloseReason, Pipe, PipeListener } from "#shared/sync/pipe.ts";
import { SecureChannel, type ChannelOptions } from "#shared/sync/secure-channel.ts";
import { VirtualTime } from "./virtual-time.ts";

/** Random bytes that are the same for the same seed: no two calls of one generator answer the same. */
export function seededBytes(seed: string): (bytes: number) => Uint8Array {
  let turn = 0;
  return (bytes) => {
    const parts: Buffer[] = [];
    for (let length = 0; length < bytes; length += 32)
      parts.push(createHash("sha256").update(`${seed} ${turn++}`).digest());
    return Uint8Array.from(Buffer.concat(parts).subarray(0, bytes));
  };
}

/** One side of a channel and all that it heard. */
export class Side {
  readonly channel: SecureChannel;
  readonly messages: { readonly lane: string; readonly message: Uint8Array }[] = [];
  readonly opened: { readonly key: Uint8Array; readonly hello: Uint8Array; readonly session: Uint8Array }[] =
    [];
  readonly closes: { readonly reason: CloseReason; readonly remote: boolean }[] = [];
  drained = 0;

  constructor(options: Omit<ChannelOptions, "listener">) {
    this.channel = new SecureChannel({
      ...options,
      listener: {
        opened: (peer) => this.opened.push(peer),
        message: (lane, message) => this.messages.push({ lane, message }),
        drained: () => this.drained++,
        closed: (reason, remote) => this.closes.push({ reason, remote }),
      },
    });
  }
}

/** Sees every packet of a pipe and may put others in its place: one that stands between two devices. */
export type Between = (packet: Uint8Array, from: 0 | 1, pass: (packet: Uint8Array) => void) => void;

/** An end of a pipe whose packets go through somebody's hands. */
function watched(pipe: Pipe, from: 0 | 1, between: Between): Pipe {
  return {
    kind: pipe.kind,
    get buffered() {
      return pipe.buffered;
    },
    listen: (listener: PipeListener) => pipe.listen(listener),
    send: (packet) => between(packet, from, (other) => pipe.send(other)),
    close: (reason) => pipe.close(reason),
  };
}

export interface Channels {
  readonly time: VirtualTime;
  readonly pipes: MemoryPipes;
  readonly sides: readonly [Side, Side];
}

type Change = Partial<Omit<ChannelOptions, "pipe" | "listener" | "initiator" | "timer">>;

/** Two devices with one invitation and a pipe between them; `changes` are what each does otherwise. */
export function channels(
  options: {
    readonly changes?: readonly [Change?, Change?];
    readonly between?: Between;
    readonly bytesPerSecond?: number;
    readonly seed?: string;
  } = {},
): Channels {
  const time = new VirtualTime();
  const pipes = memoryPipes({
    clock: () => time.now,
    timer: time,
    delay: () => 1,
    ...(options.bytesPerSecond === undefined ? {} : { bytesPerSecond: options.bytesPerSecond }),
  });
  const random = seededBytes(options.seed ?? "channels");
  const make = (at: 0 | 1): Side => {
    const pipe = pipes.ends[at];
    return new Side({
      pipe: options.between === undefined ? pipe : watched(pipe, at, options.between),
      initiator: at === 0,
      prologue: new TextEncoder().encode("tatami 1 room"),
      psk: new Uint8Array(32).fill(5),
      staticKey: keyPair(new Uint8Array(32).fill(at + 1)),
      hello: new TextEncoder().encode(`This is device ${at}.`),
      admit: () => null,
      random,
      timer: time,
      ...options.changes?.[at],
    });
  };
  return { time, pipes, sides: [make(0), make(1)] };
}
