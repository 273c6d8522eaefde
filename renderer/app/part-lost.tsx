import { Button } from "@mantine/core";
import { useEffect } from "react";
import { useConnection, useUnsaved } from "#renderer/platform/client.ts";
import { useMessages } from "#renderer/platform/i18n.ts";
import { EmptyState } from "#renderer/ui/empty-state.tsx";
import { IconPlugConnectedX } from "#renderer/ui/icons.ts";
import { Page } from "#renderer/ui/page.tsx";
import { appMessages } from "./messages.ts";

/** How often it is tried whether the page can be loaded, milliseconds. */
const TRIED_EVERY = 1_000;
/** A page that was loaded anew for this, and lacks a part again, is not loaded anew by itself for so long, milliseconds. */
const LEFT_ALONE = 60_000;
const ITEM = "tatami.part";

/**
 * In the place of a screen of which a part did not arrive, because the core was gone: loads the page anew as soon as that is
 * there, unless something would be lost by it. Before, it would lead out of the app.
 */
export function PartLost() {
  const t = useMessages(appMessages);
  const unsaved = useUnsaved();
  // Not before: a fresh address that was opened here meanwhile works once, and would be used up by a page that goes.
  const open = useConnection() === "open";
  useEffect(() => {
    if (!open || unsaved > 0 || Date.now() - Number(sessionStorage.getItem(ITEM)) < LEFT_ALONE)
      return undefined;
    const timer = setInterval(() => {
      fetch(location.pathname, { cache: "no-store" })
        .then(({ ok }) => {
          if (ok) loadAnew();
        })
        .catch(() => undefined);
    }, TRIED_EVERY);
    return () => clearInterval(timer);
  }, [open, unsaved]);
  return (
    <Page title={t("crashed")} layout="column">
      <EmptyState
        icon={<IconPlugConnectedX size={24} />}
        title={t("partLost")}
        actions={<Button onClick={loadAnew}>{t("loadAnew")}</Button>}
      >
        {t("partLostWhy")}
      </EmptyState>
    </Page>
  );
}

function loadAnew(): void {
  sessionStorage.setItem(ITEM, String(Date.now()));
  location.reload();
}
