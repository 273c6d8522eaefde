import { UnstyledButton, VisuallyHidden } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { FIRST_WORKSPACE } from "#shared/features/workspace/workspace.ts";
import { useConnection } from "#renderer/platform/client.ts";
import { useMessages } from "#renderer/platform/i18n.ts";
import { core } from "#renderer/platform/queries.ts";
import { ScanStatus } from "#renderer/features/catalog/index.ts";
import { Keys } from "#renderer/ui/kbd.tsx";
import { appMessages } from "./messages.ts";
import classes from "./app.module.css";

/** The line at the foot: connection, workspace, running jobs, the way to the palette. */
export function StatusBar({ onPalette }: { readonly onPalette: () => void }) {
  const t = useMessages(appMessages);
  const connection = useConnection();
  const workspace = useQuery(core.workspace.current.queryOptions());
  const count = useQuery(
    core.catalog.search.queryOptions({ input: { limit: 0, facetLimit: 0 }, select: (found) => found.all }),
  );
  const state = connection === "open" ? "offlineReady" : connection === "lost" ? "lost" : "connecting";
  return (
    <footer className={classes["status"]}>
      <output className={classes["statusState"]} data-state={state}>
        <i className={classes["statusDot"]} aria-hidden="true" />
        {t(state)}
      </output>
      {workspace.data === undefined || count.data === undefined ? null : (
        <span className={classes["statusCount"]}>
          {t("pocsIn", {
            count: count.data,
            workspace: workspace.data.name === FIRST_WORKSPACE ? t("firstWorkspace") : workspace.data.name,
          })}
        </span>
      )}
      <span className={classes["statusEnd"]}>
        <ScanStatus />
        <UnstyledButton onClick={onPalette}>
          <VisuallyHidden>{t("paletteOpen")}</VisuallyHidden>
          <Keys shortcut="mod+k" />
        </UnstyledButton>
      </span>
    </footer>
  );
}
