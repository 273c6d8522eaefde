import { createHash } from "node:crypto";
import * as Y from "yjs";
import type { Entry } from "#shared/sync/digest.ts";
import type { Given, Mark } from "#shared/sync/messages.ts";
import { ProtocolFault } from "#shared/sync/pipe.ts";
import type { Replica, Taken } from "#shared/sync/replica.ts";

const NEVER: Mark = { deleted: false, at: 0 };

interface Held {
  /** Null until it is needed: its log says what it is. */
  doc: Y.Doc | null;
  mark: Mark;
  /** What made the document, as a database keeps it. */
  readonly log: Uint8Array[];
  /** The hash of the document as it is; null when it has to be made. */
  hash: Uint8Array | null;
}

const EMPTY = new Y.Doc();
const EMPTY_UPDATE = Y.encodeStateAsUpdate(EMPTY);

/** Updates of a log that are copied as they are. */
const LOG = 40;

/** SHA-256 of what a document is and how it is marked, cut to the length of a digest. */
function hashOf(id: string, doc: Y.Doc, mark: Mark): Uint8Array {
  return Uint8Array.from(
    createHash("sha256")
      .update(Y.encodeSnapshot(Y.snapshot(doc)))
      .update(JSON.stringify([id, mark]))
      .digest()
      .subarray(0, 16),
  );
}

/** The documents of a room in memory: real Yjs, saved as updates so that a test can lose what was not saved. */
export class MemoryReplica implements Replica {
  readonly #held = new Map<string, Held>();
  /** Changes of devices that were let in, by device key in hex. */
  readonly takenFrom = new Map<string, number>();
  readonly work: number = 0;

  readonly #hashOf: typeof hashOf;
  readonly #clientId: (() => number) | undefined;

  /**
   * All of a room need the same hash: that of a core for those that talk with one. `clientId` names the clients of Yjs, random
   * numbers below 2 ** 32: who wins depends on them, so that runs which are to be the same name them themselves.
   */
  constructor(hash = hashOf, clientId?: () => number) {
    this.#hashOf = hash;
    this.#clientId = clientId;
  }

  /** What is saved, as a new replica takes it. */
  saved(): MemoryReplica {
    const copy = new MemoryReplica(this.#hashOf, this.#clientId);
    for (const [id, held] of this.#held) {
      const log = held.log.length > LOG ? [Y.encodeStateAsUpdate(this.#doc(held))] : [...held.log];
      copy.#held.set(id, { ...held, doc: null, log });
    }
    return copy;
  }

  #doc(held: Held): Y.Doc {
    if (held.doc !== null) return held.doc;
    // Without a name Yjs makes a random one, which takes longer than all the rest.
    const doc = new Y.Doc({ guid: "" });
    if (this.#clientId !== undefined) doc.clientID = this.#clientId();
    for (const update of held.log) Y.applyUpdate(doc, update);
    return (held.doc = doc);
  }

  #heldOrNew(id: string): Held {
    return this.#held.get(id) ?? { doc: null, mark: NEVER, log: [], hash: null };
  }

  /** Makes or changes a document here; answers what peers are told, null when nothing changed. */
  change(id: string, mutate: (doc: Y.Doc) => void): Given | null {
    const held = this.#heldOrNew(id);
    const doc = this.#doc(held);
    const updates: Uint8Array[] = [];
    const keep = (update: Uint8Array): void => void updates.push(update);
    doc.on("update", keep);
    doc.transact(() => mutate(doc));
    doc.off("update", keep);
    if (updates.length === 0) return null;
    this.#held.set(id, held);
    held.log.push(...updates);
    held.hash = null;
    return this.#given(id, held, Y.mergeUpdates(updates));
  }

  /** Marks a document as deleted, or takes the mark away. */
  mark(id: string, mark: Mark): Given {
    const held = this.#held.get(id) as Held;
    held.mark = mark;
    held.hash = null;
    return this.#given(id, held, EMPTY_UPDATE);
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
        fields: this.#doc(held).getMap("user").toJSON(),
        text: this.#doc(held).getText("notes").toString(),
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
    return (held.hash ??= this.#hashOf(id, this.#doc(held), held.mark));
  }

  vector(id: string): Uint8Array {
    const held = this.#held.get(id);
    return Y.encodeStateVector(held === undefined ? EMPTY : this.#doc(held));
  }

  give(id: string, vector: Uint8Array): Given | null {
    try {
      Y.decodeStateVector(vector);
    } catch {
      throw new ProtocolFault("A state vector is none.");
    }
    const held = this.#held.get(id);
    return held === undefined ? null : this.#given(id, held, Y.encodeStateAsUpdate(this.#doc(held), vector));
  }

  take(given: Given, device: Uint8Array): Taken {
    const before = this.hash(given.id);
    const held = this.#heldOrNew(given.id);
    const doc = this.#doc(held);
    let fits = true;
    try {
      Y.applyUpdate(doc, given.update);
    } catch {
      fits = false;
    }
    const pending = doc.store.pendingStructs !== null || doc.store.pendingDs !== null;
    if (!fits || pending) {
      // Nothing of it stays: the document is what its log says.
      held.doc = null;
      return fits ? { result: "pending" } : { result: "refused", text: "The change is none." };
    }
    this.#held.set(given.id, held);
    held.mark = laterMark(held.mark, given.mark);
    held.hash = null;
    const after = this.hash(given.id) as Uint8Array;
    if (before !== null && Buffer.from(before).equals(after)) return { result: "same" };
    held.log.push(given.update);
    const key = Buffer.from(device).toString("hex");
    this.takenFrom.set(key, (this.takenFrom.get(key) ?? 0) + 1);
    return { result: "changed" };
  }

  together<T>(work: () => T): T {
    return work();
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
