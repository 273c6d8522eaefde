import { Button, Group, Modal, Stack, TagsInput, Text, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { normaliseTag } from "#shared/features/catalog/tags.ts";
import { client } from "#renderer/platform/client.ts";
import { useLanguage, useMessages } from "#renderer/platform/i18n.ts";
import { core } from "#renderer/platform/queries.ts";
import { ErrorNotice } from "#renderer/ui/error-notice.tsx";
import { uiMessages } from "#renderer/ui/messages.ts";
import { toast, toastError } from "#renderer/ui/toasts.tsx";
import { useFocusReturns } from "#renderer/ui/use-focus-returns.ts";
import { keepNewPoc, newPocDraft, type NewPoc } from "./add-draft.ts";
import { catalogMessages } from "./messages.ts";
import type { PocDetail } from "./types.ts";

interface AddDialogProps {
  readonly onClose: () => void;
  readonly onAdded: (poc: PocDetail) => void;
}

/** Adds a POC by hand. What was written stays when it cannot be saved, and when one turns away; "Cancel" alone forgets it. */
export function AddDialog({ onClose, onAdded }: AddDialogProps) {
  const t = useMessages(catalogMessages);
  const ui = useMessages(uiMessages);
  useFocusReturns();
  const language = useLanguage();
  const workspace = useQuery(core.workspace.current.queryOptions()).data?.id ?? "";
  const [poc, setPoc] = useState(() => newPocDraft(workspace));
  const write = (part: Partial<NewPoc>) => {
    const next = { ...poc, ...part };
    setPoc(next);
    keepNewPoc(workspace, next);
  };
  const add = useMutation({
    mutationFn: () => client.core.catalog.add({ ...poc, tags: [...poc.tags] }),
    onSuccess: (poc) => {
      keepNewPoc(workspace, null);
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
  const cancel = () => {
    keepNewPoc(workspace, null);
    onClose();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (poc.name.trim() !== "" && !add.isPending) add.mutate();
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
            value={poc.name}
            onChange={(event) => write({ name: event.currentTarget.value })}
          />
          <Textarea
            label={t("description")}
            maxLength={4000}
            autosize
            minRows={2}
            maxRows={8}
            value={poc.description}
            onChange={(event) => write({ description: event.currentTarget.value })}
          />
          <TagsInput
            label={t("tags")}
            placeholder={poc.tags.length === 0 ? t("tagsHint") : ""}
            maxTags={50}
            value={[...poc.tags]}
            // As the core writes them.
            onChange={(tags) => write({ tags: [...new Set(tags.map(normaliseTag))] })}
          />
          <TextInput
            label={t("remote")}
            type="url"
            placeholder="https://"
            maxLength={2000}
            value={poc.remote}
            onChange={(event) => write({ remote: event.currentTarget.value })}
          />
          {add.error === null ? null : <ErrorNotice error={add.error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={cancel}>
              {t("cancel")}
            </Button>
            <Button type="submit" loading={add.isPending} disabled={poc.name.trim() === ""}>
              {t("add")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
