import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import { failure } from "#shared/api/failures.ts";
import { noiseKeyOf, type Signer } from "#shared/sync/device-key.ts";
import { Membership } from "./membership.ts";
import {
  ADMIN_EPOCHS,
  isDevice,
  isName,
  signAcceptance,
  signFounding,
  signMember,
  signOffer,
  writeRecords,
  type SignedRecord,
} from "./records.ts";
import { may, mayAssign, type GivenRole } from "./roles.ts";

/** Who makes a change, and when: milliseconds since the epoch. */
export interface By {
  readonly signer: Signer;
  readonly now: number;
}

/** What a record is to say. */
interface Item {
  readonly device: string;
  readonly name: string;
  readonly role: GivenRole;
}

const all = (): boolean => true;

/** The membership of a new room, whose owner is its founder. Throws "member.bad-name". */
export function foundRoom(room: string, name: string, signer: Signer): Membership {
  if (!isName(name)) throw failure("member.bad-name", {});
  const membership = new Membership(room, bytesToHex(signer.key));
  membership.take([signFounding(room, name, signer)]);
  return membership;
}

/**
 * Adds a device, or lets one in again that was removed; answers the records to save and to pass on. Throws the failures
 * `member.*`, and then nothing has changed.
 */
export function addMember(membership: Membership, by: By, item: Item): Uint8Array {
  const { device, name, role } = item;
  const standing = membership.roleOf(device);
  if (standing !== null && standing !== "removed") throw failure("member.exists", {});
  if (!mayAssign(membership.roleOf(idOf(by.signer)), standing, role)) throw failure("member.not-allowed", {});
  if (!isName(name)) throw failure("member.bad-name", {});
  if (!isUsable(device) || membership.twinOf(device) !== null) throw failure("member.bad-device", {});
  return apply(membership, sign(membership, by, [item]));
}

/**
 * Gives a member another role. When an admin loses theirs, what they had signed would cease to count: it is signed anew, for
 * those that `keeps` wants to stay as they are (all, unless the admin is no longer trusted). Answers the records to save and
 * to pass on. Throws the failures `member.*`, and then nothing has changed.
 */
export function setRole(
  membership: Membership,
  by: By,
  device: string,
  role: GivenRole,
  keeps: (device: string) => boolean = all,
): Uint8Array {
  const standing = membership.roleOf(device);
  if (standing === "owner") throw failure("member.is-owner", {});
  const [record] = membership.resolution.standing.get(device) ?? [];
  if (record === undefined || (standing === "removed" && role !== "removed"))
    throw failure("member.missing", {});
  if (!mayAssign(membership.roleOf(idOf(by.signer)), standing, role)) throw failure("member.not-allowed", {});
  const inherited =
    standing === "admin" && role !== "admin"
      ? signedBy(membership, device).filter((item) => keeps(item.device))
      : [];
  const signed = sign(membership, by, [{ device, name: record.name, role }, ...inherited]);
  // Whoever is removed must not come back as the owner by what was offered before.
  const isOffered = role === "removed" && membership.resolution.offer?.owner === device;
  const back = isOffered && idOf(by.signer) === membership.resolution.owner;
  return apply(membership, back ? [...takenBack(membership, by.signer), ...signed] : signed);
}

/** Removes a member for good, as {@link setRole} gives a role. */
export function removeMember(
  membership: Membership,
  by: By,
  device: string,
  keeps?: (device: string) => boolean,
): Uint8Array {
  return setRole(membership, by, device, "removed", keeps);
}

/**
 * Offers the room to one of its members: nobody's role changes before that one accepts. An offer of before is taken back, and
 * nothing else is done where the room is offered to oneself. Answers the records to save and to pass on. Throws the failures `member.*`.
 */
