import { createHash } from "node:crypto";
import { sep } from "node:path";
import { uuidV8 } from "#shared/lib/ids.ts";
import type { Documents } from "#core/sync/documents.ts";
import { SAMPLES } from "./content.ts";

/**
 * Answers the id that the entry of a folder has when the folder is a sample's, else null. It is the same whenever the
 * samples come back, so that tags and notes come back with them; after a purge, which is for good, it is the next one.
 */
export function sampleIds(
  samplesFolder: string,
  room: string,
  documents: Documents,
): (path: string) => string | null {
  const names = new Map(SAMPLES.map(({ folder }) => [samplesFolder + sep + folder, folder]));
  return (path) => {
    const name = names.get(path);
    if (name === undefined) return null;
    for (let life = 1; ; life++) {
      const id = uuidV8(createHash("sha256").update(`${room}\nsample\n${name}\n${life}`).digest());
      if (documents.head(id)?.purged !== 1) return id;
    }
  };
}
