import { randomBytes } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { openDatabase } from "#core/db/open.ts";
import { pocKind, SearchIndex } from "#core/features/catalog/index.ts";
import { WorkspaceService } from "#core/features/workspace/index.ts";
import { systemTimer as timer } from "#core/platform/timer.ts";
import { Documents } from "#core/sync/documents.ts";
import { RoomReplica } from "#core/sync/room-replica.ts";
import { writePatch, writeScan } from "#shared/features/catalog/poc-document.ts";
import { uuidV8 } from "#shared/lib/ids.ts";
import { memoryPipes } from "#shared/sync/memory-pipe.ts";
import { keyPair } from "#shared/sync/noise.ts";
import { RoomSync } from "#shared/sync/room-sync.ts";
import { joinRoom } from "#test/builders/room.ts";
import { corpusPoc } from "../corpus.ts";
import type { Row } from "../table.ts";

/** Documents of the large room. */
const DOCUMENTS = 10_000;

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

/** A room of many documents at two cores, one of which has none of them at first. */
export async function roomBench(work: string, log: (line: string) => void): Promise<Row[]> {
  const one = device(work, "one-", null);
  const other = device(work, "other-", one.roomId);
  log(`  writing ${DOCUMENTS.toLocaleString("en")} documents`);
  one.documents.transaction(() => {
    for (let at = 0; at < DOCUMENTS; at++) {
      const poc = corpusPoc(at);
      const document = { id: uuidV8(randomBytes(16)), roomId: one.roomId, kind: "poc" };
      one.documents.create(document, { author: "bench", command: "scan" }, (doc) => {
        writeScan(doc, poc.scanned.facts, Date.now());
        writePatch(doc, { notes: poc.user.notes });
      });
    }
  });
  const first = await untilEqual(one, other, log);
  const again = await untilEqual(one, other, log);
  one.close();
  other.close();
  const named = `a room of ${DOCUMENTS.toLocaleString("en")} POCs, two cores in one process`;
  return [
    { what: `first sync of ${named}`, value: first, unit: "s", target: "≤ 10 s", met: first <= 10 },
    { what: `the same, nothing changed`, value: again, unit: "s", target: "≤ 0.3 s", met: again <= 0.3 },
  ];
}

/**
 * Joins two devices; answers the seconds until both know that they are equal, digests of what is there included. A disk that stands
 * still for 6 s stops both sides, who are one process, and each takes the other for gone: they are joined again, as devices are.
 */
async function untilEqual(one: Device, other: Device, log: (line: string) => void): Promise<number> {
  const begun = performance.now();
  const sides = [one, other].map(
    ({ replica }) => new RoomSync({ replica, mayWrite: () => true, clock: () => performance.now(), timer }),
  );
  const join = () => {
    const pipes = memoryPipes({ clock: () => performance.now(), timer });
    for (const [end, sync] of sides.entries())
      joinRoom(sync, {
        pipe: pipes.ends[end as 0 | 1],
        initiator: end === 0,
        staticKey: keyPair(randomBytes(32)),
        random: (bytes) => new Uint8Array(randomBytes(bytes)),
        timer,
      });
  };
  join();
  while (sides.some((side) => side.peers()[0]?.equalAt == null)) {
    await new Promise((done) => setTimeout(done, 5));
    if (sides.some((side) => side.peers().length > 0)) continue;
    log("  parted, and joined again");
    join();
  }
  const seconds = (performance.now() - begun) / 1000;
  for (const side of sides) side.close();
  return seconds;
}
