import { failure } from "#shared/api/failures.ts";
import {
  invitationKeys,
  newLinkSecret,
  newWordSecret,
  roomKeys,
  writeLink,
} from "#shared/features/workspace/invitation.ts";
import { Membership, type PresentMember } from "#shared/features/workspace/membership.ts";
import {
  acceptOwnership,
  addMember,
  foundRoom,
  offerOwnership,
  setRole,
  takeBackVoid,
  type By,
} from "#shared/features/workspace/membership-changes.ts";
import { mayInviteAs, type GivenRole, type Standing } from "#shared/features/workspace/roles.ts";
import { fromHex, toHex } from "#shared/lib/hex.ts";
import type { Clock, Timer } from "#shared/lib/time.ts";
import type { Presence, RoomPresence } from "#shared/sync/presence.ts";
import { Refusals } from "#shared/sync/refusals.ts";
import { fingerprint, noiseKeyOf, signerOf, type DeviceKey } from "#shared/sync/device-key.ts";
import type { Database } from "#core/db/sqlite.ts";
import type { Logger } from "#core/platform/logger.ts";
import type { Documents } from "#core/sync/documents.ts";
import type { Lan } from "#core/sync/lan/lan.ts";
import type { DirectCarrier } from "#core/sync/page-pipes.ts";
import type { PutAside } from "#core/sync/put-aside.ts";
import { RoomPeers, type PeerView } from "#core/sync/room-peers.ts";
import { RoomSize, type Size } from "#core/sync/room-size.ts";
import { InvitationDesk } from "./invitation-desk.ts";
import { InvitationStore, type Invitation, type InvitationWish } from "./invitation-store.ts";
import { LanPlaces } from "./lan-places.ts";
import { LastEqual } from "./last-equal.ts";
import { nameFrom, type WorkspaceService } from "./workspace-service.ts";

export interface SharingOptions {
  readonly db: Database;
  readonly documents: Documents;
  readonly workspace: WorkspaceService;
  /** This device's key pair. */
  readonly device: DeviceKey;
  /** Where direct connections are made; absent where there are none. */
  readonly direct: DirectCarrier | undefined;
  /** Where the members are. */
  readonly presence: RoomPresence;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly random: (bytes: number) => Uint8Array;
  readonly logger: Logger;
  readonly lan: Lan;
  /** Who belongs to it is kept a second time, beside its key. */
  readonly keepMembers: (founder: Uint8Array, members: Uint8Array) => void;
  /** Members, peers, addresses or invitations changed. */
  readonly onChange: () => void;
}

/** How a workspace is shared: who belongs to it, who was invited, where they meet, and the peers that are there now. */
export class Sharing {
  readonly #o: SharingOptions;
  readonly #invitations: InvitationStore;
  readonly #desk: InvitationDesk;
  readonly #size: RoomSize;
  readonly #lastEqual: LastEqual;
  readonly #places: LanPlaces;
  /** What was refused since this start, over pauses. */
  readonly refusals = new Refusals();
  /** Where members are met that were found on the local network: kept nowhere. */
  #found: readonly string[] = [];
  #membership: Membership | null = null;
  #peers: RoomPeers | null = null;
  #on = false;
  /** Names by the key that was proved, those of removed members too. */
  #authors: ReadonlyMap<string, string> | null = null;

