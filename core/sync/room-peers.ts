import { roomKeys, roomPrologue } from "#shared/features/workspace/invitation.ts";
import type { Membership } from "#shared/features/workspace/membership.ts";
import { may, type Standing } from "#shared/features/workspace/roles.ts";
import { fromHex, toHex } from "#shared/lib/hex.ts";
import type { Clock, Timer } from "#shared/lib/time.ts";
import { MAX_SAID } from "#shared/sync/limits.ts";
import { noiseKeyOf, type DeviceKey } from "#shared/sync/device-key.ts";
import { equal } from "#shared/sync/digest.ts";
import { writeMessage } from "#shared/sync/messages.ts";
import { ProtocolFault, type CloseReason, type Pipe } from "#shared/sync/pipe.ts";
import type { Presence, RoomPresence } from "#shared/sync/presence.ts";
import { RoomSync } from "#shared/sync/room-sync.ts";
import { refusalOf, type Refusal } from "#shared/sync/refusals.ts";
import type { TurnServer } from "#shared/sync/signaling-wire.ts";
import { SecureChannel, type ChannelListener } from "#shared/sync/secure-channel.ts";
import type { Logger } from "#core/platform/logger.ts";
import { DeviceSessions, type Session } from "./device-sessions.ts";
import { Direct } from "./direct.ts";
import type { Documents } from "./documents.ts";
import { Meeting, type MeetingState } from "./meeting.ts";
import type { DirectCarrier } from "./page-pipes.ts";
import { nodeCrypto } from "./node-crypto.ts";
import { readHello, writeHello } from "./room-hello.ts";
import { RoomReplica } from "./room-replica.ts";

export interface RoomPeersOptions {
  readonly room: { readonly id: string; readonly key: Uint8Array };
  readonly documents: Documents;
  readonly membership: Membership;
  readonly device: DeviceKey;
  /** Where direct connections are made; absent where there are none. */
  readonly direct?: DirectCarrier | undefined;
  /** Where everybody is. */
  readonly presence: RoomPresence;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly random: (bytes: number) => Uint8Array;
  readonly logger: Logger;
  /** The records changed by what a peer knew: they are to be saved. */
  readonly onMembers: () => void;
  /** Something of a device was refused, or its session; null for one that has not proved which it is. */
  readonly onRefusal?: (device: string | null, why: Refusal) => void;
  /** A peer came, went or got in step, an address was reached or not. */
  readonly onState: () => void;
}

/** Pipes that ended because a device was refused, and are remembered: more than a meeting has peers, at several addresses. */
const REFUSED_MOST = 64;
/** What a device hears that has left, from whoever has heard so. */
const LEFT = "This device has left the workspace.";

/** How a device stands that is connected now. */
export interface PeerView {
  /** Its public key, 64 hex digits. */
  readonly device: string;
  /** When both last had the same documents; null for not yet. Milliseconds since the epoch. */
  readonly equalAt: number | null;
  /** Documents that are still to come from it. */
  readonly wanted: number;
  /** Changes of it that were not let in. */
  readonly refused: number;
  readonly pipe: Pipe["kind"];
  /** A direct one goes by a TURN server. */
  readonly byTurn: boolean;
  /** The address of the server that relays between both; null where they are connected directly. */
  readonly through: string | null;
}

/** The peers of one room: who is met at which address, who is let in, and the conversation with each. */
export class RoomPeers {
  readonly #o: RoomPeersOptions;
  readonly #sync: RoomSync;
  readonly #direct: Direct | null;
  readonly #meetings = new Map<string, Meeting>();
  #chosen: readonly string[] = [];
  /** By the key that a device has proved in the handshake, in hex. */
  readonly #sessions: DeviceSessions;
  /** The public keys of devices by those that they have proved, both in hex. */
  readonly #devices = new Map<string, string>();
  /** What opens those pipes anew that ended last because a device was refused, here or by the other side. */
  #refused: (() => void)[] = [];
  readonly #stopListening: () => void;
  #closed = false;
  /** Somebody has heard that this device has left. */
  isDepartureHeard = false;

