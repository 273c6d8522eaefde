import * as Y from "yjs";
import { updateShape, type UpdateShape } from "./update-shape.ts";

/**
 * Steps that one merge may take. Yjs merges in time that grows with the square of what is merged, where somebody wants it to:
 * 30 KB that all claim one place in a text take ten seconds, 400 KB of deletions in reverse order half a minute. So what a
 * merge does is counted where Yjs does it, in **steps**: one look at a part of a document in search of a place, about a
 * microsecond, or so much else as takes as long. So many hold a core up for half a second or a little more, and two people who write
 * apart for days take a twentieth of them. See decision 28.
 */
export const MERGE_MOST = 500_000;

/** Parts of a document that are moved in memory in the time of a step, to make room for one or to take one out. */
const MOVED_IN_STEP = 2_000;
/** Elements of lists that are copied in the time of a step, when two become one or one becomes two. */
const COPIED_IN_STEP = 40;
/** Parts that are read in the time of a step. */
const READ_IN_STEP = 10;
/** Steps that each part of a change takes beyond the first FEW_PARTS: to make room for it, and to look through it later. */
const STEPS_OF_PART = 2;
/** Bytes that are looked through in the time of a step. */
const BYTES_IN_STEP = 1_000;
/** Parts that a document may have, and roots: reading more takes seconds, whatever they say. */
const PARTS_MOST = 500_000;
const ROOTS_MOST = 64;
/** How deep types may stand in each other: Yjs tells each one above of what changes below. */
const DEPTH_MOST = 32;
/** Yjs goes through all clients of a change for each of which a part waits for what has not come: so many in the time of a step. */
const WAITING_IN_STEP = 100;
/** A change of no more clients is not looked at for that. */
const FEW_CLIENTS = 1_000;
/** A document of fewer parts is read quickly, whoever wrote it. */
const FEW_PARTS = 1_000;
/** It is read for trial again when it has grown by this factor. */
const GROWN = 1.25;

/** Merging took more steps than it may. The document is left in the middle of it, of no use. */
export class CostlyMergeError extends Error {
  constructor() {
    super("Merging the change takes too much work.");
  }
}

/** What is known of a document in memory. */
interface Known {
  /** Somebody wrote where somebody else did: only then does the order in which parts come matter to what reading takes. */
  readonly conflicts: boolean;
  /** Its parts when it was last seen to be read in few steps. */
  readonly readAt: number;
}

const documents = new WeakMap<Y.Doc, Known>();
let meter: Meter | null = null;
let work = 0;

/** Steps of all merges of this process so far: whose change made them, sees them in the difference. */
export function mergeWork(): number {
  return work;
}

/**
 * Applies an update that somebody else has made. Throws {@link CostlyMergeError} above `most` steps or too many parts, and other
 * errors for what is no update, or none that an honest Tatami makes.
 */
export function applyMeasured(doc: Y.Doc, update: Uint8Array, most: number): void {
  work += update.length / BYTES_IN_STEP;
  const shape = updateShape(update);
  let roots = doc.share.size;
  for (const root of shape.roots) if (!doc.share.has(root)) roots++;
  if (roots > ROOTS_MOST || partsOf(doc) + shape.parts > PARTS_MOST) throw new CostlyMergeError();
  measured(doc, update, new Meter(doc.store, shape, most));
}

/** Applies what was taken before, or written here: counted, and not limited. */
export function applyKept(doc: Y.Doc, update: Uint8Array): void {
  const before = partsOf(doc);
  measured(doc, update, new Meter(doc.store, null, Infinity));
  work += (partsOf(doc) - before) / READ_IN_STEP;
}

function measured(doc: Y.Doc, update: Uint8Array, own: Meter): void {
  const whole = doc.store.clients.size === 0;
  const outer = meter;
  meter = own;
  try {
    Y.applyUpdate(doc, update);
  } finally {
    meter = outer;
    // What was too much was not done.
    work += Math.min(own.steps, own.most) + own.parts / READ_IN_STEP;
    work += Math.max(0, own.parts - FEW_PARTS) * STEPS_OF_PART;
  }
  const { conflicts, readAt } = documents.get(doc) ?? { conflicts: false, readAt: 0 };
  documents.set(doc, { conflicts: conflicts || own.conflicts, readAt: whole ? partsOf(doc) : readAt });
}

