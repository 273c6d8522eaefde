import { Button } from "@mantine/core";
import { part } from "#renderer/platform/part.ts";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useRouter } from "@tanstack/react-router";
import { lazy, Suspense, useRef, useState } from "react";
import { useLanguage, useMessages } from "#renderer/platform/i18n.ts";
import { useWriting } from "#renderer/platform/may-write.ts";
import { core } from "#renderer/platform/queries.ts";
import { isAvailable, runCommand, useBoundCommands, useCommandHandlers } from "#renderer/ui/commands.ts";
import { EmptyState } from "#renderer/ui/empty-state.tsx";
import { IconEye, IconFolderSearch } from "#renderer/ui/icons.ts";
import { toastError } from "#renderer/ui/toasts.tsx";
import { useFocusGoesOn } from "#renderer/ui/use-focus-goes-on.ts";
import { catalogCommands } from "../commands.ts";
import { samplesMessages } from "../samples/messages.ts";
import { useSamples } from "../samples/use-samples.ts";
import { scanMessages } from "../scan/messages.ts";
import { ScanPanel } from "../scan/scan-panel.tsx";
import { canDropFolders, useFolderDrop } from "../scan/use-folder-drop.ts";
import { useScanJobs } from "../scan/use-scan-jobs.ts";
import { welcomeMessages } from "./messages.ts";
import classes from "./welcome.module.css";

const FolderDialog = lazy(() =>
  part(() => import("../scan/folder-dialog.tsx")).then((module) => ({ default: module.FolderDialog })),
);

/** What the catalogue shows while it is empty: how to fill it, or why this device may not. */
export function Welcome() {
  const t = useMessages(welcomeMessages);
  const writing = useWriting();
  if (writing === "may") return <Start />;
  return (
    <EmptyState icon={<IconEye size={22} />} title={t("nothingYet")}>
      {t(writing === "observer" ? "readOnlyObserver" : "readOnlyRemoved")}
    </EmptyState>
  );
}

/** What this is, a folder to scan, and the scan as it runs. */
function Start() {
  const t = useMessages(welcomeMessages);
  const scanText = useMessages(scanMessages);
  const samplesText = useMessages(samplesMessages);
  const language = useLanguage();
  const queries = useQueryClient();
  const [choosing, setChoosing] = useState(false);
  const [hint, setHint] = useState<string>();
  const [job] = useScanJobs();
  const samples = useSamples();
  const place = useRef<HTMLDivElement>(null);
  useFocusGoesOn(place);
  const started = () => {
    setChoosing(false);
    setHint(undefined);
    void queries.invalidateQueries({ queryKey: core.catalog.jobs.key() });
    void queries.invalidateQueries({ queryKey: core.catalog.roots.key() });
  };
  const start = useMutation(
    core.catalog.startScan.mutationOptions({
      onSuccess: started,
      onError: (error) => toastError(error, language),
    }),
  );
  const over = useFolderDrop((path) => {
    if (path !== null) start.mutate({ path });
    else if (!canDropFolders()) {
      setHint(scanText("dropInBrowser"));
      setChoosing(true);
    }
  });
  const choose = () => setChoosing(true);
  useCommandHandlers({ "catalog.scan": choose });
  const running = job?.state === "running";
  return (
    <div ref={place} className={classes["welcome"]} data-over={over || undefined}>
      <div className={classes["inner"]}>
        <div className={classes["mark"]} aria-hidden="true">
          <IconFolderSearch size={26} stroke={1.6} />
        </div>
        <h2 className={classes["title"]}>{t("title")}</h2>
        <p className={classes["what"]}>{t("what")}</p>
        {job === undefined ? null : (
          <div className={classes["scan"]}>
            <ScanPanel job={job} onRetry={() => start.mutate({ path: job.root })} />
          </div>
        )}
        {running ? null : (
          <div className={classes["actions"]}>
            {/* The scan that was cancelled has its own button, which comes first. */}
            <Button
              size="sm"
              variant={job?.state === "cancelled" ? "default" : "filled"}
              onClick={choose}
              loading={start.isPending}
            >
              {job === undefined ? t("scan") : t("another")}
            </Button>
            <AddByHand />
            <Button size="sm" variant="default" onClick={samples.add} loading={samples.busy}>
              {samplesText("look")}
            </Button>
          </div>
        )}
        {canDropFolders() && !running ? <p className={classes["drop"]}>{t("drop")}</p> : null}
        <dl className={classes["facts"]}>
          <div>
            <dt>{t("readsTitle")}</dt>
            <dd>{t("reads")}</dd>
          </div>
          <div>
            <dt>{t("runsTitle")}</dt>
            <dd>{t("runs")}</dd>
          </div>
          <div>
            <dt>{t("staysTitle")}</dt>
            <dd>
              {t("stays")} <Link to="/hosts">{t("hosts")}</Link>
            </dd>
          </div>
        </dl>
      </div>
      {choosing ? (
        <Suspense fallback={null}>
          <FolderDialog
            hint={hint}
            onStarted={started}
            onClose={() => {
              setChoosing(false);
              setHint(undefined);
            }}
          />
        </Suspense>
      ) : null}
    </div>
  );
}

/** The button of the command that adds an entry, where the screen around can do it. */
function AddByHand() {
  const t = useMessages(welcomeMessages);
  const router = useRouter();
  useBoundCommands();
  const command = catalogCommands.find((one) => one.id === "catalog.add");
  if (command === undefined || !isAvailable(command)) return null;
  const add = () => runCommand(command, { go: (href) => router.history.push(href) });
  return (
    <Button size="sm" variant="default" onClick={add}>
      {t("add")}
    </Button>
  );
}
