import { sha256 } from "@noble/hashes/sha2.js";
import type { Entry } from "./messages.ts";
import { Writer } from "./wire.ts";

/** Buckets into which the documents of a room are put, by the first byte of the hash of their id. */
export const BUCKETS = 256;
/** Bytes of a bucket's digest and of a room's. */
export const DIGEST_BYTES = 16;
/** Bytes of the hash of a document's state in lists. */
export const HASH_BYTES = 16;

function bucketOf(id: string): number {
  return sha256(new Writer().uuid(id).take())[0] as number;
}

/**
 * Digests of what a room holds: equal on two peers exactly when their documents are. A bucket's digest is the XOR of a
 * hash of each of its documents, so that a change costs two hashes and not the whole room's.
 */
export class RoomDigest {
  readonly #entries: readonly Map<string, Uint8Array>[] = Array.from({ length: BUCKETS }, () => new Map());
  /** A document's bucket never changes: it is worked out once. */
  readonly #bucketOf = new Map<string, number>();
  readonly #buckets = new Uint8Array(BUCKETS * DIGEST_BYTES);
  #root: Uint8Array | null = null;

  /** Notes a document's state, new or changed. */
  set({ id, hash }: Entry): void {
    const bucket = this.#bucketOf.get(id) ?? bucketOf(id);
    this.#bucketOf.set(id, bucket);
    const entries = this.#entries[bucket] as Map<string, Uint8Array>;
    const before = entries.get(id);
    if (before !== undefined) this.#mix(bucket, id, before);
    entries.set(id, hash);
    this.#mix(bucket, id, hash);
    this.#root = null;
  }

  /** The hash that is noted of a document. */
  hashOf(id: string): Uint8Array | undefined {
    const bucket = this.#bucketOf.get(id);
    return bucket === undefined ? undefined : this.#entries[bucket]?.get(id);
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

  #mix(bucket: number, id: string, hash: Uint8Array): void {
    const mixed = sha256(new Writer().uuid(id).raw(hash).take());
    const digest = this.#digest(this.#buckets, bucket);
    for (let at = 0; at < DIGEST_BYTES; at++) digest[at] = (digest[at] as number) ^ (mixed[at] as number);
  }
}

/** True for the same bytes. */
export function equal(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}
