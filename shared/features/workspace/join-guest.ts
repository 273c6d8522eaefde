import { hexToBytes } from "@noble/hashes/utils.js";
import { reason, type KnownReason } from "#shared/api/reasons.ts";
import type { Timer } from "#shared/lib/time.ts";
import type { Lane } from "#shared/sync/frames.ts";
import { ProtocolFault, type CloseReason } from "#shared/sync/pipe.ts";
import { equal } from "#shared/sync/digest.ts";
import { noiseKeyOf } from "#shared/sync/device-key.ts";
import type { ChannelListener, SecureChannel } from "#shared/sync/secure-channel.ts";
import {
  JOIN_PROTOCOL,
  LARGEST_OF_HOST,
  readJoinMessage,
  writeJoinMessage,
  writeKnock,
  type JoinMessage,
  type Offer,
  type Welcome,
} from "./join-messages.ts";
import { admitHost, ANSWER_TIME, THINKING_TIME } from "./join.ts";
import { Membership } from "./membership.ts";
import { may } from "./roles.ts";

/** What a guest has when it is in. */
export interface Joined extends Welcome {
  readonly membership: Membership;
}

export interface GuestOptions {
  /** The own device, 64 hex digits, and the name that it goes by. */
  readonly device: string;
  readonly name: string;
  /** Agrees to be another device of the person whose device this is, in a room; see signConsent. */
  readonly consent: (room: string, of: string) => Uint8Array;
  readonly timer: Timer;
  /** What is offered: a person says yes or no, by accept() or decline(). */
  readonly offered: (offer: Offer) => void;
  /** Keeps what came, durably. When it throws, the host still knows this device, and it can come again. */
  readonly joined: (joined: Joined) => void;
  /** The end, once: null when the device is in or has declined, else why it is not. */
  readonly ended: (why: KnownReason | null) => void;
  /** Something of this side failed: for the log. */
  readonly failed?: (error: unknown) => void;
}

/** One conversation with a host of an invitation, on the side of whoever was invited. Rules S-7xx of SPEC.md. */
export class InvitationGuest implements ChannelListener {
  readonly #o: GuestOptions;
  #channel: SecureChannel | null = null;
  #host: Uint8Array | null = null;
  #offer: Offer | null = null;
  #state: "waiting" | "asked" | "accepted" | "over" = "waiting";
  /** What the end will have been, where this side makes it. */
  #why: KnownReason | null | undefined;
  #stopClock: () => void = () => undefined;

  constructor(options: GuestOptions) {
    this.#o = options;
    this.hello = writeKnock({ protocol: JOIN_PROTOCOL, device: options.device, name: options.name });
  }

  /** What the channel is to tell the other side. */
  readonly hello: Uint8Array;

  /** The largest message that the channel is to take. */
  readonly largest = LARGEST_OF_HOST;

  /** Whether the channel is to let the other side in, which has proved the invitation's key. */
  readonly admit = (_key: Uint8Array, hello: Uint8Array): CloseReason | null => admitHost(hello);

  attach(channel: SecureChannel): void {
    this.#channel = channel;
  }

