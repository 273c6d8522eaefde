import { documents } from "./0010-documents.ts";
import { catalog } from "./0020-catalog.ts";
import { documentMarks } from "./0030-document-marks.ts";
import { workspaces } from "./0040-workspaces.ts";
import { putAside } from "./0050-put-aside.ts";
import { privateNotes } from "./0060-private-notes.ts";
import { pictures } from "./0070-pictures.ts";
import { ownDevices } from "./0080-own-devices.ts";
import type { Migration } from "./migration.ts";

/** Every step, in order. */
export const MIGRATIONS: readonly Migration[] = [
  documents,
  catalog,
  documentMarks,
  workspaces,
  putAside,
  privateNotes,
  pictures,
  ownDevices,
];
