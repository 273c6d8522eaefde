import { Button, Skeleton, TextInput, Tooltip } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useMessages } from "#renderer/platform/i18n.ts";
import { EmptyState } from "#renderer/ui/empty-state.tsx";
import { ErrorNotice } from "#renderer/ui/error-notice.tsx";
import { IconSearch } from "#renderer/ui/icons.ts";
import { MergeDialog } from "./merge-dialog.tsx";
import { scanMessages } from "./messages.ts";
import { commonParent } from "./paths.ts";
import { PocRows } from "./poc-rows.tsx";
import { useCorrections } from "./use-corrections.ts";
import { useSelection } from "./use-poc-selection.ts";
import { useScanJobs } from "./use-scan-jobs.ts";
import { usePocsUnder } from "./use-pocs-under.ts";
import type { Root } from "../types.ts";
import classes from "./root-tabs.module.css";

export interface PocListProps {
  readonly root: Root;
  /** What scrolls the list. */
  readonly scroller: HTMLElement | null;
  /** Nothing is marked, and nothing corrected. */
  readonly readOnly: boolean;
}

/** The POCs of a folder by path, to say which of them the scan got wrong. */
export function PocList({ root, scroller, readOnly }: PocListProps) {
  const t = useMessages(scanMessages);
  const navigate = useNavigate();
  const [filter, setFilter] = useState("");
  const [merging, setMerging] = useState(false);
  const scanning = useScanJobs().some((job) => job.root === root.path && job.state === "running");
  const { query, rows } = usePocsUnder(root, filter);
  const selection = useSelection(rows.map((row) => row.id));
  const { busy, add } = useCorrections(root);
  const marked = readOnly ? [] : rows.filter((row) => selection.marked.has(row.id));
  const parent = commonParent(marked.map((row) => row.path));
  const fillParent = rows.every((row) => !row.path.startsWith(`${parent}/`) || selection.marked.has(row.id));
  const correct = (kind: "split" | "not-a-poc") => {
    add(marked.map((row) => ({ kind, path: row.path })));
    selection.clear();
  };

  if (query.error !== null) return <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) {
    return (
      <div className={classes["tab"]} aria-busy="true">
        {Array.from({ length: 8 }, (_, index) => (
          <Skeleton key={index} height={14} width={`${40 + ((index * 13) % 45)}%`} my={11} />
        ))}
      </div>
    );
  }
  if (rows.length === 0 && filter === "") {
    if (scanning) return <p className={classes["none"]}>{t("pocsComing")}</p>;
    return <EmptyState title={t("noPocs")}>{readOnly ? undefined : t("noPocsWhy")}</EmptyState>;
  }
  return (
    <div>
      <div className={classes["pocsBar"]}>
        <TextInput
          className={classes["pocsFilter"]}
          leftSection={<IconSearch size={14} />}
          aria-label={t("filterPocs")}
          placeholder={t("filterPocs")}
          value={filter}
          onChange={(event) => setFilter(event.currentTarget.value)}
        />
        {marked.length === 0 ? (
          <span className={classes["dim"]}>{t(readOnly ? "pocsHintReadOnly" : "pocsHint")}</span>
        ) : (
          <div className={classes["pocsActions"]}>
            <output className={classes["selected"]}>{t("selected", { count: marked.length })}</output>
            {marked.length < 2 ? null : (
              <Tooltip label={t("theseAreOneWhy")}>
                <Button variant="default" disabled={busy} onClick={() => setMerging(true)}>
                  {t("theseAreOne")}
                </Button>
              </Tooltip>
            )}
            <Tooltip label={t("splitHereWhy")}>
              <Button variant="default" disabled={busy} onClick={() => correct("split")}>
                {t("splitHere")}
              </Button>
            </Tooltip>
            <Tooltip label={t("notAPocWhy")}>
              <Button variant="default" disabled={busy} onClick={() => correct("not-a-poc")}>
                {t("notAPoc")}
              </Button>
            </Tooltip>
            <Button variant="subtle" color="gray" onClick={selection.clear}>
              {t("clearSelection")}
            </Button>
          </div>
        )}
      </div>
      {rows.length === 0 ? (
        <p className={classes["none"]}>{t("noneMatches", { query: filter })}</p>
      ) : (
        <PocRows
          rows={rows}
          total={filter === "" ? Math.max(root.pocs, rows.length) : rows.length}
          selection={selection}
          readOnly={readOnly}
          scroller={scroller}
          onOpen={(id) => void navigate({ to: "/catalog/$pocId", params: { pocId: id } })}
          onNeedMore={() => {
            if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
          }}
        />
      )}
      {merging && !readOnly ? (
        <MergeDialog
          paths={marked.map((row) => row.path)}
          fillParent={fillParent}
          onClose={() => setMerging(false)}
          onMerge={(correction) => {
            setMerging(false);
            add([correction]);
            selection.clear();
          }}
        />
      ) : null}
    </div>
  );
}
