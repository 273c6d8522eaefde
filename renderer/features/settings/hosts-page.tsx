import { Table } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useMessages } from "#renderer/platform/i18n.ts";
import { core, host } from "#renderer/platform/queries.ts";
import { ErrorNotice } from "#renderer/ui/error-notice.tsx";
import { IconCloudOff } from "#renderer/ui/icons.ts";
import { Page } from "#renderer/ui/page.tsx";
import { settingsMessages } from "./messages.ts";
import classes from "./diagnostics.module.css";

export interface HostsPageProps {
  /** What is to be told of members' devices, which another feature knows. */
  readonly members: ReactNode;
}

/** Every host that Tatami contacts, and what it does not do. */
export function HostsPage({ members }: HostsPageProps) {
  const t = useMessages(settingsMessages);
  const hosts = useQuery(core.settings.hosts.queryOptions());
  const shell = useQuery(host.capabilities.queryOptions()).data?.shell;
  return (
    <Page title={t("hosts")} layout="column">
      {hosts.error !== null ? <ErrorNotice error={hosts.error} onRetry={() => void hosts.refetch()} /> : null}
      {hosts.data === undefined ? null : hosts.data.length === 0 ? (
        <div className={classes["noHosts"]}>
          <div className={classes["noHostsMark"]} aria-hidden="true">
            <IconCloudOff size={24} stroke={1.6} />
          </div>
          <div>
            <h2 className={classes["noHostsTitle"]}>{t("hostsNone")}</h2>
            <p className={classes["noHostsWhy"]}>{t("hostsNoneWhy")}</p>
          </div>
        </div>
      ) : (
        <Table aria-label={t("hostsList")}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("host")}</Table.Th>
              <Table.Th>{t("why")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {hosts.data.map((one) => (
              <Table.Tr key={`${one.host} ${one.why} ${one.workspace}`}>
                <Table.Td>{one.host}</Table.Td>
                <Table.Td>{t(one.why, { workspace: one.workspace })}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {members}
      <dl className={classes["promises"]}>
        <Pledge title={t("telemetryTitle")} text={t("telemetry")} />
        <Pledge title={t("localTitle")} text={t("local")} />
        {shell === "web" ? <Pledge title={t("tabTitle")} text={t("tab")} /> : null}
        <Pledge title={t("linksTitle")} text={t("links")} />
        <Pledge title={t("installTitle")} text={t("install")} />
      </dl>
    </Page>
  );
}

function Pledge({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>{text}</dd>
    </div>
  );
}
