import { realpathSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { createRouterClient } from "@orpc/server";
import { failure } from "#shared/api/failures.ts";
import { implementation } from "./api/implementation.ts";
import type { CoreClient } from "./api/local-client.ts";
import { forgetCoreFile, noWebAddress, serveLocal } from "./api/local-server.ts";
import { openShared, startOrJoin, type OpenCore, type OpenCoreListener } from "./api/open-core.ts";
import { serveOptions } from "./api/serve.ts";
import { openDatabase } from "./db/open.ts";
import { asStorageError, systemCode } from "./db/sqlite.ts";
import { takeLock, type FolderLock } from "./db/lock.ts";
import {
  catalogHandlers,
  CatalogRoots,
  CatalogService,
  PlacesStore,
  pocKind,
  sampleIds,
  Samples,
  scan,
  ScanJobs,
  ScanSaver,
  SearchIndex,
} from "./features/catalog/index.ts";
import { settingsHandlers, SettingsService, type Shell } from "./features/settings/index.ts";
import { workspaceHandlers, WorkspaceService } from "./features/workspace/index.ts";
import { ensureDataFolder } from "./platform/data-folder.ts";
import { openLog, type Logger } from "./platform/logger.ts";
import { VERSION } from "./platform/version.ts";
import { Documents } from "./sync/documents.ts";

export interface CoreOptions {
  /** Absolute path of the data folder. */
  readonly dataFolder: string;
  readonly shell: Shell;
  /** pino's levels; default "info". */
  readonly logLevel?: string;
  /** Gives a fresh one-time address of the web shell, where this process serves one. */
  readonly webAddress?: () => Promise<string>;
}

export interface Core {
  readonly router: ReturnType<typeof buildRouter>;
  /** What every transport's RPC handler is given. */
  readonly serving: ReturnType<typeof serveOptions>;
  readonly logger: Logger;
  readonly documents: Documents;
  readonly roots: CatalogRoots;
  readonly dataFolder: string;
  /** Resolves when no command is joined and no scan runs any more, or the signal aborts. Windows find the next core. */
  alone(signal?: AbortSignal): Promise<void>;
  /** Stops scans, closes the database and frees the folder. */
  close(): Promise<void>;
}

/**
 * Starts the core on a data folder: lock, log, database, services. Answers null when another process writes this
 * folder. Throws TatamiError (VERSION_MISMATCH, STORAGE_FULL, SERVICE_UNAVAILABLE).
 */
export async function startCore(options: CoreOptions): Promise<Core | null> {
  const begun = performance.now();
  const undo: (() => unknown)[] = [];
  try {
    ensureDataFolder(options.dataFolder);
    const lock = takeLock(options.dataFolder);
    if (lock === null) return null;
    undo.push(() => lock.release());
    return await compose(options, lock, begun, undo);
  } catch (error) {
    for (const step of undo.toReversed()) await step();
    throw asStartError(error, options.dataFolder);
  }
}

/** `undo` takes what ends each part, for the case that a later one fails: what stays open would keep the process alive. */
async function compose(
  options: CoreOptions,
  lock: FolderLock,
  begun: number,
  undo: (() => unknown)[],
): Promise<Core> {
  const { dataFolder } = options;
  // Scanned folders are known by their real paths, which is how what lies in this one is told from them.
  const realFolder = realpathSync.native(dataFolder);
  const samplesFolder = join(realFolder, "samples");
  const clock = Date.now;
  // Of a core that was killed: who reads it now would be sent to nobody, or told of a version that does not run.
  forgetCoreFile(dataFolder);
  const log = await openLog(dataFolder, options.logLevel);
  undo.push(log.close);
  const { logger } = log;
  const { db, setAside } = openDatabase(dataFolder, clock);
  undo.push(() => db.close());
  if (setAside !== null)
    logger.error({ setAside }, "the database was damaged: it was set aside whole, and a new one begun");

  const workspace = new WorkspaceService(db, clock);
  workspace.ensure();
  const device = workspace.device().id;
  const index = new SearchIndex(db);
  const documents = new Documents(db, clock, logger);
  documents.register(pocKind(db, index));
  const places = new PlacesStore(db);
  const settings = new SettingsService(db, workspace);
  const catalog = new CatalogService({ db, documents, places, index, workspace, clock });
  const room = workspace.current().id;
  const givenId = sampleIds(samplesFolder, room, documents);
  const saver = new ScanSaver(documents, places, clock, room, device, givenId);
  const jobs = new ScanJobs({
    scan,
    documents,
    places,
    saver,
    clock,
    logger,
    device,
    exclude: [realFolder],
    onEnd: () => {
      catalog.events.publish({ type: "jobs" });
      catalog.events.publish({ type: "roots" });
    },
    onIdle: () => index.tidy(),
    onPlaces: (ids) => catalog.placesChanged(ids),
  });
  const roots = new CatalogRoots({
    documents,
    places,
    workspace,
    jobs,
    clock,
    samplesFolder,
    events: catalog.events,
    onPlaces: (ids) => catalog.placesChanged(ids),
  });
  const samples = new Samples({ folder: samplesFolder, places, roots, logger });
  const purged = documents.purge();

  const running = { version: VERSION, shell: options.shell, dataFolder, startedAt: clock() };
  const router = buildRouter({
    catalog,
    roots,
    samples,
    settings,
    workspace,
    db,
    documents,
    running,
    logFolder: log.folder,
  });
  const serving = serveOptions(logger);
  const local = await serveLocal({
    dataFolder,
    router,
    options: serving,
    logger,
    webAddress: options.webAddress ?? noWebAddress,
  });
  logger.info(
    { version: VERSION, shell: options.shell, purged, ms: Math.round(performance.now() - begun) },
    "core started",
  );

  let closed: Promise<void> | null = null;
  const close = async () => {
    jobs.cancelAll();
    await jobs.idle();
    await local.close();
    db.close();
    logger.info("core closed");
    await log.close();
    lock.release();
  };
  return {
    router,
    serving,
    logger,
    documents,
    roots,
    dataFolder,
    alone: async (signal) => {
      // A window's scan is the work of somebody who did not ask for this core's end.
      const waits = () => signal?.aborted !== true && (local.commands > 0 || jobs.running);
      while (waits()) {
        await local.alone(signal);
        await jobs.quiet(signal);
      }
    },
    close: () => (closed ??= close()),
  };
}

/** A client of the core: of this process's own, or of the one that runs already. */
export interface Connection {
  readonly client: CoreClient;
  /** True when another process does the work. */
  readonly joined: boolean;
  /** Resolves when no other process needs the core of this one, or the signal aborts. */
  alone(signal?: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/** Starts the core, or joins the one that writes the data folder. Throws as startCore and joinCore do. */
export async function connectCore(options: CoreOptions): Promise<Connection> {
  const seat = await startOrJoin(() => startCore(options), options.dataFolder, "command");
  if ("own" in seat) {
    const { router, serving, alone, close } = seat.own;
    const client = createRouterClient(router, { interceptors: serving.clientInterceptors as [] });
    return { client: client as CoreClient, joined: false, alone, close };
  }
  const { core, close } = seat.joined;
  return { client: core, joined: true, alone: () => Promise.resolve(), close: async () => close() };
}

/** The core for a shell with pages: started or joined, and its place taken when a joined one ends. Throws as connectCore does. */
export function openCore(options: CoreOptions, listener: OpenCoreListener): Promise<OpenCore> {
  return openShared(() => startCore(options), options.dataFolder, listener);
}

export { dataFolder } from "./platform/data-folder.ts";
export { MAX_MESSAGE } from "./api/local-server.ts";
export type { OpenCore } from "./api/open-core.ts";
export type { PagePort } from "./api/relay.ts";
export { VERSION } from "./platform/version.ts";
export { serveSignaling } from "./sync/signaling-server.ts";

/** A failure of the start in words for a person; what is of the contract already stays. */
function asStartError(thrown: unknown, folder: string): unknown {
  const error = asStorageError(thrown);
  const code = systemCode(error);
  if (code === null) return error;
  return failure("storage.folder-unusable", { folder, cause: code }, { cause: error });
}

interface Parts {
  readonly catalog: CatalogService;
  readonly roots: CatalogRoots;
  readonly samples: Samples;
  readonly settings: SettingsService;
  readonly workspace: WorkspaceService;
  readonly db: ReturnType<typeof openDatabase>["db"];
  readonly documents: Documents;
  readonly running: Parameters<typeof settingsHandlers>[1]["running"];
  readonly logFolder: string;
}

function buildRouter(parts: Parts) {
  return implementation.router({
    catalog: catalogHandlers(implementation, parts.catalog, parts.roots, parts.samples, parts.settings),
    settings: settingsHandlers(implementation, { ...parts, service: parts.settings }),
    workspace: workspaceHandlers(implementation, parts.workspace),
  });
}
