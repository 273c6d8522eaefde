import { Alert, Button, Group, Text } from "@mantine/core";
import { isErrorCode } from "./error-codes.ts";
import { useLanguage, useMessages } from "#renderer/platform/i18n.ts";
import { saidIn } from "#renderer/platform/reason-text.ts";
import { IconAlertTriangle } from "#renderer/ui/icons.ts";
import { uiMessages } from "#renderer/ui/messages.ts";
import { scanMessages } from "./messages.ts";
import type { ScanJob } from "../types.ts";

export interface ScanFailedProps {
  readonly job: ScanJob;
  /** null where this device may not scan. */
  readonly onRetry: (() => void) | null;
}

/** A scan that could not go on: why, what it means, and the button to try again. */
export function ScanFailed({ job, onRetry }: ScanFailedProps) {
  const t = useMessages(scanMessages);
  const ui = useMessages(uiMessages);
  const language = useLanguage();
  const { error } = job;
  const code = isErrorCode(error?.code) ? error.code : "SERVER_ERROR";
  return (
    <Alert
      role="alert"
      color="red"
      icon={<IconAlertTriangle size={18} />}
      title={t("failedTitle")}
      mb="md"
      maw={720}
    >
      <Text>{ui(code)}.</Text>
      {error === null ? null : (
        // A path may be one long word.
        <Text style={{ overflowWrap: "anywhere" }}>
          {saidIn(language, { words: error.message, reasons: [error.reason] })}
        </Text>
      )}
      <Text c="dimmed">{t("cancelledText")}</Text>
      {onRetry === null ? null : (
        <Group mt="sm">
          <Button variant="default" onClick={onRetry}>
            {ui("retry")}
          </Button>
        </Group>
      )}
    </Alert>
  );
}
