import { hexToBytes } from "@noble/hashes/utils.js";
import type { Timer } from "#shared/lib/time.ts";
import { equal } from "#shared/sync/digest.ts";
import { noiseKeyOf } from "#shared/sync/device-key.ts";
import { ProtocolFault, type CloseReason } from "#shared/sync/pipe.ts";
import type { ChannelListener, SecureChannel } from "#shared/sync/secure-channel.ts";
import type { Lane } from "#shared/sync/frames.ts";
import {
  LARGEST_OF_GUEST,
  readHostHello,
  readJoinMessage,
  readKnock,
  writeHostHello,
  writeJoinMessage,
  type JoinMessage,
  type Knock,
  type Offer,
  type Welcome,
} from "./join-messages.ts";
import { isPresent, type GivenRole, type Standing } from "./roles.ts";

/** How long a guest may think over an offer, milliseconds. */
export const THINKING_TIME = 10 * 60_000;
/** How long either side waits for a word of the other where no person is asked. */
export const ANSWER_TIME = 30_000;

/** Why a device that knows an invitation is not let in. It crosses as the words of a close, sealed. */
export type JoinRefusal = "expired" | "used" | "blocked" | "full" | "version" | "owner";

/** An invitation that stands, as its host keeps it. */
export interface OpenInvitation {
  readonly role: Exclude<GivenRole, "removed">;
  /** Milliseconds since the epoch; null for never. */
  readonly expiresAt: number | null;
  /** How many devices may come by it; null for any number. */
  readonly uses: number | null;
  /** The devices that came by it. */
  readonly usedBy: readonly string[];
}

/**
 * Why a device that stands like this in the room does not come in by an invitation; null when it does. One that is in the room
 * may always come and get again what it lost, and a device uses an invitation once, however often it comes.
 */
export function joinRefusal(
  { expiresAt, uses, usedBy }: OpenInvitation,
  device: string,
  standing: Standing,
  now: number,
): JoinRefusal | null {
  if (standing === "removed") return "blocked";
  if (isPresent(standing)) return null;
  if (expiresAt !== null && now >= expiresAt) return "expired";
  return uses !== null && usedBy.length >= uses && !usedBy.includes(device) ? "used" : null;
}

/** True while a device that is not in the room may come in by an invitation. */
export function isOpen({ expiresAt, uses, usedBy }: OpenInvitation, now: number): boolean {
  return (expiresAt === null || now < expiresAt) && (uses === null || usedBy.length < uses);
}

/** What a host answers for. Everything is synchronous; what throws ends the conversation with "failed" and nothing else. */
export interface HostOptions {
  readonly timer: Timer;
  /** Why a device is not let in, see {@link joinRefusal}: asked when it has proved its key, and again when it says yes. */
  readonly refuses: (device: string) => JoinRefusal | null;
  /** What it is offered. */
  readonly offer: (device: string) => Offer;
  /** Makes it a member, unless it is one, and counts the use; durable when it returns. */
  readonly welcome: (device: string, name: string, consent: Uint8Array | null) => Welcome | JoinRefusal;
  /** A device has knocked: for the screen of whoever invited. */
  readonly knocked?: (knock: Knock) => void;
  /** The end, with what became of it, and whether the other side said it: the reason is for a log. */
  readonly ended?: (reason: CloseReason, welcomed: boolean, remote: boolean) => void;
  /** Something of this side failed: for the log. */
  readonly failed?: (error: unknown) => void;
}

/** One conversation with somebody who has an invitation, on the side of the room. Rules S-7xx of SPEC.md. */
export class InvitationHost implements ChannelListener {
  readonly #o: HostOptions;
  #channel: SecureChannel | null = null;
  #knock: Knock | null = null;
  #state: "waiting" | "offered" | "welcomed" | "over" = "waiting";
  #stopClock: () => void = () => undefined;

  constructor(options: HostOptions) {
    this.#o = options;
  }

  /** What the channel is to tell the other side. */
  readonly hello = writeHostHello();

  /** The largest message that the channel is to take. */
  readonly largest = LARGEST_OF_GUEST;

  /** Whether the channel is to let a device in that has proved its key. */
  readonly admit = (key: Uint8Array, hello: Uint8Array): CloseReason | null => {
    try {
      const knock = readKnock(hello);
      // The name of a device is its word; its key is what it has proved.
      if (!equal(noiseKeyOf(hexToBytes(knock.device)), key))
        return { code: "authentication", text: "A device names a key that it does not have." };
      const refusal = this.#o.refuses(knock.device);
      if (refusal !== null) return refused(refusal);
      this.#knock = knock;
      return null;
    } catch (error) {
      if (error instanceof ProtocolFault) return { code: error.code, text: error.message };
      this.#o.failed?.(error);
      throw error;
    }
  };

  attach(channel: SecureChannel): void {
    this.#channel = channel;
  }

  opened(): void {
    this.#guard((knock) => {
      this.#o.knocked?.(knock);
      this.#state = "offered";
      this.#send({ type: "offer", ...this.#o.offer(knock.device) });
      this.#wait(THINKING_TIME);
    });
  }

  message(_lane: Lane, bytes: Uint8Array): void {
    this.#guard((knock) => {
      const message = readJoinMessage(bytes);
      if (this.#state !== "offered" || message.type !== "accept")
        throw new ProtocolFault("A guest says what it was not asked.");
      // It may have thought it over for long.
      const refusal = this.#o.refuses(knock.device);
      const welcome = refusal ?? this.#o.welcome(knock.device, message.name, message.consent);
      if (typeof welcome === "string") return this.#end(refused(welcome));
      this.#state = "welcomed";
      this.#send({ type: "welcome", ...welcome });
      // The guest ends it, when it has what it needs.
      this.#wait(ANSWER_TIME);
    });
  }

  drained(): void {
    // Nothing waits for it: there is one message, and then the other side's turn.
  }

  closed(reason: CloseReason, remote: boolean): void {
    this.#stopClock();
    const welcomed = this.#state === "welcomed";
    this.#state = "over";
    this.#o.ended?.(reason, welcomed, remote);
  }

  /** Ends the conversation: the invitation was taken back. */
  close(): void {
    this.#end(refused("expired"));
  }

  #wait(time: number): void {
    this.#stopClock();
    this.#stopClock = this.#o.timer.after(time, () =>
      this.#end({ code: "timeout", text: "The guest said nothing for too long." }),
    );
  }

  #send(message: JoinMessage): void {
    this.#channel?.send("live", writeJoinMessage(message));
  }

  #end(reason: CloseReason): void {
    this.#channel?.close(reason);
  }

  #guard(work: (knock: Knock) => void): void {
    if (this.#state === "over" || this.#knock === null) return;
    try {
      work(this.#knock);
    } catch (error) {
      if (error instanceof ProtocolFault) return this.#end({ code: error.code, text: error.message });
      this.#o.failed?.(error);
      this.#end({ code: "failed", text: "The host could not go on." });
    }
  }
}

/** Whether the other side is a host of this protocol: what a guest's channel asks. */
export function admitHost(hello: Uint8Array): CloseReason | null {
  try {
    readHostHello(hello);
    return null;
  } catch (error) {
    if (error instanceof ProtocolFault) return { code: error.code, text: error.message };
    throw error;
  }
}

function refused(refusal: JoinRefusal): CloseReason {
  return { code: refusal === "full" ? "full" : "refused", text: refusal };
}