  constructor(options: RoomPeersOptions) {
    this.#o = options;
    const { room, documents, membership, direct, presence, clock, timer, random, logger } = options;
    const replica = new RoomReplica(documents, room.id);
    this.#sessions = new DeviceSessions(toHex(options.device.noise.publicKey));
    this.#direct =
      direct === undefined
        ? null
        : new Direct({
            carrier: direct,
            iceServers: () => this.turn(),
            offers: (device) => this.#sessions.decides(device),
            say: (device, word) => this.#sync.direct(fromHex(device), word),
            onPipe: (pipe, initiator) => this.connect(pipe, initiator),
            clock,
            timer,
            random,
          });
    this.#sync = new RoomSync({
      replica,
      mayWrite: (device) => membership.mayWrite(device),
      own: {
        // Whoever goes of its own accord keeps what it has written.
        mayWrite: () => mayKeep(this.#own()),
        ids: () => documents.unsettled.ids(),
        settle: () => documents.unsettled.settle(),
        goBack: (id, given, device) => replica.goBack(id, given, device),
      },
      records: {
        encode: () => membership.encode(),
        take: (bytes, device) => this.#takeRecords(bytes, device),
        refusal: (device) => this.#refusal(device),
      },
      direct: (device, word) => this.#direct?.heard(toHex(device), word) ?? true,
      presence,
      clock,
      timer,
      listener: {
        failed: (error) => logger.error({ err: error }, "a change of a peer could not be saved"),
        refused: (id, text) => logger.warn({ document: id, text }, "a peer did not take a change"),
        turnedDown: (device, why) => options.onRefusal?.(this.#devices.get(toHex(device)) ?? null, why),
        peers: () => options.onState(),
        wentBack: () => options.onState(),
      },
    });
    this.#stopListening = documents.own.listen({
      live: (changes) => {
        for (const { id, roomId, update } of changes) {
          const given = roomId === room.id ? replica.told(id, update) : null;
          if (given !== null) this.#sync.publish(given);
        }
      },
      lost: (ids) => {
        for (const id of ids) this.#sync.changed(id);
      },
    });
  }

  /** Meets the others at these addresses, and no longer at any other. Only what `chosen` ones tell of TURN servers is believed. */
  meetAt(addresses: readonly string[], chosen: readonly string[] = addresses): void {
    if (this.#closed) return;
    this.#chosen = chosen;
    for (const [address, meeting] of this.#meetings) {
      if (addresses.includes(address)) continue;
      meeting.close();
      this.#meetings.delete(address);
    }
    const { room, clock, timer, random, onState } = this.#o;
    for (const address of addresses) {
      if (this.#meetings.has(address)) continue;
      const meeting = new Meeting({
        address,
        meeting: roomKeys(room.key).meeting,
        clock,
        timer,
        random,
        onPipe: (pipe, initiator, again) => this.connect(pipe, initiator, again, address),
        onState,
      });
      this.#meetings.set(address, meeting);
    }
  }

  /**
   * Talks with whoever is at the other end of a pipe, if it is a member. `again` opens a pipe that was replaced anew; `through` is
   * the address of the server that relays it.
   */
  connect(
    pipe: Pipe,
    initiator: boolean,
    again: () => void = () => undefined,
    through: string | null = null,
  ): void {
    if (this.#closed) return pipe.close({ code: "done", text: "The room was closed." });
    const { room, membership, device, random, timer } = this.#o;
    const self = toHex(device.key);
    this.#sync.connect((listener) => {
      const channel = new SecureChannel({
        pipe,
        initiator,
        prologue: roomPrologue(room.id),
        psk: roomKeys(room.key).psk,
        staticKey: device.noise,
        crypto: nodeCrypto,
        hello: writeHello({ device: device.key, proof: membership.proof(self) ?? new Uint8Array(0) }),
        admit: (key, hello) => this.#admit(key, hello),
        largest: MAX_SAID,
        random,
        timer,
        listener: this.#watched(listener, () => channel, {
          pipe: pipe.kind,
          byTurn: () => pipe.byTurn === true,
          through,
          close: (reason) => channel.close(reason),
          again: () => (this.#closed ? undefined : again()),
        }),
      });
      return channel;
    });
  }

  /** The records were changed here: every peer hears it, and who was removed is turned away. */
  membersChanged(): void {
    this.#sync.membersChanged();
    this.#askAgain();
  }

  /** Whoever was refused may belong to the room now, or may have heard that this device does. */
  #askAgain(): void {
    const pipes = this.#refused.splice(0);
    // Not within what a peer has said.
    if (pipes.length > 0) this.#o.timer.after(0, () => pipes.forEach((again) => again()));
  }

  /** Who is connected now, each device once. */
  peers(): PeerView[] {
    const views = new Map<string, PeerView>();
    for (const { device, equalAt, wanted, refused } of this.#sync.peers()) {
      const key = device === null ? "" : toHex(device);
      const session = this.#sessions.best(key);
      if (session === null) continue;
      const other = views.get(key);
      views.set(key, {
        device: this.#devices.get(key) ?? "",
        pipe: session.pipe,
        byTurn: session.byTurn(),
        through: session.through,
        equalAt: Math.max(equalAt ?? 0, other?.equalAt ?? 0) || null,
        wanted: Math.max(wanted, other?.wanted ?? 0),
        refused: refused + (other?.refused ?? 0),
      });
    }
    return [...views.values()];
  }

  /** Where the others are, by their public keys, 64 hex digits: of whoever is somewhere. */
  places(): Map<string, Presence> {
    const places = [...this.#o.presence.all()];
    return new Map(places.map(([key, presence]) => [this.#devices.get(key) ?? "", presence]));
  }

  /** The TURN servers of which those at the chosen addresses have told. */
  turn(): TurnServer[] {
    return this.#chosen.flatMap((address) => this.#meetings.get(address)?.turn ?? []);
  }

  /** How each address fares. */
  addresses(): { readonly address: string; readonly state: MeetingState }[] {
    return Array.from(this.#meetings, ([address, { state }]) => ({ address, state }));
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#stopListening();
    this.#sync.close();
    this.#direct?.close();
    for (const meeting of this.#meetings.values()) meeting.close();
    this.#meetings.clear();
  }

  #admit(key: Uint8Array, bytes: Uint8Array): CloseReason | null {
    let hello;
    try {
      hello = readHello(bytes);
      if (!equal(noiseKeyOf(hello.device), key))
        return { code: "authentication", text: "A device names a key that it has not proved." };
    } catch (error) {
      if (error instanceof ProtocolFault) return { code: "protocol", text: error.message };
      throw error;
    }
    this.#takeRecords(hello.proof, key);
    // One that is out since it was away is to hear the records that say so, and nothing else: see #watched.
    const standing = this.#o.membership.roleOfNoise(key);
    return standing === "removed" || standing === "left" ? null : this.#refusal(key);
  }

  /** Turns away a device that was removed: it may not have heard of that yet. */
  #turnAway(channel: SecureChannel, peer: { readonly hello: Uint8Array }, refusal: CloseReason): void {
    const bytes = this.#o.membership.proof(toHex(readHello(peer.hello).device));
    if (bytes !== null) channel.send("live", writeMessage({ type: "records", bytes }));
    channel.close(refusal);
  }

  #refusal(key: Uint8Array): CloseReason | null {
    const standing = this.#o.membership.roleOfNoise(key);
    if (standing === null) return { code: "refused", text: "This device is not a member of the workspace." };
    if (standing === "left") return { code: "done", text: LEFT };
    return standing === "removed"
      ? { code: "refused", text: "This device was removed from the workspace." }
      : null;
  }

  /** How this device stands. */
  #own(): Standing {
    return this.#o.membership.roleOf(toHex(this.#o.device.key));
  }

  /** Takes records that a device has told, by the key that it has proved; true when some of them were new. */
  #takeRecords(bytes: Uint8Array, key: Uint8Array): boolean {
    if (bytes.length === 0) return false;
    const { added, refused } = this.#o.membership.take(bytes);
    if (refused.length > 0) this.#o.onRefusal?.(this.#devices.get(toHex(key)) ?? null, "records");
    if (added.length === 0) return false;
    this.#o.onMembers();
    this.#askAgain();
    return true;
  }

  /** Which of several sessions of a device stays is seen to here. */
  #watched(listener: ChannelListener, channel: () => SecureChannel, session: Session): ChannelListener {
    let device: string | null = null;
    return {
      opened: (peer) => {
        const refusal = this.#refusal(peer.key);
        if (refusal !== null) return this.#turnAway(channel(), peer, refusal);
        device = toHex(peer.key);
        this.#devices.set(device, toHex(readHello(peer.hello).device));
        this.#sessions.opened(device, session);
        listener.opened(peer);
        if (this.#sessions.has(device)) this.#direct?.met(device);
      },
      message: (lane, bytes) => {
        if (device !== null) this.#sessions.heard(device, session);
        listener.message(lane, bytes);
      },
      drained: () => listener.drained(),
      closed: (reason, remote) => {
        this.#o.logger.debug({ code: reason.code, text: reason.text, remote }, "a peer is gone");
        // A peer may say so at any time: nobody has heard what was not said yet.
        if (remote && reason.text === LEFT && this.#own() === "left") this.isDepartureHeard = true;
        const why = remote ? null : refusalOf(reason.code);
        if (why !== null)
          this.#o.onRefusal?.(device === null ? null : (this.#devices.get(device) ?? null), why);
        if (reason.code === "refused") this.#refused = [...this.#refused, session.again].slice(-REFUSED_MOST);
        if (device !== null) this.#sessions.closed(device, session, reason);
        listener.closed(reason, remote);
        if (device !== null && !this.#sessions.has(device)) this.#direct?.gone(device);
      },
    };
  }
}

/** Whether what a device has written stays in its documents, though others may not have it. */
function mayKeep(standing: Standing): boolean {
  return standing === "left" || may(standing, "write");
}
