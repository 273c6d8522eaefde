import { realpathSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { createRouterClient } from "@orpc/server";
import { failure } from "#shared/api/failures.ts";
import type { Clock } from "#shared/lib/time.ts";
import { implementation } from "./api/implementation.ts";
import type { CoreClient } from "./api/local-client.ts";
import { forgetCoreFile, noWebAddress, serveLocal } from "./api/local-server.ts";
import { openShared, startOrJoin, type OpenCore, type OpenCoreListener } from "./api/open-core.ts";
import { serveOptions } from "./api/serve.ts";
import { asStorageError, systemCode } from "./db/sqlite.ts";
import { takeLock, type FolderLock } from "./db/lock.ts";
import { catalogHandlers, type CatalogRoots } from "./features/catalog/index.ts";
import { settingsHandlers, SettingsService, type Shell } from "./features/settings/index.ts";
import { workspaceHandlers } from "./features/workspace/index.ts";
import { ensureDataFolder } from "./platform/data-folder.ts";
import { following } from "./platform/following.ts";
import { openLog, type Logger } from "./platform/logger.ts";
import { VERSION } from "./platform/version.ts";
import { lanNetwork, noNetwork, type LanNetwork } from "./sync/lan/multicast.ts";
import { PagePipes } from "./sync/page-pipes.ts";
import { Workspaces } from "./workspaces.ts";

export interface CoreOptions {
  /** Absolute path of the data folder. */
  readonly dataFolder: string;
  readonly shell: Shell;
  /** pino's levels; default "info". */
  readonly logLevel?: string;
  /** Gives a fresh one-time address of the web shell, where this process serves one. */
  readonly webAddress?: () => Promise<string>;
  /** The local networks; without it those of this machine, none in tests and where TATAMI_LAN is "off". */
  readonly network?: LanNetwork;
  /** What time it is; without it this machine's clock says. */
  readonly clock?: Clock;
}

export interface Core {
  readonly router: ReturnType<typeof buildRouter>;
  /** What every transport's RPC handler is given. */
  readonly serving: ReturnType<typeof serveOptions>;
  readonly logger: Logger;
  readonly roots: CatalogRoots;
  readonly workspaces: Workspaces;
  /** The pages that hold direct connections. */
  readonly pages: PagePipes;
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
  const { dataFolder, clock = Date.now } = options;
  // Scanned folders are known by their real paths, which is how what lies in this one is told from them.
  const realFolder = realpathSync.native(dataFolder);
  // Of a core that was killed: who reads it now would be sent to nobody, or told of a version that does not run.
  forgetCoreFile(dataFolder);
  const log = await openLog(dataFolder, options.logLevel);
  undo.push(log.close);
  const { logger } = log;
  const pages = new PagePipes((text) => logger.warn(text));
  const workspaces = new Workspaces({
    dataFolder: realFolder,
    direct: pages,
    clock,
    logger,
    network: options.network ?? (mayUseNetwork(options.shell) ? lanNetwork : noNetwork),
  });
  undo.push(() => workspaces.close());
  const { home } = workspaces;
  const settings = new SettingsService(home.db, home.workspace, (patch) => {
    if (patch.deviceName !== undefined) workspaces.deviceRenamed();
    if (patch.syncLan !== undefined) workspaces.allowLan(patch.syncLan);
    if (patch.syncPresence !== undefined) workspaces.presence.allow(patch.syncPresence);
  });
  workspaces.allowLan(settings.get().syncLan);
  workspaces.presence.allow(settings.get().syncPresence);
  const roots = following(() => workspaces.current.roots);

  const running = { version: VERSION, shell: options.shell, dataFolder, startedAt: clock() };
  const router = buildRouter({ workspaces, roots, settings, running, logFolder: log.folder });
  const serving = serveOptions(logger);
  const local = await serveLocal({
    dataFolder,
    router,
    options: serving,
    logger,
    webAddress: options.webAddress ?? noWebAddress,
  });
  logger.info(
    {
      version: VERSION,
      shell: options.shell,
      purged: home.purged,
      ms: Math.round(performance.now() - begun),
    },
    "core started",
  );

  // A shell with windows stays; a command meets the others only when it is asked to.
  if (options.shell === "electron" || options.shell === "web") {
    workspaces.hold();
    workspaces.current.catalog.prepareSoon();
  }

  let closed: Promise<void> | null = null;
  const close = async () => {
    for (const job of workspaces.jobs()) job.cancelAll();
    await local.close();
    await workspaces.close();
    pages.close();
    logger.info("core closed");
    await log.close();
    lock.release();
  };
  return {
    router,
    serving,
    logger,
    roots,
    workspaces,
    pages,
    dataFolder,
    alone: async (signal) => {
      // A window's scan is the work of somebody who did not ask for this core's end.
      const waits = () => signal?.aborted !== true && (local.commands > 0 || workspaces.running);
      while (waits()) {
        await local.alone(signal);
        await workspaces.quiet(signal);
      }
    },
    close: () => (closed ??= close()),
  };
}

/** Tests speak to nobody on the network of whoever runs them. */
function mayUseNetwork(shell: Shell): boolean {
  return shell !== "test" && process.env["TATAMI_LAN"] !== "off";
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
  readonly workspaces: Workspaces;
  readonly roots: CatalogRoots;
  readonly settings: SettingsService;
  readonly running: Parameters<typeof settingsHandlers>[1]["running"];
  readonly logFolder: string;
}

function buildRouter({ workspaces, roots, settings, running, logFolder }: Parts) {
  return implementation.router({
    catalog: catalogHandlers(
      implementation,
      following(() => workspaces.current.catalog),
      roots,
      following(() => workspaces.current.samples),
      following(() => workspaces.current.pictures),
      settings,
    ),
    settings: settingsHandlers(implementation, {
      service: settings,
      room: () => workspaces.current,
      hosts: () => workspaces.hosts(),
      running,
      logFolder,
    }),
    workspace: workspaceHandlers(implementation, workspaces),
  });
}
