import { hash } from "node:crypto";
import * as Y from "yjs";
import { TatamiError } from "#shared/api/errors.ts";
import { failure } from "#shared/api/failures.ts";
import type { Clock } from "#shared/lib/time.ts";
import { asStorageError, type Database } from "#core/db/sqlite.ts";
import { silentLogger, type Logger } from "#core/platform/logger.ts";
import type { DocumentKind } from "./document-kind.ts";
import { problemText, readProblem, type Problem } from "./problem.ts";
import { documentsStore, type ChangeRow, type DocumentHead, type FieldChange } from "./documents-store.ts";

/** A log past either bound is folded into its snapshot. */
export const COMPACT_UPDATES = 200;
export const COMPACT_BYTES = 256 * 1024;

/** Deleted content is purged after this many milliseconds; the mark stays for good. */
export const PURGE_AFTER = 30 * 24 * 60 * 60 * 1000;

/** Who changes a document, and by what. */
export interface Origin {
  /** Id of the device. */
  readonly author: string;
  /** Name of the command, such as `catalog.update` or `scan`. */
  readonly command: string;
}

export interface NewDocument {
  readonly id: string;
  readonly roomId: string;
  readonly kind: string;
}

export interface RebuildReport {
  readonly documents: number;
  readonly rows: number;
  readonly differed: number;
  readonly setAside: number;
}

/** What a change function may add to the history beside the differences of the kind's own fields. */
export type Mutation = (doc: Y.Doc) => readonly FieldChange[] | void;

/**
 * The documents of this data folder: an append-only log of Yjs updates, with heads, snapshots, history and
 * projections kept in the same transaction. Nothing returns before it is durable.
 */
export class Documents {
  readonly #db: Database;
  readonly #clock: Clock;
  readonly #sql: ReturnType<typeof documentsStore>;
  readonly #kinds = new Map<string, DocumentKind>();
  readonly #listeners = new Set<(ids: readonly string[]) => void>();
  readonly #logger: Logger;
  #touched: Set<string> | null = null;

  constructor(db: Database, clock: Clock, logger: Logger = silentLogger()) {
    this.#db = db;
    this.#clock = clock;
    this.#logger = logger;
    this.#sql = documentsStore(db);
  }

  /** Makes a kind known; each kind once, before its documents are touched. */
  register<Row>(kind: DocumentKind<Row>): void {
    // A kind's `store` is only ever given what its own `project` answered.
    this.#kinds.set(kind.kind, kind as unknown as DocumentKind);
  }

