import { failure } from "#shared/api/failures.ts";
import {
  invitationKeys,
  newLinkSecret,
  newWordSecret,
  roomKeys,
  writeLink,
  type Secret,
} from "#shared/features/workspace/invitation.ts";
import type { Membership } from "#shared/features/workspace/membership.ts";
import { isPresent, may, mayInviteAs, type Standing } from "#shared/features/workspace/roles.ts";
import { toHex } from "#shared/lib/hex.ts";
import type { Clock, Timer } from "#shared/lib/time.ts";
import type { Presence, RoomPresence } from "#shared/sync/presence.ts";
import { Refusals } from "#shared/sync/refusals.ts";
import type { DeviceKey } from "#shared/sync/device-key.ts";
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
import { People } from "./people.ts";
import type { WorkspaceService } from "./workspace-service.ts";

/** How long a code lets in another device of one's own, milliseconds. */
const CODE_LASTS = 3_600_000;
/** How long somebody is looked for who is to hear that this device goes, and how long one may take to hear it; milliseconds. */
const MEETING_TIME = 5_000;
const HEARING_TIME = 3_000;

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
  /** It is called otherwise, by somebody who may say so. */
  readonly keepName: (name: string) => void;
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
  /** Who belongs to it. */
  readonly people: People;
  #peers: RoomPeers | null = null;
  #on = false;
  /** This device is about to say that it goes. */
  #departing = false;
  /** How this device stood before it said that it goes; null but for that moment. */
  #shown: Standing = null;
  /** Whoever waits for peers to come or go. */
  readonly #waiting = new Set<() => void>();

  constructor(options: SharingOptions) {
    this.#o = options;
    this.#invitations = new InvitationStore(options.db);
    this.#size = new RoomSize(options.db, options.documents);
    this.#lastEqual = new LastEqual(options.db);
    this.#places = new LanPlaces(options.lan, options.clock, () => this.#meet());
    this.people = new People({
      ...options,
      onChange: () => {
        options.onChange();
        // Not within what a peer has said: its session may be one of those that end.
        options.timer.after(0, () => this.#followStanding());
      },
      tell: () => this.#peers?.membersChanged(),
    });
    this.#desk = new InvitationDesk({
      ...options,
      invitations: this.#invitations,
      size: () => this.#size.get(),
      people: this.people,
      onRefusal: (why) => {
        // Whoever is not let in is nobody's member.
        this.refusals.note(null, why);
        options.onChange();
      },
    });
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

  /** How this device stands, as a person is told. */
  get standing(): Standing {
    return this.#shown ?? this.people.standing;
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

  /**
   * Invites, and makes the workspace a shared one with the first invitation: as somebody of this name, or else of the device's.
   * Throws FORBIDDEN.
   */
  invite(wish: Omit<InvitationWish, "own">, name?: string): Promise<Invitation> {
    if (!mayInviteAs(this.people.standing, wish.role)) throw failure("member.not-allowed", {});
    return this.#invite({ ...wish, own: false }, name);
  }

  /** A code by which another device of this person comes in, once and soon. Throws the failures `member.*`. */
  inviteOwnDevice(): Promise<Invitation> {
    const { standing, roleOfOwnDevice: role } = this.people;
    if (role === null) throw failure(isPresent(standing) ? "member.not-first" : "member.not-allowed", {});
    return this.#invite({ role, own: true, uses: 1, expiresAt: this.#o.clock() + CODE_LASTS });
  }

  async #invite(wish: InvitationWish, name?: string): Promise<Invitation> {
    const { random, clock } = this.#o;
    const [word, link] = [newWordSecret(random), newLinkSecret(random)];
    if (word.kind !== "words" || link.kind !== "link") throw new Error("a secret is of another kind");
    const wordKeys = await invitationKeys(word);
    this.people.begin(name);
    const invitation = this.#invitations.add({
      ...wish,
      words: word.words.join(" "),
      secret: link.bytes,
      wordKeys,
      createdAt: clock(),
    });
    this.#meet();
    this.#o.onChange();
    return invitation;
  }

  /** Whether an invitation with this secret was made on this device. */
  hasInvitation(secret: Secret): boolean {
    return this.invitations().some((made) =>
      secret.kind === "words"
        ? made.words === secret.words.join(" ")
        : toHex(made.secret) === toHex(secret.bytes),
    );
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

  /**
   * Tells the others that this device goes, and waits until somebody has heard it: false where nobody could be reached. True,
   * too, where there is nobody to tell. Where nothing is synced at the moment it goes online for this alone; `staysOnline` is
   * asked when it is done.
   */
  async depart(staysOnline: () => boolean): Promise<boolean> {
    const { people } = this;
    const { standing } = people;
    // It may have been ended in the middle of this before.
    const again = standing === "left";
    if (people.all().length < (again ? 1 : 2) || !(again || may(standing, "leave"))) return true;
    this.#departing = true;
    const was = this.#on && this.#peers !== null;
    try {
      // Where nothing is synced at the moment, it takes a while to meet somebody; where it is, whoever is there is met.
      if (!was) this.start();
      await this.#until(() => this.peers().length > 0 || this.#isHeard, was ? 0 : MEETING_TIME);
      // Until that is done, a person sees what was there before, and nothing in between.
      this.#shown = standing;
      if (!again) people.depart();
      await this.#until(() => this.#isHeard, this.peers().length === 0 ? 0 : HEARING_TIME);
      return this.#isHeard;
    } finally {
      this.#shown = null;
      this.#departing = false;
      // What was met for this is met no more: whoever comes in again later begins anew.
      if (staysOnline()) this.#followStanding();
      else this.stop();
    }
  }

  /** Makes it a workspace of this device alone: under another key, and with nobody who could be met or come in. */
  forget(): void {
    const { db, documents, workspace, random, onChange } = this.#o;
    const on = this.#on;
    this.stop();
    db.transaction(() => {
      workspace.unshare(random(32), this.people.names());
      this.#invitations.clear();
      this.#lastEqual.clear();
      documents.unsettled.settle();
      db.prepare("DELETE FROM meeting_address").run();
    }).immediate();
    this.people.forget();
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
    const { membership } = this.people;
    // Whoever is out has nobody to meet, but to tell so.
    if (!this.#on || membership === null || (this.people.isOut && !this.#departing)) return;
    const invitations = this.invitations();
    void this.#places.follow(roomKeys(this.#key).meeting, invitations);
    const { own } = this.#places;
    const addresses = own === null ? this.addresses : [...this.addresses, own];
    this.#peers ??= this.#talk(membership);
    this.#found = this.#places.found(
      this.#peers.addresses().filter(({ address }) => this.#found.includes(address)),
    );
    // Whoever is on the local network may not send this machine to the internet.
    this.#peers.meetAt([...new Set([...addresses, ...this.#found])], this.addresses);
    this.#desk.meetAt(addresses, invitations);
  }

  /** One that is out, and has heard so, meets nobody any more; one that is in again does. */
  #followStanding(): void {
    if (!this.#on) return;
    if (this.people.isOut && !this.#departing && this.#peers !== null) {
      this.stop();
      this.#on = true;
      this.#o.onChange();
    } else if (!this.people.isOut && this.#peers === null) this.#meet();
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
      onMembers: () => this.people.learned(),
      onRefusal: (device, why) => this.refusals.note(device, why),
      onState: () => {
        if (this.#peers !== null) this.#lastEqual.note(this.#peers.peers());
        this.#leaveLost();
        for (const wake of this.#waiting) wake();
        this.#o.onChange();
      },
    });
  }

  get #isHeard(): boolean {
    return this.#peers?.isDepartureHeard === true;
  }

  /** Resolves when it is so, and after some milliseconds in any case. */
  async #until(isSo: () => boolean, most: number): Promise<void> {
    if (most === 0 || isSo()) return;
    await new Promise<void>((resolve) => {
      const end = (): void => {
        stop();
        this.#waiting.delete(wake);
        resolve();
      };
      const wake = (): void => (isSo() ? end() : undefined);
      const stop = this.#o.timer.after(most, end);
      this.#waiting.add(wake);
    });
  }

  get #key(): Uint8Array {
    return Uint8Array.from(this.#o.workspace.seed().key);
  }
}
