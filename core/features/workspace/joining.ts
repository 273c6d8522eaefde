import { failure, failureFor } from "#shared/api/failures.ts";
import { reason, type KnownReason } from "#shared/api/reasons.ts";
import {
  INVITATION_PROLOGUE,
  invitationKeys,
  isReason,
  readInvitation,
} from "#shared/features/workspace/invitation.ts";
import { InvitationGuest, type Joined } from "#shared/features/workspace/join-guest.ts";
import type { Offer } from "#shared/features/workspace/join-messages.ts";
import { toHex } from "#shared/lib/hex.ts";
import type { Clock, Timer } from "#shared/lib/time.ts";
import { signConsent } from "#shared/features/workspace/records.ts";
import { signerOf, type DeviceKey } from "#shared/sync/device-key.ts";
import type { Pipe } from "#shared/sync/pipe.ts";
import { SecureChannel } from "#shared/sync/secure-channel.ts";
import type { Logger } from "#core/platform/logger.ts";
import type { Lan, LanPart } from "#core/sync/lan/lan.ts";
import { Meeting, type MeetingState } from "#core/sync/meeting.ts";
import { nodeCrypto } from "#core/sync/node-crypto.ts";

/** How long somebody who lets this device in is looked for, milliseconds. */
const LOOKING_TIME = 45_000;
/** Servers of the local network that are tried at most: whoever announces new ones all the time is not followed. */
const LAN_MOST = 16;

/** Where it is looked, and how that place fares. */
export interface LookedAt {
  readonly address: string;
  readonly state: MeetingState["kind"];
  readonly source: "set" | "lan";
}

export interface JoiningOptions {
  /** Words or a link, as somebody typed or pasted it. */
  readonly invitation: string;
  /** Where to look beside the addresses of the link. */
  readonly addresses: readonly string[];
  readonly name: string;
  readonly device: DeviceKey;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly random: (bytes: number) => Uint8Array;
  readonly logger: Logger;
  /** Where it is looked, too. */
  readonly lan: Lan;
  /** Where it is looked: at once, and whenever that changes, until something is offered. */
  readonly looking: (places: readonly LookedAt[]) => void;
  /** What is offered: a person says yes or no. */
  readonly offered: (offer: Offer) => void;
  /** Keeps the workspace; durable when it returns. */
  readonly joined: (joined: Joined, addresses: readonly string[]) => void;
  /** The end, once: null when the device is in or has declined, else why it is not. */
  readonly ended: (why: KnownReason | null) => void;
}

/** One attempt to come in by an invitation: looks for a host at each address, and talks with the first that offers something. */
export class Joining {
  readonly #o: JoiningOptions;
  readonly #addresses: readonly string[];
  readonly #meetings = new Map<string, Meeting>();
  #nearby: LanPart | null = null;
  readonly #guests = new Set<InvitationGuest>();
  #chosen: InvitationGuest | null = null;
  /** Why the last host did not let it in: said when no other does. */
  #why: KnownReason | null = null;
  #over = false;
  #stopClock: () => void = () => undefined;

  private constructor(options: JoiningOptions, addresses: readonly string[]) {
    this.#o = options;
    this.#addresses = addresses;
  }

  /** Begins. Throws VALIDATION_ERROR for what is no invitation, or says nowhere where to look. */
  static async begin(options: JoiningOptions): Promise<Joining> {
    const read = readInvitation(options.invitation);
    if (isReason(read)) throw failureFor(read);
    const addresses = [...new Set([...options.addresses, ...read.addresses])];
    if (addresses.length === 0 && !options.lan.works) throw failure("join.nowhere", {});
    const joining = new Joining(options, addresses);
    const { meeting, psk } = await invitationKeys(read.secret);
    joining.#look(meeting, psk);
    return joining;
  }

  /** Says yes to what was offered. */
  accept(): void {
    this.#chosen?.accept(this.#o.name);
  }

  /** Says no, or gives up. */
  decline(): void {
    this.#finish(null);
  }

