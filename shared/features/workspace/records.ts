import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import { SIGNATURE_BYTES, signedBy, type Signer } from "#shared/sync/device-key.ts";
import { KEY_BYTES } from "#shared/sync/noise.ts";
import { ProtocolFault } from "#shared/sync/pipe.ts";
import { Reader, Writer } from "#shared/sync/wire.ts";
import { GIVEN_ROLES, type GivenRole } from "./roles.ts";

/** Who owns a room from an epoch on. Keys are 64 hex digits in lower case. */
export interface Charter {
  /** The room's UUID. */
  readonly room: string;
  /** 0 for the founding, and one more for each transfer. */
  readonly epoch: number;
  /** Who owned the room before, and gives it away; the founder itself at epoch 0. */
  readonly from: string;
  readonly owner: string;
  /** The owner's name, as {@link isName} wants it. */
  readonly name: string;
  /** Which offer of its epoch it comes of, from 1: a later one counts over those before. 0 for the founding. */
  readonly number: number;
}

/** A member of a room, or who was one. */
export interface Member {
  readonly room: string;
  readonly device: string;
  /** As {@link isName} wants it. */
  readonly name: string;
  readonly role: GivenRole;
  /** The later epoch of a device counts; from 1. */
  readonly epoch: number;
  /** When it was signed, milliseconds since the epoch of Unix, by the signer's clock: to be shown, and nothing depends on it. */
  readonly at: number;
  /** The device of the same person that showed it the way in; null where it came as a person of its own. */
  readonly of: string | null;
  /**
   * The device's own signature under being that, see {@link signConsent}: where a member speaks of its own device who may not let in
   * anybody else. Null where owner or admins speak.
   */
  readonly consent: Uint8Array | null;
  readonly signer: string;
}

/** That a device has gone of its own accord. */
export interface Departure {
  readonly room: string;
  readonly device: string;
  /** It ends what was said of the device up to this epoch; from 1. */
  readonly epoch: number;
  /** When it was signed, as {@link Member.at}. */
  readonly at: number;
}

/** What a room is called from now on. */
export interface Naming {
  readonly room: string;
  /** As {@link isName} wants it. */
  readonly name: string;
  /** The later epoch counts; from 1. */
  readonly epoch: number;
  /** When it was signed, as {@link Member.at}. */
  readonly at: number;
  readonly signer: string;
}

/** A charter that its new owner has not accepted yet. */
export type SignedOffer = Charter & { readonly type: "offer"; readonly offered: Uint8Array };
/** A charter with the signatures of both owners; at epoch 0 both are the founder's. */
export type SignedCharter = Charter & {
  readonly type: "charter";
  readonly offered: Uint8Array;
  readonly accepted: Uint8Array;
};
export type SignedMember = Member & { readonly type: "member"; readonly signature: Uint8Array };
/** A departure with the signature of the device itself. */
export type SignedDeparture = Departure & { readonly type: "departure"; readonly signature: Uint8Array };
export type SignedNaming = Naming & { readonly type: "naming"; readonly signature: Uint8Array };
/** What devices of a room tell each other of its members. */
export type SignedRecord = SignedCharter | SignedMember | SignedOffer | SignedDeparture | SignedNaming;

/** The highest epoch of a record that an admin has signed: above it the owner has room, whatever an admin has done. */
export const ADMIN_EPOCHS = 1_000_000;

/** The highest epoch of a name: above all that admins sign, with room below for what a later owner says. */
export const MOST_EPOCHS = 2 * ADMIN_EPOCHS;

/** How far above what was said of a device its departure may be: whoever changes its role meanwhile may not have heard of it. */
export const DEPARTURE_AHEAD = 16;

/** Longest name of a member or a room, in characters. */
export const NAME_LENGTH = 80;
/** Bytes of a name: four at most for each character. */
const NAME_BYTES = 4 * NAME_LENGTH;

/** By the byte that a record begins with. A member of which it is said whose device it is has forms of its own. */
const FORMS = ["charter", "member", "offer", "own device", "departure", "naming", "own word"] as const;
type Form = (typeof FORMS)[number];

/** What must not be in a name: more than one line, controls, what turns the direction of writing or is not seen. Joiners belong to some scripts and to emoji. */
const UNFIT = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]|(?![\u200c\u200d])\p{Cf}/u;
const SEEN = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** True for 1 to 80 characters in one line, with something to be seen, no blank at either end, and nothing that plays tricks on a reader. */
export function isName(name: string): boolean {
  return (
    name.length <= NAME_BYTES &&
    name === name.trim() &&
    [...name].length <= NAME_LENGTH &&
    SEEN.test(name) &&
    !UNFIT.test(name)
  );
}

/** True for the public key of a device, as it is written: 64 hex digits in lower case. */
export function isDevice(text: string): boolean {
  return /^[0-9a-f]{64}$/u.test(text);
}

const key = (device: string): Uint8Array => hexToBytes(device);

function charterText(domain: string, charter: Charter): Uint8Array {
  return charterBody(new Writer().text(domain), charter).take();
}

