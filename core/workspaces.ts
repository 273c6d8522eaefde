import { existsSync } from "node:fs";
import { join } from "node:path";
import type * as z from "zod";
import { failure } from "#shared/api/failures.ts";
import type { Finding } from "#shared/features/workspace/doctor.ts";
import type { Secret } from "#shared/features/workspace/invitation.ts";
import { isPresent } from "#shared/features/workspace/roles.ts";
import type { JoinStep, SharingState, Workspace } from "#shared/features/workspace/workspace.api.ts";
import type { Clock } from "#shared/lib/time.ts";
import {
  contactedHosts,
  examine,
  PresenceDesk,
  sharingState,
  WorkspaceList,
  type ContactedHost,
  type DoctorWish,
  type RoomSeed,
} from "./features/workspace/index.ts";
import { Joinings, type JoinWish } from "./joinings.ts";
import { ensureDataFolder } from "./platform/data-folder.ts";
import { InTurn } from "./platform/in-turn.ts";
import type { Logger } from "./platform/logger.ts";
import { Publisher } from "./platform/publisher.ts";
import { random } from "./platform/random.ts";
import { systemTimer } from "./platform/timer.ts";
import { Lan } from "./sync/lan/lan.ts";
import type { LanNetwork } from "./sync/lan/multicast.ts";
import type { DirectCarrier } from "./sync/page-pipes.ts";
import { removeLeft, setAside } from "./left-folders.ts";
import { openRoom, type Room, type RoomOptions } from "./room.ts";

/** How often listeners are told at most how workspaces fare, milliseconds. */
const TELL_EVERY = 100;

export interface WorkspacesOptions {
  /** The data folder's real path. */
  readonly dataFolder: string;
  /** Where direct connections to other devices are made; absent where there are none. */
  readonly direct?: DirectCarrier;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The local networks of this machine. */
  readonly network: LanNetwork;
}

/**
 * The workspaces of this device, and the one that is looked at. Each has a database of its own, opened when it is first
 * needed: what is asked of one can answer nothing of another.
 */
export class Workspaces {
  readonly #o: WorkspacesOptions;
  readonly #list: WorkspaceList;
  readonly #open = new Map<string, Room>();
  readonly #lan: Lan;
  /** Personal, whose database also names the others and holds the settings. */
  readonly home: Room;
  #current: Room;
  /** How one of them is shared has changed. */
  readonly #changes = new Publisher<"changed">();
  readonly #joinings: Joinings;
  /** Where people are in the one that is looked at. */
  readonly presence = new PresenceDesk(() => this.#current);
  #syncing = 0;
  readonly #turns = new InTurn();

  constructor(options: WorkspacesOptions) {
    this.#o = options;
    const { clock, logger, network } = options;
    this.#lan = new Lan({ network, clock, logger, timer: systemTimer, random });
    this.home = this.#openRoom(options.dataFolder, null);
    this.#open.set(this.home.id, this.home);
    this.#list = new WorkspaceList(this.home.db, options.clock);
    this.#current = this.home;
    this.#joinings = new Joinings({
      device: this.home.device,
      clock,
      timer: systemTimer,
      random,
      logger,
      lan: this.#lan,
      takeUp: (seed, addresses) => this.describe(this.#takeUp(seed, addresses)),
      here: (id) => this.#here(id),
      ownOf: (secret) => this.#ownOf(secret),
    });
    this.#removeLeft();
    const wanted = this.#list.current;
    try {
      if (wanted !== null) this.#current = this.room(wanted);
    } catch (error) {
      // The start must not fail for one workspace among several.
      options.logger.error({ err: error }, "the workspace that was looked at cannot be opened");
    }
  }

  get current(): Room {
    return this.#current;
  }

