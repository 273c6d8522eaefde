import { assertNever } from "#shared/lib/assert-never.ts";
import type { Clock, Timer } from "#shared/lib/time.ts";
import { Comparing } from "./comparing.ts";
import type { DeviceRates } from "./device-rates.ts";
import { equal, type Entry, type RoomDigest } from "./digest.ts";
import type { DirectWord } from "./direct-words.ts";
import type { Lane } from "./frames.ts";
import { Giving } from "./giving.ts";
import { GoingBack, type OwnChanges } from "./going-back.ts";
import {
  ASK_AT_ONCE,
  ASK_BYTES,
  BEAT_EVERY,
  DEAD_AFTER,
  GIVING,
  LISTING,
  LIVE_WAITING,
  MAX_DOCUMENT,
  MAX_VECTOR,
  MAX_WANTED,
  TELL_EQUAL,
} from "./limits.ts";
import { listsOf } from "./lists.ts";
import { readMessage, writeMessage, type Given, type Message } from "./messages.ts";
import { ProtocolFault, type CloseReason } from "./pipe.ts";
import type { Presence, PresenceSession, RoomPresence } from "./presence.ts";
import type { Refusal } from "./refusals.ts";
import type { MemberRecords, PeerState, Replica, RoomListener, Taken } from "./replica.ts";
import type { ChannelListener, SecureChannel } from "./secure-channel.ts";
import { Telling } from "./telling.ts";

interface SessionOptions {
  readonly replica: Replica;
  readonly digest: RoomDigest;
  /** How much is heard of each device, in all its sessions. */
  readonly rates: DeviceRates;
  readonly mayWrite: (device: Uint8Array) => boolean;
  /** Takes changes as one, and notes what they change. */
  readonly take: (given: readonly Given[], device: Uint8Array) => readonly Taken[];
  readonly own?: OwnChanges;
  readonly records?: MemberRecords;
  /** Takes what the peer knows of who belongs to the room. */
  readonly takeRecords: (bytes: Uint8Array) => void;
  readonly direct?: (device: Uint8Array, word: DirectWord) => boolean;
  readonly presence?: RoomPresence;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly listener: RoomListener;
  readonly ended: () => void;
}

/** The state vector of an empty document. */
const NOTHING_KNOWN = Uint8Array.of(0);

/**
 * The conversation with one peer. Both say their digest in every beat. Where it stays another, the side that opened the
 * channel sends the digests of its buckets, both list what stands in those that differ, and each asks for what it lacks.
 */
export class PeerSession implements ChannelListener, PresenceSession {
  readonly #o: SessionOptions;
  #channel: SecureChannel | null = null;
  #device: Uint8Array | null = null;
  #heardAt: number;
  #equalAt: number | null = null;
  #refused = 0;
  #stopBeat: () => void = () => undefined;
  readonly #comparing = new Comparing();
  /** Documents that are to be asked for, and those that were. */
  readonly #wanted = new Set<string>();
  #asked: Set<string> | null = null;
  readonly #goingBack: GoingBack | null;
  readonly #giving: Giving;
  readonly #telling: Telling;
  #closed = false;

