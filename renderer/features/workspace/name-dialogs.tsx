import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { client } from "#renderer/platform/client.ts";
import { useLanguage, useMessages } from "#renderer/platform/i18n.ts";
import { core } from "#renderer/platform/queries.ts";
import { ErrorNotice } from "#renderer/ui/error-notice.tsx";
import { uiMessages } from "#renderer/ui/messages.ts";
import { toast, toastError } from "#renderer/ui/toasts.tsx";
import { useFocusReturns } from "#renderer/ui/use-focus-returns.ts";
import { switchTo } from "./looked-at.ts";
import { workspaceMessages } from "./messages.ts";
import { useSharing, useBareName } from "./use-workspace.ts";
import type { Workspace } from "./types.ts";

const NAME_LENGTH = 80;

/** Makes a workspace, and looks at it. */
export function CreateDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useMessages(workspaceMessages);
  const queries = useQueryClient();
  const create = useMutation({
    mutationFn: async (name: string) => {
      const made = await client.core.workspace.create({ name });
      await switchTo(queries, made.id);
    },
  });
  return (
    <NameDialog
      title={t("create")}
      why={t("createWhy")}
      name=""
      label={t("workspaceName")}
      action={t("createAction")}
      error={create.error}
      pending={create.isPending}
      onSave={(name) => create.mutate(name)}
      onClose={onClose}
    />
  );
}

/** Gives a workspace another name on this device; the name before is one "Undo" away. */
export function RenameDialog({
  workspace,
  onClose,
}: {
  readonly workspace: Workspace;
  readonly onClose: () => void;
}) {
  const t = useMessages(workspaceMessages);
  const language = useLanguage();
  const queries = useQueryClient();
  const nameOf = useBareName();
  const shared = useSharing().data?.shared === true;
  const { id } = workspace;
  const change = async (name: string) => {
    await client.core.workspace.rename({ id, name });
    await queries.invalidateQueries({ queryKey: core.workspace.key() });
  };
  const rename = useMutation({
    mutationFn: change,
    onSuccess: (_, name) => {
      toast({
        key: `renamed ${id}`,
        message: t("renamed", { name }),
        undo: () => void change(workspace.name).catch((error: unknown) => toastError(error, language)),
      });
      onClose();
    },
  });
  return (
    <NameDialog
      title={t("rename")}
      why={shared ? t("renameWhyShared") : t("renameWhy")}
      name={nameOf(workspace)}
      label={t("workspaceName")}
      action={t("save")}
      error={rename.error}
      pending={rename.isPending}
      onSave={(name) => rename.mutate(name)}
      onClose={onClose}
    />
  );
}

interface NameDialogProps {
  readonly title: string;
  readonly why: string;
  readonly name: string;
  readonly label: string;
  readonly action: string;
  readonly error: unknown;
  readonly pending: boolean;
  readonly onSave: (name: string) => void;
  readonly onClose: () => void;
}

function NameDialog({ title, why, name, label, action, error, pending, onSave, onClose }: NameDialogProps) {
  const t = useMessages(workspaceMessages);
  const ui = useMessages(uiMessages);
  useFocusReturns();
  const [text, setText] = useState(name);
  const next = text.trim();
  const usable = next !== "" && next !== name;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (usable && !pending) onSave(next);
  };
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ "aria-label": ui("close") }}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Text c="dimmed">{why}</Text>
          <TextInput
            data-autofocus
            label={label}
            maxLength={NAME_LENGTH}
            autoComplete="off"
            value={text}
            onFocus={(event) => event.currentTarget.select()}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          {error === null ? null : <ErrorNotice error={error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit" loading={pending} disabled={!usable}>
              {action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
