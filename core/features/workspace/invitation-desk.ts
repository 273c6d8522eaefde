import {
  INVITATION_PROLOGUE,
  invitationKeys,
  type MeetingKeys,
} from "#shared/features/workspace/invitation.ts";
import { InvitationHost, joinRefusal, type JoinRefusal } from "#shared/features/workspace/join.ts";
import { writeHostHello, type Offer, type Welcome } from "#shared/features/workspace/join-messages.ts";
import { isPresent, mayInviteAs, type Role } from "#shared/features/workspace/roles.ts";
import type { Clock, Timer } from "#shared/lib/time.ts";
import type { DeviceKey } from "#shared/sync/device-key.ts";
import type { Pipe } from "#shared/sync/pipe.ts";
import { refusalOf, type Refusal } from "#shared/sync/refusals.ts";
import { SecureChannel } from "#shared/sync/secure-channel.ts";
import type { Database } from "#core/db/sqlite.ts";
import type { Logger } from "#core/platform/logger.ts";
import { Meeting } from "#core/sync/meeting.ts";
import { nodeCrypto } from "#core/sync/node-crypto.ts";
import type { Size } from "#core/sync/room-size.ts";
import type { Invitation, InvitationStore } from "./invitation-store.ts";
import type { People } from "./people.ts";
import type { WorkspaceService } from "./workspace-service.ts";

export interface InvitationDeskOptions {
  readonly db: Database;
  readonly workspace: WorkspaceService;
  readonly invitations: InvitationStore;
  readonly device: DeviceKey;
  readonly size: () => Size;
  readonly people: People;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly random: (bytes: number) => Uint8Array;
  readonly logger: Logger;
  /** Somebody was not let in, or did not keep to the conversation. */
  readonly onRefusal: (why: Refusal) => void;
}

/** Waits, at the meetings of invitations, for those who were invited. */
export class InvitationDesk {
  readonly #o: InvitationDeskOptions;
  /** By invitation, kind of secret and address. */
  readonly #meetings = new Map<string, Meeting>();
  readonly #hosts = new Map<string, Set<InvitationHost>>();
  #wanted: { readonly addresses: readonly string[]; readonly ids: readonly string[] } = {
    addresses: [],
    ids: [],
  };

  constructor(options: InvitationDeskOptions) {
    this.#o = options;
  }

  /** Waits for whoever has one of these invitations at these addresses, and for nobody else any more. */
  meetAt(addresses: readonly string[], invitations: readonly Invitation[]): void {
    this.#wanted = { addresses, ids: invitations.map(({ id }) => id) };
    for (const [name, meeting] of this.#meetings) {
      const [id = "", , address = ""] = name.split(" ");
      if (this.#isWanted(id, address)) continue;
      meeting.close();
      this.#meetings.delete(name);
    }
    for (const [id, hosts] of this.#hosts)
      if (!this.#wanted.ids.includes(id)) for (const host of hosts) host.close();
    for (const invitation of invitations) {
      this.#wait(invitation, "words", invitation.wordKeys);
      void invitationKeys({ kind: "link", bytes: invitation.secret }).then((keys) =>
        this.#wait(invitation, "link", keys),
      );
    }
  }

  #isWanted(id: string, address: string): boolean {
    return this.#wanted.ids.includes(id) && this.#wanted.addresses.includes(address);
  }

  #wait(invitation: Invitation, kind: "words" | "link", keys: MeetingKeys): void {
    const { clock, timer, random } = this.#o;
    for (const address of this.#wanted.addresses) {
      const name = `${invitation.id} ${kind} ${address}`;
      if (!this.#isWanted(invitation.id, address) || this.#meetings.has(name)) continue;
      const meeting = new Meeting({
        address,
        meeting: keys.meeting,
        clock,
        timer,
        random,
        onPipe: (pipe, initiator) => this.#host(invitation.id, keys.psk, pipe, initiator),
      });
      this.#meetings.set(name, meeting);
    }
  }

  #host(id: string, psk: Uint8Array, pipe: Pipe, initiator: boolean): void {
    const { device, timer, random, logger, onRefusal } = this.#o;
    const host: InvitationHost = new InvitationHost({
      timer,
      refuses: (guest) => this.#refuses(id, guest),
      offer: (guest) => this.#offer(id, guest),
      welcome: (guest, name, consent) => this.#welcome(id, guest, name, consent),
      ended: ({ code, text }, welcomed, remote) => {
        this.#hosts.get(id)?.delete(host);
        const why = remote ? null : refusalOf(code);
        if (why !== null) onRefusal(why);
        logger.info({ code, text, welcomed }, "a guest has gone");
      },
      failed: (error) => logger.error({ err: error }, "a guest could not be let in"),
    });
    const hosts = this.#hosts.get(id) ?? new Set();
    this.#hosts.set(id, hosts.add(host));
    host.attach(
      new SecureChannel({
        pipe,
        initiator,
        prologue: INVITATION_PROLOGUE,
        psk,
        staticKey: device.noise,
        crypto: nodeCrypto,
        hello: writeHostHello(),
        admit: host.admit,
        largest: host.largest,
        random,
        timer,
        listener: host,
      }),
    );
  }

  #refuses(id: string, guest: string): JoinRefusal | null {
    const invitation = this.#o.invitations.get(id);
    if (invitation === undefined) return "expired";
    const standing = this.#o.people.standingOf(guest);
    return (
      joinRefusal(invitation, guest, standing, this.#o.clock()) ??
      // Whoever made it may not be what they were then.
      (this.#roleFor(invitation, guest) === null ? "expired" : null) ??
      (this.#o.people.mayWelcome(guest, invitation) ? null : "owner")
    );
  }

  /** What a device becomes that comes by an invitation; who is a member already keeps its role. Null where it lets nobody in any more. */
  #roleFor({ own, role }: Invitation, guest: string): Role | null {
    const { people } = this.#o;
    const standing = people.standingOf(guest);
    if (isPresent(standing)) return standing;
    if (own) return people.roleOfOwnDevice;
    return mayInviteAs(people.standing, role) ? role : null;
  }

  #offer(id: string, guest: string): Offer {
    const { invitations, people, workspace, size } = this.#o;
    const invitation = invitations.get(id);
    const known = people.all();
    const guestNow = known.find(({ device }) => device === guest);
    // Who is in the room already stays whose it is.
    const of =
      guestNow === undefined ? (invitation?.own === true ? people.self : null) : people.ofWhom(guest);
    const person = of === null ? undefined : { device: of, name: people.nameOf(of) };
    const { id: room, name: roomName } = workspace.current();
    return {
      room,
      roomName,
      ...size(),
      role: (invitation === undefined ? null : this.#roleFor(invitation, guest)) ?? "observer",
      person: person ?? null,
      expiresAt: invitation?.expiresAt ?? null,
    };
  }

  #welcome(id: string, guest: string, name: string, consent: Uint8Array | null): Welcome | JoinRefusal {
    const { db, invitations, workspace, people, logger } = this.#o;
    const invitation = invitations.get(id);
    if (invitation === undefined) return "expired";
    const known = db
      .transaction(() => {
        const { added, ...records } = people.welcome(guest, name, invitation, consent);
        if (added) invitations.use(id, guest);
        return records;
      })
      .immediate();
    logger.info({ role: invitation.role, own: invitation.own }, "a guest has become a member");
    const { id: room, key, name: roomName } = workspace.seed();
    return { room, roomKey: Uint8Array.from(key), roomName, ...known };
  }
}
