import { Alert, Button, Modal, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useId, useLayoutEffect, useRef, useState, type RefObject } from "react";
import { client } from "#renderer/platform/client.ts";
import { useMessages } from "#renderer/platform/i18n.ts";
import { core, host } from "#renderer/platform/queries.ts";
import { ErrorNotice } from "#renderer/ui/error-notice.tsx";
import { Keys } from "#renderer/ui/kbd.tsx";
import { uiMessages } from "#renderer/ui/messages.ts";
import { useFocusReturns } from "#renderer/ui/use-focus-returns.ts";
import type { ScanJob } from "../types.ts";
import { FolderBrowser } from "./folder-browser.tsx";
import { scanMessages } from "./messages.ts";
import { baseName, beginsPath, isWithin, typedPath } from "./paths.ts";
import { useRootName } from "./use-root-name.ts";
import classes from "./folder-dialog.module.css";

export interface FolderDialogProps {
  readonly onClose: () => void;
  /** The scan runs; the dialog has nothing more to do. */
  readonly onStarted: (job: ScanJob) => void;
  /** Said above the list: why this dialog is here. */
  readonly hint?: string | undefined;
  /** Gets the focus where what opened this has gone. */
  readonly otherwise?: RefObject<HTMLElement | null>;
}

/** Chooses a folder, in our own browser of folders, by its path, or in the system's dialog, and starts its scan. */
export function FolderDialog({ onClose, onStarted, hint, otherwise }: FolderDialogProps) {
  const t = useMessages(scanMessages);
  const ui = useMessages(uiMessages);
  useFocusReturns(otherwise);
  const nameOf = useRootName();
  const hintId = useId();
  /** The folder whose sub-folders are listed; null is the home folder, whose path the core knows. */
  const [shown, setShown] = useState<string | null>(null);
  const [here, setHere] = useState<string | null>(null);
  const [home, setHome] = useState<string | null>(null);
  const [selected, setSelected] = useState<string | null>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const capabilities = useQuery(host.capabilities.queryOptions());
  const roots = useQuery(core.catalog.roots.queryOptions());
  const start = useMutation(core.catalog.startScan.mutationOptions({ onSuccess: onStarted }));
  const pick = useMutation({
    mutationFn: () => client.host.pickFolder(),
    onSuccess: ({ path }) => {
      if (path !== null) start.mutate({ path });
    },
  });

  // Whoever went to the field before there was a path in it begins to write in its place, as on any other way there. Before
  // the next key can be heard, which would be selected, too.
  useLayoutEffect(() => {
    const untouched = here !== null && typed === null;
    if (untouched && document.activeElement === field.current) field.current?.select();
  }, [here, typed]);

  const target = typed === null ? (selected ?? here) : typedPath(typed, home);
  const around = roots.data?.find((root) => target !== null && isWithin(target, root.path));
  const scan = () => {
    if (target !== null && target !== "" && !start.isPending) start.mutate({ path: target });
  };
  const beginPath = (begun: string) => {
    setTyped(begun);
    field.current?.focus();
    // What is typed next follows what was begun, and does not take its place.
    field.current?.setSelectionRange(field.current.value.length, field.current.value.length);
  };
  const show = (path: string | null) => {
    setShown(path);
    setSelected(null);
    setTyped(null);
    start.reset();
  };

  return (
    <Modal
      opened
      onClose={onClose}
      title={t("chooseTitle")}
      size={760}
      yOffset="6vh"
      closeButtonProps={{ "aria-label": ui("close") }}
      onKeyDown={(event) => {
        // Also from a place or a crumb, and before the list is there.
        const bare = !event.defaultPrevented && !event.ctrlKey && !event.metaKey && !event.altKey;
        if (bare && !(event.target instanceof HTMLInputElement) && beginsPath(event.key)) {
          event.preventDefault();
          beginPath(event.key);
        }
        if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        scan();
      }}
    >
      {hint === undefined ? null : (
        <Alert mb="sm" p="xs">
          {hint}
        </Alert>
      )}
      <FolderBrowser
        path={shown}
        onShow={show}
        onHere={(path, newHome) => {
          setHere(path);
          // What was typed and asked for is there now; what is being typed while another folder arrives stays.
          if (target === shown) setTyped(null);
          setHome(newHome);
        }}
        // A path that is asked for is done; a field that one just went to is about to be written in.
        writing={() => (typed === null ? document.activeElement === field.current : target !== shown)}
        selected={selected}
        onSelect={(path) => {
          setSelected(path);
          setTyped(null);
        }}
        onPath={beginPath}
      />
      <form
        className={classes["pathRow"]}
        onSubmit={(event) => {
          event.preventDefault();
          if (typed === null) scan();
          else if (target !== null && target !== "") {
            // What was typed stays until its folder is there: a wrong path is to be corrected, not written again.
            setShown(target);
            setSelected(null);
          }
        }}
      >
        <TextInput
          ref={field}
          className={classes["path"]}
          aria-label={t("pathField")}
          placeholder={t("pathHint")}
          spellCheck={false}
          autoComplete="off"
          value={typed ?? target ?? ""}
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        {typed === null ? null : (
          <Button type="submit" variant="default" disabled={target === ""}>
            {t("goThere")}
          </Button>
        )}
      </form>
      {start.error === null && pick.error === null ? null : (
        <div className={classes["error"]}>
          <ErrorNotice error={start.error ?? pick.error} />
        </div>
      )}
      <div className={classes["foot"]}>
        <span id={hintId} className={classes["footHint"]}>
          {around === undefined
            ? t("browseKeys")
            : around.path === target
              ? t("alreadyRoot")
              : t("insideOf", { name: nameOf(around.path) })}
        </span>
        {capabilities.data?.pickFolder === true ? (
          <Button variant="default" onClick={() => pick.mutate()} loading={pick.isPending}>
            {t("native")}
          </Button>
        ) : null}
        <Button variant="default" onClick={onClose}>
          {t("cancel")}
        </Button>
        <Button
          onClick={scan}
          loading={start.isPending}
          disabled={target === null || target === ""}
          aria-describedby={hintId}
          rightSection={<Keys shortcut="mod+enter" inherit />}
          classNames={{ label: classes["scanLabel"] ?? "" }}
        >
          {t("scanThis", { name: target === null || target === "" ? "…" : baseName(target) })}
        </Button>
      </div>
    </Modal>
  );
}
