import type { Migration } from "./migration.ts";

/**
 * Pictures of POCs, a projection of their documents (can be rebuilt): which picture each has, and that one made small as
 * members of the workspace see it. Without type and bytes it has not been made yet.
 */
export const pictures: Migration = {
  number: 70,
  name: "pictures",
  sql: `
    CREATE TABLE poc_picture (
      num INTEGER PRIMARY KEY,
      source TEXT NOT NULL,
      type TEXT,
      bytes BLOB,
      CHECK ((type IS NULL) = (bytes IS NULL))
    ) STRICT;
    CREATE INDEX poc_picture_missing ON poc_picture(num) WHERE type IS NULL;
  `,
};