/** Whether whoever reads the document whole does it in few enough steps: Yjs then merges in another order than here. */
export function isQuickToRead(doc: Y.Doc): boolean {
  const known = documents.get(doc);
  const parts = partsOf(doc);
  if (known?.conflicts !== true || parts <= Math.max(FEW_PARTS, known.readAt * GROWN)) return true;
  const trial = new Y.Doc({ guid: doc.guid });
  try {
    applyMeasured(trial, Y.encodeStateAsUpdate(doc), MERGE_MOST);
  } catch (error) {
    if (error instanceof CostlyMergeError) return false;
    throw error;
  } finally {
    trial.destroy();
  }
  documents.set(doc, { conflicts: true, readAt: parts });
  return true;
}

function partsOf(doc: Y.Doc): number {
  let parts = 0;
  for (const structs of doc.store.clients.values()) parts += structs.length;
  return parts;
}

/** Counts the steps of one update. */
class Meter {
  readonly #store: Y.Doc["store"];
  /** What the update brings of each client; null where that is not asked. */
  readonly #ends: ReadonlyMap<number, number> | null;
  /** Parts of each client as they were seen last: more of them mean that one was split. */
  readonly #lengths = new Map<number, number>();
  /** Where Yjs is in what the update brings, and how many parts it has laid aside until it has what they lack. */
  readonly #reached = new Map<number, number>();
  #laidAside = 0;
  #merged: Y.AbstractStruct | null = null;
  readonly most: number;
  /** Parts that the update brings. */
  readonly parts: number;
  steps = 0;
  conflicts = false;