  /** Calls `listener` with the ids of a committed transaction; answers a function that ends it. */
  onChanged(listener: (ids: readonly string[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Runs `work` in one transaction; when it returns, all is durable and listeners have been told. Nests. */
  transaction<T>(work: () => T): T {
    if (this.#touched !== null) return work();
    const touched = new Set<string>();
    this.#touched = touched;
    const begun = performance.now();
    let result: T;
    try {
      result = this.#db
        .transaction(() => {
          const answer = work();
          for (const kind of this.#kinds.values()) kind.flush();
          return answer;
        })
        .immediate();
    } catch (error) {
      for (const kind of this.#kinds.values()) kind.discard();
      throw asStorageError(error);
    } finally {
      this.#touched = null;
    }
    if (touched.size > 0) {
      this.#logger.debug(
        { documents: touched.size, ms: Math.round(performance.now() - begun) },
        "transaction",
      );
      for (const listener of this.#listeners) listener([...touched]);
    }
    return result;
  }

  /** The head, or undefined for an unknown id. Deleted documents have one too. */
  head(id: string): DocumentHead | undefined {
    return this.#sql.head.get(id);
  }

  /** The document as a Y.Doc of the caller's own. Throws NOT_FOUND for an unknown or purged one. */
  read(id: string): Y.Doc {
    const head = this.head(id);
    if (head === undefined || head.purged === 1) throw notFound();
    return this.#load(id);
  }

  /** Begins a document. Throws CONFLICT when the id is taken. */
  create(document: NewDocument, origin: Origin, mutate: Mutation): void {
    const kind = this.#kind(document.kind);
    this.transaction(() => {
      if (this.head(document.id) !== undefined) throw failure("document.exists", {});
      const doc = new Y.Doc({ guid: document.id });
      doc.transact(() => mutate(doc));
      const bytes = Y.encodeStateAsUpdate(doc);
      const projected = kind.project(doc);
      const now = this.#clock();
      this.#sql.insertHead.run(
        document.id,
        document.roomId,
        kind.kind,
        kind.schema,
        stateHash(doc),
        now,
        now,
        bytes.length,
        projected.ok ? null : problemText(projected.problem),
      );
      this.#sql.appendUpdate.run(document.id, origin.author, now, bytes);
      this.#sql.appendChange.run(document.id, origin.author, now, origin.command, "created", null, null);
      if (projected.ok) kind.store(document.id, document.roomId, projected.value);
      this.#touched?.add(document.id);
      doc.destroy();
    });
  }

  /** Changes a document; answers false when the mutation left it as it was. Throws NOT_FOUND. */
  change(id: string, origin: Origin, mutate: Mutation): boolean {
    return this.transaction(() => {
      const head = this.head(id);
      if (head === undefined || head.purged === 1) throw notFound();
      const kind = this.#kind(head.kind);
      const doc = this.#load(id);
      const before = kind.historyFields(doc);
      const updates: Uint8Array[] = [];
      doc.on("update", (bytes: Uint8Array) => updates.push(bytes));
      let extra: readonly FieldChange[] = [];
      doc.transact(() => {
        extra = mutate(doc) ?? [];
      });
      if (updates.length === 0) return false;
      const changes = [...differences(before, kind.historyFields(doc)), ...extra];
      this.#append(head, kind, doc, origin, Y.mergeUpdates(updates), changes);
      doc.destroy();
      return true;
    });
  }

  #append(
    head: DocumentHead,
    kind: DocumentKind,
    doc: Y.Doc,
    origin: Origin,
    bytes: Uint8Array,
    changes: readonly FieldChange[],
  ): void {
    const now = this.#clock();
    const projected = kind.project(doc);
    this.#sql.appendUpdate.run(head.id, origin.author, now, bytes);
    this.#sql.touchHead.run(
      stateHash(doc),
      now,
      kind.schema,
      projected.ok ? null : problemText(projected.problem),
      bytes.length,
      head.id,
    );
    for (const change of changes) {
      this.#sql.appendChange.run(
        head.id,
        origin.author,
        now,
        origin.command,
        change.field,
        change.before,
        change.after,
      );
    }
    if (head.deleted_at === null) {
      if (projected.ok) kind.store(head.id, head.room_id, projected.value);
      else kind.unstore(head.id);
    }
    const long = head.log_updates + 1 > COMPACT_UPDATES || head.log_bytes + bytes.length > COMPACT_BYTES;
    if (long && !kind.keepsLog) this.#compact(head.id, doc);
    this.#touched?.add(head.id);
  }

  /** Folds the log into the snapshot. History stays. */
  compact(id: string): void {
    this.transaction(() => {
      const head = this.head(id);
      if (head === undefined || head.purged === 1 || this.#kind(head.kind).keepsLog) return;
      this.#compact(id, this.#load(id));
    });
  }

  #compact(id: string, doc: Y.Doc): void {
    const last = this.#sql.updatesAfter.all(id, 0).at(-1);
    if (last === undefined) return;
    this.#sql.putSnapshot.run(id, last.seq, this.#clock(), Y.encodeStateAsUpdate(doc));
    this.#sql.dropUpdates.run(id, last.seq);
    this.#sql.resetLog.run(id);
  }

  /** Marks as deleted: its rows go, its log and history stay until they are purged. */
  remove(ids: readonly string[], origin: Origin): void {
    this.#mark(ids, origin, "deleted", (head) => {
      if (head.deleted_at !== null) return false;
      this.#sql.setDeleted.run(this.#clock(), this.#clock(), head.id);
      this.#kind(head.kind).unstore(head.id);
      return true;
    });
  }

