import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { useLanguage, useMessages } from "#renderer/platform/i18n.ts";
import { core } from "#renderer/platform/queries.ts";
import { EmptyState } from "#renderer/ui/empty-state.tsx";
import { ErrorNotice } from "#renderer/ui/error-notice.tsx";
import { IconFolderSearch, IconPlus } from "#renderer/ui/icons.ts";
import { Page } from "#renderer/ui/page.tsx";
import { toastError } from "#renderer/ui/toasts.tsx";
import { FolderDialog } from "./folder-dialog.tsx";
import type { FoldersSearch } from "./folders-search.ts";
import { useWhyReadOnly } from "../read-only.tsx";
import { scanMessages } from "./messages.ts";
import { RootDetail } from "./root-detail.tsx";
import { RootList } from "./root-list.tsx";
import { canDropFolders, useFolderDrop } from "./use-folder-drop.ts";
import type { ScanJob } from "../types.ts";
import classes from "./scan.module.css";

/** Scanned folders, their scans and corrections. */
export function ScanPage() {
  const t = useMessages(scanMessages);
  const language = useLanguage();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const search: FoldersSearch = useSearch({ from: "/folders" });
  const button = useRef<HTMLButtonElement>(null);
  const [hint, setHint] = useState<string>();
  const roots = useQuery(core.catalog.roots.queryOptions());

  const set = (next: FoldersSearch, replace = false) =>
    void navigate({ to: "/folders", search: next, replace });
  const choose = () => set({ ...search, choose: "1" });
  const close = () => {
    setHint(undefined);
    const { choose: _, ...rest } = search;
    set(rest, true);
  };
  const started = async (job: ScanJob) => {
    setHint(undefined);
    void queries.invalidateQueries({ queryKey: core.catalog.jobs.key() });
    const list = await queries.fetchQuery({ ...core.catalog.roots.queryOptions(), staleTime: 0 });
    const root = list.find((one) => one.path === job.root);
    set(root === undefined ? {} : { root: root.id }, true);
  };
  const start = useMutation(
    core.catalog.startScan.mutationOptions({
      onSuccess: started,
      onError: (error) => toastError(error, language),
    }),
  );
  const readOnly = useWhyReadOnly();
  const writes = readOnly === null;
  const over = useFolderDrop((path) => {
    if (!writes) return;
    if (path !== null) start.mutate({ path });
    else if (!canDropFolders()) {
      setHint(t("dropInBrowser"));
      choose();
    }
  });

  const list = roots.data ?? [];
  const shown = list.find((root) => root.id === search.root) ?? list[0];
  return (
    <Page
      title={t("folders")}
      header={
        list.length === 0 || !writes ? null : (
          <Button ref={button} ml="auto" leftSection={<IconPlus size={15} />} onClick={choose}>
            {t("scanFolder")}
          </Button>
        )
      }
    >
      {roots.error !== null ? (
        <div className={classes["pad"]}>
          <ErrorNotice error={roots.error} onRetry={() => void roots.refetch()} />
        </div>
      ) : roots.data === undefined ? null : shown === undefined ? (
        <EmptyState
          icon={<IconFolderSearch size={24} />}
          title={t("noFolders")}
          actions={
            writes ? (
              <Button ref={button} size="sm" onClick={choose}>
                {t("scanFolder")}
              </Button>
            ) : null
          }
        >
          {readOnly ?? t("noFoldersWhy")}
        </EmptyState>
      ) : (
        <div className={classes["split"]}>
          <RootList roots={list} shown={shown.id} onShow={(root) => set({ root })} />
          <RootDetail
            key={shown.id}
            root={shown}
            tab={search.tab ?? "pocs"}
            onTab={(tab) => set(tab === "pocs" ? { root: shown.id } : { root: shown.id, tab }, true)}
            onRemoved={() => set({}, true)}
          />
        </div>
      )}
      {search.choose === "1" && writes ? (
        <FolderDialog onClose={close} onStarted={(job) => void started(job)} hint={hint} otherwise={button} />
      ) : null}
      {over && writes ? <div className={classes["drop"]}>{t("dropHere")}</div> : null}
    </Page>
  );
}
