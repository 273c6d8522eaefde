import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import { failure } from "#shared/api/failures.ts";
import { noiseKeyOf, type Signer } from "#shared/sync/device-key.ts";
import { Membership, TOO_MANY } from "./membership.ts";
import {
  ADMIN_EPOCHS,
  isDevice,
  isName,
  MOST_EPOCHS,
  signAcceptance,
  signDeparture,
  signFounding,
  signMember,
  signNaming,
  signOffer,
  writeRecords,
  type SignedRecord,
} from "./records.ts";
import { isOwnWord, MAX_OWN_DEVICES } from "./resolve.ts";
import { isPresent, may, mayAssign, roleOfOwnDevice, type GivenRole } from "./roles.ts";

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
  /** The device of the same person by which it came, and that it has agreed to that, where that one speaks for it. */
  readonly of: string | null;
  readonly consent: Uint8Array | null;
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
 * Adds a device, or lets one in again that was removed or has left; answers the records to save and to pass on. Throws the
 * failures `member.*`, and then nothing has changed.
 */
export function addMember(membership: Membership, by: By, item: Omit<Item, "of" | "consent">): Uint8Array {
  if (!mayLetIn(membership, idOf(by.signer), item.device, item.role)) throw failure("member.not-allowed", {});
  return add(membership, by, { ...item, of: null, consent: null });
}

/**
 * Adds another device of the person whose device signs, as {@link addMember} does; it may what {@link roleOfOwnDevice} says. It has
 * agreed to that, see signConsent. One that was removed stays out. Throws the failures `member.*`.
 */
export function addOwnDevice(
  membership: Membership,
  by: By,
  { device, name, consent }: Pick<Item, "device" | "name"> & { readonly consent: Uint8Array },
): Uint8Array {
  const self = idOf(by.signer);
  const role = roleOfOwnDevice(membership.roleOf(self));
  if (role === null || !mayLetInOwn(membership, self, device)) throw failure("member.not-allowed", {});
  if (!mayAddDevice(membership, self)) throw failure("member.not-first", {});
  const isOwner = membership.resolution.owner === self;
  if (!isOwner && ownDevicesOf(membership, self).size >= MAX_OWN_DEVICES)
    throw failure("member.too-many-devices", { maximum: MAX_OWN_DEVICES });
  return add(membership, by, { device, name, role, of: self, consent: isOwner ? null : consent });
}

/** Whether a device shows others of the same person the way in: the first of them that is there does. */
export function mayAddDevice(membership: Membership, device: string): boolean {
  return (
    may(membership.roleOf(device), "add-device") &&
    membership.members().some((member) => member.device === device && member.of === null)
  );
}

/** Whether a device may be removed by another: by those who remove members, and by the member whose own device it is. */
export function mayRemove(membership: Membership, actor: string, device: string): boolean {
  const standing = membership.roleOf(device);
  if (device === actor || !isPresent(standing)) return false;
  return (
    mayAssign(membership.roleOf(actor), standing, "removed") ||
    (ownDevicesOf(membership, actor).has(device) &&
      membership.resolution.standing.get(device)?.[0]?.signer === actor)
  );
}

function add(membership: Membership, by: By, item: Item): Uint8Array {
  if (isPresent(membership.roleOf(item.device))) throw failure("member.exists", {});
  if (!isName(item.name)) throw failure("member.bad-name", {});
  if (!isUsable(item.device) || membership.twinOf(item.device) !== null)
    throw failure("member.bad-device", {});
  return apply(membership, sign(membership, by, [item]));
}

/** Whether somebody who may let others in lets this device in: one who has left as an admin comes back by the owner alone. */
export function mayLetIn(membership: Membership, actor: string, device: string, role: GivenRole): boolean {
  const now = hasLeftAsAdmin(membership, device) ? "admin" : membership.roleOf(device);
  return mayAssign(membership.roleOf(actor), now, role);
}

/** Whether a device is let in as another of the person whose device the actor is: as {@link mayLetIn}, and never one that was removed. */
export function mayLetInOwn(membership: Membership, actor: string, device: string): boolean {
  if (membership.roleOf(device) === "removed") return false;
  return membership.resolution.owner === actor || !hasLeftAsAdmin(membership, device);
}

/** What the owner has said of an admin who has left stands until the owner says something else. */
function hasLeftAsAdmin({ resolution: { roles, standing } }: Membership, device: string): boolean {
  const [record] = standing.get(device) ?? [];
  return record?.role === "admin" && !isOwnWord(record) && roles.get(device) === "left";
}

