import { ActionIcon, Button, Menu } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { ComponentType } from "react";
import { client, type CoreInputs } from "#renderer/platform/client.ts";
import { useLanguage, useMessages } from "#renderer/platform/i18n.ts";
import { core } from "#renderer/platform/queries.ts";
import { useCopy } from "#renderer/ui/clipboard.ts";
import {
  IconBan,
  IconCode,
  IconCopy,
  IconDots,
  IconExternalLink,
  IconFolder,
  IconFolderSearch,
  IconGitBranch,
  IconLink,
  IconMaximize,
  IconTerminal2,
  IconTrash,
} from "#renderer/ui/icons.ts";
import { toast, toastError } from "#renderer/ui/toasts.tsx";
import type { PocDetail } from "../types.ts";
import { cloneCommand, isWebAddress } from "./addresses.ts";
import { detailMessages } from "./messages.ts";
import classes from "./detail.module.css";

type Target = CoreInputs["catalog"]["open"]["target"];

interface ActionsProps {
  readonly poc: PocDetail;
  readonly onOpen: (() => void) | undefined;
  readonly onRemoved: () => void;
}

/** What can be done with a POC; what it lacks has no button. */
export function Actions({ poc, onOpen, onRemoved }: ActionsProps) {
  const t = useMessages(detailMessages);
  const language = useLanguage();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const fail = (error: unknown) => toastError(error, language);
  const onDisk = poc.path !== null && !poc.missing;
  const web = poc.remote !== null && isWebAddress(poc.remote);

  const open = (target: Target) => {
    client.core.catalog
      .open({ id: poc.id, target })
      .then(({ opened }) =>
        toast({ key: `open ${poc.id}`, message: t("openedIn", { name: poc.name, program: opened }) }),
      )
      .catch(fail);
  };
  const copyText = useCopy();
  const copy = (text: string) =>
    copyText(text, () => toast({ key: "copied", message: t("copied", { text }) }));
  const again = () =>
    queries.invalidateQueries({ queryKey: core.catalog.get.key({ input: { id: poc.id } }) });
  const takenOut = (message: string) => {
    onRemoved();
    void again();
    toast({
      message,
      undo: () =>
        void client.core.catalog
          .restore({ ids: [poc.id] })
          .then(again)
          .catch(fail),
    });
  };
  const { rootId, relativePath } = poc;
  const notAPoc =
    rootId === null || relativePath === null || poc.missing
      ? null
      : () =>
          void client.core.catalog
            .correct({ rootId, correction: { kind: "not-a-poc", path: relativePath } })
            .then(() => takenOut(t("removedNotPoc", { name: poc.name })))
            .catch(fail);
  const remove = () =>
    void client.core.catalog
      .remove({ ids: [poc.id] })
      .then(() => takenOut(t("removed", { name: poc.name })))
      .catch(fail);

  return (
    <div className={classes["actions"]}>
      {onDisk ? (
        <>
          <Action icon={IconCode} label={t("editor")} main onClick={() => open("editor")} />
          <Action icon={IconFolder} label={t("folder")} onClick={() => open("folder")} />
          <Action icon={IconTerminal2} label={t("terminal")} onClick={() => open("terminal")} />
        </>
      ) : null}
      {web ? <Action icon={IconExternalLink} label={t("remote")} onClick={() => open("remote")} /> : null}
      <Menu position="bottom-end" width={250}>
        <Menu.Target>
          <ActionIcon variant="default" size={30} aria-label={t("more")}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {onOpen === undefined ? null : (
            <Menu.Item leftSection={<IconMaximize size={15} />} onClick={onOpen}>
              {t("openPage")}
            </Menu.Item>
          )}
          {poc.path === null ? null : (
            <Menu.Item leftSection={<IconCopy size={15} />} onClick={() => copy(poc.path ?? "")}>
              {t("copyPath")}
            </Menu.Item>
          )}
          {poc.remote === null ? null : (
            <Menu.Item
              leftSection={<IconGitBranch size={15} />}
              onClick={() => copy(cloneCommand(poc.remote ?? "", poc.subfolder))}
            >
              {t("copyClone")}
            </Menu.Item>
          )}
          <Menu.Item
            leftSection={<IconLink size={15} />}
            onClick={() => copy(new URL(`#/catalog/${poc.id}`, location.href).href)}
          >
            {t("copyAddress")}
          </Menu.Item>
          {poc.deletedAt === null ? (
            <>
              <Menu.Divider />
              {rootId === null ? null : (
                <Menu.Item
                  leftSection={<IconFolderSearch size={15} />}
                  onClick={() => void navigate({ href: `/folders?root=${rootId}` })}
                >
                  {t("corrections")}
                </Menu.Item>
              )}
              {notAPoc === null ? (
                <Menu.Item leftSection={<IconTrash size={15} />} onClick={remove}>
                  {t("remove")}
                </Menu.Item>
              ) : (
                <Menu.Item leftSection={<IconBan size={15} />} onClick={notAPoc}>
                  {t("notAPoc")}
                </Menu.Item>
              )}
            </>
          ) : null}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}

interface ActionProps {
  readonly icon: ComponentType<{ size?: number | string }>;
  readonly label: string;
  readonly main?: boolean;
  readonly onClick: () => void;
}

function Action({ icon: Icon, label, main = false, onClick }: ActionProps) {
  return (
    <Button
      variant={main ? "filled" : "default"}
      px={10}
      leftSection={<Icon size={14} />}
      classNames={{ section: classes["actionIcon"] ?? "" }}
      onClick={onClick}
    >
      {label}
    </Button>
  );
}