  /** Says yes to what is offered, under a name. Does nothing when nothing is. */
  accept(name: string): void {
    const offer = this.#offer;
    if (this.#state !== "asked" || offer === null) return;
    this.#state = "accepted";
    const consent = offer.person === null ? null : this.#o.consent(offer.room, offer.person.device);
    this.#send({ type: "accept", name, consent });
    this.#wait(ANSWER_TIME);
  }

  /** Says no, or gives up. */
  decline(): void {
    this.#end({ code: "done", text: "The guest declined." }, null);
  }

  opened(peer: { readonly key: Uint8Array }): void {
    this.#host = peer.key;
    this.#wait(ANSWER_TIME);
  }

  message(_lane: Lane, bytes: Uint8Array): void {
    if (this.#state === "over") return;
    try {
      this.#hear(readJoinMessage(bytes));
    } catch (error) {
      if (error instanceof ProtocolFault) return this.#broken(error.message);
      this.#o.failed?.(error);
      this.#end({ code: "failed", text: "The guest could not go on." }, reason("join.not-saved", {}));
    }
  }

  drained(): void {
    // Nothing waits for it: there is one message, and then the other side's turn.
  }

  closed(close: CloseReason): void {
    this.#stopClock();
    this.#state = "over";
    this.#o.ended(this.#why === undefined ? whyOf(close) : this.#why);
  }

  #hear(message: JoinMessage): void {
    if (message.type === "offer" && this.#state === "waiting") {
      const { type: _, ...offer } = message;
      // Nobody offers to be the other device of somebody else: what the guest agrees to would be that one's.
      if (offer.person !== null && !this.#isHost(offer.person.device))
        return this.#broken("A host speaks for somebody else.");
      this.#state = "asked";
      this.#offer = offer;
      // The host ends it when a person takes too long; this side does where there is no host any more.
      this.#wait(THINKING_TIME + ANSWER_TIME);
      this.#o.offered(offer);
    } else if (message.type === "welcome" && this.#state === "accepted") {
      const { type: _, ...welcome } = message;
      const membership = this.#check(welcome);
      this.#o.joined({ ...welcome, membership });
      this.#end({ code: "done", text: "The guest has what it needs." }, null);
    } else this.#broken("A host says what it was not asked.");
  }

  /** The members of a room that is what was offered. Throws ProtocolFault for another. */
  #check({ room, roomName, founder, records }: Welcome): Membership {
    const membership = new Membership(room, founder);
    membership.take(records);
    const same =
      room === this.#offer?.room &&
      roomName === this.#offer.roomName &&
      membership.roleOf(this.#o.device) === this.#offer.role &&
      membership.ofWhom(this.#o.device) === (this.#offer.person?.device ?? null) &&
      // Whoever has the invitation can play the host; a room is entered by those who may invite to it, or as another device of the host.
      this.#host !== null &&
      (may(membership.roleOfNoise(this.#host), "invite") ||
        membership.isOwnDevice(this.#o.device, this.#host));
    if (!same) throw new ProtocolFault("The room is not what was offered.");
    return membership;
  }

  #isHost(device: string): boolean {
    try {
      return this.#host !== null && equal(noiseKeyOf(hexToBytes(device)), this.#host);
    } catch {
      return false;
    }
  }

  #broken(text: string): void {
    this.#end({ code: "protocol", text }, reason("join.broken", {}));
  }

  #wait(time: number): void {
    this.#stopClock();
    this.#stopClock = this.#o.timer.after(time, () =>
      this.#end({ code: "timeout", text: "The host said nothing for too long." }, reason("join.timeout", {})),
    );
  }

  #send(message: JoinMessage): void {
    this.#channel?.send("live", writeJoinMessage(message));
  }

  #end(close: CloseReason, why: KnownReason | null): void {
    if (this.#state === "over") return;
    this.#why = why;
    this.#channel?.close(close);
  }
}

/** What an end that the other side made, or nobody, means for the guest. */
function whyOf({ code, text }: CloseReason): KnownReason {
  switch (code) {
    case "authentication":
      return reason("join.wrong", {});
    case "refused":
      return whyRefused(text);
    case "full":
      return reason("join.full", {});
    case "timeout":
      return reason("join.timeout", {});
    case "protocol":
    case "overload":
      return reason("join.broken", {});
    default:
      return reason("join.lost", {});
  }
}

function whyRefused(text: string): KnownReason {
  switch (text) {
    case "expired":
      return reason("join.expired", {});
    case "used":
      return reason("join.used", {});
    case "blocked":
      return reason("join.blocked", {});
    case "version":
      return reason("join.other-version", {});
    case "owner":
      return reason("join.owner-only", {});
    default:
      return reason("join.refused", {});
  }
}
