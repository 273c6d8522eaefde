import { onTestFinished } from "vitest";
import { openDatabase } from "#core/db/open.ts";
import { pocKind, SearchIndex } from "#core/features/catalog/index.ts";
import { WorkspaceService } from "#core/features/workspace/index.ts";
import { silentLogger } from "#core/platform/logger.ts";
import { Documents } from "#core/sync/documents.ts";
import { PagePipes } from "#core/sync/page-pipes.ts";
import { RoomPeers } from "#core/sync/room-peers.ts";
import { historyFields, writePatch, writeScan } from "#shared/features/catalog/poc-document.ts";
import { addMember, foundRoom } from "#shared/features/workspace/membership-changes.ts";
import { Membership } from "#shared/features/workspace/membership.ts";
import type { GivenRole } from "#shared/features/workspace/roles.ts";
import { toHex } from "#shared/lib/hex.ts";
import { deviceKey, signerOf, type DeviceKey } from "#shared/sync/device-key.ts";
import { memoryPipes } from "#shared/sync/memory-pipe.ts";
import type { Pipe } from "#shared/sync/pipe.ts";
import { RoomPresence } from "#shared/sync/presence.ts";
import { Refusals } from "#shared/sync/refusals.ts";
import { temporaryFolder } from "#test/builders/folders.ts";
import { MemoryPages, type MemoryPage } from "#test/builders/memory-pages.ts";
import { seededBytes } from "#test/builders/secure-channels.ts";
import { scanFacts } from "#test/builders/scan-facts.ts";
import { VirtualTime } from "#test/builders/virtual-time.ts";

const BEGUN = Date.UTC(2026, 0, 1);
export const ROOM = { id: "01890000-0000-7000-8000-0000000000aa", key: new Uint8Array(32).fill(9) };

/** The id of a document by its number. */
export const id = (at: number): string => `00000000-0000-7000-8000-${String(at).padStart(12, "0")}`;

/** How two desks are joined. */
interface Way {
  readonly kind?: Pipe["kind"];
  readonly delay?: () => number;
  /** Called at the side that opened it, when it was replaced and is wanted again. */
  readonly again?: () => void;
}

/** A pipe that calls itself another kind. */
function ofKind(kind: Pipe["kind"], pipe: Pipe): Pipe {
  return {
    kind,
    get buffered() {
      return pipe.buffered;
    },
    listen: (listener) => pipe.listen(listener),
    send: (packet) => pipe.send(packet),
    close: (reason) => pipe.close(reason),
  };
}

/** A room in a time of its own, and the one who founded it. */
export class RoomOfDesks {
  readonly time = new VirtualTime();
  readonly random = seededBytes("desks");
  readonly pages = new MemoryPages(this.time);
  readonly founder: Desk;

  constructor() {
    const key = deviceKey(new Uint8Array(32).fill(1));
    this.founder = new Desk(this, key, foundRoom(ROOM.id, "Founder", signerOf(key)));
  }

  /** A device whose key comes of a number; with a role that the founder gives it, or a stranger that knows the room's key. */
  desk(at: number, role: GivenRole | null): Desk {
    const key = deviceKey(new Uint8Array(32).fill(at));
    const { membership } = this.founder;
    const device = toHex(key.key);
    if (role !== null) addMember(membership, this.founder.by, { device, name: `Desk ${at}`, role });
    const own = new Membership(ROOM.id, membership.root);
    own.take(membership.encode());
    return new Desk(this, key, own);
  }

  /** Joins two desks by a pipe, answers what breaks it. */
  join(one: Desk, other: Desk, way: Way = {}): () => void {
    const { kind = "memory", delay = () => 2, again } = way;
    const { ends, cut } = this.pipe(delay);
    one.peers.connect(ofKind(kind, ends[0]), true, again);
    other.peers.connect(ofKind(kind, ends[1]), false);
    return cut;
  }

  pipe(delay = () => 2): { readonly ends: readonly [Pipe, Pipe]; cut(): void } {
    return memoryPipes({ clock: () => this.time.now, timer: this.time, delay });
  }
}

