import { join } from "node:path";
import { may } from "#shared/features/workspace/roles.ts";
import { toHex } from "#shared/lib/hex.ts";
import { deviceKey, type DeviceKey } from "#shared/sync/device-key.ts";
import { RoomPresence } from "#shared/sync/presence.ts";
import type { Clock, Timer } from "#shared/lib/time.ts";
import { openDatabase } from "./db/open.ts";
import type { Database } from "./db/sqlite.ts";
import {
  CatalogRoots,
  CatalogService,
  Pictures,
  PlacesStore,
  PrivateNotes,
  pocKind,
  sampleIds,
  Samples,
  scan,
  ScanJobs,
  ScanSaver,
  SearchIndex,
} from "./features/catalog/index.ts";
import { Sharing, WorkspaceService, type RoomSeed } from "./features/workspace/index.ts";
import type { Logger } from "./platform/logger.ts";
import { random } from "./platform/random.ts";
import { Documents } from "./sync/documents.ts";
import type { Lan } from "./sync/lan/lan.ts";
import type { DirectCarrier } from "./sync/page-pipes.ts";

export interface RoomOptions {
  /** Where its database lies: absolute, real, and there. */
  readonly folder: string;
  /** The data folder's real path: what lies in it is never scanned. */
  readonly dataFolder: string;
  /** What a workspace beside Personal is; null makes the first of a device, or opens it. */
  readonly seed: {
    readonly device: { readonly id: string; readonly name: string };
    readonly key: DeviceKey;
    readonly room: RoomSeed;
  } | null;
  readonly timer: Timer;
  /** Where direct connections to other devices are made; absent where there are none. */
  readonly direct?: DirectCarrier | undefined;
  readonly lan: Lan;
  /** Who belongs to it is kept a second time. */
  readonly keepMembers: (id: string, founder: Uint8Array, members: Uint8Array) => void;
  /** What it is called is kept a second time, too. */
  readonly keepName: (id: string, name: string) => void;
  /** How it is shared has changed. */
  readonly onSharing: () => void;
  /** Where its members are has changed, or what may be told of that. */
  readonly onPresence: () => void;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** All that works on one workspace: its database, its documents, its catalogue, its scans. */
export interface Room {
  readonly id: string;
  readonly db: Database;
  readonly documents: Documents;
  readonly workspace: WorkspaceService;
  readonly catalog: CatalogService;
  readonly pictures: Pictures;
  readonly roots: CatalogRoots;
  readonly samples: Samples;
  readonly jobs: ScanJobs;
  readonly sharing: Sharing;
  readonly presence: RoomPresence;
  /** This device's key pair. */
  readonly device: DeviceKey;
  /** Deleted documents whose content went for good at this opening. */
  readonly purged: number;
  /** Stops its scans and closes its database. */
  close(): Promise<void>;
}

/** Opens a workspace. Throws what opening a database throws. */
export function openRoom(options: RoomOptions): Room {
  const { folder, clock, logger } = options;
  const { db, setAside } = openDatabase(folder, clock);
  try {
    if (setAside !== null)
      logger.error({ setAside }, "the database was damaged: it was set aside whole, and a new one begun");
    return build({ ...options, db });
  } catch (error) {
    db.close();
    throw error;
  }
}

function build(options: RoomOptions & { readonly db: Database }): Room {
  const {
    db,
    folder,
    dataFolder,
    seed,
    direct,
    clock,
    timer,
    logger,
    lan,
    keepMembers,
    keepName,
    onSharing,
    onPresence,
  } = options;
  const samplesFolder = join(folder, "samples");
  const workspace = new WorkspaceService(db, clock);
  if (seed === null) workspace.ensure();
  else workspace.ensureRoom(seed.device, seed.room);
  const { id } = workspace.current();
  const device = workspace.device().id;
  const key = seed?.key ?? deviceKey(workspace.secret());
  const index = new SearchIndex(db);
  const documents = new Documents(db, clock, logger);
  documents.register(pocKind(db, index));
  const places = new PlacesStore(db);
  const pictures = new Pictures({ db, documents, places, workspace });
  const privateNotes = new PrivateNotes(db);
  const catalog = new CatalogService({
    db,
    documents,
    places,
    privateNotes,
    index,
    pictures,
    workspace,
    clock,
  });
  const givenId = sampleIds(samplesFolder, id, documents);
  const saver = new ScanSaver(documents, places, privateNotes, clock, id, device, givenId);
  const onPlaces = (ids: readonly string[]) => catalog.placesChanged(ids);
  const jobs = new ScanJobs({
    scan,
    documents,
    places,
    saver,
    clock,
    logger,
    device,
    exclude: [dataFolder],
    onEnd: () => {
      catalog.events.publish({ type: "jobs" });
      catalog.events.publish({ type: "roots" });
    },
    onIdle: () => index.tidy(),
    onPlaces,
  });
  const roots = new CatalogRoots({
    documents,
    places,
    workspace,
    jobs,
    clock,
    samplesFolder,
    events: catalog.events,
    onPlaces,
  });
  const samples = new Samples({ folder: samplesFolder, places, roots, logger });
  const presence = new RoomPresence({ clock, timer, changed: onPresence });
  documents.onChanged(onPresence);
  const sharing = new Sharing({
    db,
    documents,
    workspace,
    device: key,
    direct,
    presence,
    clock,
    timer,
    random,
    logger,
    lan,
    keepMembers: (founder, members) => keepMembers(id, founder, members),
    keepName: (name) => {
      workspace.rename(name);
      keepName(id, name);
    },
    onChange: onSharing,
  });
  documents.unsettled.track(() => sharing.people.isShared && sharing.people.standing !== "owner");
  documents.allowWriting(() => may(sharing.people.standing, "write"));
  // What was changed here names the device by an id of its own; members know it by its key.
  const proved = toHex(key.noise.publicKey);
  workspace.nameAuthorsBy((author) => sharing.people.nameOfAuthor(author === device ? proved : author));
  const purged = documents.purge();
  const close = async () => {
    sharing.stop();
    presence.close();
    jobs.cancelAll();
    await jobs.idle();
    db.close();
  };
  return {
    id,
    db,
    documents,
    workspace,
    catalog,
    pictures,
    roots,
    samples,
    jobs,
    sharing,
    presence,
    device: key,
    purged,
    close,
  };
}
