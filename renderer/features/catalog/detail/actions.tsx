import { ActionIcon, Button, Menu } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import type { ComponentType } from "react";
import { useMessages } from "#renderer/platform/i18n.ts";
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
import { usePocActions } from "../poc-actions.ts";
import type { PocDetail } from "../types.ts";
import { detailMessages } from "./messages.ts";
import classes from "./detail.module.css";

interface ActionsProps {
  readonly poc: PocDetail;
  readonly onOpen: (() => void) | undefined;
  readonly onRemoved: () => void;
}

/** What can be done with a POC; what it lacks has no button. */
export function Actions({ poc, onOpen, onRemoved }: ActionsProps) {
  const t = useMessages(detailMessages);
  const navigate = useNavigate();
  const act = usePocActions(poc, onRemoved);
  const { rootId } = poc;

  return (
    <div className={classes["actions"]}>
      <Action icon={IconCode} label={t("editor")} main act={act.editor} />
      <Action icon={IconFolder} label={t("folder")} act={act.folder} />
      <Action icon={IconTerminal2} label={t("terminal")} act={act.terminal} />
      <Action icon={IconExternalLink} label={t("remote")} act={act.remote} />
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
          <Item icon={IconCopy} label={t("copyPath")} act={act.copyPath} />
          <Item icon={IconGitBranch} label={t("copyClone")} act={act.copyClone} />
          <Item icon={IconLink} label={t("copyAddress")} act={act.copyAddress} />
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
              <Item icon={IconTrash} label={t("remove")} act={act.remove} />
              <Item icon={IconBan} label={t("notAPoc")} act={act.notAPoc} />
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
  /** null shows nothing. */
  readonly act: (() => void) | null;
}

function Action({ icon: Icon, label, main = false, act }: ActionProps) {
  if (act === null) return null;
  return (
    <Button
      variant={main ? "filled" : "default"}
      px={10}
      leftSection={<Icon size={14} />}
      classNames={{ section: classes["actionIcon"] ?? "" }}
      onClick={act}
    >
      {label}
    </Button>
  );
}

function Item({ icon: Icon, label, act }: ActionProps) {
  if (act === null) return null;
  return (
    <Menu.Item leftSection={<Icon size={15} />} onClick={act}>
      {label}
    </Menu.Item>
  );
}
