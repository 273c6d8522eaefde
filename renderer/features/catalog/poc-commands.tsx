import { useQuery } from "@tanstack/react-query";
import { core } from "#renderer/platform/queries.ts";
import { useLanguage } from "#renderer/platform/i18n.ts";
import { useWriting } from "#renderer/platform/may-write.ts";
import { useCommandHandlers } from "#renderer/ui/commands.ts";
import { toastError } from "#renderer/ui/toasts.tsx";
import { useMakePrivate } from "./detail/use-make-private.ts";
import type { WishedField } from "./opened-poc.ts";
import { usePocActions } from "./poc-actions.ts";
import type { PocDetail, PocItem } from "./types.ts";
import { useRested } from "./use-rested.ts";

/** Moving through the list with a held key asks for nothing on the way. */
const ASKED_AFTER_MS = 50;

interface PocCommandsProps {
  /** The POC at hand. */
  readonly id: string;
  /** Its row, where it has one: enough for what needs its folder alone, until the rest is there. */
  readonly row?: PocItem | undefined;
  readonly onRemoved: () => void;
  /** Leads to a field where none is on screen; one that is there answers by itself. */
  readonly onField?: ((field: WishedField) => void) | undefined;
}

/** Does the commands of the POC at hand: the selected row, or the one whose page is open. */
export function PocCommands({ id, row, onRemoved, onField }: PocCommandsProps) {
  const rested = useRested(id, ASKED_AFTER_MS);
  const { data } = useQuery(core.catalog.get.queryOptions({ input: { id: rested } }));
  const poc = data?.id === id ? data : row?.id === id ? row : undefined;
  if (poc === undefined) return null;
  return <Bound poc={poc} onRemoved={onRemoved} onField={onField} />;
}

interface BoundProps extends Pick<PocCommandsProps, "onRemoved" | "onField"> {
  readonly poc: PocDetail | PocItem;
}

function Bound({ poc, onRemoved, onField }: BoundProps) {
  const act = usePocActions(poc, onRemoved);
  const language = useLanguage();
  const writes = useWriting() === "may";
  const makePrivate = useMakePrivate(poc);
  const hasNotes = "user" in poc && poc.user.notes !== "";
  useCommandHandlers(
    {
      "poc.editor": act.editor ?? false,
      "poc.folder": act.folder ?? false,
      "poc.terminal": act.terminal ?? false,
      "poc.remote": act.remote ?? false,
      "poc.copy-path": act.copyPath ?? false,
      "poc.copy-clone": act.copyClone ?? false,
      "poc.add-tag": onField !== undefined && writes && (() => onField("tag")),
      "poc.private-notes": onField !== undefined && (() => onField("privateNotes")),
      "poc.make-notes-private":
        hasNotes &&
        writes &&
        (() => void makePrivate().catch((error: unknown) => toastError(error, language))),
      "poc.not-a-poc": act.notAPoc ?? false,
      "poc.remove": act.remove ?? false,
    },
    poc.name,
  );
  return null;
}
