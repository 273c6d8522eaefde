import { Button, Group, Modal, Radio, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useMessages } from "#renderer/platform/i18n.ts";
import { uiMessages } from "#renderer/ui/messages.ts";
import { useFocusReturns } from "#renderer/ui/use-focus-returns.ts";
import { scanMessages } from "./messages.ts";
import { commonParent } from "./paths.ts";
import type { Correction } from "./use-corrections.ts";
import classes from "./scan.module.css";

export interface MergeDialogProps {
  /** Relative to the root, at least two. */
  readonly paths: readonly string[];
  /** True when nothing but these lies in their common folder, which is then the likely place. */
  readonly fillParent: boolean;
  readonly onClose: () => void;
  readonly onMerge: (correction: Correction) => void;
}

/** Which of several folders that are one POC gives it its name and place. */
export function MergeDialog({ paths, fillParent, onClose, onMerge }: MergeDialogProps) {
  const t = useMessages(scanMessages);
  const ui = useMessages(uiMessages);
  useFocusReturns();
  const parent = commonParent(paths);
  const choices =
    parent === "" || paths.includes(parent)
      ? [...paths]
      : fillParent
        ? [parent, ...paths]
        : [...paths, parent];
  const [path, setPath] = useState(choices[0] ?? "");
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("mergeTitle", { count: paths.length })}
      closeButtonProps={{ "aria-label": ui("close") }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onMerge({ kind: "merge", path, members: [...paths] });
        }}
      >
        <Radio.Group label={t("mergeAt")} value={path} onChange={setPath}>
          <Stack gap={8} mt="xs" className={classes["mergeChoices"]}>
            {choices.map((choice, index) => (
              <Radio
                key={choice}
                value={choice}
                data-autofocus={index === 0 || undefined}
                label={
                  <Text span ff="monospace">
                    {choice === ""
                      ? t("rootItself")
                      : paths.includes(choice)
                        ? choice
                        : t("mergeParent", { path: choice })}
                  </Text>
                }
              />
            ))}
          </Stack>
        </Radio.Group>
        <Group justify="flex-end" mt="md" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button type="submit">{t("mergeDo")}</Button>
        </Group>
      </form>
    </Modal>
  );
}
