import { createHash } from "node:crypto";
import type { Server } from "node:net";
import { failure } from "#shared/api/failures.ts";

/** First of the preferred ports: below those that systems give to outgoing connections, so that few others use them. */
const FIRST = 28_600;
const COUNT = 400;

/** The port of a data folder (absolute): the same at each start, so that bookmarks, open tabs and their origin stay good. */
export function preferredPort(dataFolder: string): number {
  return FIRST + (createHash("sha256").update(dataFolder).digest().readUInt32BE() % COUNT);
}

/**
 * The ports to try, in this order. One that was asked for (0: any free one) is the only one; else the data folder's own,
 * then any free one.
 */
export function portsToTry(asked: number | null, dataFolder: string): readonly number[] {
  return asked === null ? [preferredPort(dataFolder), 0] : [asked];
}

/** Listens on 127.0.0.1 on the first of the ports that can be had. Throws CONFLICT when none can. */
export async function listenOn(server: Server, ports: readonly number[]): Promise<void> {
  for (const port of ports) if (await listens(server, port)) return;
  throw failure("web.port-taken", { port: ports.join(", ") });
}

function listens(server: Server, port: number): Promise<boolean> {
  return new Promise((done, fail) => {
    const failed = (error: NodeJS.ErrnoException) => {
      // Windows keeps ranges of ports for itself and calls them forbidden.
      if (error.code === "EADDRINUSE" || error.code === "EACCES") done(false);
      else fail(error);
    };
    server.once("error", failed);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", failed);
      done(true);
    });
  });
}