/**
 * Gives a member another role. When an admin loses theirs, or a member is removed that has brought in other devices, what they
 * had signed would cease to count: it is signed anew, for those that `keeps` wants to stay as they are (all, unless whoever it is
 * is no longer trusted). Answers the records to save and to pass on. Throws the failures `member.*`, and then nothing has changed.
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
  if (record === undefined || standing === "left" || (standing === "removed" && role !== "removed"))
    throw failure("member.missing", {});
  const self = idOf(by.signer);
  if (!mayAssign(membership.roleOf(self), standing, role)) {
    if (role !== "removed" || !mayRemove(membership, self, device)) throw failure("member.not-allowed", {});
    return apply(membership, sign(membership, by, [{ ...record, role }]));
  }
  const losesSay = standing === "admin" && role !== "admin";
  const inherited =
    losesSay || role === "removed"
      ? signedBy(membership, device, role === "removed").filter((item) => keeps(item.device))
      : [];
  const signed = [
    ...sign(membership, by, [{ ...record, role, consent: null }, ...inherited]),
    ...(losesSay ? keptName(membership, by, new Set([device])) : []),
  ];
  // Whoever is removed must not come back as the owner by what was offered before.
  const isOffered = role === "removed" && membership.resolution.offer?.owner === device;
  const back = isOffered && self === membership.resolution.owner;
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
 * Gives a role to a device that was removed: it is a member again, and comes in by an invitation. Answers the records to save and to
 * pass on. Throws the failures `member.*`.
 */
export function readmit(
  membership: Membership,
  by: By,
  device: string,
  role: Exclude<GivenRole, "removed">,
): Uint8Array {
  const standing = membership.roleOf(device);
  if (isPresent(standing)) throw failure("member.exists", {});
  const [record] = membership.resolution.standing.get(device) ?? [];
  if (record === undefined || standing !== "removed") throw failure("member.missing", {});
  if (!mayAssign(membership.roleOf(idOf(by.signer)), standing, role)) throw failure("member.not-allowed", {});
  return apply(membership, sign(membership, by, [{ ...record, role, consent: null }]));
}

/** Gives the room another name. Answers the records to save and to pass on. Throws the failures `member.*`. */
export function nameRoom(membership: Membership, by: By, name: string): Uint8Array {
  if (!may(membership.roleOf(idOf(by.signer)), "rename")) throw failure("member.not-allowed", {});
  if (!isName(name)) throw failure("member.bad-name", {});
  const records = naming(membership, by, name);
  if (records.length === 0) throw failure("member.not-allowed", {});
  return apply(membership, records);
}

/** A name above all that were given; none where an admin has come to the end of its epochs. */
function naming({ room, resolution }: Membership, { signer, now }: By, name: string): SignedRecord[] {
  const epoch = Math.max(0, ...resolution.namings.map((one) => one.epoch)) + 1;
  if (epoch > (idOf(signer) === resolution.owner ? MOST_EPOCHS : ADMIN_EPOCHS)) return [];
  return [signNaming({ room, name, epoch, at: now }, signer)];
}

/** The name of the room signed anew, where it is that of somebody whose word is about to count no more. */
function keptName(membership: Membership, by: By, former: ReadonlySet<string>): SignedRecord[] {
  const [named] = membership.resolution.namings;
  return named !== undefined && former.has(named.signer) ? naming(membership, by, named.name) : [];
}

/**
 * The device of the signer goes. Answers the records to save and to pass on. Throws "member.not-allowed" for an owner, and for
 * a device that is not there.
 */
export function depart(membership: Membership, { signer, now }: By): Uint8Array {
  const device = idOf(signer);
  if (!may(membership.roleOf(device), "leave")) throw failure("member.not-allowed", {});
  const epoch = (membership.resolution.standing.get(device)?.[0]?.epoch ?? 0) + 1;
  return apply(membership, [signDeparture({ room: membership.room, epoch, at: now }, signer)]);
}

/**
 * When admins have gone of their own accord, whatever they had signed still counts, and what they sign from now on would, too:
 * the owner ends that, and signs anew what is to stay. Null where there is nothing to do, or the signer is not the owner.
 */
