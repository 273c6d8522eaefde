import { failure } from "#shared/api/failures.ts";
import { Membership, type PresentMember } from "#shared/features/workspace/membership.ts";
import {
  acceptOwnership,
  addMember,
  addOwnDevice,
  depart,
  foundRoom,
  mayAddDevice,
  mayLetIn,
  mayLetInOwn,
  mayRemove,
  nameRoom,
  offerOwnership,
  readmit,
  setRole,
  settleDepartures,
  takeBackVoid,
  type By,
} from "#shared/features/workspace/membership-changes.ts";
import { isOwnWord } from "#shared/features/workspace/resolve.ts";
import {
  isPresent,
  may,
  roleOfOwnDevice,
  type GivenRole,
  type Standing,
} from "#shared/features/workspace/roles.ts";
import { fromHex, toHex } from "#shared/lib/hex.ts";
import type { Clock } from "#shared/lib/time.ts";
import { fingerprint, noiseKeyOf, signerOf, type DeviceKey } from "#shared/sync/device-key.ts";
import { nameFrom, type WorkspaceService } from "./workspace-service.ts";

export interface PeopleOptions {
  readonly workspace: WorkspaceService;
  /** This device's key pair. */
  readonly device: DeviceKey;
  readonly clock: Clock;
  /** Who belongs to it is kept a second time, beside its key. */
  readonly keepMembers: (founder: Uint8Array, members: Uint8Array) => void;
  /** It is called otherwise, by somebody who may say so. */
  readonly keepName: (name: string) => void;
  /** Who belongs to it is otherwise. */
  readonly onChange: () => void;
  /** This device knows something of that first: the others are to hear it. */
  readonly tell: () => void;
}

/** Whom an invitation lets in: another device of the person's own, or somebody in a role. */
export interface Invited {
  readonly own: boolean;
  readonly role: Exclude<GivenRole, "removed">;
}

/** Who belongs to a workspace, and what this device changes of that. */
export class People {
  readonly #o: PeopleOptions;
  #membership: Membership | null = null;
  /** Names by the key that was proved, those of removed members too. */
  #authors: ReadonlyMap<string, string> | null = null;

  constructor(options: PeopleOptions) {
    this.#o = options;
    const { id, founder, members } = options.workspace.seed();
    if (founder === null) return;
    this.#membership = new Membership(id, toHex(founder));
    if (members !== null) this.#membership.take(Uint8Array.from(members));
    this.#followName();
  }

  /** The records; null for a workspace that nobody else was ever invited to. */
  get membership(): Membership | null {
    return this.#membership;
  }

  /** True for a workspace that somebody else was ever invited to. */
  get isShared(): boolean {
    return this.#membership !== null;
  }

