import { useQuery } from "@tanstack/react-query";
import { core } from "#renderer/platform/queries.ts";
import { useCommandHandlers } from "#renderer/ui/commands.ts";
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
  /** Leads to a field for a tag where none is on screen; a field that is there answers by itself. */
  readonly onAddTag?: (() => void) | undefined;
}

/** Does the commands of the POC at hand: the selected row, or the one whose page is open. */
export function PocCommands({ id, row, onRemoved, onAddTag }: PocCommandsProps) {
  const rested = useRested(id, ASKED_AFTER_MS);
  const { data } = useQuery(core.catalog.get.queryOptions({ input: { id: rested } }));
  const poc = data?.id === id ? data : row?.id === id ? row : undefined;
  if (poc === undefined) return null;
  return <Bound poc={poc} onRemoved={onRemoved} onAddTag={onAddTag} />;
}

interface BoundProps extends Pick<PocCommandsProps, "onRemoved" | "onAddTag"> {
  readonly poc: PocDetail | PocItem;
}

function Bound({ poc, onRemoved, onAddTag }: BoundProps) {
  const act = usePocActions(poc, onRemoved);
  useCommandHandlers(
    {
      "poc.editor": act.editor ?? false,
      "poc.folder": act.folder ?? false,
      "poc.terminal": act.terminal ?? false,
      "poc.remote": act.remote ?? false,
      "poc.copy-path": act.copyPath ?? false,
      "poc.copy-clone": act.copyClone ?? false,
      "poc.add-tag": onAddTag ?? false,
      "poc.not-a-poc": act.notAPoc ?? false,
      "poc.remove": act.remove ?? false,
    },
    poc.name,
  );
  return null;
}
