import { Code, Stack, Text } from "@mantine/core";
import { useUnsaved } from "#renderer/platform/client.ts";
import { useMessages } from "#renderer/platform/i18n.ts";
import { EmptyState } from "#renderer/ui/empty-state.tsx";
import { IconLock } from "#renderer/ui/icons.ts";
import { appMessages } from "./messages.ts";
import { useRestartCommand } from "./restart-command.ts";
import classes from "./app.module.css";

/** The page of a browser tab whose key the core does not know (any more). */
export function NoAccess() {
  const t = useMessages(appMessages);
  const unsaved = useUnsaved();
  const restart = useRestartCommand();
  return (
    <main className={classes["alone"]}>
      <EmptyState icon={<IconLock size={24} />} title={t("noAccess")}>
        <Stack gap="sm" align="center">
          <Text c="dimmed">{t("noAccessWhy")}</Text>
          <Text>{t("noAccessNext")}</Text>
          <Code className={classes["command"]}>{restart}</Code>
          {unsaved === 0 ? null : (
            <Text role="status" className={classes["unsaved"]}>
              {t("noAccessUnsaved", { count: unsaved })}
            </Text>
          )}
        </Stack>
      </EmptyState>
    </main>
  );
}
