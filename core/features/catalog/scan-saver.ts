import { createHash, randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import type { LocalFacts, ScanFacts, ScannedPoc } from "#shared/features/catalog/catalog.ts";
import { writeScan } from "#shared/features/catalog/poc-document.ts";
import { uuidV7, uuidV8 } from "#shared/lib/ids.ts";
import type { Clock } from "#shared/lib/time.ts";
import type { Origin } from "#core/sync/changes.ts";
import type { Documents } from "#core/sync/documents.ts";
import { isSameContent } from "./scan/fingerprint.ts";
import type { Place, PlacesStore } from "./places-store.ts";
import type { PrivateNotes } from "./private-notes.ts";
import { wellFormed } from "./well-formed.ts";

/** What became of one scanned POC. */
export type Saved = "new" | "changed" | "unchanged";

/** Writes what a scan found into documents and places: who is who, what is new, what moved. */
export class ScanSaver {
  readonly #documents: Documents;
  readonly #places: PlacesStore;
  readonly #privateNotes: PrivateNotes;
  readonly #clock: Clock;
  readonly #room: string;
  readonly #origin: Origin;
  readonly #givenId: (path: string) => string | null;

  /** `givenId` answers the id of a folder whose entry has one before it is found. */
  constructor(
    documents: Documents,
    places: PlacesStore,
    privateNotes: PrivateNotes,
    clock: Clock,
    room: string,
    device: string,
    givenId: (path: string) => string | null,
  ) {
    this.#documents = documents;
    this.#places = places;
    this.#privateNotes = privateNotes;
    this.#clock = clock;
    this.#room = room;
    this.#origin = { author: device, command: "scan" };
    this.#givenId = givenId;
  }

  /** Saves one POC; runs inside the caller's transaction. Answers the id and what it was. */
  save(rootId: string, poc: ScannedPoc): { readonly id: string; readonly saved: Saved } {
    const { local } = poc;
    // A manifest may spell half a surrogate pair as an escape.
    const facts = wellFormed(poc.facts);
    const id = this.#identify(facts, local);
    const place = this.#places.place(id);
    const head = this.#documents.head(id);
    if (head === undefined || head.purged === 1) {
      // A purged id stays dead, so that no peer revives it: what is found again is a new entry.
      const fresh = head === undefined ? id : uuidV7(this.#clock(), randomBytes);
      if (fresh !== id) this.#privateNotes.move(id, fresh);
      this.#documents.create({ id: fresh, roomId: this.#room, kind: "poc" }, this.#origin, (doc) => {
        writeScan(doc, facts, this.#clock());
      });
      if (fresh !== id && place !== undefined) this.#places.forget(id);
      this.#places.putPlace(fresh, rootId, local);
      return { id: fresh, saved: "new" };
    }
    if (head.deleted_at !== null) this.#documents.restore([id], this.#origin);
    if (
      place !== undefined &&
      place.path !== local.path &&
      existsSync(place.path) &&
      place.missing_since === null
    ) {
      // A second copy of the same repository: one entry, at the place where it was found first.
      return { id, saved: "unchanged" };
    }
    const changed = this.#documents.change(id, this.#origin, (doc) => {
      const fields = writeScan(doc, facts, this.#clock());
      return fields.length === 0 ? [] : [{ field: "scan", before: null, after: fields.join(", ") }];
    });
    this.#places.putPlace(id, rootId, local);
    const moved =
      place !== undefined &&
      (place.path !== local.path || !isSameContent(place.fingerprint, local.fingerprint));
    return {
      id,
      saved: changed || moved || place === undefined || head.deleted_at !== null ? "changed" : "unchanged",
    };
  }

  /** By path; else by the id that was given to it; else a folder that vanished elsewhere with the same content; else by remote and sub-folder; else new. */
  #identify(facts: ScanFacts, local: LocalFacts): string {
    const here = this.#places.placeByPath(local.path);
    if (here !== undefined) return here.id;
    const given = this.#givenId(local.path);
    if (given !== null) return given;
    const moved = this.#movedFrom(local);
    if (moved !== null) return moved.id;
    if (facts.remote !== null) return remoteId(this.#room, facts.remote, facts.subfolder);
    return uuidV7(this.#clock(), randomBytes);
  }

  #movedFrom(local: LocalFacts): Place | null {
    if (local.signature === "") return null;
    const vanished = this.#places
      .placesBySignature(local.signature)
      .filter((place) => !existsSync(place.path));
    // Two vanished folders of equal content could be either: neither is taken for it.
    return vanished.length === 1 ? (vanished[0] ?? null) : null;
  }
}

/** UUIDv8 of SHA-256(room, remote, sub-folder): two people who scan the same repository share one entry. */
export function remoteId(room: string, remote: string, subfolder: string): string {
  return uuidV8(createHash("sha256").update(`${room}\n${remote}\n${subfolder}`).digest());
}
