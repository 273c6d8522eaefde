import { randomBytes } from "node:crypto";
import { systemTimer as timer } from "#core/platform/timer.ts";
import { Meeting } from "#core/sync/meeting.ts";
import { writeHello } from "#core/sync/room-hello.ts";
import { entryHash } from "#core/sync/room-replica.ts";
import { stateHash } from "#core/sync/state.ts";
import { roomKeys, roomPrologue } from "#shared/features/workspace/invitation.ts";
import { Membership } from "#shared/features/workspace/membership.ts";
import { toHex } from "#shared/lib/hex.ts";
import { deviceKey } from "#shared/sync/device-key.ts";
import { RoomSync } from "#shared/sync/room-sync.ts";
import { SecureChannel } from "#shared/sync/secure-channel.ts";
import { MemoryReplica } from "#test/builders/memory-replica.ts";
import { answer } from "./calls.ts";
import type { BenchRoom } from "./rooms.ts";

/** Light replicas in one process: real members who talk over the relay, each with its documents in memory and no page. */
export type LightCalls = typeof calls;

const random = (bytes: number): Uint8Array => Uint8Array.from(randomBytes(bytes));
const meetings: Meeting[] = [];
/** Changes that have arrived, at all of them together. */
let changes = 0;

const calls = {
  /** One comes, with the secret of its device. */
  come: (seed: BenchRoom, secret: Uint8Array, address: string): void => {
    const device = deviceKey(secret);
    const membership = new Membership(seed.id, toHex(seed.founder));
    membership.take(seed.members);
    const { meeting, psk } = roomKeys(seed.key);
    const sync = new RoomSync({
      replica: new MemoryReplica((id, doc, { deleted, at }) =>
        entryHash({ id, state_hash: stateHash(doc), deleted_at: deleted ? at : null, marked_at: at }),
      ),
      mayWrite: (key) => membership.mayWrite(key),
      clock: Date.now,
      timer,
      listener: { changed: (ids) => (changes += ids.length) },
    });
    const hello = writeHello({
      device: device.key,
      proof: membership.proof(toHex(device.key)) ?? new Uint8Array(0),
    });
    meetings.push(
      new Meeting({
        address,
        meeting,
        clock: Date.now,
        timer,
        random,
        onPipe: (pipe, initiator) =>
          sync.connect(
            (listener) =>
              new SecureChannel({
                pipe,
                initiator,
                prologue: roomPrologue(seed.id),
                psk,
                staticKey: device.noise,
                hello,
                admit: () => null,
                random,
                timer,
                listener,
              }),
          ),
      }),
    );
  },

  changes: (): number => changes,
};

answer(calls);
