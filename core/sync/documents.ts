import * as Y from "yjs";
import type { TatamiError } from "#shared/api/errors.ts";
import { failure } from "#shared/api/failures.ts";
import type { Clock } from "#shared/lib/time.ts";
import { asStorageError, type Database } from "#core/db/sqlite.ts";
import { silentLogger, type Logger } from "#core/platform/logger.ts";
import { LiveChanges, type Mutation, type NewDocument, type Origin } from "./changes.ts";
import type { DocumentKind } from "./document-kind.ts";
import { problemText, readProblem, type Problem } from "./problem.ts";
import { documentsStore, type ChangeRow, type DocumentHead, type FieldChange } from "./documents-store.ts";
import { rebuildProjections, type RebuildReport } from "./rebuild.ts";
import { goBack } from "./go-back.ts";
import { OpenDocuments } from "./open-documents.ts";
import { purgeDeleted } from "./purge.ts";
import { PutAside } from "./put-aside.ts";
import { project, receiveChange, type Received, type ReceiveParts, type Reception } from "./receive.ts";
import { COMPACT_BYTES, COMPACT_UPDATES, differences, newDocument, stateHash } from "./state.ts";
import { Unsettled } from "./unsettled.ts";

const NO_UPDATE = Y.encodeStateAsUpdate(new Y.Doc());

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
  readonly #open: OpenDocuments;
  #touched: Set<string> | null = null;
  #mayWrite: () => boolean = () => true;
  /** What this device itself changes: peers are told of it. */
  readonly own: LiveChanges;
  /** What of this device's changes nobody is known to have, and what was put aside of it. */
  readonly unsettled: Unsettled;
  readonly putAside: PutAside;

  constructor(db: Database, clock: Clock, logger: Logger = silentLogger()) {
    this.#db = db;
    this.#clock = clock;
    this.#logger = logger;
    this.#sql = documentsStore(db);
    this.#open = new OpenDocuments(this.#sql);
    this.own = new LiveChanges(logger);
    this.unsettled = new Unsettled(db);
    this.putAside = new PutAside(db);
  }

  /** Makes a kind known; each kind once, before its documents are touched. */
  register<Row>(kind: DocumentKind<Row>): void {
    // A kind's `store` is only ever given what its own `project` answered.
    this.#kinds.set(kind.kind, kind as unknown as DocumentKind);
  }

  /** Names who says whether this device may change documents; what others have changed is taken in any case. */
  allowWriting(may: () => boolean): void {
    this.#mayWrite = may;
  }

  /** Whether this device may change documents. */
  get mayWrite(): boolean {
    return this.#mayWrite();
  }

  /** Throws FORBIDDEN where it may not. */
  checkWriting(): void {
    // Its peers would refuse it: better said before it is written than after.
    if (!this.mayWrite) throw failure("member.not-allowed", {});
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
    this.own.begin();
    const begun = performance.now();
    let result: T;
    try {
      result = this.#db
        .transaction(() => {
          const answer = work();
          for (const kind of this.#kinds.values()) kind.flush();
          // Peers hear of it while the disk is waited for.
          this.own.tell();
          return answer;
        })
        .immediate();
    } catch (error) {
      for (const kind of this.#kinds.values()) kind.discard();
      this.own.fail();
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
    return this.#open.load(id);
  }

  /** Reads something of a document, which `reads` neither changes nor keeps. Throws as {@link read} does. */
  look<T>(id: string, reads: (doc: Y.Doc) => T): T {
    const head = this.head(id);
    if (head === undefined || head.purged === 1) throw notFound();
    const doc = this.#open.open(head);
    const answer = reads(doc);
    this.#open.keep(id, doc, head.state_hash);
    return answer;
  }

  /** Begins a document. Throws CONFLICT when the id is taken, FORBIDDEN where this device may not write. */
  create(document: NewDocument, origin: Origin, mutate: Mutation): void {
    this.checkWriting();
    const kind = this.#kind(document.kind);
    this.transaction(() => {
      if (this.head(document.id) !== undefined) throw failure("document.exists", {});
      const doc = newDocument(document.id);
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
      this.unsettled.begun(document.id);
      this.#sql.appendUpdate.run(document.id, origin.author, now, bytes);
      this.#sql.appendChange.run(document.id, origin.author, now, origin.command, "created", null, null);
      if (projected.ok) kind.store(document.id, document.roomId, projected.value);
      this.#touched?.add(document.id);
      this.own.add({ id: document.id, roomId: document.roomId, update: bytes });
      doc.destroy();
    });
  }

  /** Changes a document; answers false when the mutation left it as it was. Throws NOT_FOUND. */
  change(id: string, origin: Origin, mutate: Mutation): boolean {
    this.checkWriting();
    return this.transaction(() => {
      const head = this.head(id);
      if (head === undefined || head.purged === 1) throw notFound();
      const kind = this.#kind(head.kind);
      const doc = this.#open.open(head);
      const before = kind.historyFields(doc);
      const noted = this.unsettled.before(head, () => doc);
      const updates: Uint8Array[] = [];
      const note = (bytes: Uint8Array) => updates.push(bytes);
      doc.on("update", note);
      let extra: readonly FieldChange[] = [];
      doc.transact(() => {
        extra = mutate(doc) ?? [];
      });
      doc.off("update", note);
      if (updates.length === 0) {
        this.#open.keep(id, doc, head.state_hash);
        return false;
      }
      noted();
      const changes = [...differences(before, kind.historyFields(doc)), ...extra];
      this.#append(head, kind, doc, origin, Y.mergeUpdates(updates), changes);
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
    const projected = project(kind, doc, kind.kind);
    const hash = stateHash(doc);
    this.#sql.appendUpdate.run(head.id, origin.author, now, bytes);
    this.#sql.touchHead.run(
      hash,
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
    this.#open.keep(head.id, doc, hash);
    this.#touched?.add(head.id);
    this.own.add({ id: head.id, roomId: head.room_id, update: bytes });
  }

  /** Folds the log into the snapshot. History stays. */
  compact(id: string): void {
    this.transaction(() => {
      const head = this.head(id);
      if (head === undefined || head.purged === 1 || this.#kind(head.kind).keepsLog) return;
      this.#compact(id, this.#open.load(id));
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
      const now = this.#clock();
      this.#sql.setDeleted.run(now, markTime(head, now), now, head.id);
      this.#kind(head.kind).unstore(head.id);
      return true;
    });
  }

  /** Takes the mark away again. Throws NOT_FOUND for what was purged. */
  restore(ids: readonly string[], origin: Origin): void {
    this.#mark(ids, origin, "restored", (head) => {
      if (head.purged === 1) throw notFound();
      if (head.deleted_at === null) return false;
      const now = this.#clock();
      this.#sql.setDeleted.run(null, markTime(head, now), now, head.id);
      const kind = this.#kind(head.kind);
      const projected = project(kind, this.#open.load(head.id), kind.kind);
      if (projected.ok) kind.store(head.id, head.room_id, projected.value);
      return true;
    });
  }

  #mark(ids: readonly string[], origin: Origin, field: string, act: (head: DocumentHead) => boolean): void {
    this.checkWriting();
    this.transaction(() => {
      for (const id of ids) {
        const head = this.head(id);
        if (head === undefined) throw notFound();
        const noted = this.unsettled.before(head, () =>
          head.purged === 1 ? new Y.Doc({ guid: id }) : this.#open.load(id),
        );
        if (!act(head)) continue;
        noted();
        this.#sql.appendChange.run(id, origin.author, this.#clock(), origin.command, field, null, null);
        this.#touched?.add(id);
        this.own.add({ id, roomId: head.room_id, update: NO_UPDATE });
      }
    });
  }

  /** Removes the content of what has been deleted for 30 days; answers how many. */
  purge(): number {
    return this.transaction(() => purgeDeleted(this.#parts()));
  }

  /** Writes the rows of a document anew, because what its kind keeps beside it has changed; peers are told nothing. Throws NOT_FOUND. */
  refresh(id: string): void {
    this.transaction(() => {
      const head = this.head(id);
      if (head === undefined) throw notFound();
      const kind = this.#kind(head.kind);
      const projected = this.look(id, (doc) => project(kind, doc, kind.kind));
      if (projected.ok && head.deleted_at === null) kind.store(id, head.room_id, projected.value);
      this.#touched?.add(id);
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
    return this.transaction(() =>
      rebuildProjections({
        kinds: this.#kinds.values(),
        sql: this.#sql,
        load: (id) => this.#open.load(id),
        touched: (id) => this.#touched?.add(id),
      }),
    );
  }

  /** Every document of a room: its state's hash, and its mark. */
  states(roomId: string): Pick<DocumentHead, "id" | "state_hash" | "deleted_at" | "marked_at">[] {
    return this.#sql.ofRoom.all(roomId);
  }

  /**
   * Takes a change that another device has made, or leaves everything as it was and says why. What it changes is saved with
   * its history, under the device as author, and projected; deleting is a mark like any other change.
   */
  receive(received: Received, author: string): Reception {
    return this.transaction(() => receiveChange(received, author, this.#parts()));
  }

  /**
   * Puts aside what this device has changed of a document and nobody has taken, and makes it what a peer gives, whole; null
   * where that one has none.
   */
  goBack(id: string, given: Received | null, author: string): void {
    const { unsettled, putAside } = this;
    this.transaction(() => goBack(id, given, author, { ...this.#parts(), unsettled, putAside }));
  }

  #parts(): ReceiveParts {
    return {
      sql: this.#sql,
      now: this.#clock(),
      kind: (name) => this.#kinds.get(name) ?? null,
      load: (id) => this.#open.load(id),
      open: (head) => this.#open.open(head),
      keep: (id, doc, hash) => this.#open.keep(id, doc, hash),
      touched: (id) => this.#touched?.add(id),
      compact: (id, doc) => this.#compact(id, doc),
    };
  }

  #kind(name: string): DocumentKind {
    const kind = this.#kinds.get(name);
    if (kind === undefined) throw failure("document.unknown-kind", { kind: name });
    return kind;
  }
}

/** What is done here counts over what was known here, though a peer whose clock is ahead did that. */
function markTime(head: DocumentHead, now: number): number {
  return Math.max(now, head.marked_at + 1);
}

function notFound(): TatamiError {
  return failure("entry.missing", {});
}