function charterBody(to: Writer, { room, epoch, from, owner, name, number }: Charter): Writer {
  return to.uuid(room).varint(epoch).raw(key(from)).raw(key(owner)).text(name).varint(number);
}

const offerText = (charter: Charter): Uint8Array => charterText("tatami charter offer 1", charter);
const acceptanceText = (charter: Charter): Uint8Array => charterText("tatami charter acceptance 1", charter);

function memberBody(
  to: Writer,
  { room, device, name, role, epoch, at, of, consent, signer }: Member,
): Writer {
  to.uuid(room)
    .raw(key(device))
    .text(name)
    .byte(GIVEN_ROLES.indexOf(role))
    .varint(epoch)
    .varint(at)
    .raw(key(signer));
  if (of !== null) to.raw(key(of));
  return consent === null ? to : to.raw(consent);
}

const memberText = (member: Member): Uint8Array =>
  memberBody(new Writer().text(`tatami ${formOf({ ...member, type: "member" })} 1`), member).take();

function consentText(room: string, of: string): Uint8Array {
  return new Writer().text("tatami own device consent 1").uuid(room).raw(key(of)).take();
}

/** What a device signs that comes into a room as another device of the person who has the device `of`: nobody can call it theirs without. */
export function signConsent(room: string, of: string, signer: Signer): Uint8Array {
  return signer.sign(consentText(room, of));
}

/** A member's record, signed. */
export function signMember(member: Omit<Member, "signer">, signer: Signer): SignedMember {
  const whole = { ...member, signer: bytesToHex(signer.key) };
  return { type: "member", ...whole, signature: signer.sign(memberText(whole)) };
}

function departureBody(to: Writer, { room, device, epoch, at }: Departure): Writer {
  return to.uuid(room).raw(key(device)).varint(epoch).varint(at);
}

const departureText = (departure: Departure): Uint8Array =>
  departureBody(new Writer().text("tatami departure 1"), departure).take();

/** The departure of the device that signs it. */
export function signDeparture(departure: Omit<Departure, "device">, signer: Signer): SignedDeparture {
  const whole = { ...departure, device: bytesToHex(signer.key) };
  return { type: "departure", ...whole, signature: signer.sign(departureText(whole)) };
}

function namingBody(to: Writer, { room, name, epoch, at, signer }: Naming): Writer {
  return to.uuid(room).text(name).varint(epoch).varint(at).raw(key(signer));
}

const namingText = (naming: Naming): Uint8Array =>
  namingBody(new Writer().text("tatami naming 1"), naming).take();

/** A name of a room, signed. */
export function signNaming(naming: Omit<Naming, "signer">, signer: Signer): SignedNaming {
  const whole = { ...naming, signer: bytesToHex(signer.key) };
  return { type: "naming", ...whole, signature: signer.sign(namingText(whole)) };
}

/** The charter of a new room, signed by its founder. */
export function signFounding(room: string, name: string, signer: Signer): SignedCharter {
  const founder = bytesToHex(signer.key);
  const charter: Charter = { room, epoch: 0, from: founder, owner: founder, name, number: 0 };
  return signAcceptance({ type: "offer", ...charter, offered: signer.sign(offerText(charter)) }, signer);
}

/** An offer of a room's ownership, signed by its owner. */
export function signOffer(charter: Omit<Charter, "from">, signer: Signer): SignedOffer {
  const whole = { ...charter, from: bytesToHex(signer.key) };
  return { type: "offer", ...whole, offered: signer.sign(offerText(whole)) };
}

/** The charter that an offer becomes by its new owner's signature. */
export function signAcceptance(offer: SignedOffer, signer: Signer): SignedCharter {
  return { ...offer, type: "charter", accepted: signer.sign(acceptanceText(offer)) };
}

/** Whether whoever offers has signed it. */
function isOffered(offer: SignedOffer | SignedCharter): boolean {
  return signedBy(key(offer.from), offerText(offer), offer.offered);
}

/** Whether a record has the signatures of those that it names. */
export function isGenuine(record: SignedRecord): boolean {
  if (record.type === "offer") return isOffered(record);
  if (record.type === "member") return isConsented(record) && isSignedMember(record);
  if (record.type === "departure")
    return signedBy(key(record.device), departureText(record), record.signature);
  if (record.type === "naming") return signedBy(key(record.signer), namingText(record), record.signature);
  return isOffered(record) && signedBy(key(record.owner), acceptanceText(record), record.accepted);
}

function isSignedMember(record: SignedMember): boolean {
  return signedBy(key(record.signer), memberText(record), record.signature);
}

function isConsented({ room, device, of, consent, signer }: SignedMember): boolean {
  return consent === null || (of === signer && signedBy(key(device), consentText(room, of), consent));
}

/** A record in bytes: the one way to write it. */
export function writeRecord(record: SignedRecord): Uint8Array {
  const to = new Writer().byte(FORMS.indexOf(formOf(record)));
  if (record.type === "member") return memberBody(to, record).raw(record.signature).take();
  if (record.type === "departure") return departureBody(to, record).raw(record.signature).take();
  if (record.type === "naming") return namingBody(to, record).raw(record.signature).take();
  charterBody(to, record).raw(record.offered);
  return (record.type === "charter" ? to.raw(record.accepted) : to).take();
}

