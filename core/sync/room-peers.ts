import { roomKeys, roomPrologue } from "#shared/features/workspace/invitation.ts";
import type { Membership } from "#shared/features/workspace/membership.ts";
import { may } from "#shared/features/workspace/roles.ts";
import { toHex } from "#shared/lib/hex.ts";
import type { Clock, Timer } from "#shared/lib/time.ts";
import { noiseKeyOf, type DeviceKey } from "#shared/sync/device-key.ts";
import { equal } from "#shared/sync/digest.ts";
import { writeMessage } from "#shared/sync/messages.ts";
import { ProtocolFault, type CloseReason, type Pipe } from "#shared/sync/pipe.ts";
import { RoomSync } from "#shared/sync/room-sync.ts";
import { SecureChannel, type ChannelListener } from "#shared/sync/secure-channel.ts";
import type { Logger } from "#core/platform/logger.ts";
import type { Documents } from "./documents.ts";
import { Meeting, type MeetingState } from "./meeting.ts";
import { readHello, writeHello } from "./room-hello.ts";
import { RoomReplica } from "./room-replica.ts";

export interface RoomPeersOptions {
  readonly room: { readonly id: string; readonly key: Uint8Array };
  readonly documents: Documents;
  readonly membership: Membership;
  readonly device: DeviceKey;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly random: (bytes: number) => Uint8Array;
  readonly logger: Logger;
  /** The records changed by what a peer knew: they are to be saved. */
  readonly onMembers: () => void;
  /** A peer came, went or got in step, an address was reached or not. */
  readonly onState: () => void;
}

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
}

/** A channel that is open, and whose. */
interface Open {
  readonly device: string;
  readonly channel: SecureChannel;
  readonly pipe: Pipe["kind"];
}

/** The peers of one room: who is met at which address, who is let in, and the conversation with each. */
export class RoomPeers {
  readonly #o: RoomPeersOptions;
  readonly #sync: RoomSync;
  readonly #meetings = new Map<string, Meeting>();
  /** By the key that a device has proved in the handshake, in hex. */
  readonly #open = new Map<string, Open>();
  readonly #stopListening: () => void;
  #closed = false;

  constructor(options: RoomPeersOptions) {
    this.#o = options;
    const { room, documents, membership, clock, timer, logger } = options;
    const replica = new RoomReplica(documents, room.id);
    this.#sync = new RoomSync({
      replica,
      mayWrite: (device) => membership.mayWrite(device),
      own: {
        mayWrite: () => may(membership.roleOf(toHex(options.device.key)), "write"),
        ids: () => documents.unsettled.ids(),
        settle: () => documents.unsettled.settle(),
        goBack: (id, given, device) => replica.goBack(id, given, device),
      },
      records: {
        encode: () => membership.encode(),
        take: (bytes) => this.#takeRecords(bytes),
        refusal: (device) => this.#refusal(device),
      },
      clock,
      timer,
      listener: {
        failed: (error) => logger.error({ err: error }, "a change of a peer could not be saved"),
        refused: (id, text) => logger.warn({ document: id, text }, "a peer did not take a change"),
        peers: () => options.onState(),
        wentBack: () => options.onState(),
      },
    });
    this.#stopListening = documents.onOwnChanges((changes) => {
      for (const { id, roomId, update } of changes) {
        const given = roomId === room.id ? replica.told(id, update) : null;
        if (given !== null) this.#sync.publish(given);
      }
    });
  }

  /** Meets the others at these addresses, and no longer at any other. */
  meetAt(addresses: readonly string[]): void {
    if (this.#closed) return;
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
        onPipe: (pipe, initiator) => this.connect(pipe, initiator),
        onState,
      });
      this.#meetings.set(address, meeting);
    }
  }

  /** Talks with whoever is at the other end of a pipe, if it is a member. */
  connect(pipe: Pipe, initiator: boolean): void {
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
        hello: writeHello({ device: device.key, proof: membership.proof(self) ?? new Uint8Array(0) }),
        admit: (key, hello) => this.#admit(key, hello),
        random,
        timer,
        listener: this.#watched(listener, pipe, () => channel),
      });
      return channel;
    });
  }

  /** The records were changed here: every peer hears it, and who was removed is turned away. */
  membersChanged(): void {
    this.#sync.membersChanged();
  }

  /** Who is connected now. */
  peers(): PeerView[] {
    return this.#sync.peers().flatMap(({ device, equalAt, wanted, refused }) => {
      const open = device === null ? undefined : this.#open.get(toHex(device));
      return open === undefined ? [] : [{ device: open.device, pipe: open.pipe, equalAt, wanted, refused }];
    });
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
    this.#takeRecords(hello.proof);
    // One that was removed while it was away is to hear the records that say so, and nothing else: see #watched.
    return this.#o.membership.roleOfNoise(key) === "removed" ? null : this.#refusal(key);
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
    return standing === "removed"
      ? { code: "refused", text: "This device was removed from the workspace." }
      : null;
  }

  #takeRecords(bytes: Uint8Array): boolean {
    if (bytes.length === 0) return false;
    const { added } = this.#o.membership.take(bytes);
    if (added.length === 0) return false;
    this.#o.onMembers();
    return true;
  }

  /** A newer session of a device takes the place of the older: of that one nobody may ever hear again. */
  #watched(listener: ChannelListener, pipe: Pipe, channel: () => SecureChannel): ChannelListener {
    let device: string | null = null;
    return {
      opened: (peer) => {
        const refusal = this.#refusal(peer.key);
        if (refusal !== null) return this.#turnAway(channel(), peer, refusal);
        device = toHex(peer.key);
        const before = this.#open.get(device);
        this.#open.set(device, {
          device: toHex(readHello(peer.hello).device),
          channel: channel(),
          pipe: pipe.kind,
        });
        before?.channel.close({ code: "replaced", text: "A newer session of the same device took over." });
        listener.opened(peer);
      },
      message: (lane, bytes) => listener.message(lane, bytes),
      drained: () => listener.drained(),
      closed: (reason, remote) => {
        if (device !== null && this.#open.get(device)?.channel === channel()) this.#open.delete(device);
        this.#o.logger.debug({ code: reason.code, text: reason.text, remote }, "a peer is gone");
        listener.closed(reason, remote);
      },
    };
  }
}
