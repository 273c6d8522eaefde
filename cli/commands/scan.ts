import { resolve } from "node:path";
import { isErrorCode, TatamiError } from "#shared/api/errors.ts";
import { failure } from "#shared/api/failures.ts";
import { toIso } from "#shared/lib/time.ts";
import type { Connection } from "#core/main.ts";
import type { Arguments } from "../arguments.ts";
import { UsageError } from "../arguments.ts";
import { plain, pocs, type Answer } from "../output.ts";

const PAGE = 200;

/** `scan <folder>`: scans, shows progress on stderr where it is a terminal, and lists what is there. */
export async function scan({ client }: Connection, args: Arguments, signal: AbortSignal): Promise<Answer> {
  const folder = args.rest[0];
  // An empty one, as of a variable that a script has not set, would be the folder that one is in.
  if (folder === undefined || folder === "" || args.rest.length > 1)
    throw new UsageError("scan takes one folder.");
  const job = await client.catalog.startScan({ path: resolve(folder) });
  // Whether it was cancelled, the stream of its steps tells.
  const cancel = () => void client.catalog.cancelScan({ id: job.id }).catch(() => undefined);
  signal.addEventListener("abort", cancel);
  // Asked while the scan was being started, when nobody listened yet.
  if (signal.aborted) cancel();
  let last = job;
  for await (const step of await client.catalog.watchScan({ id: job.id })) {
    last = step;
    if (process.stderr.isTTY) showProgress(step.progress);
  }
  signal.removeEventListener("abort", cancel);
  if (process.stderr.isTTY) process.stderr.write("\r\u001b[K");
  if (last.state === "cancelled") throw failure("scan.cancelled", {});
  if (last.error !== null) {
    const { code, message, reason } = last.error;
    throw new TatamiError(isErrorCode(code) ? code : "SERVER_ERROR", message, { reason });
  }
  if (last.result === null) throw failure("scan.no-end", {});
  const { result } = last;
  const pocs = args.json ? await all(client, last.root) : [];
  return {
    json: { schema: "tatami.scan/1", ...result, pocs },
    text: summary(result),
    exitCode: result.failed.length > 0 ? 1 : 0,
  };
}

async function all(client: Connection["client"], under: string) {
  const pocs = [];
  for (let offset = 0; ; offset += PAGE) {
    const page = await client.catalog.list({ under, offset, limit: PAGE });
    pocs.push(
      ...page.map((poc) => ({ ...poc, createdAt: toIso(poc.createdAt), updatedAt: toIso(poc.updatedAt) })),
    );
    if (page.length < PAGE) return pocs;
  }
}

function showProgress(progress: { phase: string; done: number; total: number | null; failed: number }): void {
  const of = progress.total === null ? "" : ` of ${progress.total}`;
  const failed = progress.failed === 0 ? "" : `, ${progress.failed} not readable`;
  process.stderr.write(`\r\u001b[K${progress.phase}: ${progress.done}${of}${failed}`);
}

type Result = NonNullable<Awaited<ReturnType<Connection["client"]["catalog"]["startScan"]>>["result"]>;

function summary(result: Result): string {
  const lines = [
    `${pocs(result.found)} in ${plain(result.root)} (${(result.ms / 1000).toFixed(1)} s)`,
    `  new ${result.new}, changed ${result.changed}, unchanged ${result.unchanged}, missing on disk ${result.missing}`,
  ];
  if (result.failed.length > 0) lines.push(`  not readable: ${result.failed.length + result.failedMore}`);
  for (const failure of result.failed.slice(0, 20))
    lines.push(`    ${plain(failure.path)}: ${plain(failure.why)}`);
  if (result.failed.length > 20)
    lines.push(`    … ${result.failed.length + result.failedMore - 20} more (--json lists them)`);
  return lines.join("\n");
}
