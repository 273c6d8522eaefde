import { Menu, UnstyledButton, VisuallyHidden } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useMessages } from "#renderer/platform/i18n.ts";
import { core } from "#renderer/platform/queries.ts";
import { useCommandHandlers } from "#renderer/ui/commands.ts";
import { IconCheck, IconLogin, IconPencil, IconPlus, IconSelector } from "#renderer/ui/icons.ts";
import { setWorkspaceDialog } from "../dialog-state.ts";
import { workspaceMessages } from "../messages.ts";
import { useSwitch } from "../use-switch.ts";
import { useCurrent, useWorkspaceName } from "../use-workspace.ts";
import classes from "./status.module.css";

/** The name of the workspace that is looked at, with how many POCs it has; opens the list of all. */
export function WorkspaceSwitcher({ count }: { readonly count: number | undefined }) {
  const t = useMessages(workspaceMessages);
  const nameOf = useWorkspaceName();
  const switchTo = useSwitch();
  const current = useCurrent();
  const [open, setOpen] = useState(false);
  // Counts change with every scan: each opening asks anew.
  const list = useQuery(core.workspace.list.queryOptions({ enabled: open, staleTime: 0 }));
  useCommandHandlers({ "workspace.switch": () => setOpen(true) });
  if (current === undefined) return null;
  const name = nameOf(current);
  const shown = list.data ?? [current];
  return (
    <Menu
      opened={open}
      onChange={setOpen}
      position="top-start"
      width={300}
      classNames={{ itemLabel: classes["itemLabel"] ?? "" }}
    >
      <Menu.Target>
        <UnstyledButton className={classes["switch"]} title={name}>
          <span className={classes["switchName"]}>{name}</span>
          {count === undefined ? null : (
            <span className={classes["switchCount"]}>{t("pocs", { count })}</span>
          )}
          <VisuallyHidden>{t("switch")}</VisuallyHidden>
          <IconSelector className={classes["switchIcon"]} size={13} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown className={classes["menu"]}>
        <Menu.Label>{t("workspaces")}</Menu.Label>
        <Menu.RadioGroup
          value={current.id}
          onChange={(id) => {
            if (id !== current.id) switchTo({ id });
          }}
        >
          {shown.map((workspace) => {
            const documents = workspace.current ? (count ?? workspace.documents) : workspace.documents;
            return (
              <Menu.RadioItem
                key={workspace.id}
                value={workspace.id}
                closeMenuOnClick
                checkIcon={<IconCheck size={15} />}
              >
                <span className={classes["item"]}>
                  <span className={classes["itemName"]} title={nameOf(workspace)}>
                    {nameOf(workspace)}
                  </span>
                  <span className={classes["itemCount"]}>{t("pocs", { count: documents })}</span>
                </span>
              </Menu.RadioItem>
            );
          })}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconPencil size={15} />}
          onClick={() => setWorkspaceDialog({ kind: "rename", workspace: current })}
        >
          {t("rename")}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconPlus size={15} />}
          onClick={() => setWorkspaceDialog({ kind: "create" })}
        >
          {t("create")}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogin size={15} />} onClick={() => setWorkspaceDialog({ kind: "join" })}>
          {t("join")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
