import { ActionIcon, Button, Menu, Tabs } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { useFormat } from "#renderer/platform/format.ts";
import { useMessages } from "#renderer/platform/i18n.ts";
import { useWriting } from "#renderer/platform/may-write.ts";
import { core } from "#renderer/platform/queries.ts";
import { useCopy } from "#renderer/ui/clipboard.ts";
import { ErrorNotice } from "#renderer/ui/error-notice.tsx";
import { IconCopy, IconDots, IconRefresh, IconSearch, IconTrash } from "#renderer/ui/icons.ts";
import { toast } from "#renderer/ui/toasts.tsx";
import { useFocusGoesOn } from "#renderer/ui/use-focus-goes-on.ts";
import { ReadOnly } from "../read-only.tsx";
import { samplesMessages } from "../samples/messages.ts";
import { useSamples } from "../samples/use-samples.ts";
import { CorrectionsTab } from "./corrections-tab.tsx";
import { IgnoreTab } from "./ignore-tab.tsx";
import { scanMessages } from "./messages.ts";
import { baseName } from "./paths.ts";
import { PocList } from "./poc-list.tsx";
import { RemoveDialog } from "./remove-dialog.tsx";
import { ScanPanel } from "./scan-panel.tsx";
import { useRootName } from "./use-root-name.ts";
import { useScanJobs } from "./use-scan-jobs.ts";
import type { Root } from "../types.ts";
import classes from "./scan.module.css";

export type RootTab = "pocs" | "ignore" | "corrections";

export interface RootDetailProps {
  readonly root: Root;
  readonly tab: RootTab;
  readonly onTab: (tab: RootTab) => void;
  readonly onRemoved: () => void;
}

/** One scanned folder: its scan, its POCs, what scans leave out and what was corrected. */
export function RootDetail({ root, tab, onTab, onRemoved }: RootDetailProps) {
  const t = useMessages(scanMessages);
  const format = useFormat();
  const queries = useQueryClient();
  const copy = useCopy();
  // As state: a list that is there at once is drawn before a ref of what is around it is set.
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  // The folder goes a moment after the dialog that removes it has given the focus back.
  const head = useRef<HTMLElement>(null);
  useFocusGoesOn(head);
  const [removing, setRemoving] = useState(false);
  const name = useRootName()(root.path);
  const samplesText = useMessages(samplesMessages);
  const samples = useSamples();
  const job = useScanJobs().find((one) => one.root === root.path);
  const start = useMutation(
    core.catalog.startScan.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: core.catalog.jobs.key() }),
    }),
  );
  const writes = useWriting() === "may";
  const rescan = () => start.mutate({ path: root.path });
  return (
    <section ref={setScroller} className={classes["detail"]} aria-label={name}>
      <header ref={head} className={classes["detailHead"]}>
        <div className={classes["detailTitle"]}>
          <h2 className={classes["name"]}>{name}</h2>
          <span className={classes["pathLine"]}>
            <code className={classes["path"]} title={root.path}>
              {root.path}
            </code>
            <ActionIcon
              size="sm"
              aria-label={t("copyPath")}
              onClick={() => copy(root.path, () => toast({ key: "copied", message: t("pathCopied") }))}
            >
              <IconCopy size={14} />
            </ActionIcon>
          </span>
        </div>
        <div className={classes["detailActions"]}>
          {root.pocs === 0 ? null : (
            <Button
              variant="default"
              leftSection={<IconSearch size={15} />}
              renderRoot={(props: object) => (
                <Link to="/catalog" search={{ folder: [baseName(root.path)] }} {...props} />
              )}
            >
              {t("showInCatalog", { count: root.pocs })}
            </Button>
          )}
          {job?.state === "running" || !writes ? null : (
            <Button
              variant="default"
              leftSection={<IconRefresh size={15} />}
              loading={start.isPending}
              onClick={rescan}
            >
              {t("rescan")}
            </Button>
          )}
          {/* A folder is of this machine, and can be taken away by anybody; samples take their POCs along. */}
          {root.samples && !writes ? null : (
            <Menu position="bottom-end">
              <Menu.Target>
                <ActionIcon variant="default" size={30} aria-label={t("more")}>
                  <IconDots size={16} />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item
                  leftSection={<IconTrash size={15} />}
                  onClick={root.samples ? samples.remove : () => setRemoving(true)}
                >
                  {root.samples ? samplesText("remove") : t("removeFolder")}
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
          )}
        </div>
      </header>
      <ReadOnly />
      {start.error === null ? null : (
        <div className={classes["notice"]}>
          <ErrorNotice error={start.error} onRetry={rescan} />
        </div>
      )}
      <ScanPanel root={root} job={job} onRetry={writes ? rescan : null} />
      <Tabs
        value={tab}
        onChange={(value) => onTab(value === "ignore" || value === "corrections" ? value : "pocs")}
        keepMounted={false}
      >
        <Tabs.List aria-label={t("details")}>
          <Tabs.Tab value="pocs">
            {t("tabPocs")} <Count value={format.number(root.pocs)} />
          </Tabs.Tab>
          <Tabs.Tab value="ignore">
            {t("tabIgnore")}{" "}
            {root.ignore.length === 0 ? null : <Count value={format.number(root.ignore.length)} />}
          </Tabs.Tab>
          <Tabs.Tab value="corrections">
            {t("tabCorrections")}{" "}
            {root.corrections.length === 0 ? null : <Count value={format.number(root.corrections.length)} />}
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="pocs">
          <PocList root={root} scroller={scroller} readOnly={!writes} />
        </Tabs.Panel>
        <Tabs.Panel value="ignore">
          <IgnoreTab key={root.ignore.join("\n")} root={root} readOnly={!writes} />
        </Tabs.Panel>
        <Tabs.Panel value="corrections">
          <CorrectionsTab root={root} readOnly={!writes} onShowPocs={() => onTab("pocs")} />
        </Tabs.Panel>
      </Tabs>
      {removing ? (
        <RemoveDialog root={root} onClose={() => setRemoving(false)} onRemoved={onRemoved} />
      ) : null}
    </section>
  );
}

function Count({ value }: { readonly value: string }) {
  return <span className={classes["count"]}>{value}</span>;
}
