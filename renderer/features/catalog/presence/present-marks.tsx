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
  readonly placement: "row" | "card";
}

/** Who else has a POC open, in signs: drawn anew by itself, and not the row that it stands in. */
export function PresentMarks({ id, placement }: PresentMarksProps) {
  const others = usePresentAt(id);
  const say = useSayings();
  if (others.length === 0) return null;
  const shown = others.length > MARKS_MOST ? others.slice(0, MARKS_MOST - 1) : others;
  const rest = others.slice(shown.length);
  return (
    <span className={classes["marks"]} data-placement={placement}>
      {shown.map((other) => (
        <Sign key={other.device} other={other} title={say(other)} />
      ))}
      {rest.length === 0 ? null : (
        <span className={classes["rest"]} title={rest.map(say).join("\n")} aria-hidden="true">
          +{rest.length}
        </span>
      )}
      <VisuallyHidden>{others.map(say).join(", ")}</VisuallyHidden>
    </span>
  );
}

/** The same in words, for where there is room; said to whoever listens to the page, as somebody comes, writes or goes. */
export function PresentLine({ id }: { readonly id: string }) {
  const others = usePresentAt(id);
  const say = useSayings();
  return (
    <div role="status">
      {others.length === 0 ? null : (
        <ul className={classes["line"]}>
          {others.map((other) => (
            <li key={other.device} className={classes["person"]}>
              <Sign other={other} />
              {say(other)}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function useSayings(): (other: Other) => string {
  const t = useMessages(presenceMessages);
  return ({ name, writing }) => t(writing ? "isWriting" : "isHere", { name });
}

/** Somebody's initials on a colour of their own; the words always stand beside it. */
function Sign({ other: { name, writing }, title }: { readonly other: Other; readonly title?: string }) {
  return (
    <span
      className={classes["sign"]}
      data-initials={initialsOf(name)}
      data-writing={writing || undefined}
      style={{ "--hue": hueOf(name) } as object}
      title={title}
      aria-hidden="true"
    >
      {writing ? <IconPencil className={classes["pencil"]} size={9} stroke={2.5} /> : null}
    </span>
  );
}
