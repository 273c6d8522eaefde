import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runParts } from "../parts.ts";
import type { Row } from "../table.ts";
import { channelBench } from "./channel-bench.ts";
import { joinBench } from "./join-bench.ts";
import { keysBench } from "./keys-bench.ts";
import { messagesBench } from "./messages-bench.ts";
import { Pair } from "./pair.ts";
import { partitionBench } from "./partition-bench.ts";
import { roomBench } from "./room-bench.ts";
import { signalingBench } from "./signaling-bench.ts";
import type { PeerJoins, PeerKeys } from "./workload.ts";
import { startSignaling, YWebrtc } from "./y-webrtc.ts";

export interface SyncBenchOptions {
  /** Only these parts; all when empty. */
  readonly only: readonly string[];
  readonly log: (line: string) => void;
}

/** The numbers of syncing, part by part; those of y-webrtc in the same browsers before. */
export async function syncBench({ only, log }: SyncBenchOptions): Promise<Row[]> {
  const work = mkdtempSync(join(tmpdir(), "tatami-sync-bench-"));
  const wanted = (part: string): boolean => only.length === 0 || only.includes(part);
  let pair: Pair | null = null;
  let keys: readonly PeerKeys[] = [];
  let joins: PeerJoins | null = null;
  try {
    if (wanted("keys") || wanted("join")) {
      pair = await Pair.open(work);
      log("y-webrtc …");
      const { address, child } = await startSignaling();
      try {
        const yWebrtc = await YWebrtc.open([pair.one.browser, pair.other.browser], address);
        if (wanted("keys")) keys = await yWebrtc.keys();
        if (wanted("join")) joins = await yWebrtc.joins();
        await yWebrtc.close();
      } finally {
        child.kill();
      }
      await pair.start();
    }
    const rows = await runParts(
      {
        channel: channelBench,
        signaling: () => signalingBench(log),
        messages: () => messagesBench(keys),
        keys: () => (pair === null ? [] : keysBench(pair, keys)),
        join: () => (pair === null ? [] : joinBench(pair, joins)),
      },
      only,
      log,
    );
    // What follows needs the machine to itself.
    await pair?.close();
    pair = null;
    const rest = { partition: () => partitionBench(work), room: () => roomBench(work, log) };
    return [...rows, ...(await runParts(rest, only, log))];
  } finally {
    await pair?.close();
    rmSync(work, { recursive: true, force: true });
  }
}
