import { UnstyledButton } from "@mantine/core";
import { useRef, type KeyboardEvent } from "react";
import { useFormat } from "#renderer/platform/format.ts";
import { useMessages } from "#renderer/platform/i18n.ts";
import { ProgressLine } from "#renderer/ui/progress-line.tsx";
import { scanMessages } from "./messages.ts";
import { shareDone } from "./progress.ts";
import { useNow } from "./use-now.ts";
import { useRootName } from "./use-root-name.ts";
import { useScanJobs } from "./use-scan-jobs.ts";
import type { Root } from "../types.ts";
import classes from "./scan.module.css";

export interface RootListProps {
  readonly roots: readonly Root[];
  /** Id of the one whose detail is beside the list. */
  readonly shown: string;
  readonly onShow: (id: string) => void;
}

/** The scanned folders, each with its count and the state of its scan. */
export function RootList({ roots, shown, onShow }: RootListProps) {
  const t = useMessages(scanMessages);
  const list = useRef<HTMLElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const buttons = [...(list.current?.querySelectorAll("button") ?? [])];
    const next = buttons[buttons.indexOf(document.activeElement as HTMLButtonElement) + step];
    next?.focus();
  };
  return (
    <nav ref={list} className={classes["roots"]} aria-label={t("folders")} onKeyDown={onKeyDown}>
      {roots.map((root) => (
        <RootRow key={root.id} root={root} current={root.id === shown} onShow={() => onShow(root.id)} />
      ))}
    </nav>
  );
}

function RootRow({
  root,
  current,
  onShow,
}: {
  readonly root: Root;
  readonly current: boolean;
  readonly onShow: () => void;
}) {
  const t = useMessages(scanMessages);
  const format = useFormat();
  const now = useNow();
  const running = useScanJobs().find((job) => job.root === root.path && job.state === "running");
  const name = useRootName()(root.path);
  return (
    <UnstyledButton
      className={classes["root"]}
      aria-current={current ? "true" : undefined}
      title={root.path}
      onClick={onShow}
    >
      <span className={classes["rootName"]}>{name}</span>
      <span className={classes["rootCount"]}>{format.number(root.pocs)}</span>
      <span className={classes["rootState"]}>
        {running !== undefined
          ? t("scanning")
          : root.lastScan === null
            ? t("neverScanned")
            : t("scannedAgo", { ago: format.ago(root.lastScan.at, now) })}
        {root.missing === 0 ? null : ` · ${t("missingCount", { count: root.missing })}`}
      </span>
      {running === undefined ? null : (
        <span className={classes["rootBar"]}>
          <ProgressLine label={t("progressOf", { name })} share={shareDone(running.progress)} />
        </span>
      )}
    </UnstyledButton>
  );
}
