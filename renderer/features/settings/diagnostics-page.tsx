import { Button, Skeleton } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useMessages } from "#renderer/platform/i18n.ts";
import { core } from "#renderer/platform/queries.ts";
import { useCopy } from "#renderer/ui/clipboard.ts";
import { ErrorNotice } from "#renderer/ui/error-notice.tsx";
import { IconCopy, IconRefresh } from "#renderer/ui/icons.ts";
import { Page } from "#renderer/ui/page.tsx";
import { toast } from "#renderer/ui/toasts.tsx";
import { Facts, Health, SetAside, Storage } from "./diagnostics-parts.tsx";
import { LogTail } from "./log-tail.tsx";
import { settingsMessages } from "./messages.ts";
import { reportOf, type Refused } from "./report.ts";
import classes from "./diagnostics.module.css";

export interface DiagnosticsPageProps {
  /** What is to be told of peers, which another feature knows. */
  readonly peers: ReactNode;
  /** What was refused of them, for the report. */
  readonly refused: readonly Refused[];
}

/** Versions, health, sizes, what was set aside, and the log: what one looks at when something seems wrong. */
export function DiagnosticsPage({ peers, refused }: DiagnosticsPageProps) {
  const t = useMessages(settingsMessages);
  const queries = useQueryClient();
  const copy = useCopy();
  // It changes all the time and nobody announces it: each visit asks anew.
  const query = useQuery(core.settings.diagnostics.queryOptions({ staleTime: 0 }));
  const { data } = query;
  const refresh = () => void queries.invalidateQueries({ queryKey: core.settings.key() });
  return (
    <Page
      title={t("diagnostics")}
      header={
        <div className={classes["headActions"]}>
          <Button
            variant="default"
            leftSection={<IconRefresh size={15} />}
            loading={query.isRefetching}
            onClick={refresh}
          >
            {t("refresh")}
          </Button>
          {data === undefined ? null : (
            <Button
              variant="default"
              leftSection={<IconCopy size={15} />}
              onClick={() =>
                copy(reportOf(data, refused), () => toast({ key: "copied", message: t("reportCopied") }))
              }
            >
              {t("copyReport")}
            </Button>
          )}
        </div>
      }
      layout="column"
    >
      {query.error === null ? null : <ErrorNotice error={query.error} onRetry={refresh} />}
      {data !== undefined ? (
        <>
          <Health checks={data.health} />
          {data.setAside.length === 0 ? null : <SetAside documents={data.setAside} />}
          <Facts diagnostics={data} />
          <Storage sizes={data.sizes} counts={data.counts} />
        </>
      ) : query.error === null ? (
        Array.from({ length: 9 }, (_, index) => <Skeleton key={index} height={26} my={12} />)
      ) : null}
      {peers}
      <Rebuild />
      <LogTail />
    </Page>
  );
}

function Rebuild() {
  const t = useMessages(settingsMessages);
  const queries = useQueryClient();
  const rebuild = useMutation(
    core.settings.rebuild.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: core.settings.diagnostics.key() }),
    }),
  );
  return (
    <section className={classes["section"]} aria-label={t("rebuildTitle")}>
      <div className={classes["line"]}>
        <h2 className={classes["title"]}>{t("rebuildTitle")}</h2>
        <Button variant="default" loading={rebuild.isPending} onClick={() => rebuild.mutate(undefined)}>
          {t("rebuild")}
        </Button>
      </div>
      <p className={classes["why"]}>{t("rebuildWhy")}</p>
      <output className={classes["result"]}>
        {rebuild.isPending ? t("rebuilding") : rebuild.data === undefined ? null : t("rebuilt", rebuild.data)}
      </output>
      {rebuild.error === null ? null : <ErrorNotice error={rebuild.error} />}
    </section>
  );
}
