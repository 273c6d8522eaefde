import { onTestFinished } from "vitest";
import { connectCore, startCore, type Connection, type Core } from "#core/main.ts";

/** A core in this process, closed when the test ends. */
export async function connected(dataFolder: string): Promise<Connection> {
  const connection = await connectCore({ dataFolder, shell: "test" });
  onTestFinished(() => connection.close());
  return connection;
}

/** The core itself. Throws when another process holds the folder. */
export async function started(dataFolder: string): Promise<Core> {
  const core = await startCore({ dataFolder, shell: "test" });
  if (core === null) throw new Error("another process holds this data folder");
  onTestFinished(() => core.close());
  return core;
}

/** Scans to the end. Throws with the job's own error. */
export async function scanned({ client }: Connection, path: string) {
  const job = await client.catalog.startScan({ path });
  let last = job;
  for await (const step of await client.catalog.watchScan({ id: job.id })) last = step;
  if (last.result === null) throw new Error(`scan ${last.state}: ${last.error?.message ?? ""}`);
  return last.result;
}

/** All entries, by name. */
export async function entries({ client }: Connection, query = "") {
  const { items } = await client.catalog.search({ query, limit: 200, sort: "name", facetLimit: 0 });
  return items;
}

/** What a failed call threw: its code and whether it names a correlation id. */
export async function refused(
  call: Promise<unknown>,
): Promise<{ readonly code: string; readonly message: string; readonly correlated: boolean }> {
  try {
    await call;
  } catch (error) {
    const { code, message, data } = error as {
      code?: unknown;
      message?: unknown;
      data?: { correlationId?: unknown };
    };
    return {
      code: String(code),
      message: String(message),
      correlated: typeof data?.correlationId === "string",
    };
  }
  return { code: "none", message: "the call was answered", correlated: false };
}
