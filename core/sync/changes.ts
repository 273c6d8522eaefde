import type * as Y from "yjs";
import type { FieldChange } from "./documents-store.ts";

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

/** A change that this device has made, after it was saved. */
export interface OwnChange {
  readonly id: string;
  readonly roomId: string;
  /** A Yjs update; one of nothing where only the mark changed. */
  readonly update: Uint8Array;
}

/** What a change function may add to the history beside the differences of the kind's own fields. */
export type Mutation = (doc: Y.Doc) => readonly FieldChange[] | void;
