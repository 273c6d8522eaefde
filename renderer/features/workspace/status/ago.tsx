import { useFormat } from "#renderer/platform/format.ts";
import { useMessages } from "#renderer/platform/i18n.ts";
import { workspaceMessages } from "../messages.ts";
import classes from "./status.module.css";

const MINUTE = 60_000;

export interface AgoProps {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly now: number;
}

/** How long ago something was, to the second in the first minute: as wide with one digit as with two. */
export function Ago({ at, now }: AgoProps) {
  const t = useMessages(workspaceMessages);
  const format = useFormat();
  const past = Math.max(0, now - at);
  return (
    <span className={classes["ago"]}>
      {past < MINUTE ? t("secondsAgo", { seconds: Math.floor(past / 1000) }) : format.ago(at, now)}
    </span>
  );
}
