import { createHash } from "node:crypto";
import * as Y from "yjs";
import type { Entry, Given, Mark } from "#shared/sync/messages.ts";
import type { Replica, Taken } from "#shared/sync/room-sync.ts";

const NEVER: Mark = { deleted: false, at: 0 };

interface Held {
  readonly doc: Y.Doc;
  readonly mark: Mark;
}

/** The documents of a room in memory: real Yjs, saved as updates so that a test can lose what was not saved. */
export class MemoryReplica implements Replica {
  readonly #held = new Map<string, Held>();
  /** Changes of devices that were let in, by device key in hex. */
  readonly takenFrom = new Map<string, number>();

  /** What is saved, as a new replica takes it. */
  saved(): MemoryReplica {
    const copy = new MemoryReplica();
    for (const [id, { doc, mark }] of this.#held) copy.#put(id, Y.encodeStateAsUpdate(doc), mark);
    return copy;
  }

  /** Makes or changes a document here; answers what peers are told. */
  change(id: string, mutate: (doc: Y.Doc) => void): Given | null {
    const held = this.#held.get(id) ?? { doc: new Y.Doc(), mark: NEVER };
    this.#held.set(id, held);
    const updates: Uint8Array[] = [];
    const keep = (update: Uint8Array): void => void updates.push(update);
    held.doc.on("update", keep);
    held.doc.transact(() => mutate(held.doc));
    held.doc.off("update", keep);
    return updates.length === 0 ? null : this.#given(id, held, Y.mergeUpdates(updates));
  }

  /** Marks a document as deleted, or takes the mark away. */
  mark(id: string, mark: Mark): Given {
    const held = this.#held.get(id) as Held;
    const now = { doc: held.doc, mark };
    this.#held.set(id, now);
    return this.#given(id, now, Y.encodeStateAsUpdate(new Y.Doc()));
  }

  ids(): string[] {
    return [...this.#held.keys()];
  }

  isDeleted(id: string): boolean {
    return this.#held.get(id)?.mark.deleted === true;
  }

  /** What a document says, for comparing: its content and its mark. */
  content(id: string): unknown {
    const held = this.#held.get(id);
    return (
      held && {
        fields: held.doc.getMap("user").toJSON(),
        text: held.doc.getText("notes").toString(),
        mark: held.mark,
      }
    );
  }

  entries(): Iterable<Entry> {
    return this.ids().map((id) => ({ id, hash: this.hash(id) as Uint8Array }));
  }

  hash(id: string): Uint8Array | null {
    const held = this.#held.get(id);
    if (held === undefined) return null;
    const hash = createHash("sha256").update(Y.encodeSnapshot(Y.snapshot(held.doc)));
    hash.update(JSON.stringify(held.mark));
    return Uint8Array.from(hash.digest().subarray(0, 16));
  }

  vector(id: string): Uint8Array {
    return Y.encodeStateVector(this.#held.get(id)?.doc ?? new Y.Doc());
  }

  give(id: string, vector: Uint8Array): Given | null {
    const held = this.#held.get(id);
    return held === undefined ? null : this.#given(id, held, Y.encodeStateAsUpdate(held.doc, vector));
  }

  take(given: Given, device: Uint8Array): Taken {
    const held = this.#held.get(given.id);
    const before = this.hash(given.id);
    // On a copy: what does not fit leaves nothing behind.
    const doc = new Y.Doc();
    try {
      if (held !== undefined) Y.applyUpdate(doc, Y.encodeStateAsUpdate(held.doc));
      Y.applyUpdate(doc, given.update);
    } catch {
      return { result: "refused", text: "The change is none." };
    }
    if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) return { result: "pending" };
    const mark = laterMark(held?.mark ?? NEVER, given.mark);
    this.#held.set(given.id, { doc, mark });
    const after = this.hash(given.id);
    if (before !== null && after !== null && Buffer.from(before).equals(after)) return { result: "same" };
    const key = Buffer.from(device).toString("hex");
    this.takenFrom.set(key, (this.takenFrom.get(key) ?? 0) + 1);
    return { result: "changed" };
  }

  #put(id: string, update: Uint8Array, mark: Mark): void {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, update);
    this.#held.set(id, { doc, mark });
  }

  #given(id: string, { mark }: Held, update: Uint8Array): Given {
    return { id, kind: "poc", schema: 1, mark, update };
  }
}

/** The mark that counts of two: the later, and of equal times the deletion. */
function laterMark(one: Mark, other: Mark): Mark {
  if (one.at !== other.at) return one.at > other.at ? one : other;
  return one.deleted ? one : other;
}
