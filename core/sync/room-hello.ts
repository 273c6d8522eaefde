import { KEY_BYTES } from "#shared/sync/noise.ts";
import { MAX_HELLO } from "#shared/sync/limits.ts";
import { Reader, Writer } from "#shared/sync/wire.ts";

/** What a device says of itself when it joins a room: sealed under the room's key. */
export interface RoomHello {
  /** Its public key, Ed25519, 32 bytes. */
  readonly device: Uint8Array;
  /** The records that prove how it stands, to somebody who knows the founder alone. */
  readonly proof: Uint8Array;
}

const VERSION = 1;

/** A hello in bytes; without the proof where that is too long: whoever is known needs none. */
export function writeHello({ device, proof }: RoomHello): Uint8Array {
  const whole = (some: Uint8Array): Uint8Array => new Writer().byte(VERSION).raw(device).bytes(some).take();
  const bytes = whole(proof);
  return bytes.length <= MAX_HELLO ? bytes : whole(new Uint8Array(0));
}

/** The hello of some bytes; what a newer Tatami says behind it is left out. Throws ProtocolFault for anything that is none. */
export function readHello(bytes: Uint8Array): RoomHello {
  const from = new Reader(bytes);
  from.byte();
  return { device: from.raw(KEY_BYTES).slice(), proof: from.bytes(MAX_HELLO).slice() };
}