export function offerOwnership(membership: Membership, signer: Signer, device: string): Uint8Array {
  const { room, resolution } = membership;
  const self = idOf(signer);
  if (!may(membership.roleOf(self), "transfer")) throw failure("member.not-allowed", {});
  const member = membership.members().find((other) => other.device === device);
  if (member === undefined) throw failure("member.missing", {});
  const { chain, offer: before } = resolution;
  if (before?.owner === device) return writeRecords([before]);
  const records: SignedRecord[] = takenBack(membership, signer);
  const epoch = chain.length + records.length;
  if (device !== self)
    records.push(signOffer({ room, epoch, owner: device, name: member.name, number: 1 }, signer));
  return apply(membership, records);
}

/** Takes back, as {@link offerOwnership} does, what the signer offers to somebody who is in the room no more; null where that is nothing. */
export function takeBackVoid(membership: Membership, signer: Signer): Uint8Array | null {
  const { offer, owner } = membership.resolution;
  if (offer === null || owner !== idOf(signer) || may(membership.roleOf(offer.owner), "read")) return null;
  return apply(membership, takenBack(membership, signer));
}

/** A transfer to the owner itself, under a number above that of the offer that stands; none where nothing is offered. */
function takenBack(
  { room, resolution: { chain, offer, owner } }: Membership,
  signer: Signer,
): SignedRecord[] {
  if (offer === null) return [];
  const [name, number] = [chain.at(-1)?.name ?? "", offer.number + 1];
  return [signAcceptance(signOffer({ room, epoch: chain.length, owner, name, number }, signer), signer)];
}

/**
 * Accepts the room that is offered: the charter, and every member's record signed anew by the new owner, the old one being an
 * admin from now on. Answers the records to save and to pass on. Throws "member.offer-void" where it is not offered to the signer.
 */
export function acceptOwnership(membership: Membership, by: By): Uint8Array {
  const { owner, chain, offer, standing } = membership.resolution;
  const self = idOf(by.signer);
  if (offer?.owner !== self || !may(membership.roleOf(self), "read")) throw failure("member.offer-void", {});
  const before: Item = { device: owner, name: chain.at(-1)?.name ?? "", role: "admin" };
  const others = [...standing].flatMap(([device, [record]]) =>
    device === self || record === undefined ? [] : [{ device, name: record.name, role: record.role }],
  );
  const charter = signAcceptance(offer, by.signer);
  return apply(membership, [charter, ...sign(membership, by, [before, ...others], true)]);
}

/** Those whose standing rests on the word of one admin. */
function signedBy(membership: Membership, admin: string): Item[] {
  return [...membership.resolution.standing.values()].flatMap(([record]) =>
    record === undefined || record.signer !== admin ? [] : [record],
  );
}

/** Signs records that count over all that are known of their devices. */
function sign(
  membership: Membership,
  { signer, now }: By,
  items: readonly Item[],
  asOwner = idOf(signer) === membership.resolution.owner,
): SignedRecord[] {
  const self = idOf(signer);
  const last = new Map<string, number>();
  for (const record of membership.kept()) {
    // What somebody signed above an admin's epochs while they owned the room counts no more.
    if (record.type !== "member" || (asOwner && record.signer !== self && record.epoch > ADMIN_EPOCHS))
      continue;
    last.set(record.device, Math.max(last.get(record.device) ?? 0, record.epoch));
  }
  return items.map(({ device, name, role }) => {
    const epoch = (last.get(device) ?? 0) + 1;
    if (!asOwner && epoch > ADMIN_EPOCHS) throw failure("member.not-allowed", {});
    return signMember({ room: membership.room, device, name, role, epoch, at: now }, signer);
  });
}

function apply(membership: Membership, records: readonly SignedRecord[]): Uint8Array {
  const { refused } = membership.take(records);
  if (refused.length > 0) throw failure("member.too-many", { maximum: membership.bounds.devices });
  return writeRecords(records);
}

function isUsable(device: string): boolean {
  if (!isDevice(device)) return false;
  try {
    noiseKeyOf(hexToBytes(device));
    return true;
  } catch {
    return false;
  }
}

const idOf = (signer: Signer): string => bytesToHex(signer.key);
