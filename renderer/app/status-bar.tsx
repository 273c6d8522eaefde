import { UnstyledButton, VisuallyHidden } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useConnection } from "#renderer/platform/client.ts";
import { useMessages } from "#renderer/platform/i18n.ts";
import { core } from "#renderer/platform/queries.ts";
import { ScanStatus } from "#renderer/features/catalog/index.ts";
import { WorkspaceStatus, WorkspaceSwitcher } from "#renderer/features/workspace/index.ts";
import { Keys } from "#renderer/ui/kbd.tsx";
import { appMessages } from "./messages.ts";
import classes from "./app.module.css";

/** The line at the foot: how the workspace fares, which one it is, running jobs, the way to the palette. */
export function StatusBar({ onPalette }: { readonly onPalette: () => void }) {
  const t = useMessages(appMessages);
  const connection = useConnection();
  const count = useQuery(
    core.catalog.search.queryOptions({ input: { limit: 0, facetLimit: 0 }, select: (found) => found.all }),
  );
  const state = connection === "open" ? null : connection === "lost" ? "lost" : "connecting";
  return (
    <footer className={classes["status"]}>
      <output className={classes["statusState"]} data-state={state ?? undefined}>
        {state === null ? null : (
          <>
            <i className={classes["statusDot"]} aria-hidden="true" />
            {t(state)}
          </>
        )}
      </output>
      {state === null ? <WorkspaceStatus /> : null}
      <span className={classes["statusWorkspace"]}>
        <WorkspaceSwitcher count={count.data} />
      </span>
      <span className={classes["statusEnd"]}>
        <ScanStatus />
      </span>
      <UnstyledButton className={classes["statusKeys"]} onClick={onPalette}>
        <VisuallyHidden>{t("paletteOpen")}</VisuallyHidden>
        <Keys shortcut="mod+k" />
      </UnstyledButton>
    </footer>
  );
}
