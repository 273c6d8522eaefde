import type { Migration } from "./migration.ts";

/**
 * When a document was deleted or restored last, so that of two devices' marks the later counts; 0 for one that never was.
 * What was deleted before this step has the time of its deletion.
 */
export const documentMarks: Migration = {
  number: 30,
  name: "document-marks",
  sql: `
    ALTER TABLE document ADD COLUMN marked_at INTEGER NOT NULL DEFAULT 0;
    UPDATE document SET marked_at = deleted_at WHERE deleted_at IS NOT NULL;
  `,
};
