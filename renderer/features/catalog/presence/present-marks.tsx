import { VisuallyHidden } from "@mantine/core";
import { useMessages } from "#renderer/platform/i18n.ts";
import { usePresentAt, type Other } from "#renderer/platform/present.ts";
import { IconPencil } from "#renderer/ui/icons.ts";
import { hueOf, initialsOf } from "../initials.ts";
import { presenceMessages } from "./messages.ts";
import classes from "./presence.module.css";

/** Signs that a row has room for; whoever comes on top is counted. */
const MARKS_MOST = 3;

interface PresentMarksProps {
  /** The POC. */
  readonly id: string;
  /** In the head of the detail the words are shown, too, where there is room. */
  readonly placement: "row" | "card" | "head";
}

/** Who else has a POC open: drawn anew by itself, and not what it stands in. */
export function PresentMarks({ id, placement }: PresentMarksProps) {
  const others = usePresentAt(id);
  const say = useSayings();
  if (others.length === 0) return null;
  const [shown, rest] = fitting(others);
  const told = placement === "head" ? rest : others;
  return (
    <span className={classes["marks"]} data-placement={placement}>
      {shown.map((other) => (
        <span key={other.device} className={classes["person"]} title={say(other)}>
          <Sign other={other} />
          {placement === "head" ? <span className={classes["words"]}>{say(other)}</span> : null}
        </span>
      ))}
      {rest.length === 0 ? null : (
        <span className={classes["rest"]} title={rest.map(say).join("\n")} aria-hidden="true">
          +{rest.length}
        </span>
      )}
      {told.length === 0 ? null : <VisuallyHidden>{told.map(say).join(", ")}</VisuallyHidden>}
    </span>
  );
}

/** The same for the POC that is looked at; said to whoever listens to the page, as somebody comes, writes or goes. */
export function PresentHere({ id }: { readonly id: string }) {
  return (
    <div role="status" className={classes["here"]}>
      <PresentMarks id={id} placement="head" />
    </div>
  );
}

/** Those for whose signs there is room, and the others. Whoever writes goes first where there is not room for all. */
function fitting(others: readonly Other[]): readonly [readonly Other[], readonly Other[]] {
  if (others.length <= MARKS_MOST) return [others, []];
  const sorted = others.toSorted((one, other) => Number(other.writing) - Number(one.writing));
  return [sorted.slice(0, MARKS_MOST - 1), sorted.slice(MARKS_MOST - 1)];
}

function useSayings(): (other: Other) => string {
  const t = useMessages(presenceMessages);
  return ({ name, writing }) => t(writing ? "isWriting" : "isHere", { name });
}

/** Somebody's initials on a colour of their own; the words always stand beside it. */
function Sign({ other: { name, writing } }: { readonly other: Other }) {
  return (
    <span
      className={classes["sign"]}
      data-initials={initialsOf(name)}
      style={{ "--hue": hueOf(name) } as object}
      aria-hidden="true"
    >
      {writing ? <IconPencil className={classes["pencil"]} size={9} stroke={2.5} /> : null}
    </span>
  );
}
