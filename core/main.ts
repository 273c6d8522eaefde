import { realpathSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { createRouterClient } from "@orpc/server";
import { TatamiError } from "#shared/api/errors.ts";
import { implementation } from "./api/implementation.ts";
import { joinCore, PATIENCE, type CoreClient } from "./api/local-client.ts";
import { forgetCoreFile, noWebAddress, serveLocal } from "./api/local-server.ts";
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
  /** Resolves when no other process is joined any more, or the signal aborts. */
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
    alone: local.alone,
    close: () => (closed ??= close()),
  };
}

/** A client of the core: of this process's own, or of the one that runs already. */
export interface Connection {
  readonly client: CoreClient;
  /** True when another process does the work. */
  readonly joined: boolean;
  /** Resolves when no other process uses the core of this one, or the signal aborts. */
  alone(signal?: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/** How long the core that runs is knocked at before it is asked again whether it still runs, milliseconds. */
const KNOCK = 300;

/** Starts the core, or joins the one that writes the data folder. Throws as startCore and joinCore do. */
export async function connectCore(options: CoreOptions): Promise<Connection> {
  const deadline = performance.now() + PATIENCE;
  for (;;) {
    const core = await startCore(options);
    if (core !== null) {
      const client = createRouterClient(core.router, { interceptors: core.serving.clientInterceptors as [] });
      return { client: client as CoreClient, joined: false, alone: core.alone, close: core.close };
    }
    try {
      const joined = await joinCore(options.dataFolder, KNOCK);
      const close = () => Promise.resolve(joined.close());
      return { client: joined.core, joined: true, alone: () => Promise.resolve(), close };
    } catch (error) {
      // The one that held the folder may have ended meanwhile: then its place is free.
      const gone = error instanceof TatamiError && error.code === "SERVICE_UNAVAILABLE";
      if (!gone || performance.now() > deadline) throw error;
    }
  }
}

/** Asks the running core of a data folder for a fresh address of its web page. Throws UNSUPPORTED where it has none. */
export async function runningWebAddress(folder: string): Promise<string> {
  const joined = await joinCore(folder);
  try {
    return (await joined.local.webAddress()).url;
  } finally {
    joined.close();
  }
}

export { dataFolder } from "./platform/data-folder.ts";
export { MAX_MESSAGE } from "./api/local-server.ts";
export { VERSION } from "./platform/version.ts";

/** A failure of the start in words for a person; what is of the contract already stays. */
function asStartError(thrown: unknown, folder: string): unknown {
  const error = asStorageError(thrown);
  const code = systemCode(error);
  if (code === null) return error;
  return new TatamiError(
    "SERVICE_UNAVAILABLE",
    `The data folder ${folder} cannot be used (${code}): check that it is a folder that you may write to.`,
    { cause: error },
  );
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