  #look(meeting: Uint8Array, psk: Uint8Array): void {
    this.#stopClock = this.#o.timer.after(LOOKING_TIME, () => this.#gaveUp());
    for (const address of this.#addresses) this.#lookAt(address, meeting, psk);
    const nearby = this.#o.lan.part(() => {
      for (const address of nearby.addresses([])) {
        if (this.#meetings.size - this.#addresses.length >= LAN_MOST) return;
        this.#lookAt(address, meeting, psk);
      }
      this.#tell();
    });
    nearby.want(meeting, []);
    this.#nearby = nearby;
    this.#tell();
  }

  #tell(): void {
    if (this.#over || this.#chosen !== null) return;
    const places = [...this.#meetings].map(([address, { state }]) => {
      const source = this.#addresses.includes(address) ? "set" : "lan";
      return { address, state: state.kind, source } as const;
    });
    this.#o.looking(places);
  }

  #lookAt(address: string, meeting: Uint8Array, psk: Uint8Array): void {
    if (this.#meetings.has(address)) return;
    const { clock, timer, random } = this.#o;
    const place: Meeting = new Meeting({
      address,
      meeting,
      clock,
      timer,
      random,
      onPipe: (pipe, initiator) => this.#knock(pipe, initiator, psk),
      onState: () => this.#tell(),
    });
    this.#meetings.set(address, place);
  }

  #gaveUp(): void {
    const reached = [...this.#meetings.values()].some(({ state }) => state.kind === "joined");
    const read = readInvitation(this.#o.invitation);
    // Words that were misheard lead to where nobody is, and cannot be told from those of somebody who is away.
    const byWords = !isReason(read) && read.secret.kind === "words";
    const nobody = reason(byWords ? "join.nobody-by-words" : "join.nobody", {});
    const notNearby = reason(byWords ? "join.not-nearby-by-words" : "join.not-nearby", {});
    const unreached = this.#addresses.length === 0 ? notNearby : reason("join.unreachable", {});
    this.#finish(this.#why ?? (reached ? nobody : unreached));
  }

  #knock(pipe: Pipe, initiator: boolean, psk: Uint8Array): void {
    const { device, timer, random, logger, name } = this.#o;
    if (this.#chosen !== null || this.#over)
      return pipe.close({ code: "done", text: "Another host answered." });
    const guest: InvitationGuest = new InvitationGuest({
      device: toHex(device.key),
      name,
      consent: (room, of) => signConsent(room, of, signerOf(device)),
      timer,
      offered: (offer) => this.#offered(guest, offer),
      joined: (joined) => this.#o.joined(joined, this.#addresses),
      ended: (why) => this.#ended(guest, why),
      failed: (error) => logger.error({ err: error }, "the workspace could not be joined"),
    });
    this.#guests.add(guest);
    guest.attach(
      new SecureChannel({
        pipe,
        initiator,
        prologue: INVITATION_PROLOGUE,
        psk,
        staticKey: device.noise,
        crypto: nodeCrypto,
        hello: guest.hello,
        admit: guest.admit,
        largest: guest.largest,
        random,
        timer,
        listener: guest,
      }),
    );
  }

  #offered(guest: InvitationGuest, offer: Offer): void {
    if (this.#chosen !== null) return guest.decline();
    this.#chosen = guest;
    this.#stopClock();
    for (const other of this.#guests) if (other !== guest) other.decline();
    this.#o.offered(offer);
  }

  #ended(guest: InvitationGuest, why: KnownReason | null): void {
    this.#guests.delete(guest);
    if (guest === this.#chosen) return this.#finish(why);
    // Others who look with the same words are met, too: they are no hosts, and a host may still come.
    if (why !== null && FINAL.has(why.id)) this.#finish(why);
    else if (why !== null && why.id !== "join.broken") this.#why = why;
  }

  #finish(why: KnownReason | null): void {
    if (this.#over) return;
    this.#over = true;
    this.#stopClock();
    for (const guest of this.#guests) guest.decline();
    this.#nearby?.end();
    for (const meeting of this.#meetings.values()) meeting.close();
    this.#o.ended(why);
  }
}

/** What a host said of this device: no other host will say otherwise. */
const FINAL: ReadonlySet<KnownReason["id"]> = new Set([
  "join.expired",
  "join.used",
  "join.blocked",
  "join.owner-only",
  "join.other-version",
]);
