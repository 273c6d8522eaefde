import { useQueryClient } from "@tanstack/react-query";
import { client, type CoreInputs } from "#renderer/platform/client.ts";
import { useLanguage, useMessages } from "#renderer/platform/i18n.ts";
import { useWriting } from "#renderer/platform/may-write.ts";
import { core } from "#renderer/platform/queries.ts";
import { useCopy } from "#renderer/ui/clipboard.ts";
import { toast, toastError } from "#renderer/ui/toasts.tsx";
import { cloneCommand, isWebAddress } from "./detail/addresses.ts";
import { detailMessages } from "./detail/messages.ts";
import type { PocDetail, PocItem } from "./types.ts";

type Target = CoreInputs["catalog"]["open"]["target"];
type Action = (() => void) | null;

/** What can be done with a POC, in buttons and as commands; null is what it lacks the means for. */
export interface PocActions {
  readonly editor: Action;
  readonly folder: Action;
  readonly terminal: Action;
  readonly remote: Action;
  readonly copyPath: Action;
  readonly copyClone: Action;
  readonly copyAddress: () => void;
  /** Takes it out, and later scans obey: for what a scan found. */
  readonly notAPoc: Action;
  /** Takes out what no scan would find again. */
  readonly remove: Action;
}

/** What can be done with a POC. A row of the list knows its folder alone: what needs more comes with the detail. */
export function usePocActions(poc: PocDetail | PocItem, onRemoved: () => void): PocActions {
  const t = useMessages(detailMessages);
  const language = useLanguage();
  const queries = useQueryClient();
  const fail = (error: unknown) => toastError(error, language);
  const detail = "remote" in poc ? poc : null;
  const { id, name, path } = poc;

  const open = (target: Target) => () => {
    client.core.catalog
      .open({ id, target })
      .then(({ opened }) => toast({ key: `open ${id}`, message: t("openedIn", { name, program: opened }) }))
      .catch(fail);
  };
  const copyText = useCopy();
  const copy = (text: string) => () =>
    copyText(text, () => toast({ key: "copied", message: t("copied", { text }) }));
  const again = () => queries.invalidateQueries({ queryKey: core.catalog.get.key({ input: { id } }) });
  const takenOut = (message: string) => {
    onRemoved();
    void again();
    toast({
      message,
      undo: () =>
        void client.core.catalog
          .restore({ ids: [id] })
          .then(again)
          .catch(fail),
    });
  };
  const notAPoc = (rootId: string, relativePath: string) => () =>
    void client.core.catalog
      .correct({ rootId, correction: { kind: "not-a-poc", path: relativePath } })
      .then(() => takenOut(t("removedNotPoc", { name })))
      .catch(fail);
  const remove = () =>
    void client.core.catalog
      .remove({ ids: [id] })
      .then(() => takenOut(t("removed", { name })))
      .catch(fail);

  const onDisk = path !== null && !poc.missing;
  const remote = detail?.remote ?? null;
  const listed = detail !== null && detail.deletedAt === null;
  const writes = useWriting() === "may";
  const found = listed && detail.rootId !== null && detail.relativePath !== null && !detail.missing;
  return {
    editor: onDisk ? open("editor") : null,
    folder: onDisk ? open("folder") : null,
    terminal: onDisk ? open("terminal") : null,
    remote: remote !== null && isWebAddress(remote) ? open("remote") : null,
    copyPath: path === null ? null : copy(path),
    copyClone: remote === null ? null : copy(cloneCommand(remote, detail?.subfolder ?? "")),
    copyAddress: copy(new URL(`#/catalog/${id}`, location.href).href),
    notAPoc: found && writes ? notAPoc(detail.rootId ?? "", detail.relativePath ?? "") : null,
    remove: listed && !found && writes ? remove : null,
  };
}
