import { LIVE_RUN, MAX_MESSAGE } from "./limits.ts";
import { ProtocolFault } from "./pipe.ts";

/**
 * Messages cut into frames and put together again. Rules S-2xx of SPEC.md.
 *
 * A frame is a head byte and bytes of one message: bit 0 is the lane, bit 1 "begins", bit 2 "ends"; the other bits are 0.
 * A beginning frame has the message's length behind its head (32 bits, little endian), so that a giant is refused by its
 * first frame.
 */

/** What a message is sent on: `live` overtakes `bulk`, and messages of one lane stay in order. */
export type Lane = "live" | "bulk";

const LANES: readonly Lane[] = ["live", "bulk"];
const LANE = 1;
const BEGINS = 2;
const ENDS = 4;
const KNOWN = LANE | BEGINS | ENDS;
const LENGTH_BYTES = 4;

interface Outgoing {
  readonly message: Uint8Array;
  at: number;
}

/** Cuts messages into frames and says which goes next. */
export class FrameCutter {
  readonly #size: number;
  readonly #queues: readonly [Outgoing[], Outgoing[]] = [[], []];
  #liveRun = 0;
  #waiting = 0;

  /** `size` is the largest frame in bytes, its head included. */
  constructor(size: number) {
    this.#size = size;
  }

  /** Bytes of messages that are not cut yet. */
  get waiting(): number {
    return this.#waiting;
  }

  /** True when {@link next} has a frame. */
  get hasNext(): boolean {
    return this.#queues[0].length + this.#queues[1].length > 0;
  }

  /** Queues a message; the bytes must not change until they are sent. Throws RangeError above MAX_MESSAGE. */
  push(lane: Lane, message: Uint8Array): void {
    if (message.length > MAX_MESSAGE)
      throw new RangeError(`A message has at most ${MAX_MESSAGE} bytes; this one has ${message.length}.`);
    this.#queues[LANES.indexOf(lane) as 0 | 1].push({ message, at: 0 });
    this.#waiting += message.length;
  }

  /** The next frame, or null. Live frames go first, yet after LIVE_RUN of them a waiting bulk frame goes. */
  next(): Uint8Array | null {
    const [live, bulk] = this.#queues;
    const bulkNow = live.length === 0 || (bulk.length > 0 && this.#liveRun >= LIVE_RUN);
    const queue = bulkNow ? bulk : live;
    const first = queue[0];
    if (first === undefined) return null;
    this.#liveRun = bulkNow ? 0 : this.#liveRun + 1;
    const begins = first.at === 0;
    const head = 1 + (begins ? LENGTH_BYTES : 0);
    const length = Math.min(this.#size - head, first.message.length - first.at);
    const frame = new Uint8Array(head + length);
    const ends = first.at + length === first.message.length;
    frame[0] = (bulkNow ? 1 : 0) | (begins ? BEGINS : 0) | (ends ? ENDS : 0);
    if (begins) new DataView(frame.buffer).setUint32(1, first.message.length, true);
    frame.set(first.message.subarray(first.at, first.at + length), head);
    first.at += length;
    this.#waiting -= length;
    if (ends) queue.shift();
    return frame;
  }

  /** Forgets what waits: after the end of the connection. */
  clear(): void {
    for (const queue of this.#queues) queue.length = 0;
    this.#waiting = 0;
  }
}

interface Incoming {
  readonly length: number;
  arrived: number;
  /** What has arrived, and room for as much again at most: the pieces themselves would cost far more than their bytes. */
  bytes: Uint8Array;
}

/** A message that has arrived whole. */
export interface Arrived {
  readonly lane: Lane;
  readonly message: Uint8Array;
}

/** Puts frames together again. Memory grows with what has arrived, never with what was announced. */
export class FrameJoiner {
  readonly #largest: number;
  readonly #open: [Incoming | null, Incoming | null] = [null, null];

  /** `largest` is the largest message that is put together. */
  constructor(largest = MAX_MESSAGE) {
    this.#largest = largest;
  }

  /** Takes a frame; answers the message that it ends. Throws ProtocolFault. */
  take(frame: Uint8Array): Arrived | null {
    const head = frame[0];
    if (head === undefined || (head & ~KNOWN) !== 0) throw new ProtocolFault("A frame has an unknown head.");
    const lane = (head & LANE) as 0 | 1;
    const begins = (head & BEGINS) !== 0;
    const ends = (head & ENDS) !== 0;
    let body = frame.subarray(1);
    let incoming = this.#open[lane];
    if (begins) {
      if (incoming !== null) throw new ProtocolFault("A message begins inside another.");
      if (body.length < LENGTH_BYTES) throw new ProtocolFault("A frame ends within its head.");
      const length = new DataView(body.buffer, body.byteOffset).getUint32(0, true);
      if (length > this.#largest) throw new ProtocolFault("A message is larger than it may be.", "overload");
      incoming = { length, arrived: 0, bytes: new Uint8Array(0) };
      body = body.subarray(LENGTH_BYTES);
    } else if (incoming === null) throw new ProtocolFault("A message goes on that never began.");
    // Frames that bring nothing would keep the other side busy for ever.
    if (body.length === 0 && !(begins && ends)) throw new ProtocolFault("A frame is empty.");
    if (incoming.arrived + body.length > incoming.length)
      throw new ProtocolFault("A message is longer than it said.");
    append(incoming, body);
    if (ends !== (incoming.arrived === incoming.length))
      throw new ProtocolFault("A message does not end where it said.");
    this.#open[lane] = ends ? null : incoming;
    return ends ? { lane: LANES[lane] as Lane, message: incoming.bytes } : null;
  }
}

function append(incoming: Incoming, body: Uint8Array): void {
  const arrived = incoming.arrived + body.length;
  if (arrived > incoming.bytes.length) {
    const larger = new Uint8Array(Math.min(incoming.length, Math.max(arrived, incoming.bytes.length * 2)));
    larger.set(incoming.bytes.subarray(0, incoming.arrived));
    incoming.bytes = larger;
  }
  incoming.bytes.set(body, incoming.arrived);
  incoming.arrived = arrived;
}
