import { parentPort, workerData } from "node:worker_threads";
import { openDatabase } from "#core/db/open.ts";
import { WorkspaceService } from "#core/features/workspace/index.ts";
import { Documents } from "#core/sync/documents.ts";

/** A thread that takes changes, each as a new document, and posts what became of them. */
const { folder, updates } = workerData as {
  readonly folder: string;
  readonly updates: readonly Uint8Array[];
};
const { db } = openDatabase(folder, Date.now);
const workspace = new WorkspaceService(db, Date.now);
workspace.ensure();
const roomId = workspace.current().id;
const documents = new Documents(db, Date.now);
const taken = updates.map((update, at) => {
  const id = `00000000-0000-7000-8000-${String(at).padStart(12, "0")}`;
  const mark = { deleted: false, at: 0 };
  return documents.receive({ id, roomId, kind: "poc", schema: 1, mark, update }, "a stranger").result;
});
db.close();
parentPort?.postMessage(taken);
