import { performance } from "node:perf_hooks";
import { createRouterClient } from "@orpc/server";
import { implementation } from "./api/implementation.ts";
import { joinCore, type CoreClient } from "./api/local-client.ts";
import { noWebAddress, serveLocal } from "./api/local-server.ts";
import { serveOptions } from "./api/serve.ts";
import { openDatabase } from "./db/open.ts";
import { takeLock, type FolderLock } from "./db/lock.ts";
import { catalogHandlers, CatalogService, PlacesStore, pocKind, scan, ScanJobs, ScanSaver, SearchIndex } from "./features/catalog/index.ts";
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
  readonly catalog: CatalogService;
  readonly dataFolder: string;
  /** Stops scans, closes the database and frees the folder. */
  close(): Promise<void>;
}

/**
 * Starts the core on a data folder: lock, log, database, services. Answers null when another process writes this
 * folder. Throws TatamiError (VERSION_MISMATCH, STORAGE_FULL, SERVICE_UNAVAILABLE).
 */
export async function startCore(options: CoreOptions): Promise<Core | null> {
  const begun = performance.now();
  ensureDataFolder(options.dataFolder);
  const lock = takeLock(options.dataFolder);
  if (lock === null) return null;
  try {
    return await compose(options, lock, begun);
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function compose(options: CoreOptions, lock: FolderLock, begun: number): Promise<Core> {
  const { dataFolder } = options;
  const clock = Date.now;
  const log = await openLog(dataFolder, options.logLevel);
  const { logger } = log;
  const { db, setAside } = openDatabase(dataFolder, clock);
  if (setAside !== null) logger.error({ setAside }, "the database was damaged: it was set aside whole, and a new one begun");

  const workspace = new WorkspaceService(db, clock);
  workspace.ensure();
  const device = workspace.device().id;
  const index = new SearchIndex(db);
  const documents = new Documents(db, clock, logger);
  documents.register(pocKind(db, index));
  const places = new PlacesStore(db);
  const settings = new SettingsService(db, workspace);
  const catalog = new CatalogService({ db, documents, places, index, workspace, clock });
  const saver = new ScanSaver(documents, places, clock, workspace.current().id, device);
  const jobs = new ScanJobs({
    scan, documents, places, saver, clock, logger, device,
    exclude: [dataFolder],
    onPlaces: (ids) => catalog.placesChanged(ids),
  });
  catalog.attachJobs(jobs);
  const purged = documents.purge();

  const running = { version: VERSION, shell: options.shell, dataFolder, startedAt: clock() };
  const router = buildRouter({ catalog, settings, workspace, db, documents, running, logFolder: log.folder });
  const serving = serveOptions(logger);
  const endLocal = await serveLocal({ dataFolder, router, options: serving, logger, webAddress: options.webAddress ?? noWebAddress });
  logger.info({ version: VERSION, shell: options.shell, purged, ms: Math.round(performance.now() - begun) }, "core started");

  let closed: Promise<void> | null = null;
  const close = async () => {
    jobs.cancelAll();
    await jobs.idle();
    await endLocal();
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
    catalog,
    dataFolder,
    close: () => (closed ??= close()),
  };
}

/** A client of the core: of this process's own, or of the one that runs already. */
export interface Connection {
  readonly client: CoreClient;
  /** True when another process does the work. */
  readonly joined: boolean;
  close(): Promise<void>;
}

/** Starts the core, or joins the one that writes the data folder. Throws as startCore and joinCore do. */
export async function connectCore(options: CoreOptions): Promise<Connection> {
  const core = await startCore(options);
  if (core !== null) {
    const client = createRouterClient(core.router, { interceptors: core.serving.clientInterceptors as [] });
    return { client: client as CoreClient, joined: false, close: core.close };
  }
  const joined = await joinCore(options.dataFolder);
  return {
    client: joined.core,
    joined: true,
    close: () => {
      joined.close();
      return Promise.resolve();
    },
  };
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
export { MAX_MESSAGE, sameKey } from "./api/local-server.ts";
export { VERSION } from "./platform/version.ts";

interface Parts {
  readonly catalog: CatalogService;
  readonly settings: SettingsService;
  readonly workspace: WorkspaceService;
  readonly db: ReturnType<typeof openDatabase>["db"];
  readonly documents: Documents;
  readonly running: Parameters<typeof settingsHandlers>[1]["running"];
  readonly logFolder: string;
}

function buildRouter(parts: Parts) {
  return implementation.router({
    catalog: catalogHandlers(implementation, parts.catalog, parts.settings),
    settings: settingsHandlers(implementation, { ...parts, service: parts.settings }),
    workspace: workspaceHandlers(implementation, parts.workspace),
  });
}
