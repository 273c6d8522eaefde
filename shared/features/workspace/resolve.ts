import { bytesToHex } from "@noble/hashes/utils.js";
import {
  ADMIN_EPOCHS,
  writeRecord,
  type SignedCharter,
  type SignedMember,
  type SignedOffer,
  type SignedRecord,
} from "./records.ts";
import type { Standing } from "./roles.ts";

/** Transfers of ownership that a room can have seen. */
export const MAX_CHARTERS = 500;

/** Who is what in a room. */
export interface Resolution {
  /** Device keys are 64 hex digits. */
  readonly owner: string;
  /** The charters that led to the owner, in order; empty where not even that of the founding is known. */
  readonly chain: readonly SignedCharter[];
  /** The room is offered to somebody who has not accepted it yet; null where it is not. */
  readonly offer: SignedOffer | null;
  /** Of each device that is spoken of, except the owner: the records that count, the one that decides first, one of each signer. */
  readonly standing: ReadonlyMap<string, readonly SignedMember[]>;
}

/**
 * Who is what, from the records of one room and its founder's key: a pure function of the set of records. `genuine` says
 * whether a record is signed as it says; it is asked only of those that could count.
 */
export function resolve(
  root: string,
  records: Iterable<SignedRecord>,
  genuine: (record: SignedRecord) => boolean,
): Resolution {
  const charters: SignedCharter[] = [];
  const offers: SignedOffer[] = [];
  const members: SignedMember[] = [];
  for (const record of records) {
    if (record.type === "charter") charters.push(record);
    else if (record.type === "offer") offers.push(record);
    else members.push(record);
  }
  const chain = chainOf(root, charters, genuine);
  const owner = chain.at(-1)?.owner ?? root;
  const byOwner = latest(
    members.filter(({ signer, device }) => signer === owner && device !== owner),
    genuine,
  );
  // Only the owner makes admins, and nobody else's word about an admin counts: there are no circles.
  const admins = new Set(byOwner.filter(({ role }) => role === "admin").map(({ device }) => device));
  const byAdmins = latest(
    members.filter(
      ({ signer, device, role, epoch }) =>
        admins.has(signer) &&
        !admins.has(device) &&
        device !== owner &&
        role !== "admin" &&
        epoch <= ADMIN_EPOCHS,
    ),
    genuine,
  );
  const standing = new Map<string, SignedMember[]>();
  // A sort keeps the order of equals, and the owner's go first.
  for (const record of [...byOwner, ...byAdmins].sort((one, other) => other.epoch - one.epoch)) {
    const known = standing.get(record.device);
    if (known === undefined) standing.set(record.device, [record]);
    else known.push(record);
  }
  const offer = offers
    .filter(({ epoch, from, owner: to }) => epoch === chain.length && from === owner && to !== owner)
    .sort(byPrecedence)
    .find(genuine);
  return { owner, chain, offer: offer ?? null, standing };
}

/** How a device stands. */
export function standingOf({ owner, standing }: Resolution, device: string): Standing {
  return device === owner ? "owner" : (standing.get(device)?.[0]?.role ?? null);
}

/** From the founder on: of the charters that an owner gave away its room by, that of the latest offer. */
function chainOf(
  root: string,
  charters: readonly SignedCharter[],
  genuine: (record: SignedRecord) => boolean,
): SignedCharter[] {
  const chain: SignedCharter[] = [];
  let owner = root;
  while (chain.length < MAX_CHARTERS) {
    const next = charters
      .filter(
        (charter) =>
          charter.epoch === chain.length &&
          charter.from === owner &&
          // The founding is no transfer. One to oneself is: it takes back what was offered before it.
          (charter.epoch > 0 || charter.owner === owner),
      )
      .sort(byPrecedence)
      .find(genuine);
    if (next === undefined) break;
    chain.push(next);
    owner = next.owner;
  }
  return chain;
}

/** Of what one owner has signed in one epoch the latest goes first, of two with one number that to the lower key. */
function byPrecedence(one: SignedCharter | SignedOffer, other: SignedCharter | SignedOffer): number {
  return other.number - one.number || compare(one.owner, other.owner) || compareBytes(one, other);
}

/** Of each device and signer the record of the latest epoch, and of two of one epoch the lower; in the order of the signers' keys. */
export function latest(
  members: readonly SignedMember[],
  genuine: (record: SignedRecord) => boolean,
): SignedMember[] {
  const sorted = [...members].sort(
    (one, other) => compare(one.signer, other.signer) || other.epoch - one.epoch || compareBytes(one, other),
  );
  const found = new Map<string, SignedMember>();
  for (const record of sorted) {
    const place = `${record.signer} ${record.device}`;
    if (!found.has(place) && genuine(record)) found.set(place, record);
  }
  return [...found.values()];
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function compareBytes(one: SignedRecord, other: SignedRecord): number {
  return compare(bytesToHex(writeRecord(one)), bytesToHex(writeRecord(other)));
}
