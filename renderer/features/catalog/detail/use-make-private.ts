import { client } from "#renderer/platform/client.ts";
import { useMessages } from "#renderer/platform/i18n.ts";
import { useIsShared } from "#renderer/platform/may-write.ts";
import type { PocDetail } from "../types.ts";
import { detailMessages } from "./messages.ts";
import { joinedNotes } from "./notes-fields.ts";
import { usePocEdit } from "./use-poc-edit.ts";

/**
 * Moves the notes of a POC behind its private notes, in one edit that can be undone. What somebody else writes into them
 * meanwhile stays where it was written. Rejects when it was not saved.
 */
export function useMakePrivate({ id }: Pick<PocDetail, "id">): () => Promise<void> {
  const t = useMessages(detailMessages);
  const shared = useIsShared();
  const edit = usePocEdit({ id });
  return async () => {
    // Asked behind what was just typed, which left its field and is on its way: the last words come along.
    const { user, privateNotes } = await client.core.catalog.get({ id });
    const { notes } = user;
    if (notes === "") return;
    const joined = joinedNotes(privateNotes, notes);
    await edit(
      { notes: "", notesBase: notes, privateNotes: joined, privateNotesBase: privateNotes },
      {
        message: t(shared ? "madePrivateOfShared" : "madePrivate"),
        undo: { notes, notesBase: "", privateNotes, privateNotesBase: joined },
      },
    );
  };
}
