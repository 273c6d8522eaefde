import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "#core/db/open.ts";
import { pocKind, SearchIndex } from "#core/features/catalog/index.ts";
import { WorkspaceService } from "#core/features/workspace/index.ts";
import { systemTimer as timer } from "#core/platform/timer.ts";
import { Documents } from "#core/sync/documents.ts";
import { RoomReplica } from "#core/sync/room-replica.ts";
import { writePatch, writeScan } from "#shared/features/catalog/poc-document.ts";
import { uuidV8 } from "#shared/lib/ids.ts";
import { MAX_PACKET } from "#shared/sync/limits.ts";
import { memoryPipes } from "#shared/sync/memory-pipe.ts";
import { CipherState, Handshake, keyPair, TAG_BYTES } from "#shared/sync/noise.ts";
import { RoomSync } from "#shared/sync/room-sync.ts";
import { joinRoom } from "#test/builders/room.ts";
import { corpusPoc } from "./corpus.ts";
import { signalingBench } from "./signaling-bench.ts";
import { percentile, type Row } from "./table.ts";

/** Documents of the large room. */
const DOCUMENTS = 10_000;

/** Numbers of the sync protocol as far as it stands: the channel by itself, and two cores with databases over a pipe in memory. */
export async function syncBench(log: (line: string) => void): Promise<Row[]> {
  const rows: Row[] = [handshakes(), throughput(), ...(await signalingBench(log))];
  const work = mkdtempSync(join(tmpdir(), "tatami-sync-bench-"));
  try {
    rows.push(...(await largeRoom(work, log)));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return rows;
}

function handshakes(): Row {
  const make = (initiator: boolean) =>
    new Handshake({
      initiator,
      prologue: new Uint8Array(0),
      psk: new Uint8Array(32),
      staticKey: keyPair(randomBytes(32)),
      ephemeralKey: keyPair(randomBytes(32)),
    });
  const samples: number[] = [];
  for (let round = 0; round < 60; round++) {
    const begun = performance.now();
    const [one, other] = [make(true), make(false)];
    other.read(one.write(new Uint8Array(0)));
    one.read(other.write(new Uint8Array(100)));
    other.read(one.write(new Uint8Array(100)));
    one.session();
    other.session();
    // The first compile the code.
    if (round >= 10) samples.push(performance.now() - begun);
  }
  const value = percentile(samples, 0.5);
  return {
    what: "a Noise session set up, both sides, median",
    value,
    unit: "ms",
    target: "≤ 15 ms",
    met: value <= 15,
  };
}

function throughput(): Row {
  const key = randomBytes(32);
  const [sealing, opening] = [new CipherState(key), new CipherState(key)];
  const text = new Uint8Array(randomBytes(MAX_PACKET - TAG_BYTES));
  const run = (megabytes: number): number => {
    const begun = performance.now();
    for (let bytes = 0; bytes < megabytes * 1e6; bytes += text.length) opening.open(sealing.seal(text));
    return megabytes / ((performance.now() - begun) / 1000);
  };
  run(20);
  // Each byte is sealed once and opened once: a pipe carries what one of the two does in a second.
  const value = run(100) * 2;
  return {
    what: "sealing or opening full packets",
    value,
    unit: "MB/s",
    target: "≥ 100 MB/s",
    met: value >= 100,
  };
}

interface Device {
  readonly documents: Documents;
  readonly replica: RoomReplica;
  readonly roomId: string;
  close(): void;
}

function device(work: string, name: string, roomId: string | null): Device {
  const { db } = openDatabase(mkdtempSync(join(work, name)), Date.now);
  const workspace = new WorkspaceService(db, Date.now);
  workspace.ensure();
  if (roomId !== null) db.prepare("UPDATE room SET id = ?").run(roomId);
  const room = roomId ?? workspace.current().id;
  const documents = new Documents(db, Date.now);
  documents.register(pocKind(db, new SearchIndex(db)));
  return { documents, replica: new RoomReplica(documents, room), roomId: room, close: () => void db.close() };
}

async function largeRoom(work: string, log: (line: string) => void): Promise<Row[]> {
  const one = device(work, "one-", null);
  const other = device(work, "other-", one.roomId);
  log(`  writing ${DOCUMENTS.toLocaleString("en")} documents`);
  one.documents.transaction(() => {
    for (let at = 0; at < DOCUMENTS; at++) {
      const poc = corpusPoc(at);
      const document = { id: uuidV8(randomBytes(16)), roomId: one.roomId, kind: "poc" };
      one.documents.create(document, { author: "bench", command: "scan" }, (doc) => {
        writeScan(doc, poc.scanned.facts);
        writePatch(doc, { notes: poc.user.notes });
      });
    }
  });
  const first = await untilEqual(one, other);
  const again = await untilEqual(one, other);
  one.close();
  other.close();
  const named = `a room of ${DOCUMENTS.toLocaleString("en")} POCs, two cores in one process`;
  return [
    { what: `first sync of ${named}`, value: first, unit: "s", target: "≤ 10 s", met: first <= 10 },
    { what: `the same, nothing changed`, value: again, unit: "s", target: "≤ 0.3 s", met: again <= 0.3 },
  ];
}

/** Joins two devices; answers the seconds until both know that they are equal, digests of what is there included. */
async function untilEqual(one: Device, other: Device): Promise<number> {
  const begun = performance.now();
  const sides = [one, other].map(
    ({ replica }) => new RoomSync({ replica, mayWrite: () => true, clock: () => performance.now(), timer }),
  );
  const pipes = memoryPipes({ clock: () => performance.now(), timer });
  for (const [end, sync] of sides.entries())
    joinRoom(sync, {
      pipe: pipes.ends[end as 0 | 1],
      initiator: end === 0,
      staticKey: keyPair(randomBytes(32)),
      random: (bytes) => new Uint8Array(randomBytes(bytes)),
      timer,
    });
  while (sides.some((side) => side.peers()[0]?.equalAt == null))
    await new Promise((done) => setTimeout(done, 5));
  const seconds = (performance.now() - begun) / 1000;
  for (const side of sides) side.close();
  return seconds;
}
