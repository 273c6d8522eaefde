import { createHash } from "node:crypto";
import * as Y from "yjs";
import { DIGEST_BYTES } from "#shared/sync/digest.ts";
import type { Entry } from "#shared/sync/digest.ts";
import type { Given } from "#shared/sync/messages.ts";
import { ProtocolFault } from "#shared/sync/pipe.ts";
import type { Replica, Taken } from "#shared/sync/replica.ts";
import type { Documents } from "./documents.ts";
import type { DocumentHead } from "./documents-store.ts";
import { mergeWork } from "./merge-cost.ts";

const NO_UPDATE = Y.encodeStateAsUpdate(new Y.Doc());
const NO_VECTOR = Y.encodeStateVector(new Y.Doc());

/** The documents of one room as the sync protocol sees them: nothing of another room is listed, given or taken. */
export class RoomReplica implements Replica {
  readonly #documents: Documents;
  readonly #roomId: string;

  constructor(documents: Documents, roomId: string) {
    this.#documents = documents;
    this.#roomId = roomId;
  }

  entries(): Iterable<Entry> {
    return this.#documents.states(this.#roomId).map((head) => ({ id: head.id, hash: entryHash(head) }));
  }

  hash(id: string): Uint8Array | null {
    const head = this.#head(id);
    return head === null ? null : entryHash(head);
  }

  vector(id: string): Uint8Array {
    const head = this.#head(id);
    return head === null || head.purged === 1 ? NO_VECTOR : this.#documents.look(id, Y.encodeStateVector);
  }

  give(id: string, vector: Uint8Array): Given | null {
    try {
      Y.decodeStateVector(vector);
    } catch {
      throw new ProtocolFault("A state vector is none.");
    }
    const head = this.#head(id);
    if (head === null) return null;
    // Of a deleted document only the mark crosses: its content stays where it is until somebody restores it.
    const update =
      head.deleted_at === null
        ? this.#documents.look(id, (doc) => Y.encodeStateAsUpdate(doc, vector))
        : NO_UPDATE;
    return { ...describe(head), update };
  }

  /** A change of this device as peers are told of it; null for a document that is not of this room. */
  told(id: string, update: Uint8Array): Given | null {
    const head = this.#head(id);
    return head === null ? null : { ...describe(head), update };
  }

  take(given: Given, device: Uint8Array): Taken {
    return this.#documents.receive({ ...given, roomId: this.#roomId }, Buffer.from(device).toString("hex"));
  }

  /** Goes back to what a peer has of a document, as {@link OwnChanges} says. */
  goBack(id: string, given: Given | null, device: Uint8Array): void {
    const received = given === null ? null : { ...given, roomId: this.#roomId };
    this.#documents.goBack(id, received, Buffer.from(device).toString("hex"));
  }

  get work(): number {
    return mergeWork();
  }

  together<T>(work: () => T): T {
    return this.#documents.transaction(work);
  }

  #head(id: string): DocumentHead | null {
    const head = this.#documents.head(id);
    return head === undefined || head.room_id !== this.#roomId ? null : head;
  }
}

function describe(head: DocumentHead): Omit<Given, "update"> {
  return {
    id: head.id,
    kind: head.kind,
    schema: head.schema,
    mark: { deleted: head.deleted_at !== null, at: head.marked_at },
  };
}

/** Of a deleted document the mark alone counts: who purged its content and who has it still are equal. */
export function entryHash(
  head: Pick<DocumentHead, "id" | "state_hash" | "deleted_at" | "marked_at">,
): Uint8Array {
  const mark = `${head.deleted_at === null ? "" : "deleted "}${head.marked_at}`;
  const hash = createHash("sha256").update(`${head.id} ${mark} `);
  if (head.deleted_at === null) hash.update(head.state_hash);
  return Uint8Array.from(hash.digest().subarray(0, DIGEST_BYTES));
}
