import { useCallback, useEffect, useState } from "react";
import { useConnection } from "#renderer/platform/client.ts";
import { useMessages } from "#renderer/platform/i18n.ts";
import { IconCheck } from "#renderer/ui/icons.ts";
import { detailMessages } from "./messages.ts";
import classes from "./detail.module.css";

const SAID_MS = 2_500;

/** Says where a text is; "saved" only after the core's answer, and without a core that it waits for one. */
export function SaveState({ state }: { readonly state: "saving" | "saved" | "notSaved" | null }) {
  const t = useMessages(detailMessages);
  const connected = useConnection() === "open";
  const said = state === "saving" && !connected ? "notSavedYet" : state;
  return (
    <output className={classes["saveState"]} data-state={said ?? undefined}>
      {said === "saved" ? <IconCheck size={13} aria-hidden="true" /> : null}
      {said === null ? "" : t(said)}
    </output>
  );
}

/** True for a moment after it was marked. */
export function useSavedFor(): readonly [saved: boolean, mark: () => void] {
  const [times, setTimes] = useState(0);
  const [saved, setSaved] = useState(false);
  useEffect(() => {
    if (times === 0) return undefined;
    setSaved(true);
    const timer = setTimeout(() => setSaved(false), SAID_MS);
    return () => clearTimeout(timer);
  }, [times]);
  const mark = useCallback(() => setTimes((was) => was + 1), []);
  return [saved, mark];
}