  constructor(options: SharingOptions) {
    this.#o = options;
    this.#invitations = new InvitationStore(options.db);
    this.#size = new RoomSize(options.db, options.documents);
    this.#lastEqual = new LastEqual(options.db);
    this.#places = new LanPlaces(options.lan, options.clock, () => this.#meet());
    const { id, founder, members } = options.workspace.seed();
    if (founder !== null) {
      this.#membership = new Membership(id, toHex(founder));
      if (members !== null) this.#membership.take(Uint8Array.from(members));
    }
    this.#desk = new InvitationDesk({
      ...options,
      invitations: this.#invitations,
      size: () => this.#size.get(),
      standingOf: (device) => this.#membership?.roleOf(device) ?? null,
      welcome: (device, name, role) => this.#welcome(device, name, role),
    });
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
    return this.#membership === null ? "owner" : this.#membership.roleOf(this.self);
  }

  members(): readonly PresentMember[] {
    return this.#membership?.members() ?? [];
  }

  /** To whom the owner offers the workspace; null where that is nobody who is in it. */
  get transfer(): { readonly to: string; readonly name: string } | null {
    const offer = this.#membership?.resolution.offer;
    const member = this.members().find(({ device }) => device === offer?.owner);
    return member === undefined ? null : { to: member.device, name: member.name };
  }

  /** What was written here and nobody took. */
  get putAside(): PutAside {
    return this.#o.documents.putAside;
  }

  /** Forgets some of it for good. */
  forgetPutAside(ids: readonly number[]): void {
    this.putAside.forget(ids);
    this.#o.onChange();
  }

  /** How much it holds. */
  size(): Size {
    return this.#size.get();
  }

  /** Six words for a member's key, to be compared aloud. */
  fingerprintOf(device: string): string {
    return fingerprint(fromHex(device)).join(" ");
  }

  /** The name of who signed a change of a document, by the key that was proved in the handshake; null for nobody known. */
  nameOfAuthor(author: string): string | null {
    this.#authors ??= this.#names();
    return this.#authors.get(author) ?? null;
  }

  /** When a member who is away last had the same documents, milliseconds since the epoch; null for not yet. */
  lastEqualTo(device: string): number | null {
    return this.#lastEqual.of(device);
  }

  peers(): PeerView[] {
    return this.#peers?.peers() ?? [];
  }

  /** Where the others are, by their public keys. */
  places(): Map<string, Presence> {
    return this.#peers?.places() ?? new Map();
  }

  invitations(): Invitation[] {
    return this.#invitations.all();
  }

  /** Where the members meet, as a person has set. */
  get addresses(): string[] {
    return this.#o.db.prepare<[], string>("SELECT address FROM meeting_address ORDER BY place").pluck().all();
  }

  /** Where members are met that were found on the local network; empty while nothing is synced. */
  get found(): string[] {
    return this.#found.filter((address) => !this.addresses.includes(address));
  }

  /** How each address fares; empty while nothing is synced. */
  addressStates(): ReturnType<RoomPeers["addresses"]> {
    return this.#peers?.addresses() ?? [];
  }

  /** The TURN servers that help to find a way at the moment. */
  turn(): ReturnType<RoomPeers["turn"]> {
    return this.#peers?.turn() ?? [];
  }

  setAddresses(addresses: readonly string[]): void {
    this.#o.db.transaction(() => {
      this.#o.db.prepare("DELETE FROM meeting_address").run();
      const add = this.#o.db.prepare("INSERT OR IGNORE INTO meeting_address (address, place) VALUES (?, ?)");
      for (const [place, address] of addresses.entries()) add.run(address, place);
    })();
    this.#meet();
    this.#o.onChange();
  }

  /** Invites, and makes the workspace a shared one with the first invitation. Throws FORBIDDEN. */
  async invite({ role, uses, expiresAt }: InvitationWish): Promise<Invitation> {
    if (!mayInviteAs(this.standing, role)) throw failure("member.not-allowed", {});
    const { random, clock } = this.#o;
    const [word, link] = [newWordSecret(random), newLinkSecret(random)];
    if (word.kind !== "words" || link.kind !== "link") throw new Error("a secret is of another kind");
    const wordKeys = await invitationKeys(word);
    this.#begin();
    const invitation = this.#invitations.add({
      role,
      words: word.words.join(" "),
      secret: link.bytes,
      wordKeys,
      uses,
      expiresAt,
      createdAt: clock(),
    });
    this.#meet();
    this.#o.onChange();
    return invitation;
  }

  linkOf(invitation: Invitation): string {
    return writeLink(invitation.secret, this.addresses);
  }

  /** Takes an invitation back; whoever came by it stays. Throws NOT_FOUND. */
  revoke(id: string): void {
    if (!this.#invitations.remove(id)) throw failure("invitation.missing", {});
    this.#meet();
    this.#o.onChange();
  }

  /** Gives a member another role, "removed" too. Throws the failures `member.*`. */
  assign(device: string, role: GivenRole): void {
    const membership = this.#membership;
    if (membership === null) throw failure("member.missing", {});
    setRole(membership, this.#by(), device, role);
    this.#tellMembers();
  }

  /** Offers the ownership to a member; to oneself takes an offer back. Throws the failures `member.*`. */
  offerOwnership(device: string): void {
    const membership = this.#membership;
    if (membership === null) throw failure("member.missing", {});
    offerOwnership(membership, this.#by().signer, device);
    this.#tellMembers();
  }

  /** Takes up the ownership that was offered to this device. Throws the failures `member.*`. */
  acceptOwnership(): void {
    const membership = this.#membership;
    if (membership === null) throw failure("member.offer-void", {});
    acceptOwnership(membership, this.#by());
    this.#tellMembers();
  }

  /** Takes what another member knows of who belongs to it; false where that is another workspace than this. */
  learn(founder: Uint8Array, members: Uint8Array): boolean {
    if (this.#membership?.root !== toHex(founder)) return false;
    if (this.#membership.take(members).added.length > 0) this.#tellMembers();
    return true;
  }

  /** Makes it a workspace of this device alone: under another key, and with nobody who could be met or come in. */
  forget(): void {
    const { db, documents, workspace, random, onChange } = this.#o;
    const on = this.#on;
    this.stop();
    db.transaction(() => {
      workspace.unshare(random(32), this.#names());
      this.#invitations.clear();
      this.#lastEqual.clear();
      documents.unsettled.settle();
      db.prepare("DELETE FROM meeting_address").run();
    }).immediate();
    this.#membership = null;
    this.#authors = null;
    this.#on = on;
    onChange();
  }

  /** Goes online: meets the others, and waits for those who were invited. */
  start(): void {
    this.#on = true;
    this.#meet();
  }

  /** Goes offline. */
  stop(): void {
    this.#on = false;
    this.#places.rest();
    this.#found = [];
    this.#desk.meetAt([], []);
    this.#peers?.close();
    this.#peers = null;
    this.#lastEqual.note([]);
  }

  #meet(): void {
    if (!this.#on || this.#membership === null) return;
    const invitations = this.invitations();
    void this.#places.follow(roomKeys(this.#key).meeting, invitations);
    const { own } = this.#places;
    const addresses = own === null ? this.addresses : [...this.addresses, own];
    this.#peers ??= this.#talk(this.#membership);
    this.#found = this.#places.found(
      this.#peers.addresses().filter(({ address }) => this.#found.includes(address)),
    );
    // Whoever is on the local network may not send this machine to the internet.
    this.#peers.meetAt([...new Set([...addresses, ...this.#found])], this.addresses);
    this.#desk.meetAt(addresses, invitations);
  }

  /** A server of the local network that is neither announced nor in use any more is left. */
  #leaveLost(): void {
    const states = this.addressStates().filter(({ address }) => this.#found.includes(address));
    if (this.#places.found(states).length < this.#found.length) this.#meet();
  }

  #talk(membership: Membership): RoomPeers {
    return new RoomPeers({
      ...this.#o,
      room: { id: this.#o.workspace.seed().id, key: this.#key },
      membership,
      onMembers: () => this.#learned(),
      onRefusal: (device, why) => this.refusals.note(device, why),
      onState: () => {
        if (this.#peers !== null) this.#lastEqual.note(this.#peers.peers());
        this.#leaveLost();
        this.#o.onChange();
      },
    });
  }

  #begin(): void {
    if (this.#membership !== null) return;
    const { workspace, device } = this.#o;
    this.#membership = foundRoom(workspace.seed().id, nameFrom(workspace.device().name), signerOf(device));
    this.#membersChanged();
  }

  /** Makes a device a member, unless it is one; durable when it returns. */
  #welcome(device: string, name: string, role: Invitation["role"]) {
    const membership = this.#membership;
    if (membership === null) throw new Error("nobody was invited to this workspace");
    if (membership.roleOf(device) === null) {
      addMember(membership, this.#by(), { device, name, role });
      this.#tellMembers();
    }
    return { founder: membership.root, records: membership.encode() };
  }

  #names(): ReadonlyMap<string, string> {
    const names = new Map<string, string>();
    const resolution = this.#membership?.resolution;
    if (resolution === undefined) return names;
    const known = [...resolution.standing.values()].flatMap((records) => records.slice(0, 1));
    const owner = { device: resolution.owner, name: resolution.chain.at(-1)?.name ?? "" };
    for (const { device, name } of [...known, owner]) {
      try {
        names.set(toHex(noiseKeyOf(fromHex(device))), name);
      } catch {
        // A record can speak of a key that is none: nobody has ever proved it.
      }
    }
    return names;
  }

  get #key(): Uint8Array {
    return Uint8Array.from(this.#o.workspace.seed().key);
  }

  #by(): By {
    return { signer: signerOf(this.#o.device), now: this.#o.clock() };
  }

  /** A peer knew more of the members. */
  #learned(): void {
    // An admin may have removed whom the workspace is offered to: only the owner can take that back.
    const back = this.#membership === null ? null : takeBackVoid(this.#membership, this.#by().signer);
    if (back === null) this.#membersChanged();
    else this.#tellMembers();
  }

  #tellMembers(): void {
    this.#membersChanged();
    this.#peers?.membersChanged();
  }

  #membersChanged(): void {
    const membership = this.#membership;
    if (membership === null) return;
    this.#authors = null;
    const [founder, members] = [fromHex(membership.root), membership.encode()];
    this.#o.workspace.keepMembers(founder, members);
    this.#o.keepMembers(founder, members);
    this.#o.onChange();
  }
}
