import { isDeepStrictEqual } from "node:util";
import { Room, type Member } from "#test/builders/room.ts";
import { nodeCrypto } from "#core/sync/node-crypto.ts";
import { seeded } from "#test/builders/random.ts";

const MEMBERS = 5;
const DOCUMENTS = 30;

const documentId = (at: number): string => `00000000-0000-7000-8000-${String(at).padStart(12, "0")}`;

/** What a run of {@link syncRounds} did, so that a test can say that it did something. */
export interface SyncReport {
  readonly edits: number;
  readonly cuts: number;
  readonly kills: number;
  readonly refused: number;
  /** What all documents have become, by their id. */
  readonly documents: Readonly<Record<string, unknown>>;
}

/**
 * Five peers edit, are cut off, come back, are killed and start again, lose and get the right to write, for so many
 * operations; then all are joined, and must become equal. The same seed is the same run. Throws when they do not.
 */
export function syncRounds(seed: number, operations: number): SyncReport {
  const random = seeded(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const room = new Room({
    members: MEMBERS,
    seed: `fuzz ${seed}`,
    delay: () => below(40),
    crypto: nodeCrypto,
  });
  const report = { edits: 0, cuts: 0, kills: 0, refused: 0 };
  room.connectAll();
  for (let turn = 0; turn < operations; turn++) {
    const at = below(MEMBERS);
    const deed = random();
    const other = (at + 1 + below(MEMBERS - 1)) % MEMBERS;
    if (deed < 0.002) {
      room.cut(at, other);
      report.cuts++;
    } else if (deed < 0.005) room.connect(Math.min(at, other), Math.max(at, other));
    else if (deed < 0.006) {
      room.kill(at);
      report.kills++;
    } else if (deed < 0.007) toggle(room.observers, at);
    else if (!room.observers.has(at)) {
      edit(room.member(at), documentId(below(DOCUMENTS)), random, room.time.now);
      report.edits++;
    } else if (random() < 0.3) {
      // An observer that does not keep to it: nobody takes it, and it loses what it made up.
      const others = room.linkedWith(at);
      const member = room.member(at);
      const before = member.replica.saved();
      edit(member, documentId(below(DOCUMENTS)), random, room.time.now);
      room.time.advance(100);
      room.restore(at, before);
      for (const one of others) if (random() < 0.9) room.connect(Math.min(at, one), Math.max(at, one));
      report.refused++;
    }
    if (turn % 5 === 0) room.time.advance(below(25));
  }
  room.observers.clear();
  room.connectAll();
  room.untilEqual(600_000);
  const [first] = room.members as [Member, ...Member[]];
  for (const member of room.members) {
    for (const id of first.replica.ids()) {
      if (!isDeepStrictEqual(first.replica.content(id), member.replica.content(id)))
        throw new Error(`Seed ${seed}: ${id} is not the same on member ${member.at}.`);
    }
  }
  const documents = [...first.replica.ids()].toSorted().map((id) => [id, first.replica.content(id)] as const);
  return { ...report, documents: Object.fromEntries(documents) };
}

function toggle(set: Set<number>, value: number): void {
  if (!set.delete(value)) set.add(value);
}

function edit(member: Member, id: string, random: () => number, now: number): void {
  const below = (limit: number): number => Math.floor(random() * limit);
  const deed = random();
  if (deed < 0.03 && member.replica.ids().includes(id)) {
    const given = member.replica.mark(id, { deleted: random() < 0.5, at: Math.floor(now) });
    member.sync.publish(given);
    return;
  }
  const given = member.replica.change(id, (doc) => {
    if (deed < 0.4) doc.getMap("user").set(`field ${below(6)}`, `value ${below(1000)}`);
    else if (deed < 0.5) doc.getMap("user").delete(`field ${below(6)}`);
    else {
      const text = doc.getText("notes");
      if (deed < 0.8) text.insert(below(text.length + 1), `${below(100)} `);
      else if (text.length > 0) text.delete(below(text.length), 1);
    }
  });
  if (given === null) return;
  // Some changes are never told: a process may end between saving and sending.
  if (random() < 0.97) member.sync.publish(given);
  else member.sync.changed(id);
}
