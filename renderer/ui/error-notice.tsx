import { Alert, Button, Group, Text } from "@mantine/core";
import { useState } from "react";
import { failureOf } from "#renderer/platform/failure.ts";
import { useLanguage, useMessages } from "#renderer/platform/i18n.ts";
import { useCopy } from "./clipboard.ts";
import { IconAlertTriangle } from "./icons.ts";
import { uiMessages } from "./messages.ts";

export interface ErrorNoticeProps {
  /** Whatever a call has thrown. */
  readonly error: unknown;
  /** Does it again; without it there is no such button. */
  readonly onRetry?: (() => void) | undefined;
  /** A better button than "Try again": what helps here. */
  readonly action?: { readonly label: string; readonly run: () => void } | undefined;
}

/** What happened, what it means for one's data, what to do next; the correlation id, where it helps, is one click away. */
export function ErrorNotice({ error, onRetry, action }: ErrorNoticeProps) {
  const t = useMessages(uiMessages);
  const copy = useCopy();
  const [copied, setCopied] = useState(false);
  const failure = failureOf(error, useLanguage());
  const { correlationId } = failure;
  return (
    <Alert role="alert" color="red" icon={<IconAlertTriangle size={18} />} title={t(failure.words)} maw={640}>
      {failure.message === "" ? null : (
        // A path may be one long word.
        <Text mb={4} style={{ overflowWrap: "anywhere" }}>
          {failure.message}
        </Text>
      )}
      <Text c="dimmed">{t(`${failure.words}_next`)}</Text>
      <Group gap="xs" mt="sm">
        {action === undefined ? null : <Button onClick={action.run}>{action.label}</Button>}
        {onRetry === undefined ? null : (
          <Button variant="default" onClick={onRetry}>
            {t("retry")}
          </Button>
        )}
        {correlationId === null ? null : (
          <Button variant="subtle" color="gray" onClick={() => copy(correlationId, () => setCopied(true))}>
            {copied ? t("copied") : t("copyId")}
          </Button>
        )}
      </Group>
    </Alert>
  );
}
