import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import { noiseKeyOf } from "#shared/sync/device-key.ts";
import {
  isGenuine,
  KEPT_RECORDS,
  readRecords,
  writeRecord,
  writeRecords,
  type Refusal,
  type SignedMember,
  type SignedRecord,
} from "./records.ts";
import { isOwnWord, latest, resolve, standingOf, type Resolution } from "./resolve.ts";
import { isPresent, may, type Role, type Standing } from "./roles.ts";

/** How much a room remembers: devices, those that were removed or have left included, the owner on top; and records beside departures. */
export interface Bounds {
  readonly devices: number;
  readonly records: number;
}
const BOUNDS: Bounds = { devices: 1_000, records: KEPT_RECORDS };
/** After so many records of one call that are not signed as they say, no more are looked at: each look costs a millisecond. */
const FORGED = 8;

/** One who is in the room. */
export interface PresentMember {
  /** 64 hex digits. */
  readonly device: string;
  readonly name: string;
  readonly role: Role;
  /** The device in the room that belongs to the same person and was there before; null where there is none. */
  readonly of: string | null;
}

/** Why a record of one more device is not taken. */
export const TOO_MANY = "The room remembers as many devices as it may.";

/** What became of records that were offered. */
export interface Took {
  /** Those that are new and count: to be saved and passed on. */
  readonly added: readonly SignedRecord[];
  /** Those that do not count. What is known, or older than what is known, is in neither list. */
  readonly refused: readonly Refusal[];
}

/** Of two devices with one handshake key, this goes first: what only the owner gives, then what may less. */
const PRECEDENCE: readonly Standing[] = ["owner", "admin", "removed", "observer", "editor", "left"];

/** The records of one room, and what follows from them. Rules S-6xx of SPEC.md. */
export class Membership {
  /** The room's UUID. */
  readonly room: string;
  /** The founder's device, 64 hex digits: the root of everything. */
  readonly root: string;
  readonly bounds: Bounds;
  /** By their bytes in hex. Beside those that count, some that did and may again. */
  #kept: ReadonlyMap<string, SignedRecord> = new Map();
  #resolution: Resolution;
  #byNoise: ReadonlyMap<string, Standing> | null = null;
  /** Handshake keys of devices, in hex; null for a device whose key is none. */
  readonly #noise = new Map<string, string | null>();

  /** Of a room and its founder, with no record yet; only tests change the bounds. */
  constructor(room: string, root: string, bounds = BOUNDS) {
    this.room = room;
    this.root = root;
    this.bounds = bounds;
    this.#resolution = resolve(root, [], isGenuine);
  }

  /** Who is what. */
  get resolution(): Resolution {
    return this.#resolution;
  }

  /** Every record that is kept, those that do not count now included. */
  kept(): Iterable<SignedRecord> {
    return this.#kept.values();
  }