  constructor(store: Y.Doc["store"], shape: UpdateShape | null, most: number) {
    this.#store = store;
    this.most = most;
    this.parts = shape?.parts ?? 0;
    for (const [client, structs] of store.clients) this.#lengths.set(client, structs.length);
    this.#ends = shape !== null && shape.ends.size > FEW_CLIENTS ? shape.ends : null;
    if (this.#ends === null || shape === null) return;
    for (const [client, clock] of shape.begins) if (clock > Y.getState(store, client)) this.#wait(1);
  }

  /**
   * Whether a part is known whole: it is not to be asked what it lacks then. Yjs splits what stands where a part says that its
   * neighbours are, and who says so to one device alone would split a letter in two there, of which both halves are none.
   */
  isKnown({ id, length }: Y.AbstractStruct): boolean {
    return id.clock + length <= Y.getState(this.#store, id.client);
  }

  /** A part of which the beginning is known goes on from there, whatever it says that it follows. */
  startsFromKnown(part: Y.Item): void {
    const known = Y.getState(this.#store, part.id.client) - part.id.clock;
    if (known > 0 && part.origin !== null) part.origin = before(part, known);
  }

  /** What a part lacks was asked for; `missing` is the client that must bring it, null for nothing. */
  asked(part: Y.AbstractStruct, missing: number | null): void {
    // Where nothing is missing, its neighbours were split off what they stood in. What is gone for good names none.
    if (missing === null && part instanceof Y.Item)
      for (const neighbour of [part.left, part.right]) if (neighbour !== null) this.#split(neighbour.id);
    if (this.#ends === null) return;
    this.#reached.set(part.id.client, part.id.clock + part.length);
    this.#laidAside = missing === null ? Math.max(0, this.#laidAside - 1) : this.#laidAside + 1;
    if (missing === null || (this.#reached.get(missing) ?? 0) < (this.#ends.get(missing) ?? 0)) return;
    this.#wait(this.#laidAside);
    this.#laidAside = 0;
  }

  /** A part is put in its place next. */
  placed(item: Y.Item, offset: number): void {
    const left = offset === 0 ? item.left : Y.getItem(this.#store, before(item, offset));
    const { parent, right } = item;
    if (!areAlike(left, right) || (offset === 0 && isCut(item)))
      throw new Error("A part claims neighbours that are none.");
    if (!(parent instanceof Y.AbstractType)) return this.#spend(0);
    if (item.parentSub !== null && item.length > 1 && !(item.content instanceof Y.ContentDeleted))
      throw new Error("A key has one value at a time.");
    this.#standsDeep(parent);
    const isFree = left === null ? right !== null && right.left === null : left.right === right;
    // Yjs goes back to the first of a key also where it need not search.
    const first = left === null ? this.#first(parent, item.parentSub) : left.right;
    if (isFree) return this.#spend(0);
    this.#search(item, left, first);
  }

  /** It is there now. */
  isPlaced({ id }: Y.Item): void {
    this.#lengths.set(id.client, this.#store.clients.get(id.client)?.length ?? 0);
  }

  /** A part is deleted next. */
  deleted(item: Y.Item): void {
    this.#split(item.id);
  }

  /** Two neighbours became one, left; those that become one at a time are taken out at once. */
  merged(left: Y.AbstractStruct, right: Y.AbstractStruct, length: number): void {
    const structs = this.#store.clients.get(right.id.client) ?? [];
    const moved = this.#merged === right ? 0 : structs.length - Y.findIndexSS(structs, right.id.clock);
    this.#merged = left;
    this.#spend(moved / MOVED_IN_STEP + length / COPIED_IN_STEP);
  }

  /** Parts wait for others that have not come. */
  #wait(parts: number): void {
    this.#spend((parts * (this.#ends?.size ?? 0)) / WAITING_IN_STEP);
  }

  #standsDeep(parent: Y.AbstractType<unknown>): void {
    let above = parent._item;
    for (let depth = 0; above !== null; depth++) {
      if (depth > DEPTH_MOST) throw new Error("Types stand too deep in each other.");
      above = above.parent instanceof Y.AbstractType ? above.parent._item : null;
    }
  }

  /** The first part of a text, a list or a key. */
  #first(parent: Y.AbstractType<unknown>, key: string | null): Y.Item | null {
    if (key === null) return parent._start;
    let first = parent._map.get(key) ?? null;
    while (first !== null && first.left !== null) {
      first = first.left;
      // Yjs goes this way twice.
      this.#spend(2);
    }
    return first;
  }

  /** The search of Yjs for a place among what others put there: as many steps as that takes. */
  #search(item: Y.Item, left: Y.AbstractStruct | null, first: Y.Item | null): void {
    const origin = left instanceof Y.Item && left !== item.left ? left.lastId : item.origin;
    const seen = new Set<Y.AbstractStruct>();
    const conflicting = new Set<Y.AbstractStruct>();
    let other = first;
    for (; other !== null && other !== item.right; other = other.right) {
      this.conflicts = true;
      this.#spend(1);
      if (isKnown(item, other)) throw new Error("A part claims a place that it cannot have been given.");
      seen.add(other);
      conflicting.add(other);
      if (Y.compareIDs(origin, other.origin)) {
        if (other.id.client < item.id.client) conflicting.clear();
        else if (Y.compareIDs(item.rightOrigin, other.rightOrigin)) return;
        continue;
      }
      const from = other.origin === null ? null : Y.getItem(this.#store, other.origin);
      if (from === null || !seen.has(from)) return this.#checkOrder(item, left, other);
      if (!conflicting.has(from)) conflicting.clear();
    }
    checkFound(item, other);
  }

  /** Where Yjs ends its search early: `right` stands behind `left` if either was once put beside the other, or is found there. */
  #checkOrder(item: Y.Item, left: Y.AbstractStruct | null, from: Y.Item): void {
    const { right } = item;
    if (!(left instanceof Y.Item) || right === null) return;
    if (Y.compareIDs(left.rightOrigin, right.id) || Y.compareIDs(right.origin, left.lastId)) return;
    let other: Y.Item | null = from;
    for (; other !== null && other !== right; other = other.right) this.#spend(1);
    checkFound(item, other);
  }

  /** Parts were split since this client was last looked at: what stands behind was moved. */
  #split({ client, clock }: Y.ID): void {
    const structs = this.#store.clients.get(client) ?? [];
    const more = structs.length - (this.#lengths.get(client) ?? 0);
    if (more === 0) return this.#spend(0);
    this.#lengths.set(client, structs.length);
    if (more < 0) return;
    const at = Y.findIndexSS(structs, clock);
    const copied = elements(structs[at]) + elements(structs[at - 1]) + elements(structs[at + 1]);
    this.#spend(more * ((structs.length - at) / MOVED_IN_STEP + copied / COPIED_IN_STEP));
  }

  // Asked also for nothing, so that a merge that was broken off does not go on in what tidies up after it.
  #spend(steps: number): void {
    this.steps += steps;
    if (this.steps > this.most) throw new CostlyMergeError();
  }
}

/**
 * Whether who wrote a part knew another one that stands between its neighbours: then these were no neighbours, and Yjs, which
 * trusts them, would put it elsewhere on another device. Who knows a part knows all of its client before it.
 */
function isKnown({ id, origin, rightOrigin }: Y.Item, other: Y.Item): boolean {
  const { client, clock } = other.id;
  return (
    client === id.client ||
    (client === origin?.client && clock < origin.clock) ||
    (client === rightOrigin?.client && clock < rightOrigin.clock)
  );
}

/** Whether both neighbours are there, or both gone: a text, a list or a key goes as a whole. */
function areAlike(left: Y.AbstractStruct | null, right: Y.AbstractStruct | null): boolean {
  return left === null || right === null || left.constructor === right.constructor;
}

/** Whether what stands right of a part was split off what stands left of it, so that this ends before it says. */
function isCut({ origin, left }: Y.Item): boolean {
  return origin !== null && left instanceof Y.Item && !Y.compareIDs(left.lastId, origin);
}

/** Whoever looks for the part that stands right of one, and comes to the end instead, has it in another order. */
function checkFound({ right }: Y.Item, found: Y.Item | null): void {
  if (found === null && right !== null) throw new Error("A part claims neighbours in the wrong order.");
}

function before(item: Y.Item, offset: number): Y.ID {
  return Y.createID(item.id.client, item.id.clock + offset - 1);
}

/** Elements that are copied when a part is split or grows: those of lists; a text is not copied. */
function elements(struct: Y.AbstractStruct | undefined): number {
  return struct instanceof Y.Item && "arr" in struct.content ? struct.length : 0;
}

// Yjs tells nobody what it does meanwhile; these are the methods that it calls for each part.
const item = Y.Item.prototype;
const { getMissing, integrate, delete: remove, mergeWith } = item;

item.getMissing = function (transaction, store) {
  if (meter?.isKnown(this) === true) {
    meter.asked(this, null);
    return null;
  }
  meter?.startsFromKnown(this);
  const missing = getMissing.call(this, transaction, store);
  meter?.asked(this, missing);
  return missing;
};

item.integrate = function (transaction, offset) {
  meter?.placed(this, offset);
  integrate.call(this, transaction, offset);
  meter?.isPlaced(this);
};

item.delete = function (transaction) {
  if (!this.deleted) meter?.deleted(this);
  remove.call(this, transaction);
};

item.mergeWith = function (right) {
  // Values that a key had and that are kept stay apart, or they would be one of which nobody can tell that it is to be kept.
  if (this.parentSub !== null && this.content instanceof Y.ContentAny) return false;
  const length = elements(right);
  const merged = mergeWith.call(this, right);
  if (merged) meter?.merged(this, right, length);
  return merged;
};

const gone = Y.GC.prototype;
const { getMissing: getMissingOfGone, mergeWith: mergeGone } = gone;

gone.getMissing = function (transaction, store) {
  meter?.asked(this, null);
  return getMissingOfGone.call(this, transaction, store);
};

gone.mergeWith = function (right) {
  const merged = mergeGone.call(this, right);
  if (merged) meter?.merged(this, right, 0);
  return merged;
};
