import { sha256 } from "@noble/hashes/sha2.js";

/** Buckets into which the documents of a room are put, by the last byte of their id, which is random in every UUID of ours. */
export const BUCKETS = 256;
/** Bytes of a bucket's digest and of a room's, and of the hash of a document. */
export const DIGEST_BYTES = 16;

/** A document and a hash of its id, state and mark, DIGEST_BYTES long, as lists are compared. */
export interface Entry {
  readonly id: string;
  readonly hash: Uint8Array;
}

/**
 * Digests of what a room holds: equal on two peers exactly when their documents are. A bucket's digest is the XOR of the
 * hashes of its documents, each of which covers the document's id, so that a change costs no hash but its own.
 */
export class RoomDigest {
  readonly #entries: readonly Map<string, Uint8Array>[] = Array.from({ length: BUCKETS }, () => new Map());
  readonly #buckets = new Uint8Array(BUCKETS * DIGEST_BYTES);
  #root: Uint8Array | null = null;

  /** Notes a document's state, new or changed. */
  set({ id, hash }: Entry): void {
    const bucket = bucketOf(id);
    const entries = this.#entries[bucket] as Map<string, Uint8Array>;
    const before = entries.get(id);
    if (before !== undefined) this.#mix(bucket, before);
    entries.set(id, hash);
    this.#mix(bucket, hash);
    this.#root = null;
  }

  /** Forgets a document that is not here any more. */
  delete(id: string): void {
    const bucket = bucketOf(id);
    const entries = this.#entries[bucket] as Map<string, Uint8Array>;
    const before = entries.get(id);
    if (before === undefined) return;
    entries.delete(id);
    this.#mix(bucket, before);
    this.#root = null;
  }

  /** The hash that is noted of a document. */
  hashOf(id: string): Uint8Array | undefined {
    return this.#entries[bucketOf(id)]?.get(id);
  }

  /** The digest of everything. */
  get root(): Uint8Array {
    this.#root ??= sha256(this.#buckets).slice(0, DIGEST_BYTES);
    return this.#root;
  }

  /** The digests of all buckets, one after another; a copy. */
  get buckets(): Uint8Array {
    return this.#buckets.slice();
  }

  /** The buckets whose digests are not these. */
  differing(digests: Uint8Array): number[] {
    return [...this.#entries.keys()].filter(
      (bucket) => !equal(this.#digest(this.#buckets, bucket), this.#digest(digests, bucket)),
    );
  }

  /** What stands in a bucket. */
  *entries(bucket: number): Generator<Entry> {
    for (const [id, hash] of this.#entries[bucket] ?? []) yield { id, hash };
  }

  #digest(digests: Uint8Array, bucket: number): Uint8Array {
    return digests.subarray(bucket * DIGEST_BYTES, (bucket + 1) * DIGEST_BYTES);
  }

  #mix(bucket: number, hash: Uint8Array): void {
    const digest = this.#digest(this.#buckets, bucket);
    for (let at = 0; at < DIGEST_BYTES; at++) digest[at] = (digest[at] as number) ^ (hash[at] as number);
  }
}

function bucketOf(id: string): number {
  return Number.parseInt(id.slice(-2), 16);
}

/** True for the same bytes. */
export function equal(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}