/** One device of a room: a real database with documents, and its side of the conversation. */
export class Desk {
  readonly device: string;
  readonly key: DeviceKey;
  readonly membership: Membership;
  readonly documents: Documents;
  readonly peers: RoomPeers;
  readonly presence: RoomPresence;
  /** The direct connections of its core; and why pages were sent away. */
  readonly pipes: PagePipes;
  readonly faults: string[] = [];
  /** What it refused of others. */
  readonly refusals = new Refusals();
  /** Where its database lies. */
  readonly folder = temporaryFolder();
  readonly #room: RoomOfDesks;

  constructor(room: RoomOfDesks, key: DeviceKey, membership: Membership) {
    this.key = key;
    this.membership = membership;
    this.#room = room;
    this.device = toHex(key.key);
    const clock = (): number => BEGUN + room.time.now;
    const { db } = openDatabase(this.folder, clock);
    onTestFinished(() => void db.close());
    const seed = { ...ROOM, name: "Team", createdAt: BEGUN, founder: null, members: null };
    new WorkspaceService(db, clock).ensureRoom({ id: this.device, name: "desk" }, seed);
    this.documents = new Documents(db, clock);
    this.documents.register(pocKind(db, new SearchIndex(db)));
    this.documents.unsettled.track(() => true);
    this.pipes = new PagePipes((text) => this.faults.push(text));
    this.presence = new RoomPresence({ clock, timer: room.time, changed: () => undefined });
    this.peers = new RoomPeers({
      room: ROOM,
      documents: this.documents,
      membership,
      device: key,
      direct: this.pipes,
      presence: this.presence,
      clock,
      timer: room.time,
      random: room.random,
      logger: silentLogger(),
      onMembers: () => undefined,
      onRefusal: (device, why) => this.refusals.note(device, why),
      onState: () => undefined,
    });
    onTestFinished(() => this.peers.close());
  }

  get by() {
    return { signer: signerOf(this.key), now: BEGUN + this.#room.time.now };
  }

  /** Opens a page that can hold direct connections. */
  page(): MemoryPage {
    const page = this.#room.pages.page();
    this.pipes.add(page.channel);
    return page;
  }

  add(at: number, name: string): void {
    const origin = { author: this.device, command: "catalog.add" };
    this.documents.create({ id: id(at), roomId: ROOM.id, kind: "poc" }, origin, (doc) =>
      writePatch(doc, { name }),
    );
  }

  /** Adds an entry as a scan does. */
  found(at: number, name: string): void {
    const origin = { author: this.device, command: "scan" };
    const facts = scanFacts({ name });
    this.documents.create(
      { id: id(at), roomId: ROOM.id, kind: "poc" },
      origin,
      (doc) => void writeScan(doc, facts, this.#room.time.now),
    );
  }

  /** Changes an entry as the catalogue does. */
  edit(at: number, patch: Parameters<typeof writePatch>[1]): void {
    const origin = { author: this.device, command: "catalog.update" };
    this.documents.change(id(at), origin, (doc) => void writePatch(doc, patch));
  }

  remove(at: number): void {
    this.documents.remove([id(at)], { author: this.device, command: "catalog.remove" });
  }

  /** What an entry says; null where there is none, or one that is deleted. */
  fields(at: number): Record<string, string | null> | null {
    const head = this.documents.head(id(at));
    return head === undefined || head.deleted_at !== null ? null : historyFields(this.documents.read(id(at)));
  }

  /** Every document with its state and mark: equal on two desks that have the same. */
  get states(): unknown[] {
    return this.documents
      .states(ROOM.id)
      .map((one) => [one.id, one.deleted_at === null ? one.state_hash.toString() : "deleted", one.marked_at])
      .sort();
  }

  has(at: number): boolean {
    return this.documents.head(id(at)) !== undefined;
  }

  /** How it is connected with each other device. */
  get kinds(): string[] {
    return this.peers.peers().map(({ pipe }) => pipe);
  }

  /** The devices that it is connected with. */
  get connected(): string[] {
    return this.peers.peers().map(({ device }) => device);
  }
}