export function settleDepartures(membership: Membership, by: By): Uint8Array | null {
  const { owner, standing, departures } = membership.resolution;
  if (owner !== idOf(by.signer)) return null;
  const former = new Set<string>();
  const items = [...departures].flatMap(([device, { epoch }]): Item[] => {
    const [record] = standing.get(device) ?? [];
    if (record === undefined || !hasLeftAsAdmin(membership, device)) return [];
    former.add(device);
    // No higher than its departure, which ends the new record, too; one that left no room for that stays out for good.
    const role = lastEpoch(membership, device, false) < epoch ? "observer" : "removed";
    return [{ ...record, role }, ...signedBy(membership, device)];
  });
  if (items.length === 0) return null;
  return apply(membership, [...sign(membership, by, items, true, true), ...keptName(membership, by, former)]);
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
  const formerName = chain.at(-1)?.name ?? "";
  const before: Item = { device: owner, name: formerName, role: "admin", of: null, consent: null };
  // What members say of their own devices goes on to count as it stands; what the new owner has said itself is the owner's word.
  const others = [...standing].flatMap(([device, [record]]) =>
    device === self || record === undefined || membership.roleOf(device) === "left" || isOwnWord(record)
      ? []
      : [record],
  );
  const charter = signAcceptance(offer, by.signer);
  // In one epoch the owner's word goes before that of an admin, which the former owner is now: above their epochs no other counts.
  const [named] = membership.resolution.namings;
  const name =
    named === undefined
      ? []
      : [
          signNaming(
            {
              room: membership.room,
              name: named.name,
              epoch: Math.min(named.epoch, ADMIN_EPOCHS) + 1,
              at: by.now,
            },
            by.signer,
          ),
        ];
  return apply(membership, [charter, ...sign(membership, by, [before, ...others], true), ...name]);
}

/**
 * Those whose standing rests on the word of one device, as they stand, to be said by somebody who lets others in: `withOwn` also its
 * other devices, which otherwise stay by its own word. Whoever has left needs none.
 */
function signedBy(membership: Membership, signer: string, withOwn = false): Item[] {
  const { standing, roles } = membership.resolution;
  return [...standing.values()].flatMap(([record]) => {
    const role = record === undefined ? undefined : roles.get(record.device);
    if (record?.signer !== signer || role === undefined || role === "left") return [];
    if (isOwnWord(record) && !withOwn) return [];
    return [{ ...record, role, consent: null }];
  });
}

/** The devices that a member has brought in by its own word, removed ones included, whoever speaks of them now. */
function ownDevicesOf(membership: Membership, member: string): Set<string> {
  const devices = new Set<string>();
  for (const record of membership.kept())
    if (record.type === "member" && isOwnWord(record) && record.signer === member) devices.add(record.device);
  return devices;
}

/** The highest epoch in which something was said of a device; 0 for nothing. */
function lastEpoch(membership: Membership, device: string, withDepartures: boolean): number {
  let last = 0;
  for (const record of membership.kept())
    if (record.type === "member" || (withDepartures && record.type === "departure"))
      if (record.device === device) last = Math.max(last, record.epoch);
  return last;
}

/** Signs records that count over all that are known of their devices; below departures where these are to go on to count. */
function sign(
  membership: Membership,
  { signer, now }: By,
  items: readonly Item[],
  asOwner = idOf(signer) === membership.resolution.owner,
  belowDepartures = false,
): SignedRecord[] {
  const self = idOf(signer);
  const last = new Map<string, number>();
  for (const record of membership.kept()) {
    if (record.type !== "member" && (record.type !== "departure" || belowDepartures)) continue;
    // Those who let others in go before members' own words anyway, however high these begin.
    if (record.type === "member" && isOwnWord(record) && record.signer !== self) continue;
    // What somebody signed above an admin's epochs while they owned the room counts no more.
    if (record.type === "member" && asOwner && record.signer !== self && record.epoch > ADMIN_EPOCHS)
      continue;
    last.set(record.device, Math.max(last.get(record.device) ?? 0, record.epoch));
  }
  return items.map(({ device, name, role, of, consent }) => {
    const epoch = (last.get(device) ?? 0) + 1;
    if (!asOwner && epoch > ADMIN_EPOCHS) throw failure("member.not-allowed", {});
    return signMember({ room: membership.room, device, name, role, epoch, at: now, of, consent }, signer);
  });
}

function apply(membership: Membership, records: readonly SignedRecord[]): Uint8Array {
  const { refused } = membership.take(records);
  if (refused.some(({ text }) => text === TOO_MANY))
    throw failure("member.too-many", { maximum: membership.bounds.devices });
  // What others say counts over it: an admin who has come to the end of its epochs, or words that this device does not know to be above its own.
  if (refused.length > 0) throw failure("member.not-allowed", {});
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
