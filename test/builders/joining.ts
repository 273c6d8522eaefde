import {
  joinRefusal,
  InvitationHost,
  type HostOptions,
  type OpenInvitation,
} from "#shared/features/workspace/join.ts";
import { InvitationGuest, type GuestOptions, type Joined } from "#shared/features/workspace/join-guest.ts";
import { INVITATION_PROLOGUE } from "#shared/features/workspace/invitation.ts";
import {
  JOIN_PROTOCOL,
  readJoinMessage,
  writeKnock,
  type JoinMessage,
  type Knock,
  type Offer,
} from "#shared/features/workspace/join-messages.ts";
import { signConsent } from "#shared/features/workspace/records.ts";
import { addMember } from "#shared/features/workspace/membership-changes.ts";
import type { Membership } from "#shared/features/workspace/membership.ts";
import { isPresent } from "#shared/features/workspace/roles.ts";
import type { KnownReason } from "#shared/api/reasons.ts";
import { memoryPipes, type MemoryPipes } from "#shared/sync/memory-pipe.ts";
import type { CloseReason } from "#shared/sync/pipe.ts";
import { SecureChannel, type ChannelListener, type ChannelOptions } from "#shared/sync/secure-channel.ts";
import { newcomer, grown, founder, ROOM, type Person } from "./members.ts";
import { seededBytes } from "./secure-channels.ts";
import { VirtualTime } from "./virtual-time.ts";

export const ROOM_KEY = new Uint8Array(32).fill(9);
const PSK = new Uint8Array(32).fill(5);

/** A room with one invitation, as a core keeps it: what it counts and whom it lets in. */
export class Inviting {
  readonly time = new VirtualTime();
  readonly membership: Membership = grown();
  readonly knocks: Knock[] = [];
  readonly ends: { readonly reason: CloseReason; readonly welcomed: boolean }[] = [];
  readonly failures: unknown[] = [];
  /** How often somebody was made a member. */
  welcomes = 0;
  invitation: OpenInvitation = { role: "editor", expiresAt: null, uses: 1, usedBy: [] };

  /** The host of a person who may invite, otherwise where `change` says so. */
  host(change: Partial<HostOptions> = {}, inviter: Person = founder): InvitationHost {
    return new InvitationHost({
      timer: this.time,
      refuses: (device) =>
        joinRefusal(this.invitation, device, this.membership.roleOf(device), this.time.now),
      offer: (device) => this.offer(device),
      welcome: (device, name) => {
        if (this.membership.roleOf(device) === null) {
          addMember(this.membership, inviter.by, { device, name, role: this.invitation.role });
          this.invitation = { ...this.invitation, usedBy: [...this.invitation.usedBy, device] };
          this.welcomes++;
        }
        return this.welcome();
      },
      knocked: (knock) => this.knocks.push(knock),
      ended: (reason, welcomed) => this.ends.push({ reason, welcomed }),
      failed: (error) => this.failures.push(error),
      ...change,
    });
  }

  offer(device: string): Offer {
    const standing = this.membership.roleOf(device);
    const role = isPresent(standing) ? standing : this.invitation.role;
    const { expiresAt } = this.invitation;
    return { room: ROOM, roomName: "Our POCs", documents: 12, bytes: 3456, role, person: null, expiresAt };
  }

  welcome() {
    const { room, root: founder } = this.membership;
    return { room, roomKey: ROOM_KEY, roomName: "Our POCs", founder, records: this.membership.encode() };
  }
}

/** Whoever was invited and what came of it. */
export class Guest {
  readonly guest: InvitationGuest;
  readonly offers: Offer[] = [];
  readonly joined: Joined[] = [];
  readonly ends: (string | null)[] = [];
  readonly failures: unknown[] = [];

  /** Says yes at once, unless `change` says otherwise. */
  constructor(time: VirtualTime, who: Person, change: Partial<GuestOptions> = {}) {
    this.guest = new InvitationGuest({
      device: who.id,
      name: who.name,
      consent: (room, of) => signConsent(room, of, who.signer),
      timer: time,
      offered: (offer) => {
        this.offers.push(offer);
        this.guest.accept(who.name);
      },
      joined: (joined) => this.joined.push(joined),
      ended: (why: KnownReason | null) => this.ends.push(why?.id ?? null),
      failed: (error) => this.failures.push(error),
      ...change,
    });
  }
}