  /** All of them, Personal first, then in the order in which they came; of one that cannot be opened what is known without. */
  list(): z.infer<typeof Workspace>[] {
    const others = this.#list.all().map(({ id, name, createdAt }) => {
      const room = this.#tryRoom(id);
      return room === null ? { id, name, createdAt, documents: 0, current: false } : this.describe(room);
    });
    return [this.describe(this.home), ...others];
  }

  /** Every workspace that can be opened, Personal first. */
  #rooms(): Room[] {
    return [this.home, ...this.#list.all().flatMap(({ id }) => this.#tryRoom(id) ?? [])];
  }

  /** One workspace among several that cannot be opened must not hold up the others. */
  #tryRoom(id: string): Room | null {
    try {
      return this.room(id);
    } catch (error) {
      this.#o.logger.error({ err: error, workspace: id }, "a workspace cannot be opened");
      return null;
    }
  }

  /** What a person is told of a workspace. */
  describe(room: Room): z.infer<typeof Workspace> {
    return { ...room.workspace.current(), current: room === this.#current };
  }

  /** An open workspace. Throws NOT_FOUND, and what opening a database throws. */
  room(id: string): Room {
    const open = this.#open.get(id);
    if (open !== undefined) return open;
    const seed = this.#list.all().find((one) => one.id === id);
    if (seed === undefined) throw failure("workspace.missing", {});
    const folder = this.#folderOf(id);
    ensureDataFolder(folder);
    const { home } = this;
    const room = this.#openRoom(folder, { device: home.workspace.device(), key: home.device, room: seed });
    this.#open.set(id, room);
    if (this.#isOnline) room.sharing.start();
    return room;
  }

  #openRoom(folder: string, seed: RoomOptions["seed"]): Room {
    return openRoom({
      ...this.#o,
      timer: systemTimer,
      lan: this.#lan,
      folder,
      seed,
      keepMembers: (id, founder, members) => this.#list.keepMembers(id, founder, members),
      // The first one is in no list, and is opened before there is one.
      keepName: (id, name) => (seed === null ? undefined : this.#list.rename(id, name)),
      onSharing: () => this.#changes.publish("changed"),
      onPresence: () => this.presence.changed(),
    });
  }

  /** Begins a workspace and opens it. */
  create(name: string): Room {
    return this.room(this.#list.create(name).id);
  }

  /** Takes up a workspace that somebody else has begun, and opens it. Throws CONFLICT for one that is here. */
  add(seed: RoomSeed): Room {
    if (seed.id === this.home.id) throw failure("workspace.exists", { name: seed.name });
    this.#list.add(seed);
    return this.room(seed.id);
  }

  /** Looks at another workspace: whoever listens to events listens anew. */
  use(id: string): Room {
    const room = this.room(id);
    if (room === this.#current) return room;
    const before = this.#current;
    this.#list.current = room === this.home ? null : id;
    this.#current = room;
    this.presence.turnedFrom(before);
    before.catalog.events.end();
    return room;
  }

  /** Names a workspace anew, for all who are in it. Throws NOT_FOUND, and FORBIDDEN where the role of this device does not allow it. */
  rename(id: string, name: string): Room {
    const room = this.room(id);
    room.sharing.people.rename(name);
    this.#changes.publish("changed");
    return room;
  }

  /**
   * Removes a workspace from this device, with its database, or keeps it as one that is shared with nobody. Throws FORBIDDEN
   * for the first, which can only be kept, and for an owner whom others need; NOT_FOUND. The others are told, unless syncing is
   * paused; answers false where nobody of them has heard it.
   */
  leave(id: string, keep: boolean): Promise<boolean> {
    // Of two windows that do so at once the second finds what the first has made of it.
    return this.#turns.run(id, () => this.#leave(id, keep));
  }

  async #leave(id: string, keep: boolean): Promise<boolean> {
    if (id === this.home.id && !keep) throw failure("workspace.first", {});
    const room = this.room(id);
    const { people } = room.sharing;
    const othersAreThere = people.all().length > 1;
    if (people.standing === "owner" && othersAreThere) throw failure("workspace.owned", {});
    const heard = this.#list.paused ? !othersAreThere : await room.sharing.depart(() => this.#isOnline);
    if (keep) {
      if (!people.isShared) return heard;
      room.sharing.forget();
      this.#list.unshare(id, room.workspace.seed().key);
      return heard;
    }
    if (room === this.#current) this.use(this.home.id);
    this.#open.delete(id);
    await room.close();
    setAside(this.#folders, id);
    this.#list.remove(id);
    this.#removeLeft();
    this.#changes.publish("changed");
    return heard;
  }

  /** How a workspace is shared. */
  sharing(room: Room = this.#current): z.infer<typeof SharingState> {
    const pictures = room.pictures.count();
    return sharingState({ ...room.workspace.current(), pictures }, room.sharing, this.#list.paused);
  }

  /** Every host that is contacted while workspaces are synced, and why. */
  hosts(): ContactedHost[] {
    return this.#rooms().flatMap(({ workspace, sharing }) =>
      contactedHosts(workspace.current().name, sharing),
    );
  }

  /** Looks for what keeps devices of the current workspace apart, or this one from an invitation. */
  doctor(wish: DoctorWish): AsyncGenerator<Finding> {
    const { sharing } = this.#current;
    return examine({
      ...wish,
      ...this.#o,
      random,
      people: sharing.people,
      paused: this.#list.paused,
      mayUseLan: this.#lan.isOn,
      addresses: [...sharing.addresses, ...sharing.found, ...wish.addresses],
    });
  }

  /** Whether others may be found on local networks, and find this device. */
  allowLan(allowed: boolean): void {
    this.#lan.turn(allowed);
  }

  /** Syncs all workspaces, until what it answers is called, and while nobody wants it to pause. */
  hold(): () => void {
    this.#syncing++;
    if (this.#syncing === 1) this.#goOnline();
    return () => {
      if (--this.#syncing === 0) for (const { sharing } of this.#open.values()) sharing.stop();
    };
  }

  /** Syncs nothing until it is taken back, also after a restart. */
  pause(paused: boolean): void {
    if (this.#list.paused === paused) return;
    this.#list.paused = paused;
    if (paused) for (const { sharing } of this.#open.values()) sharing.stop();
    else this.#goOnline();
    this.#changes.publish("changed");
  }

  get #isOnline(): boolean {
    return this.#syncing > 0 && !this.#list.paused;
  }

  #goOnline(): void {
    if (this.#isOnline) for (const { sharing } of this.#rooms()) sharing.start();
  }

  /** Syncs all workspaces for as long as somebody listens; tells how each that is shared fares, now and whenever that changes. */
  async *sync(signal?: AbortSignal): AsyncGenerator<z.infer<typeof SharingState>[]> {
    // What changed while it was being told is told once.
    const changes = this.#changes.subscribe(signal, 1);
    const release = this.hold();
    try {
      for (let more = true; more; more = (await changes.next()).done !== true) {
        yield [...this.#open.values()]
          .filter(({ sharing }) => sharing.people.isShared)
          .map((room) => this.sharing(room));
        // Peers come and go in bursts: what they all change together is told once.
        await new Promise((resolve) => setTimeout(resolve, TELL_EVERY));
      }
    } finally {
      await changes.return?.();
      release();
    }
  }

  /** Comes in by an invitation; whoever stops listening gives up. Throws why it cannot. */
  join(wish: JoinWish, signal?: AbortSignal): AsyncGenerator<z.infer<typeof JoinStep>> {
    return this.#joinings.join(wish, signal);
  }

  /** Says yes or no to what a running join was offered. Throws NOT_FOUND. */
  answerJoin(id: string, accept: boolean): void {
    this.#joinings.answer(id, accept);
  }

  /** Keeps what a host has told; one that is here already, as after a lost connection, learns its members. */
  #takeUp(seed: RoomSeed, addresses: readonly string[]): Room {
    const known =
      this.#open.get(seed.id) ??
      (this.#list.all().some(({ id }) => id === seed.id) ? this.room(seed.id) : null);
    const room = known ?? this.add(seed);
    const { people } = room.sharing;
    const { founder, members } = seed;
    // Whoever made the invitation chose the id: what is here and is none of theirs must not become theirs.
    if (known !== null && (founder === null || members === null || !people.learn(founder, members)))
      throw failure("workspace.exists", { name: known.workspace.current().name });
    if (room.sharing.addresses.length === 0) room.sharing.setAddresses(addresses);
    if (people.standing === "left") {
      // Whoever let it in had not heard that it had gone: they hear it, and let it in anew.
      this.#turns
        .run(room.id, () => room.sharing.depart(() => this.#isOnline))
        .catch((error: unknown) =>
          this.#o.logger.error({ err: error }, "that it had gone could not be told"),
        );
      throw failure("join.left-here", {});
    }
    this.#changes.publish("changed");
    return room;
  }

  /** A workspace in which this device is already; null for any other. Throws CONFLICT for a copy of it that was kept. */
  #here(id: string): z.infer<typeof Workspace> | null {
    const room = this.#rooms().find((one) => one.id === id);
    if (room === undefined) return null;
    const { people } = room.sharing;
    if (!people.isShared) throw failure("workspace.exists", { name: room.workspace.current().name });
    return isPresent(people.standing) ? this.describe(room) : null;
  }

  /** The name of the workspace that an invitation is to which was made on this device; null for one of somebody else. */
  #ownOf(secret: Secret): string | null {
    const room = this.#rooms().find(({ sharing }) => sharing.hasInvitation(secret));
    return room?.workspace.current().name ?? null;
  }

  /** Names this device anew in every workspace that is open; the others learn it when they are opened. */
  deviceRenamed(): void {
    const { name } = this.home.workspace.device();
    for (const room of this.#open.values()) room.workspace.renameDevice(name);
  }

  /** The scans of all that are open. */
  jobs(): Room["jobs"][] {
    return [...this.#open.values()].map((room) => room.jobs);
  }

  /** True while a scan runs in any of them. */
  get running(): boolean {
    return this.jobs().some((jobs) => jobs.running);
  }

  /** Resolves when no scan runs in any of them, or the signal aborts. */
  async quiet(signal?: AbortSignal): Promise<void> {
    for (const jobs of this.jobs()) await jobs.quiet(signal);
  }

  /** Stops all scans and closes all databases, that of Personal last. */
  async close(): Promise<void> {
    this.presence.close();
    for (const { sharing } of this.#open.values()) sharing.stop();
    await this.#lan.close();
    for (const room of [...this.#open.values()].toReversed()) await room.close();
  }

  /** Removes what is left over of workspaces that were left, also where a kill came between. */
  #removeLeft(): void {
    removeLeft(this.#folders, {
      // Nobody who comes in again in the meantime loses anything.
      before: (id) => {
        if (!this.#open.has(id) && !existsSync(this.#folderOf(id))) this.#list.remove(id);
      },
      failed: (id, error) =>
        this.#o.logger.error({ err: error, workspace: id }, "what is left of a workspace cannot be removed"),
    });
  }

  get #folders(): string {
    return join(this.#o.dataFolder, "workspaces");
  }

  #folderOf(id: string): string {
    return join(this.#folders, id);
  }
}
