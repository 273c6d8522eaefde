import { client } from "#renderer/platform/client.ts";
import type { ScanJob } from "../types.ts";

/**
 * Scans a folder by the rules of this moment. A scan that runs already has read older rules, so it is stopped first:
 * what it saved stays.
 */
export async function scanAgain(path: string): Promise<ScanJob> {
  const running = (await client.core.catalog.jobs()).find(
    (job) => job.root === path && job.state === "running",
  );
  if (running !== undefined) {
    await client.core.catalog.cancelScan({ id: running.id });
    for await (const step of await client.core.catalog.watchScan({ id: running.id })) {
      if (step.state !== "running") break;
    }
  }
  return await client.core.catalog.startScan({ path });
}
