import { randomBytes } from "node:crypto";
import { addMember, foundRoom } from "#shared/features/workspace/membership-changes.ts";
import { fromHex } from "#shared/lib/hex.ts";
import { uuidV7 } from "#shared/lib/ids.ts";
import { deviceKey, signerOf } from "#shared/sync/device-key.ts";

/** A workspace as a member takes it up. */
export interface BenchRoom {
  readonly id: string;
  readonly name: string;
  readonly key: Uint8Array;
  readonly createdAt: number;
  readonly founder: Uint8Array;
  readonly members: Uint8Array;
}

/** A new id. */
export function newId(): string {
  return uuidV7(Date.now(), (bytes) => Uint8Array.from(randomBytes(bytes)));
}

/** A workspace of some devices (their keys in hex), all of them editors; who has founded it is away. */
export function roomOf(devices: readonly string[]): BenchRoom {
  const [id, now] = [newId(), Date.now()];
  const signer = signerOf(deviceKey(Uint8Array.from(randomBytes(32))));
  const membership = foundRoom(id, "Founder", signer);
  for (const [at, device] of devices.entries())
    addMember(membership, { signer, now }, { device, name: `Member ${at + 1}`, role: "editor" });
  return {
    id,
    name: "Bench",
    key: Uint8Array.from(randomBytes(32)),
    createdAt: now,
    founder: fromHex(membership.root),
    members: membership.encode(),
  };
}
