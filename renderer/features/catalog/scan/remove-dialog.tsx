import { Button, Group, List, Modal, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useMessages } from "#renderer/platform/i18n.ts";
import { core } from "#renderer/platform/queries.ts";
import { ErrorNotice } from "#renderer/ui/error-notice.tsx";
import { uiMessages } from "#renderer/ui/messages.ts";
import { toast } from "#renderer/ui/toasts.tsx";
import { useFocusReturns } from "#renderer/ui/use-focus-returns.ts";
import { scanMessages } from "./messages.ts";
import { baseName } from "./paths.ts";
import type { Root } from "../types.ts";
import classes from "./scan.module.css";

export interface RemoveDialogProps {
  readonly root: Root;
  readonly onClose: () => void;
  readonly onRemoved: () => void;
}

/** Asks before a folder leaves the catalogue, because part of it cannot be undone, and names that part. */
export function RemoveDialog({ root, onClose, onRemoved }: RemoveDialogProps) {
  const t = useMessages(scanMessages);
  const ui = useMessages(uiMessages);
  useFocusReturns();
  const queries = useQueryClient();
  const name = baseName(root.path);
  const remove = useMutation(
    core.catalog.removeRoot.mutationOptions({
      onSuccess: async () => {
        toast({ message: t("removed", { name }) });
        onRemoved();
        await queries.invalidateQueries({ queryKey: core.catalog.key() });
      },
    }),
  );
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("removeTitle", { name })}
      closeButtonProps={{ "aria-label": ui("close") }}
    >
      <Text>
        {t("removeDisk")} {root.pocs === 0 ? null : t("removeStay", { count: root.pocs })}
      </Text>
      <Text mt="sm" fw={600}>
        {t("removeLost")}
      </Text>
      <List size="sm" withPadding>
        {root.ignore.length === 0 ? null : (
          <List.Item>{t("removeLostPatterns", { count: root.ignore.length })}</List.Item>
        )}
        {root.corrections.length === 0 ? null : (
          <List.Item>{t("removeLostCorrections", { count: root.corrections.length })}</List.Item>
        )}
        <List.Item>{t("removeLostLinks")}</List.Item>
      </List>
      {remove.error === null ? null : <ErrorNotice error={remove.error} />}
      <Group justify="flex-end" mt="md" gap="xs">
        <Button variant="default" onClick={onClose} data-autofocus>
          {t("cancel")}
        </Button>
        <Button
          className={classes["danger"]}
          loading={remove.isPending}
          onClick={() => remove.mutate({ rootId: root.id })}
        >
          {t("remove")}
        </Button>
      </Group>
    </Modal>
  );
}