  /** Takes what a peer or the own log tells. Never throws on what a peer sends. */
  take(input: Uint8Array | readonly SignedRecord[]): Took {
    const read = input instanceof Uint8Array ? readRecords(input) : { records: input, refused: [] };
    const refused = [...read.refused];
    const fresh = new Map<string, SignedRecord>();
    for (const record of read.records) {
      const id = idOf(record);
      if (record.room !== this.room) refused.push({ text: "A record is of another room." });
      else if (!this.#kept.has(id)) fresh.set(id, record);
    }
    if (fresh.size === 0) return { added: [], refused };
    const forged = new Set<SignedRecord>();
    const resolution = this.#resolve(fresh, forged, refused);
    const counting = countingOf(resolution);
    const best = new Set(latest([...this.#members(), ...counting.filter(isMember)], () => true));
    const added: SignedRecord[] = [];
    const counts = new Set<SignedRecord>(counting);
    for (const record of fresh.values()) {
      if (counts.has(record)) added.push(record);
      else if (forged.has(record)) refused.push({ text: "A record is not signed as it says." });
      else if (!isOlder(record, best, resolution))
        refused.push({ text: "A record is signed by nobody who may." });
    }
    if (added.length > 0) this.#keep(resolution, counting, best);
    return { added, refused };
  }

  /** All that counts, in bytes: what another device needs to come to the same. */
  encode(): Uint8Array {
    return writeRecords(countingOf(this.#resolution));
  }

  /** What proves how one device stands, in bytes, to somebody who knows the founder alone; null for a device that nobody has spoken of. */
  proof(device: string): Uint8Array | null {
    const { chain, owner } = this.#resolution;
    if (device === owner) return writeRecords(chain);
    const records = this.#leadTo(device);
    if (records.length === 0) return null;
    // Whoever is removed tells it on. Those whom it had let in must not be out for the moment in which that is all that is known.
    const rested = this.roleOf(device) === "removed" ? this.#letInBy(device) : [];
    return writeRecords([...new Set([...chain, ...records, ...rested.flatMap((one) => this.#leadTo(one))])]);
  }

  /** The devices that a device has let in or brought in, whoever speaks of them now. */
  #letInBy(device: string): string[] {
    const said = this.#members().filter(({ signer, of }) => signer === device || of === device);
    return said.flatMap((record) => (record.device === device ? [] : [record.device]));
  }

  /** The records from the owner's word down to a device: that of an admin may come between, and that of the member whose own device it is. */
  #leadTo(device: string, counts: (record: SignedMember) => boolean = () => true): SignedRecord[] {
    const { owner, standing, departures } = this.#resolution;
    const record = standing.get(device)?.find(counts);
    if (record === undefined) return [];
    const departure = departures.get(device);
    // Nobody's word rests on a member's own: two who have left may call each other theirs.
    const between = record.signer === owner ? [] : this.#leadTo(record.signer, (one) => !isOwnWord(one));
    return [...between, record, ...(departure === undefined ? [] : [departure])];
  }

  /** 32 bytes: equal on two devices exactly when they have the same owner, and the same record and departure of each device and the same name decide. */
  get digest(): Uint8Array {
    const { chain, standing, departures, namings } = this.#resolution;
    const deciding = [...standing.values()].flatMap((records) => records.slice(0, 1));
    const hash = sha256.create();
    for (const id of [...chain, ...deciding, ...departures.values(), ...namings.slice(0, 1)].map(idOf).sort())
      hash.update(sha256(hexToBytes(id)));
    return hash.digest();
  }

  /** What the room is called by all; null where nobody has given it another name than whoever invited tells. */
  get name(): string | null {
    return this.#resolution.namings[0]?.name ?? null;
  }

  /** How a device stands, by its key, 64 hex digits. */
  roleOf(device: string): Standing {
    return standingOf(this.#resolution, device);
  }

  /** How a device stands, by the key that it has proved in a handshake. */
  roleOfNoise(noiseKey: Uint8Array): Standing {
    this.#byNoise ??= this.#standingsByNoise();
    return this.#byNoise.get(bytesToHex(noiseKey)) ?? null;
  }

  /** Whether changes of documents are taken from a device, by the key that it has proved in a handshake. */
  mayWrite(noiseKey: Uint8Array): boolean {
    return may(this.roleOfNoise(noiseKey), "write");
  }

  /** Who is in the room, the owner first, the others by their keys. */
  members(): readonly PresentMember[] {
    const { owner, chain, standing } = this.#resolution;
    const others = [...standing.values()].flatMap(([record]): PresentMember[] => {
      const role = record === undefined ? null : this.roleOf(record.device);
      if (record === undefined || !isPresent(role)) return [];
      const of = record.of !== null && this.#isFirst(record.of) ? record.of : null;
      return [{ device: record.device, name: record.name, role, of }];
    });
    others.sort((one, other) => (one.device < other.device ? -1 : 1));
    return [{ device: owner, name: chain.at(-1)?.name ?? "", role: "owner", of: null }, ...others];
  }

  /** Whether a device is there that came by no other that is: all that is said of whose a device is ends at such a one. */
  #isFirst(device: string): boolean {
    const of = this.#resolution.standing.get(device)?.[0]?.of ?? null;
    return isPresent(this.roleOf(device)) && (of === null || !isPresent(this.roleOf(of)));
  }

  /** The device that has a handshake key, another than this one, if any: nobody comes twice under one. */
  twinOf(device: string): string | null {
    const noise = this.#noiseOf(device);
    const { owner, standing } = this.#resolution;
    for (const other of [owner, ...standing.keys()])
      if (other !== device && noise !== null && this.#noiseOf(other) === noise) return other;
    return null;
  }

  /** The device by which another of the same person has come in, whether it is there or not; null for one that came by itself. */
  ofWhom(device: string): string | null {
    return this.#resolution.standing.get(device)?.[0]?.of ?? null;
  }

  /** Whether a device is in the room by the word of whoever has proved this key, as another device of its own. */
  isOwnDevice(device: string, noiseKey: Uint8Array): boolean {
    const [record] = this.#resolution.standing.get(device) ?? [];
    return record !== undefined && isOwnWord(record) && this.#noiseOf(record.signer) === bytesToHex(noiseKey);
  }

  /** Resolves what is kept together with what is new, and leaves out devices for which there is no room. */
  #resolve(fresh: Map<string, SignedRecord>, forged: Set<SignedRecord>, refused: Refusal[]): Resolution {
    const known = new Set(this.#kept.values());
    const checked = new Set<SignedRecord>();
    const genuine = (record: SignedRecord): boolean => {
      if (known.has(record) || checked.has(record)) return true;
      if (forged.has(record)) return false;
      const good = forged.size < FORGED && isGenuine(record);
      (good ? checked : forged).add(record);
      return good;
    };
    const all = (): SignedRecord[] => [...known, ...fresh.values()];
    const resolution = resolve(this.root, all(), genuine);
    const over = resolution.standing.size - this.bounds.devices;
    if (over <= 0) return resolution;
    const { standing, owner } = resolution;
    const rank = (device: string): number => (standing.get(device)?.[0]?.signer === owner ? 0 : 1);
    const newcomers = [...standing.keys()].filter((device) => !this.#resolution.standing.has(device));
    const without = new Set(newcomers.sort((one, other) => rank(one) - rank(other)).slice(-over));
    for (const [id, record] of fresh)
      if (isMember(record) && without.has(record.device)) {
        fresh.delete(id);
        refused.push({ text: TOO_MANY });
      }
    return resolve(this.root, all(), genuine);
  }

  #members(): SignedMember[] {
    return [...this.#kept.values()].filter(isMember);
  }

  /** Keeps what counts. What did and is not replaced stays as well, while there is room: who signed it may come to count again. */
  #keep(resolution: Resolution, counting: readonly SignedRecord[], best: ReadonlySet<SignedMember>): void {
    const deciding = new Set<SignedRecord>(resolution.chain);
    if (resolution.offer !== null) deciding.add(resolution.offer);
    for (const [record] of resolution.standing.values()) if (record !== undefined) deciding.add(record);
    const counts = new Set<SignedRecord>(counting);
    const departures = resolution.departures.values();
    const { namings } = resolution;
    const byEpoch = (one: SignedMember, other: SignedMember): number => other.epoch - one.epoch;
    // What members say of their own devices is bounded by counting: nothing of it is kept beside that.
    const spare = [...counting.filter(isMember).sort(byEpoch), ...[...best].sort(byEpoch)]
      .filter((record) => !deciding.has(record) && (!isOwnWord(record) || counts.has(record)))
      .slice(0, Math.max(0, this.bounds.records - deciding.size));
    this.#kept = new Map(
      [...deciding, ...spare, ...departures, ...namings].map((record) => [idOf(record), record]),
    );
    this.#resolution = resolve(this.root, this.#kept.values(), () => true);
    this.#byNoise = null;
  }

  #standingsByNoise(): ReadonlyMap<string, Standing> {
    const { owner, standing } = this.#resolution;
    const found = new Map<string, Standing>();
    for (const device of [owner, ...standing.keys()]) {
      const noise = this.#noiseOf(device);
      if (noise === null) continue;
      const here = this.roleOf(device);
      const there = found.get(noise);
      if (there === undefined || PRECEDENCE.indexOf(here) < PRECEDENCE.indexOf(there)) found.set(noise, here);
    }
    return found;
  }

  #noiseOf(device: string): string | null {
    const known = this.#noise.get(device);
    if (known !== undefined) return known;
    const noise = readNoise(device);
    // What is asked of devices that are in no record must not add up.
    if (device === this.root || this.roleOf(device) !== null) this.#noise.set(device, noise);
    return noise;
  }
}

function readNoise(device: string): string | null {
  try {
    return bytesToHex(noiseKeyOf(hexToBytes(device)));
  } catch {
    // A record can speak of a key that is none: nobody can ever prove it.
    return null;
  }
}

function idOf(record: SignedRecord): string {
  return bytesToHex(writeRecord(record));
}

function isMember(record: SignedRecord): record is SignedMember {
  return record.type === "member";
}

/** All records of which something depends, or would if others fell away. */
function countingOf({ chain, offer, standing, departures, namings }: Resolution): SignedRecord[] {
  const devices = [...standing.keys()].sort();
  return [
    ...chain,
    ...(offer === null ? [] : [offer]),
    ...devices.flatMap((device) => standing.get(device) ?? []),
    ...devices.flatMap((device) => departures.get(device) ?? []),
    ...namings,
  ];
}

/** Whether something at least as late of the same signer about the same thing is known. */
function isOlder(
  record: SignedRecord,
  best: ReadonlySet<SignedMember>,
  { chain, offer, owner, standing, departures, namings }: Resolution,
): boolean {
  if (record.type === "offer") {
    if (record.epoch !== chain.length) return record.epoch < chain.length;
    return offer !== null && record.from === owner && record.number <= offer.number;
  }
  if (record.type === "departure") {
    const later = departures.get(record.device)?.epoch ?? standing.get(record.device)?.[0]?.epoch ?? 0;
    return record.epoch <= later;
  }
  if (record.type === "naming") return record.epoch <= (namings[0]?.epoch ?? 0);
  if (!isMember(record)) return false;
  for (const other of best)
    if (other.device === record.device && other.signer === record.signer) return other.epoch >= record.epoch;
  return false;
}
