import { useMessages } from "#renderer/platform/i18n.ts";
import { IconPlayerPause } from "#renderer/ui/icons.ts";
import { workspaceMessages } from "../messages.ts";
import { useSyncStates } from "../sync-store.ts";
import { useSharing } from "../use-workspace.ts";
import { PauseButton } from "./pause-button.tsx";
import classes from "./paused-strip.module.css";

/** Says above whatever screen is shown that nothing is synced, for as long as anything is shared. */
export function PausedStrip() {
  const t = useMessages(workspaceMessages);
  const shared = useSyncStates().length > 0;
  const paused = useSharing().data?.paused === true && shared;
  return (
    <div className={classes["strip"]} data-said={paused || undefined}>
      {paused ? <IconPlayerPause className={classes["icon"]} size={18} stroke={1.8} aria-hidden /> : null}
      {/* Always there: what a screen reader shall announce must come into a place that it knows. */}
      <div role="status" className={classes["text"]}>
        {paused ? (
          <>
            <strong>{t("pausedTitle")}</strong> {t("pausedWhy")}
          </>
        ) : null}
      </div>
      {paused ? <PauseButton paused /> : null}
    </div>
  );
}
