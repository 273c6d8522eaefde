import type * as Y from "yjs";
import { TatamiError } from "#shared/api/errors.ts";
import type { DocumentKind } from "./document-kind.ts";
import type { documentsStore } from "./documents-store.ts";
import { problemText } from "./problem.ts";
import { project } from "./receive.ts";

export interface RebuildReport {
  readonly documents: number;
  readonly rows: number;
  readonly differed: number;
  readonly setAside: number;
}

/** What a rebuild is given; it runs inside the caller's transaction. */
export interface RebuildParts {
  readonly kinds: Iterable<DocumentKind>;
  readonly sql: ReturnType<typeof documentsStore>;
  readonly load: (id: string) => Y.Doc;
  readonly touched: (id: string) => void;
}

/** Writes every projection anew from the logs, and counts what was not as it should be. */
export function rebuildProjections({ kinds, sql, load, touched }: RebuildParts): RebuildReport {
  let documents = 0;
  let rows = 0;
  let differed = 0;
  let setAside = 0;
  for (const kind of kinds) {
    const orphans = new Set(kind.storedIds());
    for (const { id } of sql.ofKind.all(kind.kind)) {
      documents++;
      const head = sql.head.get(id);
      if (head === undefined || head.deleted_at !== null) continue;
      const before = kind.digest(id);
      const projected = projectSafely(kind, load, id);
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
      if (problem !== head.problem) sql.setProblem.run(problem, id);
      if (kind.digest(id) !== before) {
        differed++;
        touched(id);
      }
    }
    for (const id of orphans) {
      kind.unstore(id);
      differed++;
      touched(id);
    }
    kind.reindex();
  }
  return { documents, rows, differed, setAside };
}

function projectSafely(
  kind: DocumentKind,
  load: (id: string) => Y.Doc,
  id: string,
): ReturnType<DocumentKind["project"]> {
  try {
    return project(kind, load(id), kind.kind);
  } catch (error) {
    if (error instanceof TatamiError && error.reason !== null) return { ok: false, problem: error.reason };
    throw error;
  }
}
