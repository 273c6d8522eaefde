import { Button } from "@mantine/core";
import { Link, type ErrorComponentProps } from "@tanstack/react-router";
import { useMessages } from "#renderer/platform/i18n.ts";
import { PartMissing } from "#renderer/platform/part.ts";
import { EmptyState } from "#renderer/ui/empty-state.tsx";
import { ErrorNotice } from "#renderer/ui/error-notice.tsx";
import { Page } from "#renderer/ui/page.tsx";
import { appMessages } from "./messages.ts";
import { PartLost } from "./part-lost.tsx";

/** An address that leads nowhere. */
export function NotFound() {
  const t = useMessages(appMessages);
  return (
    <Page>
      <EmptyState
        title={t("nothingHere")}
        actions={
          <Button component={Link} to="/catalog">
            {t("toCatalog")}
          </Button>
        }
      >
        {t("nothingHereWhy")}
      </EmptyState>
    </Page>
  );
}

/** A screen that broke: the rest of the app stays usable. */
export function PageCrashed({ error, reset }: ErrorComponentProps) {
  const t = useMessages(appMessages);
  if (error instanceof PartMissing) return <PartLost />;
  return (
    <Page title={t("crashed")} layout="column">
      <ErrorNotice error={error} onRetry={reset} />
    </Page>
  );
}
