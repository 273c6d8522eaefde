import { bytesToHex } from "@noble/hashes/utils.js";
import {
  ADMIN_EPOCHS,
  DEPARTURE_AHEAD,
  MOST_EPOCHS,
  writeRecord,
  type SignedCharter,
  type SignedDeparture,
  type SignedMember,
  type SignedNaming,
  type SignedOffer,
  type SignedRecord,
} from "./records.ts";
import { GIVEN_ROLES, type GivenRole, type Standing } from "./roles.ts";

/** Transfers of ownership that a room can have seen. */
export const MAX_CHARTERS = 500;

/** How many devices an editor or an observer can have brought in by its own word, removed ones included. */
export const MAX_OWN_DEVICES = 8;

/** How many names are remembered that owner and admins gave: for the case that whoever gave the one before ceases to count. */
const MAX_NAMINGS = 4;

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
  /** The words by which devices have gone that would be members otherwise. */
  readonly departures: ReadonlyMap<string, SignedDeparture>;
  /** Names that were given to the room, the one that counts first; empty where it is called as whoever invited calls it. */
  readonly namings: readonly SignedNaming[];
  /** What follows for each device of `standing`. */
  readonly roles: ReadonlyMap<string, GivenRole | "left">;
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
  const gone: SignedDeparture[] = [];
  const named: SignedNaming[] = [];
  for (const record of records) {
    if (record.type === "charter") charters.push(record);
    else if (record.type === "offer") offers.push(record);
    else if (record.type === "departure") gone.push(record);
    else if (record.type === "naming") named.push(record);
    else members.push(record);
  }
  const chain = chainOf(root, charters, genuine);
  const owner = chain.at(-1)?.owner ?? root;
  const byOwner = latest(
    members.filter((one) => !isOwnWord(one) && one.signer === owner && one.device !== owner),
    genuine,
  );
  // Only the owner makes admins, and nobody else's word about an admin counts: there are no circles.
  const admins = new Set(byOwner.filter(({ role }) => role === "admin").map(({ device }) => device));
  const byAdmins = latest(
    members.filter(
      ({ signer, device, role, epoch, consent }) =>
        consent === null &&
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
  const known: Known = { owner, standing, departures: new Map(), roles: new Map() };
  const settle = (record: SignedMember, role: GivenRole | "left", first = record): void => {
    const departure = departureOf(record, first, gone, genuine);
    if (departure !== undefined) known.departures.set(record.device, departure);
    // One that was removed stays so, whatever it signs; its departure is remembered for the case that the removal ceases to count.
    known.roles.set(record.device, departure === undefined || role === "removed" ? role : "left");
  };
  for (const [record] of standing.values()) if (record !== undefined) settle(record, record.role);
  const own = ownDevices(members, known, genuine);
  for (const [record, role] of own) {
    const others = standing.get(record.device) ?? [];
    standing.set(record.device, [record, ...others]);
    settle(record, role, others[0]);
  }
  const { departures, roles } = known;
  const offer = offers
    .filter(({ epoch, from, owner: to }) => epoch === chain.length && from === owner && to !== owner)
    .sort(byPrecedence)
    .find(genuine);
  const namings = namingsOf(named, owner, admins, genuine);
  return { owner, chain, offer: offer ?? null, standing, departures, namings, roles };
}

/** How a device stands. */
export function standingOf({ owner, roles }: Resolution, device: string): Standing {
  return device === owner ? "owner" : (roles.get(device) ?? null);
}

/** What is known of devices while their own words are looked at. */
interface Known {
  readonly owner: string;
  readonly standing: Map<string, SignedMember[]>;
  readonly departures: Map<string, SignedDeparture>;
  readonly roles: Map<string, GivenRole | "left">;
}

/** Whether a member speaks of its own other device, which has agreed to it: no word of owner or admin. */
export function isOwnWord({ consent }: SignedMember): boolean {
  return consent !== null;
}

/**
 * The latest word by which a device has gone, where it is at least as late as the record that decides, and not far ahead of `first`:
 * of what owner or admin had said of it, where a member's own word decides. So the one that is kept ends both.
 */
function departureOf(
  { device, epoch }: SignedMember,
  first: SignedMember,
  gone: readonly SignedDeparture[],
  genuine: (record: SignedRecord) => boolean,
): SignedDeparture | undefined {
  return gone
    .filter(
      (one) => one.device === device && one.epoch >= epoch && one.epoch <= first.epoch + DEPARTURE_AHEAD,
    )
    .sort((one, other) => other.epoch - one.epoch || compareBytes(one, other))
    .find(genuine);
}

/** What a member's other device may be by that one's word: never more than the member is, nor than an editor. Undefined for a word that counts nothing. */
function ownRole({ signer, role }: SignedMember, known: Known): GivenRole | "left" | undefined {
  const most = signer === known.owner ? "admin" : known.roles.get(signer);
  const [record] = known.standing.get(signer) ?? [];
  // A device that came in by another brings in none, while that one is there.
  if (most === undefined || (record?.of != null && isThere(record.of, known))) return undefined;
  if (role === "removed" || most === "removed" || most === "left") return role === "removed" ? role : most;
  return most === "observer" ? "observer" : role === "admin" ? "editor" : role;
}

/** Whether a member's own word may speak of a device: neither owner nor admin does, or it has left since. */
function isFree({ device, epoch }: SignedMember, { standing, departures, roles }: Known): boolean {
  const [first] = standing.get(device) ?? [];
  if (first === undefined) return true;
  const departure = departures.get(device);
  // One that the owner has made an admin keeps that say until the owner ends it, whoever lets it in.
  if (roles.get(device) !== "left" || departure === undefined || first.role === "admin") return false;
  return epoch > departure.epoch && epoch < first.epoch + DEPARTURE_AHEAD;
}

function isThere(device: string, { owner, roles }: Known): boolean {
  const role = roles.get(device);
  return device === owner || (role !== undefined && role !== "removed" && role !== "left");
}

/**
 * Of the devices of which nobody speaks who lets others in, or not since they have left: those that a member has brought in as its own,
 * and what they are. Of two members' words the one that gives more counts.
 */
function ownDevices(
  members: readonly SignedMember[],
  known: Known,
  genuine: (record: SignedRecord) => boolean,
): Map<SignedMember, GivenRole | "left"> {
  const said = members
    .filter((record) => {
      const { device, epoch, of, signer } = record;
      const isOthers = of !== signer || device === known.owner || epoch > ADMIN_EPOCHS;
      return isOwnWord(record) && !isOthers && isFree(record, known);
    })
    .sort(
      (one, other) =>
        compare(one.signer, other.signer) ||
        compare(one.device, other.device) ||
        other.epoch - one.epoch ||
        compareBytes(one, other),
    );
  const roles = new Map(said.map((record) => [record, ownRole(record, known)]));
  const found = new Map<string, readonly [SignedMember, GivenRole | "left"]>();
  const counted = new Map<string, Set<string>>();
  for (const record of said) {
    const role = roles.get(record);
    const devices = counted.get(record.signer) ?? new Set();
    counted.set(record.signer, devices);
    // Whoever signs more than Tatami does for anybody loses some, and everybody agrees which; the others are not even looked at.
    if (role === undefined || devices.size >= MAX_OWN_DEVICES || devices.has(record.device)) continue;
    if (!genuine(record)) continue;
    devices.add(record.device);
    const other = found.get(record.device)?.[1];
    // The signers go by their keys: of two that give the same the lower stays.
    if (other === undefined || OWN_ORDER.indexOf(role) < OWN_ORDER.indexOf(other))
      found.set(record.device, [record, role]);
  }
  return new Map(found.values());
}

/** From what gives most. */
const OWN_ORDER: readonly (GivenRole | "left")[] = [...GIVEN_ROLES, "left"];

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

/** The latest name of each who may give one, in the order in which they count. */
function namingsOf(
  named: readonly SignedNaming[],
  owner: string,
  admins: ReadonlySet<string>,
  genuine: (record: SignedRecord) => boolean,
): SignedNaming[] {
  const byOwner = (one: SignedNaming): number => (one.signer === owner ? 0 : 1);
  const sorted = named
    .filter(({ signer, epoch }) =>
      signer === owner ? epoch <= MOST_EPOCHS : admins.has(signer) && epoch <= ADMIN_EPOCHS,
    )
    .sort(
      (one, other) =>
        other.epoch - one.epoch ||
        byOwner(one) - byOwner(other) ||
        compare(one.signer, other.signer) ||
        compareBytes(one, other),
    );
  const found = new Map<string, SignedNaming>();
  for (const one of sorted) {
    if (found.size === MAX_NAMINGS) break;
    if (!found.has(one.signer) && genuine(one)) found.set(one.signer, one);
  }
  return [...found.values()];
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

/** Records in hex: whoever sends thousands that differ in nothing else has each written once. */
const written = new WeakMap<SignedRecord, string>();

function inHex(record: SignedRecord): string {
  const known = written.get(record) ?? bytesToHex(writeRecord(record));
  written.set(record, known);
  return known;
}

function compareBytes(one: SignedRecord, other: SignedRecord): number {
  return compare(inHex(one), inHex(other));
}