/** Somebody who speaks over a channel. */
export type Speaker = ChannelListener &
  Pick<ChannelOptions, "hello" | "admit" | "largest"> & { attach(channel: SecureChannel): void };

/** Lets two speak with each other; the first one's channel begins where `first` says so. Answers their pipe, with time standing still. */
export function meet(
  time: VirtualTime,
  speakers: readonly [{ of: Person; speaker: Speaker }, { of: Person; speaker: Speaker; psk?: Uint8Array }],
  first = true,
): MemoryPipes {
  const pipes = memoryPipes({ clock: () => time.now, timer: time, delay: () => 1 });
  for (const [at, side] of speakers.entries()) {
    const { of, speaker } = side;
    const channel = new SecureChannel({
      pipe: pipes.ends[at as 0 | 1],
      initiator: (at === 0) === first,
      prologue: INVITATION_PROLOGUE,
      psk: ("psk" in side ? side.psk : undefined) ?? PSK,
      staticKey: of.device.noise,
      hello: speaker.hello,
      admit: speaker.admit,
      largest: speaker.largest,
      random: seededBytes(`${at} ${time.now}`),
      timer: time,
      listener: speaker,
    });
    speaker.attach(channel);
  }
  return pipes;
}

/** The newcomer, or another, comes with the invitation. */
export function come(
  inviting: Inviting,
  options: {
    who?: Person;
    host?: Partial<HostOptions>;
    guest?: Partial<GuestOptions>;
    inviter?: Person;
    first?: boolean;
    psk?: Uint8Array;
    for?: number;
  } = {},
) {
  const who = options.who ?? newcomer;
  const guest = new Guest(inviting.time, who, options.guest);
  const inviter = options.inviter ?? founder;
  const host = inviting.host(options.host, inviter);
  const side = { of: who, speaker: guest.guest, ...(options.psk === undefined ? {} : { psk: options.psk }) };
  const pipes = meet(inviting.time, [{ of: inviter, speaker: host }, side], options.first);
  inviting.time.advance(options.for ?? 1_000);
  return { guest, host, pipes };
}

/** What somebody says to a message, or, to none, when the channel has opened. */
export type Says = (message: JoinMessage | null, say: (bytes: Uint8Array) => void) => void;

/** Somebody who keeps to the handshake and then to nothing. */
export class Rough implements Speaker {
  readonly heard: JoinMessage[] = [];
  readonly codes: string[] = [];
  readonly hello: Uint8Array;
  readonly admit = () => null;
  readonly #says: Says;
  #channel: SecureChannel | null = null;

  constructor(hello: Uint8Array, says: Says) {
    this.hello = hello;
    this.#says = says;
  }

  attach(channel: SecureChannel): void {
    this.#channel = channel;
  }

  opened(): void {
    this.#says(null, (bytes) => this.#channel?.send("live", bytes));
  }

  message(_lane: unknown, bytes: Uint8Array): void {
    const message = readJoinMessage(bytes);
    this.heard.push(message);
    this.#says(message, (answer) => this.#channel?.send("live", answer));
  }

  drained(): void {
    // It waits for nothing.
  }

  closed({ code }: CloseReason): void {
    this.codes.push(code);
  }
}

/** What a person says of its device when it knocks. */
export const knockOf = ({ id, name }: Person): Uint8Array =>
  writeKnock({ protocol: JOIN_PROTOCOL, device: id, name });

/** A rough guest of an honest host. */
export function rough(
  inviting: Inviting,
  says: Says,
  hello = knockOf(newcomer),
): { guest: Rough; host: InvitationHost } {
  const guest = new Rough(hello, says);
  const host = inviting.host();
  meet(inviting.time, [
    { of: founder, speaker: host },
    { of: newcomer, speaker: guest },
  ]);
  inviting.time.advance(1_000);
  return { guest, host };
}