  constructor(options: SessionOptions) {
    this.#o = options;
    this.#goingBack = options.own === undefined ? null : new GoingBack(options.own);
    this.#giving = new Giving({
      give: ({ id, vector }) => this.#read(() => options.replica.give(id, vector)),
      hasRoom: () => this.#channel?.isOpen === true && this.#channel.waiting < GIVING,
      owes: (worth) => this.#owes("given", worth),
      timer: options.timer,
      send: (documents, last) => this.#send("bulk", { type: "give", last, documents }),
    });
    this.#heardAt = options.clock();
    this.#telling = new Telling({
      ...options,
      newest: () => options.records?.encode() ?? new Uint8Array(0),
      send: (bytes) => this.#guard(() => this.sendRecords(bytes)),
    });
  }

  attach(channel: SecureChannel): void {
    this.#channel = channel;
    if (this.#closed) channel.close({ code: "done", text: "The room was closed." });
  }

  get state(): PeerState {
    return {
      device: this.#device,
      equalAt: this.#equalAt,
      wanted: this.#wanted.size + (this.#asked?.size ?? 0),
      refused: this.#refused,
    };
  }

  close(reason: CloseReason): void {
    this.#channel?.close(reason);
  }

  /** Sends a change of this side. A peer that is too slow for it learns of it when it compares. */
  publish(document: Given): void {
    const channel = this.#channel;
    if (channel?.isOpen !== true || channel.waiting > LIVE_WAITING) return;
    if (document.update.length > MAX_DOCUMENT) return;
    this.#guard(() => this.#send("live", { type: "live", document }));
  }

  /** Tells the peer who belongs to the room, as soon as it may be told. Before documents: what it may write depends on it. */
  tellRecords(bytes: Uint8Array): void {
    if (this.#channel?.isOpen === true) this.#telling.tell(bytes);
  }

  /** Tells it at once: to a peer that is turned away by them. */
  sendRecords(bytes: Uint8Array): void {
    this.#send("live", { type: "records", bytes });
  }

  direct(word: DirectWord): void {
    this.#send("live", { type: "direct", word });
  }

  get isBehind(): boolean {
    return (this.#channel?.waiting ?? 0) > LIVE_WAITING;
  }

  /** Tells the peer where this side is. */
  say(presence: Presence): void {
    this.#guard(() => this.#send("live", { type: "presence", presence }));
  }

  opened(peer: { readonly key: Uint8Array }): void {
    this.#device = peer.key;
    this.#heardAt = this.#o.clock();
    this.#guard(() => {
      const { records } = this.#o;
      if (records !== undefined) this.tellRecords(records.encode());
      this.#beat();
      this.#o.presence?.opened(this, peer.key);
      this.#o.listener.peers?.();
    });
  }

  message(_lane: Lane, bytes: Uint8Array): void {
    this.#heardAt = this.#o.clock();
    this.#guard(() => this.#hear(readMessage(bytes)));
  }

  drained(): void {
    this.#guard(() => this.#giving.goOn());
  }

  closed({ code }: CloseReason): void {
    this.#closed = true;
    this.#o.presence?.closed(this, code);
    this.#stopBeat();
    this.#telling.stop();
    this.#giving.stop();
    this.#o.ended();
  }

  /** Whatever goes wrong ends this session and nothing else: what a peer sends reaches nobody who called this side. */
  #guard(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (error instanceof ProtocolFault) return this.close({ code: error.code, text: error.message });
      this.close({ code: "failed", text: "The other side could not go on." });
      this.#o.listener.failed?.(error);
    }
  }

  /** What the documents of this side answer; null where they cannot be read, which is nothing that the peer did. */
  #read<T>(work: () => T): T | null {
    try {
      return work();
    } catch (error) {
      if (error instanceof ProtocolFault) throw error;
      this.#o.listener.failed?.(error);
      return null;
    }
  }

  #send(lane: Lane, message: Message): void {
    if (this.#channel?.isOpen === true) this.#channel.send(lane, writeMessage(message));
  }

  /** Says that this side is here and what it has; ends the session of a peer that says nothing. */
  #beat(): void {
    this.#stopBeat();
    if (this.#closed) return;
    const now = this.#o.clock();
    // A clock that was set back does not let a dead peer live.
    this.#heardAt = Math.min(this.#heardAt, now);
    if (now - this.#heardAt >= DEAD_AFTER) {
      this.close({ code: "timeout", text: "The other side has not been heard for too long." });
      return;
    }
    this.#send("live", { type: "beat", digest: this.#o.digest.root });
    this.#stopBeat = this.#o.timer.after(BEAT_EVERY, () => this.#guard(() => this.#beat()));
  }

  #hear(message: Message): void {
    switch (message.type) {
      case "beat":
        return this.#heardBeat(message.digest);
      case "buckets":
        return this.#list(this.#o.digest.differing(message.digests), false);
      case "list":
        this.#compared(message.buckets.length + message.entries.length);
        this.#want(message.entries);
        if (!message.answer) this.#list(message.buckets, true);
        return;
      case "ask":
        return this.#giving.begin(message.documents);
      case "give":
        return this.#heardGive(message.documents, message.last);
      case "live":
        return this.#heardLive(message.document);
      case "refused":
        return this.#heardRefused(message.id, message.text);
      case "records":
        if (!this.#o.rates.take(this.#device as Uint8Array, "records", this.#o.clock()))
          throw new ProtocolFault("A peer tells too often who belongs to the room.", "overload");
        return this.#o.takeRecords(message.bytes);
      case "direct":
        return this.#heardDirect(message.word);
      case "presence":
        if (this.#o.presence?.heard(this, message.presence) === false) this.#count("presence");
        return;
      default:
        return assertNever(message);
    }
  }

  #heardBeat(digest: Uint8Array): void {
    const now = this.#o.clock();
    if (equal(digest, this.#o.digest.root)) {
      if (this.#o.mayWrite(this.#device as Uint8Array)) this.#o.own?.settle();
      const was = this.#equalAt;
      this.#equalAt = now;
      this.#comparing.settled();
      if (was === null || now - (now % TELL_EQUAL) !== was - (was % TELL_EQUAL)) this.#o.listener.peers?.();
      return;
    }
    this.#goBack();
    if (this.#channel?.initiator !== true) return;
    const busy = this.#wanted.size > 0 || this.#asked !== null;
    if (!this.#comparing.isDue(now, this.#equalAt !== null, busy)) return;
    this.#send("bulk", { type: "buckets", digests: this.#o.digest.buckets });
  }

  /** Lists what stands in some buckets, in as many messages as it needs. */
  #list(buckets: readonly number[], answer: boolean): void {
    // Who does not read is not written to without end; what is left out is found by the next comparison.
    if (this.#channel === null || this.#channel.waiting > LISTING) return;
    for (const part of listsOf(this.#o.digest, buckets)) {
      this.#compared(part.entries.length);
      this.#send("bulk", { type: "list", answer, ...part });
    }
  }

  /** Notes entries that were heard or listed. Throws ProtocolFault for a device that compares without end. */
  #compared(entries: number): void {
    if (this.#owes("compared", entries) > 0) throw new ProtocolFault("A peer compares too much.", "overload");
  }

  #owes(what: "compared" | "given", amount: number): number {
    return this.#o.rates.owe(this.#device as Uint8Array, what, amount, this.#o.clock());
  }

  /** Asks one who may write for what this device has changed and may not change any more: whole, in place of what is here. */
  #goBack(): void {
    if (this.#asked !== null || !this.#o.mayWrite(this.#device as Uint8Array)) return;
    const ids = this.#goingBack?.next() ?? [];
    if (ids.length === 0) return;
    this.#asked = new Set(ids);
    this.#send("bulk", { type: "ask", documents: ids.map((id) => ({ id, vector: NOTHING_KNOWN })) });
  }

  /** Notes what the peer has otherwise. Of one who may not write nothing is wanted. */
  #want(entries: readonly Entry[]): void {
    if (!this.#o.mayWrite(this.#device as Uint8Array)) return;
    for (const { id, hash } of entries) {
      if (this.#wanted.size >= MAX_WANTED) break;
      const own = this.#o.digest.hashOf(id);
      if (own === undefined || !equal(own, hash)) this.#wanted.add(id);
    }
    this.#ask();
  }

  #ask(): void {
    if (this.#asked !== null || this.#wanted.size === 0) return;
    const documents: { id: string; vector: Uint8Array }[] = [];
    let bytes = 0;
    for (const id of this.#wanted) {
      if (documents.length >= ASK_AT_ONCE || bytes >= ASK_BYTES) break;
      this.#wanted.delete(id);
      const vector = this.#read(() => this.#o.replica.vector(id));
      // A document that cannot be read here could not take the answer either.
      if (vector === null) continue;
      documents.push({ id, vector: vector.length > MAX_VECTOR ? NOTHING_KNOWN : vector });
      bytes += vector.length;
    }
    if (documents.length === 0) return;
    this.#asked = new Set(documents.map(({ id }) => id));
    this.#send("bulk", { type: "ask", documents });
    this.#o.listener.peers?.();
  }

  #heardGive(documents: readonly Given[], last: boolean): void {
    const asked = this.#asked;
    if (documents.length === 0 && !last) throw new ProtocolFault("A part of an answer is empty.");
    if (asked === null) throw new ProtocolFault("A peer answers what was not asked.");
    const device = this.#device as Uint8Array;
    const may = this.#o.mayWrite(device);
    // Each once: an answer is not rated as live changes are.
    if (!documents.every(({ id }) => asked.delete(id)))
      throw new ProtocolFault("A peer answers what was not asked.");
    if (this.#goingBack?.isAsking === true) this.#goingBack.heard(documents, last, may ? device : null);
    else this.#judgeAll(documents, may ? this.#o.take(documents, device) : []);
    if (!last) return;
    this.#asked = null;
    this.#goBack();
    this.#ask();
    // All is here: the other side hears at once that both are equal.
    if (this.#asked === null) this.#beat();
  }

  #judgeAll(documents: readonly Given[], taken: readonly Taken[]): void {
    for (const [at, { id }] of documents.entries()) {
      const one = taken[at];
      if (one === undefined) this.#refuse(id, ROLE, "role");
      else this.#judge(id, one);
    }
    this.#o.listener.peers?.();
  }

  #heardRefused(id: string, text: string): void {
    const device = this.#device as Uint8Array;
    if (this.#o.rates.take(device, "refusal", this.#o.clock())) this.#o.listener.refused?.(id, text, device);
  }

  #heardLive(given: Given): void {
    const device = this.#device as Uint8Array;
    if (!this.#o.rates.take(device, "live", this.#o.clock())) {
      // What is left out is found when both compare.
      return this.#count("rate");
    }
    if (!this.#o.mayWrite(device)) return this.#refuse(given.id, ROLE, "role");
    const [taken] = this.#o.take([given], device);
    if (taken?.result === "pending" && this.#wanted.size < MAX_WANTED) {
      this.#wanted.add(given.id);
      this.#ask();
    } else if (taken !== undefined) this.#judge(given.id, taken);
  }

  #heardDirect(word: DirectWord): void {
    const device = this.#device as Uint8Array;
    const heard =
      this.#o.rates.take(device, "direct", this.#o.clock()) && this.#o.direct?.(device, word) !== false;
    if (!heard) this.#count("direct");
  }

  #judge(id: string, taken: Taken): void {
    // What is left out is found when both compare.
    if (taken.result === "later") this.#count("rate");
    else if (taken.result === "refused")
      this.#refuse(id, taken.text, taken.unsaved === true ? "unsaved" : "unfit");
    // An answer to a state vector of ours lacks nothing: whoever gives less does not keep to the protocol.
    else if (taken.result === "pending")
      this.#refuse(id, "The change builds on others that were not given.", "unfit");
  }

  #count(why: Refusal): void {
    this.#refused++;
    this.#o.listener.turnedDown?.(this.#device as Uint8Array, why);
  }

  #refuse(id: string, text: string, why: Refusal): void {
    this.#count(why);
    this.#o.listener.peers?.();
    if ((this.#channel?.waiting ?? 0) <= LIVE_WAITING) this.#send("live", { type: "refused", id, text });
  }
}

const ROLE = "This device may read here and not write.";
