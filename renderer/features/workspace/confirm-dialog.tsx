import { Button, Group, Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { useMessages } from "#renderer/platform/i18n.ts";
import { ErrorNotice } from "#renderer/ui/error-notice.tsx";
import { uiMessages } from "#renderer/ui/messages.ts";
import { useFocusReturns } from "#renderer/ui/use-focus-returns.ts";
import { workspaceMessages } from "./messages.ts";
import classes from "./workspace.module.css";

export interface ConfirmDialogProps {
  readonly title: string;
  /** What is lost, and what is not. */
  readonly children: ReactNode;
  readonly action: string;
  /** It cannot be undone. */
  readonly danger?: boolean;
  readonly pending: boolean;
  readonly error: unknown;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before what cannot be undone, and names what is lost. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, children, action, danger = false, pending, error, onConfirm, onClose } = props;
  const t = useMessages(workspaceMessages);
  const ui = useMessages(uiMessages);
  useFocusReturns();
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ "aria-label": ui("close") }}>
      {children}
      {error === null ? null : <ErrorNotice error={error} />}
      <Group justify="flex-end" mt="md" gap="xs">
        <Button variant="default" onClick={onClose} data-autofocus>
          {t("cancel")}
        </Button>
        <Button className={danger ? classes["danger"] : undefined} loading={pending} onClick={onConfirm}>
          {action}
        </Button>
      </Group>
    </Modal>
  );
}
