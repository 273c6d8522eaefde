import { Button, Code } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { inBrowserTab, reconnectNow, useConnection, useUnsaved } from "#renderer/platform/client.ts";
import { useMessages } from "#renderer/platform/i18n.ts";
import { IconPlugConnectedX } from "#renderer/ui/icons.ts";
import { useFocusGoesOn } from "#renderer/ui/use-focus-goes-on.ts";
import { appMessages } from "./messages.ts";
import { useRestartCommand } from "./restart-command.ts";
import classes from "./app.module.css";

/** Lost for this long, milliseconds, it is said: what is back in a moment is nobody's worry. */
const SAID_AFTER_MS = 1_000;
/** How long the button shows at least that it does something, milliseconds: a try that fails does so at once. */
const TRYING_MS = 600;

/** Says above the content that the core is gone: what is shown may be old, what was saved is safe, what to do. */
export function ConnectionStrip() {
  const t = useMessages(appMessages);
  const said = useLostFor(SAID_AFTER_MS);
  const unsaved = useUnsaved();
  const restart = useRestartCommand();
  return (
    <div className={classes["strip"]} data-said={said || undefined}>
      {said ? (
        <IconPlugConnectedX className={classes["stripIcon"]} size={18} stroke={1.6} aria-hidden />
      ) : null}
      {/* Always there: what a screen reader shall announce must come into a place that it knows. */}
      <div role="status" className={classes["stripText"]}>
        {said ? (
          <>
            <div>
              <strong>{t("lostTitle")}</strong> {t("lostStale")}{" "}
              {unsaved === 0 ? t("lostEdits") : t("lostUnsaved", { count: unsaved })}
            </div>
            <div className={classes["stripNext"]}>
              {t("lostTrying")}
              {inBrowserTab() ? (
                <>
                  {" "}
                  {t("lostRestart")} <Code className={classes["command"]}>{restart}</Code>
                </>
              ) : null}
            </div>
          </>
        ) : null}
      </div>
      {said ? <TryNow /> : null}
    </div>
  );
}

function TryNow() {
  const t = useMessages(appMessages);
  const [trying, setTrying] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!trying) return undefined;
    const timer = setTimeout(() => setTrying(false), TRYING_MS);
    return () => clearTimeout(timer);
  }, [trying]);
  // It goes when it has helped.
  useFocusGoesOn(button);
  return (
    <Button
      ref={button}
      variant="default"
      aria-busy={trying}
      data-busy={trying || undefined}
      className={classes["stripButton"]}
      onClick={() => {
        setTrying(true);
        reconnectNow();
      }}
    >
      {trying ? t("trying") : t("tryNow")}
    </Button>
  );
}

/** True while the connection has been lost for so many milliseconds. */
function useLostFor(ms: number): boolean {
  const lost = useConnection() === "lost";
  const [long, setLong] = useState(false);
  useEffect(() => {
    if (!lost) return undefined;
    const timer = setTimeout(() => setLong(true), ms);
    return () => {
      clearTimeout(timer);
      setLong(false);
    };
  }, [lost, ms]);
  return lost && long;
}