function formOf(
  record: { readonly type: SignedRecord["type"] } & Partial<Pick<Member, "of" | "consent">>,
): Form {
  if (record.type !== "member" || record.of === null) return record.type;
  return record.consent === null ? "own device" : "own word";
}

/** What {@link writeRecord} wrote. Throws ProtocolFault for anything else; signatures are not looked at. */
function readRecord(bytes: Uint8Array): SignedRecord {
  const from = new Reader(bytes);
  const form = FORMS[from.byte()];
  if (form === undefined) throw new ProtocolFault("A record is of an unknown type.");
  const record = readForm(form, from);
  from.end();
  // A number can be written in more than one way, and what is compared are the bytes.
  if (writeRecord(record).length !== bytes.length) throw new ProtocolFault("A record is written oddly.");
  return record;
}

const readKey = (from: Reader): string => bytesToHex(from.raw(KEY_BYTES));
const readSignature = (from: Reader): Uint8Array => from.raw(SIGNATURE_BYTES).slice();

function readName(from: Reader): string {
  const name = from.text(NAME_BYTES);
  if (!isName(name)) throw new ProtocolFault("A name is none.");
  return name;
}

function readForm(form: Form, from: Reader): SignedRecord {
  if (form === "departure") return readDeparture(from);
  if (form === "naming") return readNaming(from);
  return form === "charter" || form === "offer" ? readCharter(form, from) : readMember(form, from);
}

function readEpoch(from: Reader): number {
  const epoch = from.varint();
  if (epoch === 0) throw new ProtocolFault("An epoch is none.");
  return epoch;
}

function readDeparture(from: Reader): SignedDeparture {
  const departure = { room: from.uuid(), device: readKey(from), epoch: readEpoch(from), at: from.varint() };
  return { type: "departure", ...departure, signature: readSignature(from) };
}

function readNaming(from: Reader): SignedNaming {
  const [room, name, epoch, at] = [from.uuid(), readName(from), readEpoch(from), from.varint()];
  return { type: "naming", room, name, epoch, at, signer: readKey(from), signature: readSignature(from) };
}

function readMember(form: "member" | "own device" | "own word", from: Reader): SignedMember {
  const room = from.uuid();
  const device = readKey(from);
  const name = readName(from);
  const role = GIVEN_ROLES[from.byte()];
  if (role === undefined) throw new ProtocolFault("A role is unknown.");
  const epoch = readEpoch(from);
  const at = from.varint();
  const signer = readKey(from);
  const of = form === "member" ? null : readKey(from);
  const consent = form === "own word" ? readSignature(from) : null;
  const signature = readSignature(from);
  return { type: "member", room, device, name, role, epoch, at, of, consent, signer, signature };
}

function readCharter(type: "charter" | "offer", from: Reader): SignedCharter | SignedOffer {
  const charter = {
    room: from.uuid(),
    epoch: from.varint(),
    from: readKey(from),
    owner: readKey(from),
    name: readName(from),
    number: from.varint(),
    offered: readSignature(from),
  };
  if (type === "offer") return { type, ...charter };
  return { type, ...charter, accepted: readSignature(from) };
}

/** Records that are kept of a room beside a departure for each device and a few names; and that one list holds. */
export const KEPT_RECORDS = 2_000;
const MAX_RECORDS = 3_100;
/** Longer is no record: keys, signatures and a name. */
const RECORD_BYTES = 1_024;
/** How a list of records is written. */
const LIST_VERSION = 1;

/** Why something was not taken, in words for a log. */
export interface Refusal {
  readonly text: string;
}

/** Records in bytes, to be sent or saved. */
export function writeRecords(records: readonly SignedRecord[]): Uint8Array {
  const to = new Writer().byte(LIST_VERSION).varint(records.length);
  for (const record of records) to.bytes(writeRecord(record));
  return to.take();
}

/** The records of a list that can be read; of the others, and of what is no list, why not. Never throws. */
export function readRecords(bytes: Uint8Array): {
  readonly records: readonly SignedRecord[];
  readonly refused: readonly Refusal[];
} {
  const records: SignedRecord[] = [];
  const refused: Refusal[] = [];
  try {
    const from = new Reader(bytes);
    if (from.byte() !== LIST_VERSION) throw new ProtocolFault("A list of records is of an unknown kind.");
    const parts: Uint8Array[] = [];
    for (let rest = from.count(MAX_RECORDS); rest > 0; rest--) parts.push(from.bytes(RECORD_BYTES));
    from.end();
    for (const part of parts) readInto(part, records, refused);
    return { records, refused };
  } catch (error) {
    return { records: [], refused: [{ text: textOf(error) }] };
  }
}

/** One that cannot be read, of a newer Tatami perhaps, does not take the others with it. */
function readInto(bytes: Uint8Array, records: SignedRecord[], refused: Refusal[]): void {
  try {
    records.push(readRecord(bytes));
  } catch (error) {
    refused.push({ text: textOf(error) });
  }
}

function textOf(error: unknown): string {
  if (error instanceof ProtocolFault) return error.message;
  throw error;
}
