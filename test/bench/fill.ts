import { statSync } from "node:fs";
import { join } from "node:path";
import { openDatabase } from "#core/db/open.ts";
import { PlacesStore, pocKind, PrivateNotes, ScanSaver, SearchIndex } from "#core/features/catalog/index.ts";
import { WorkspaceService } from "#core/features/workspace/index.ts";
import { ensureDataFolder } from "#core/platform/data-folder.ts";
import { Documents } from "#core/sync/documents.ts";
import type { UserFacts } from "#shared/features/catalog/catalog.ts";
import { writePatch } from "#shared/features/catalog/poc-document.ts";
import { corpusPoc } from "./corpus.ts";

export interface Filled {
  readonly seconds: number;
  readonly perSecond: number;
}

/** POCs of one transaction. A scan takes fewer, so that the core answers between two. */
const BATCH = 400;

/**
 * Writes the first `count` POCs of the corpus into a new data folder by the very code that a scan uses: documents, places,
 * projections and index, as a first scan does. The making of the corpus is not counted, nor are the edits of a user, which
 * are written afterwards.
 */
export function fill(dataFolder: string, count: number): Filled {
  ensureDataFolder(dataFolder);
  const { db } = openDatabase(dataFolder, Date.now);
  const workspace = new WorkspaceService(db, Date.now);
  workspace.ensure();
  const device = workspace.device().id;
  const documents = new Documents(db, Date.now);
  const index = new SearchIndex(db);
  documents.register(pocKind(db, index));
  const places = new PlacesStore(db);
  const saver = new ScanSaver(
    documents,
    places,
    new PrivateNotes(db),
    Date.now,
    workspace.current().id,
    device,
    () => null,
  );
  const roots = new Map<string, string>();
  const edited: { readonly id: string; readonly user: UserFacts }[] = [];
  let spent = 0;
  for (let start = 0; start < count; start += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, count - start) }, (_, index) =>
      corpusPoc(start + index),
    );
    const begun = performance.now();
    const saved = documents.transaction(() =>
      batch.map((poc) => {
        let root = roots.get(poc.root);
        if (root === undefined) {
          root = poc.id;
          roots.set(poc.root, root);
          places.addRoot(root, poc.root);
        }
        return { id: saver.save(root, poc.scanned).id, user: poc.user };
      }),
    );
    spent += performance.now() - begun;
    edited.push(...saved.filter(({ user }) => user.tags.length > 0 || user.notes !== ""));
  }
  const begun = performance.now();
  db.pragma("wal_checkpoint(TRUNCATE)");
  spent += performance.now() - begun;
  for (let start = 0; start < edited.length; start += BATCH) {
    documents.transaction(() => {
      for (const { id, user } of edited.slice(start, start + BATCH)) {
        documents.change(id, { author: device, command: "bench" }, (doc) =>
          writePatch(doc, { addTags: user.tags, notes: user.notes }),
        );
      }
    });
  }
  // As after a scan.
  while (index.tidy());
  db.close();
  return { seconds: spent / 1000, perSecond: count / (spent / 1000) };
}

/** The data folder with `count` POCs of the corpus; parts share it. */
export function dataOf(work: string, count: number): string {
  return join(work, `data-${count}`);
}

/** Fills the data folder of `count` POCs unless an earlier part did. */
export function ensureData(work: string, count: number): string {
  const data = dataOf(work, count);
  if (statSync(join(data, "tatami.db"), { throwIfNoEntry: false }) === undefined) fill(data, count);
  return data;
}
