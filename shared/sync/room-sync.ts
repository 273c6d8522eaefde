import type { Clock, Timer } from "#shared/lib/time.ts";
import { DeviceRates } from "./device-rates.ts";
import { RoomDigest, equal } from "./digest.ts";
import type { DirectWord } from "./direct-words.ts";
import type { OwnChanges } from "./going-back.ts";
import type { Given } from "./messages.ts";
import { PeerSession } from "./peer-session.ts";
import type { RoomPresence } from "./presence.ts";
import type { MemberRecords, PeerState, Replica, RoomListener, Taken } from "./replica.ts";
import type { ChannelListener, SecureChannel } from "./secure-channel.ts";

export interface RoomOptions {
  readonly replica: Replica;
  /** Whether a device may change documents: asked for every change, so that a new role counts at once. */
  readonly mayWrite: (device: Uint8Array) => boolean;
  /** Absent where nobody ever loses the right to write. */
  readonly own?: OwnChanges;
  /** Absent where everybody who is let in belongs to the room for as long as it lasts. */
  readonly records?: MemberRecords;
  /** Hears what a peer says of direct connections; false for what is refused. Absent where there are none. */
  readonly direct?: (device: Uint8Array, word: DirectWord) => boolean;
  /** Where the peers are; absent where nobody wants to know. It outlasts the room's sessions. */
  readonly presence?: RoomPresence;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly listener?: RoomListener;
}

/** One room on this side: its documents, its peers, and the work of keeping them equal. */
export class RoomSync {
  readonly #options: RoomOptions;
  readonly #digest = new RoomDigest();
  readonly #rates = new DeviceRates();
  readonly #peers = new Set<PeerSession>();

  constructor(options: RoomOptions) {
    this.#options = options;
    for (const entry of options.replica.entries()) this.#digest.set(entry);
  }

  /** Joins a peer: `open` makes the channel with the listener that it is given. */
  connect(open: (listener: ChannelListener) => SecureChannel): void {
    const { own } = this.#options;
    const peer = new PeerSession({
      ...this.#options,
      ...(own !== undefined && {
        own: {
          mayWrite: () => own.mayWrite(),
          ids: () => own.ids(),
          settle: () => own.settle(),
          goBack: (id, given, device) => this.#goBack(own, id, given, device),
        },
      }),
      digest: this.#digest,
      rates: this.#rates,
      take: (given, device) => this.#take(given, device),
      takeRecords: (bytes) => this.#takeRecords(bytes, peer),
      listener: this.#options.listener ?? {},
      ended: () => {
        this.#peers.delete(peer);
        this.#options.listener?.peers?.();
      },
    });
    this.#peers.add(peer);
    try {
      peer.attach(open(peer));
    } catch (error) {
      this.#peers.delete(peer);
      throw error;
    }
  }

  /** Sends a change of this side, which is saved or about to be, to every peer: once each. */
  publish(given: Given): void {
    this.#note(given.id);
    for (const peer of this.#peers) peer.publish(given);
  }

  /** Tells that a document changed in another way than {@link publish}: peers learn of it by comparing. */
  changed(id: string): void {
    this.#note(id);
  }

  /** Tells every peer who belongs to the room now; whoever does not any more hears that too, and is turned away. */
  membersChanged(): void {
    this.#tellRecords(null);
  }

  /** Says something of direct connections to a device, in its newest session. */
  direct(device: Uint8Array, word: DirectWord): void {
    const peers = [...this.#peers];
    peers.findLast(({ state }) => state.device !== null && equal(state.device, device))?.direct(word);
  }

  /** How each peer stands. */
  peers(): PeerState[] {
    return [...this.#peers].map((peer) => peer.state);
  }

  /** The digest of all documents: equal on two sides exactly when these are. */
  get digest(): Uint8Array {
    return this.#digest.root;
  }

  /** Ends all sessions. */
  close(): void {
    for (const peer of this.#peers) peer.close({ code: "done", text: "The room was closed." });
  }

  #takeRecords(bytes: Uint8Array, from: PeerSession): void {
    const { records, listener } = this.#options;
    const { device } = from.state;
    if (device === null || records?.take(bytes, device) !== true) return;
    listener?.members?.();
    this.#tellRecords(from);
  }

  /** To all but the one who told. */
  #tellRecords(except: PeerSession | null): void {
    const { records } = this.#options;
    if (records === undefined) return;
    const bytes = records.encode();
    for (const peer of this.#peers) {
      const { device } = peer.state;
      const refusal = device === null ? null : records.refusal(device);
      if (refusal === null) {
        if (peer !== except) peer.tellRecords(bytes);
        continue;
      }
      if (peer !== except) peer.sendRecords(bytes);
      peer.close(refusal);
    }
  }

  #note(id: string): void {
    const hash = this.#options.replica.hash(id);
    if (hash === null) this.#digest.delete(id);
    else this.#digest.set({ id, hash });
  }

  #goBack(own: OwnChanges, id: string, given: Given | null, device: Uint8Array): void {
    const { listener } = this.#options;
    try {
      own.goBack(id, given, device);
    } catch (error) {
      // Everything of it stays as it is, until another peer is met.
      listener?.failed?.(error);
      return;
    }
    this.#note(id);
    listener?.changed?.([id]);
    listener?.wentBack?.();
  }

  /** Takes a change, unless those of its device were too much work of late. */
  #takeOne(given: Given, device: Uint8Array): Taken {
    const { replica, clock } = this.#options;
    if (this.#rates.owe(device, "work", 0, clock()) > 0) return { result: "later" };
    const before = replica.work;
    const taken = replica.take(given, device);
    this.#rates.owe(device, "work", replica.work - before, clock());
    return taken;
  }

  #take(given: readonly Given[], device: Uint8Array): readonly Taken[] {
    const { replica, listener } = this.#options;
    let taken: readonly Taken[];
    try {
      taken = replica.together(() => given.map((one) => this.#takeOne(one, device)));
    } catch (error) {
      // One that cannot be saved must not take the others with it.
      if (given.length > 1) return given.flatMap((one) => this.#take([one], device));
      // A full disk, a damaged log: it counts as not taken, and what else the peer sends is heard.
      listener?.failed?.(error);
      return given.map(() => ({
        result: "refused",
        text: "The change could not be saved here.",
        unsaved: true,
      }));
    }
    // Not before: what a failed transaction took is not here.
    const changed = given.filter((_, at) => taken[at]?.result === "changed").map(({ id }) => id);
    for (const id of changed) this.#note(id);
    if (changed.length > 0) listener?.changed?.(changed);
    return taken;
  }
}