  /** This device as the others know it, 64 hex digits. */
  get self(): string {
    return toHex(this.#o.device.key);
  }

  /** How this device stands; the owner of what was never shared. */
  get standing(): Standing {
    return this.#membership === null ? "owner" : this.standingOf(this.self);
  }

  standingOf(device: string): Standing {
    return this.#membership?.roleOf(device) ?? null;
  }

  /** Who is there; nobody in what was never shared. */
  all(): readonly PresentMember[] {
    return this.#membership?.members() ?? [];
  }

  /** To whom the owner offers the workspace; null where that is nobody who is in it. */
  get transfer(): { readonly to: string; readonly name: string } | null {
    const offer = this.#membership?.resolution.offer;
    const member = this.all().find(({ device }) => device === offer?.owner);
    return member === undefined ? null : { to: member.device, name: member.name };
  }

  /** Six words for a member's key, to be compared aloud. */
  fingerprintOf(device: string): string {
    return fingerprint(fromHex(device)).join(" ");
  }

  /** The name of who signed a change of a document, by the key that was proved in the handshake; null for nobody known. */
  nameOfAuthor(author: string): string | null {
    this.#authors ??= this.names();
    return this.#authors.get(author) ?? null;
  }

  /** What another device of this person would be here; null where this one brings in none. */
  get roleOfOwnDevice(): Exclude<GivenRole, "removed"> | null {
    const membership = this.#membership;
    if (membership !== null && !mayAddDevice(membership, this.self)) return null;
    return roleOfOwnDevice(this.standing);
  }

  /** The device by which another of the same person has come in; null for one that came by itself. */
  ofWhom(device: string): string | null {
    return this.#membership?.ofWhom(device) ?? null;
  }

  /** What a device is called that is or was a member. */
  nameOf(device: string): string {
    const resolution = this.#membership?.resolution;
    if (device === resolution?.owner) return resolution.chain.at(-1)?.name ?? "";
    return resolution?.standing.get(device)?.[0]?.name ?? "";
  }

  mayRemove(device: string): boolean {
    return this.#membership !== null && mayRemove(this.#membership, this.self, device);
  }

  /**
   * Makes it a workspace that others can come into, with this device as its founder, of this name or else of the device's; nothing
   * where it is one.
   */
  begin(name?: string): void {
    if (this.#membership !== null) return;
    const { workspace, device } = this.#o;
    const shown = name ?? nameFrom(workspace.device().name);
    this.#membership = foundRoom(workspace.seed().id, shown, signerOf(device));
    this.#changed();
  }

  /** Whether {@link welcome} would let a device in by itself: only the owner does so with an admin who has left. */
  mayWelcome(device: string, { own, role }: Invited): boolean {
    const membership = this.#known("member.missing");
    if (isPresent(membership.roleOf(device))) return true;
    if (!own) return mayLetIn(membership, this.self, device, role);
    return this.roleOfOwnDevice !== null && mayLetInOwn(membership, this.self, device);
  }

  /**
   * Makes a device a member, unless it is one, and says whether it did; durable when it returns. `consent` is that of a device to being
   * this person's. Throws the failures `member.*`.
   */
  welcome(device: string, name: string, { own, role }: Invited, consent: Uint8Array | null) {
    const membership = this.#known("member.missing");
    const added = !isPresent(membership.roleOf(device));
    if (added) {
      if (!own) addMember(membership, this.#by(), { device, name, role });
      else if (consent === null) throw failure("member.not-allowed", {});
      else addOwnDevice(membership, this.#by(), { device, name, consent });
      this.#tell();
    }
    return { added, founder: membership.root, records: membership.encode() };
  }

  /** Whether this device is out of it for good: it has left, or the owner has removed it. Others' word of that may fall away. */
  get isOut(): boolean {
    const membership = this.#membership;
    if (membership === null || isPresent(this.standing) || this.standing === null) return false;
    const { standing, owner } = membership.resolution;
    const record = standing.get(this.self)?.[0];
    // What a member says of its own device goes by what is said of that one.
    const by = record !== undefined && isOwnWord(record) ? standing.get(record.signer)?.[0] : record;
    return this.standing === "left" || by?.signer === owner;
  }

  /** Gives a member another role, "removed" too. Throws the failures `member.*`. */
  assign(device: string, role: GivenRole): void {
    setRole(this.#known("member.missing"), this.#by(), device, role);
    this.#tell();
  }

  /** Those that were removed, and would come in again by the word of owner or admin alone. */
  removed(): { readonly device: string; readonly name: string }[] {
    const resolution = this.#membership?.resolution;
    if (resolution === undefined) return [];
    return [...resolution.roles].flatMap(([device, role]) =>
      role === "removed" ? [{ device, name: this.nameOf(device) }] : [],
    );
  }

  /** Makes one that was removed a member again, who comes in by an invitation. Throws the failures `member.*`. */
  readmit(device: string, role: Invited["role"]): void {
    readmit(this.#known("member.missing"), this.#by(), device, role);
    this.#tell();
  }

  /** Whether this device may give it another name: for all, or for itself where it is shared with nobody, or this device is out of it. */
  get mayRename(): boolean {
    return !isPresent(this.standing) || may(this.standing, "rename");
  }

  /** Gives it another name, for all who are in it. Throws the failures `member.*`. */
  rename(name: string): void {
    const membership = this.#membership;
    if (membership === null || !isPresent(this.standing)) return this.#o.keepName(name);
    nameRoom(membership, this.#by(), name);
    this.#tell();
  }

  /** Offers the ownership to a member; to oneself takes an offer back. Throws the failures `member.*`. */
  offerOwnership(device: string): void {
    offerOwnership(this.#known("member.missing"), this.#by().signer, device);
    this.#tell();
  }

  /** Takes up the ownership that was offered to this device. Throws the failures `member.*`. */
  acceptOwnership(): void {
    acceptOwnership(this.#known("member.offer-void"), this.#by());
    this.#tell();
  }

  /** Says that this device goes, where it may and somebody stays behind; answers whether there was something to say. */
  depart(): boolean {
    const membership = this.#membership;
    if (membership === null || this.all().length < 2 || !may(this.standing, "leave")) return false;
    depart(membership, this.#by());
    this.#tell();
    return true;
  }

  /** Takes what another member knows of who belongs to it; false where that is another workspace than this. */
  learn(founder: Uint8Array, members: Uint8Array): boolean {
    if (this.#membership?.root !== toHex(founder)) return false;
    if (this.#membership.take(members).added.length > 0) this.#tell();
    return true;
  }

  /** A peer knew more of the members: what only the owner can settle of that is settled. */
  learned(): void {
    const membership = this.#membership;
    if (membership === null) return;
    // An admin may have removed whom the workspace is offered to, and may have left.
    const back = takeBackVoid(membership, this.#by().signer);
    const settled = settleDepartures(membership, this.#by());
    if (back === null && settled === null) this.#changed();
    else this.#tell();
  }

  /** Forgets all of them. */
  forget(): void {
    this.#membership = null;
    this.#authors = null;
  }

  /** What everybody is called who ever was a member, by the key that each has proved. */
  names(): ReadonlyMap<string, string> {
    const names = new Map<string, string>();
    const resolution = this.#membership?.resolution;
    if (resolution === undefined) return names;
    const known = [...resolution.standing.values()].flatMap((records) => records.slice(0, 1));
    const owner = { device: resolution.owner, name: resolution.chain.at(-1)?.name ?? "", of: null };
    const persons = new Map([...known, owner].map(({ device, name }) => [device, name]));
    for (const { device, name, of } of [...known, owner]) {
      try {
        const person = of === null ? undefined : persons.get(of);
        names.set(toHex(noiseKeyOf(fromHex(device))), shownName(name, person));
      } catch {
        // A record can speak of a key that is none: nobody has ever proved it.
      }
    }
    return names;
  }

  #known(otherwise: "member.missing" | "member.offer-void"): Membership {
    if (this.#membership === null) throw failure(otherwise, {});
    return this.#membership;
  }

  #by(): By {
    return { signer: signerOf(this.#o.device), now: this.#o.clock() };
  }

  /** Others may have named it, also while the last start of this device was broken off. */
  #followName(): void {
    const name = this.#membership?.name ?? null;
    if (name !== null && isPresent(this.standing) && name !== this.#o.workspace.current().name)
      this.#o.keepName(name);
  }

  #tell(): void {
    this.#changed();
    this.#o.tell();
  }

  #changed(): void {
    const membership = this.#membership;
    if (membership === null) return;
    this.#authors = null;
    const [founder, members] = [fromHex(membership.root), membership.encode()];
    this.#o.workspace.keepMembers(founder, members);
    this.#o.keepMembers(founder, members);
    this.#followName();
    this.#o.onChange();
  }
}

/** What a device is called where only one name is shown: that of its person, and its own where that is another. */
export function shownName(name: string, person: string | undefined): string {
  return person === undefined || person === name ? name : `${person} (${name})`;
}
