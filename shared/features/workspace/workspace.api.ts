import { oc } from "@orpc/contract";
import * as z from "zod";

/** A workspace is a room: an id, a key (which never leaves the core) and a set of documents. */
export const Workspace = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  createdAt: z.number(),
  documents: z.number(),
});

export const workspaceContract = {
  current: oc.output(Workspace),
};
