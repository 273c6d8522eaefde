import { Button, Group, Modal, Stack, TagsInput, Text, Textarea, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { client } from "#renderer/platform/client.ts";
import { useLanguage, useMessages } from "#renderer/platform/i18n.ts";
import { ErrorNotice } from "#renderer/ui/error-notice.tsx";
import { uiMessages } from "#renderer/ui/messages.ts";
import { toast, toastError } from "#renderer/ui/toasts.tsx";
import { catalogMessages } from "./messages.ts";
import type { PocDetail } from "./types.ts";

interface AddDialogProps {
  readonly onClose: () => void;
  readonly onAdded: (poc: PocDetail) => void;
}

/** Adds a POC by hand. What was written stays when it cannot be saved. */
export function AddDialog({ onClose, onAdded }: AddDialogProps) {
  const t = useMessages(catalogMessages);
  const ui = useMessages(uiMessages);
  const language = useLanguage();
  const [name, setName] = useState("");
  const [description, setDescription] = useState("");
  const [remote, setRemote] = useState("");
  const [tags, setTags] = useState<string[]>([]);
  const add = useMutation({
    mutationFn: () => client.core.catalog.add({ name, description, tags, remote }),
    onSuccess: (poc) => {
      toast({
        message: t("added", { name: poc.name }),
        undo: () =>
          void client.core.catalog
            .remove({ ids: [poc.id] })
            .catch((error: unknown) => toastError(error, language)),
      });
      onAdded(poc);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== "" && !add.isPending) add.mutate();
  };
  return (
    <Modal opened onClose={onClose} title={t("addTitle")} closeButtonProps={{ "aria-label": ui("close") }}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Text c="dimmed">{t("addWhy")}</Text>
          <TextInput
            data-autofocus
            required
            label={t("name")}
            maxLength={200}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Textarea
            label={t("description")}
            maxLength={4000}
            autosize
            minRows={2}
            maxRows={8}
            value={description}
            onChange={(event) => setDescription(event.currentTarget.value)}
          />
          <TagsInput
            label={t("tags")}
            placeholder={tags.length === 0 ? t("tagsHint") : ""}
            maxTags={50}
            value={tags}
            onChange={setTags}
          />
          <TextInput
            label={t("remote")}
            type="url"
            placeholder="https://"
            maxLength={2000}
            value={remote}
            onChange={(event) => setRemote(event.currentTarget.value)}
          />
          {add.error === null ? null : <ErrorNotice error={add.error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit" loading={add.isPending} disabled={name.trim() === ""}>
              {t("add")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