  /** Takes the mark away again. Throws NOT_FOUND for what was purged. */
  restore(ids: readonly string[], origin: Origin): void {
    this.#mark(ids, origin, "restored", (head) => {
      if (head.purged === 1) throw notFound();
      if (head.deleted_at === null) return false;
      this.#sql.setDeleted.run(null, this.#clock(), head.id);
      const kind = this.#kind(head.kind);
      const projected = kind.project(this.#load(head.id));
      if (projected.ok) kind.store(head.id, head.room_id, projected.value);
      return true;
    });
  }

  #mark(ids: readonly string[], origin: Origin, field: string, act: (head: DocumentHead) => boolean): void {
    this.transaction(() => {
      for (const id of ids) {
        const head = this.head(id);
        if (head === undefined) throw notFound();
        if (!act(head)) continue;
        this.#sql.appendChange.run(id, origin.author, this.#clock(), origin.command, field, null, null);
        this.#touched?.add(id);
      }
    });
  }

  /** Removes the content of what has been deleted for 30 days; answers how many. */
  purge(): number {
    return this.transaction(() => {
      const expired = this.#sql.expired.all(this.#clock() - PURGE_AFTER);
      for (const { id } of expired) {
        this.#sql.purgeLog.run(id);
        this.#sql.purgeSnapshot.run(id);
        this.#sql.purgeChanges.run(id);
        this.#sql.markPurged.run(id);
      }
      return expired.length;
    });
  }

  /** The newest 500 changes, newest first. */
  history(id: string): ChangeRow[] {
    return this.#sql.history.all(id);
  }

  /** One change of a document's history. Throws NOT_FOUND. */
  historyEntry(id: string, changeId: number): ChangeRow {
    const row = this.#sql.changeById.get(id, changeId);
    if (row === undefined) throw notFound();
    return row;
  }

  /** Documents that do not fit their schema: kept, and shown under Diagnostics. */
  problems(): ({ id: string; kind: string } & Problem)[] {
    return this.#sql.problems.all().map(({ id, kind, problem }) => ({ id, kind, ...readProblem(problem) }));
  }

  /** Writes every projection anew from the logs, in one transaction, and counts what was not as it should be. */
  rebuild(): RebuildReport {
    return this.transaction(() => {
      let documents = 0;
      let rows = 0;
      let differed = 0;
      let setAside = 0;
      for (const kind of this.#kinds.values()) {
        const orphans = new Set(kind.storedIds());
        for (const { id } of this.#sql.ofKind.all(kind.kind)) {
          documents++;
          const head = this.head(id);
          if (head === undefined || head.deleted_at !== null) continue;
          const before = kind.digest(id);
          const projected = this.#projectSafely(kind, id);
          orphans.delete(id);
          if (projected.ok) {
            kind.store(id, head.room_id, projected.value);
            rows++;
          } else {
            kind.unstore(id);
            setAside++;
          }
          // The index is written anew from the rows below.
          kind.discard();
          const problem = projected.ok ? null : problemText(projected.problem);
          if (problem !== head.problem) this.#sql.setProblem.run(problem, id);
          if (kind.digest(id) !== before) {
            differed++;
            this.#touched?.add(id);
          }
        }
        for (const id of orphans) {
          kind.unstore(id);
          differed++;
          this.#touched?.add(id);
        }
        kind.reindex();
      }
      return { documents, rows, differed, setAside };
    });
  }

  #projectSafely(kind: DocumentKind, id: string): ReturnType<DocumentKind["project"]> {
    try {
      return kind.project(this.#load(id));
    } catch (error) {
      if (error instanceof TatamiError && error.reason !== null) return { ok: false, problem: error.reason };
      throw error;
    }
  }

  #load(id: string): Y.Doc {
    const doc = new Y.Doc({ guid: id });
    try {
      const snapshot = this.#sql.snapshot.get(id);
      if (snapshot !== undefined) Y.applyUpdate(doc, snapshot.bytes);
      for (const update of this.#sql.updatesAfter.all(id, snapshot?.upto_seq ?? 0))
        Y.applyUpdate(doc, update.bytes);
      return doc;
    } catch (error) {
      if (asStorageError(error) !== error) throw asStorageError(error);
      throw failure("document.damaged", {}, { cause: error });
    }
  }

  #kind(name: string): DocumentKind {
    const kind = this.#kinds.get(name);
    if (kind === undefined) throw failure("document.unknown-kind", { kind: name });
    return kind;
  }
}

/** SHA-256 of the document's snapshot (state vector and deletes): equal exactly on equal documents. */
export function stateHash(doc: Y.Doc): Buffer {
  return hash("sha256", Y.encodeSnapshot(Y.snapshot(doc)), "buffer");
}

function differences(
  before: Record<string, string | null>,
  after: Record<string, string | null>,
): FieldChange[] {
  const changes: FieldChange[] = [];
  for (const field of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const from = before[field] ?? null;
    const to = after[field] ?? null;
    if (from !== to) changes.push({ field, before: from, after: to });
  }
  return changes;
}

function notFound(): TatamiError {
  return failure("entry.missing", {});
}
