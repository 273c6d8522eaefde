import { bytesToHex } from "@noble/hashes/utils.js";
import { deviceKey, signerOf, type DeviceKey, type Signer } from "#shared/sync/device-key.ts";
import {
  acceptOwnership,
  addMember,
  foundRoom,
  type By,
} from "#shared/features/workspace/membership-changes.ts";
import { Membership } from "#shared/features/workspace/membership.ts";
import { signMember, type Member, type SignedMember } from "#shared/features/workspace/records.ts";

/** A room of tests, and another. */
export const ROOM = "0192a4c8-0000-7000-8000-000000000001";
export const OTHER_ROOM = "0192a4c8-0000-7000-8000-000000000002";

/** Somebody with a device. */
export interface Person {
  readonly device: DeviceKey;
  readonly signer: Signer;
  /** The device's public key, 64 hex digits. */
  readonly id: string;
  readonly name: string;
  /** How the person makes changes. */
  readonly by: By;
}

const people = new Map<number, Person>();

/** The person of a number from 1 to 255: always the same keys. */
export function person(number: number): Person {
  const known = people.get(number);
  if (known !== undefined) return known;
  const device = deviceKey(new Uint8Array(32).fill(number));
  const signer = signerOf(device);
  const made = {
    device,
    signer,
    id: bytesToHex(device.key),
    name: `Person ${number}`,
    by: { signer, now: number },
  };
  people.set(number, made);
  return made;
}

/** The room of tests, founded by a person. */
export function room(founder: Person): Membership {
  return foundRoom(ROOM, founder.name, founder.signer);
}

/** A record as its signer may write it, allowed or not. */
export function signed(
  by: Person,
  of: Person,
  role: Member["role"],
  epoch: number,
  change: Partial<Member> = {},
): SignedMember {
  const record = {
    room: ROOM,
    device: of.id,
    name: of.name,
    role,
    epoch,
    at: 0,
    of: null,
    consent: null,
    ...change,
  };
  return signMember(record, by.signer);
}

/** What another device makes of all that one tells. */
export function told(membership: Membership): Membership {
  const other = new Membership(membership.room, membership.root);
  other.take(membership.encode());
  return other;
}

/** Takes up a room, as one does who hears of the offer; answers the records that say so. */
export function accept(membership: Membership, by: By, offered: Uint8Array): Uint8Array {
  membership.take(offered);
  return acceptOwnership(membership, by);
}

/** Somebody of the room of tests each. */
export const [founder, admin, secondAdmin, editor, newcomer, observer] = [1, 2, 3, 4, 5, 6].map(person) as [
  Person,
  Person,
  Person,
  Person,
  Person,
  Person,
];

/** The founder's room; two admins, the first of whom made the editor, an observer whom the founder added; the newcomer is nobody. */
export function grown(): Membership {
  const made = room(founder);
  addMember(made, founder.by, { device: admin.id, name: "Admin", role: "admin" });
  addMember(made, founder.by, { device: secondAdmin.id, name: "Second admin", role: "admin" });
  addMember(made, admin.by, { device: editor.id, name: "Editor", role: "editor" });
  addMember(made, founder.by, { device: observer.id, name: "Observer", role: "observer" });
  return made;
}
