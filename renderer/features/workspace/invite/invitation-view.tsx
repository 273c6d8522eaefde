import { Button, Group, Stack, Text } from "@mantine/core";
import { useFormat } from "#renderer/platform/format.ts";
import { useMessages } from "#renderer/platform/i18n.ts";
import { useCopy } from "#renderer/ui/clipboard.ts";
import { IconCopy } from "#renderer/ui/icons.ts";
import { toast } from "#renderer/ui/toasts.tsx";
import type { Invitation, Sharing } from "../types.ts";
import { inviteMessages } from "./messages.ts";
import { QrCode } from "./qr-code.tsx";
import classes from "./invite.module.css";

export interface InvitationViewProps {
  readonly state: Sharing;
  readonly invitation: Invitation;
  readonly onClose: () => void;
}

/** An invitation as it is given away: to be read aloud, sent, or photographed. */
export function InvitationView({ state, invitation, onClose }: InvitationViewProps) {
  const t = useMessages(inviteMessages);
  const format = useFormat();
  const copy = useCopy();
  const { words, link, own, role, uses, used, expiresAt } = invitation;
  const copied = () => toast({ key: "copied", message: t("copied") });
  // What was found on the local network is in no link.
  const address = state.addresses.find(({ source }) => source === "set");
  return (
    <Stack gap="md">
      <Text c="dimmed">
        {t(own ? "madeOwn" : role === "editor" ? "madeEditor" : "madeObserver", {
          uses: uses === null ? t("anyNumber") : t("devices", { count: uses - used }),
          until: expiresAt === null ? t("untilRevoked") : t("until", { date: format.dateTime(expiresAt) }),
        })}
      </Text>
      <section aria-label={t("words")}>
        <div className={classes["line"]}>
          <h3 className={classes["label"]}>{t("words")}</h3>
          <Button
            variant="default"
            leftSection={<IconCopy size={14} />}
            onClick={() => copy(words, copied)}
            data-autofocus
          >
            {t("copyWords")}
          </Button>
        </div>
        <ol className={classes["words"]} lang="en">
          {words.split(" ").map((word, at) => (
            <li key={`${at} ${word}`}>{word}</li>
          ))}
        </ol>
        <Text c="dimmed" mt={6}>
          {address === undefined ? t("wordsNoAddress") : t("wordsAddress", { address: address.address })}
        </Text>
      </section>
      <section aria-label={t("link")} className={classes["linkPart"]}>
        <QrCode text={link} label={t("qr")} size={208} />
        <div className={classes["linkText"]}>
          <div className={classes["line"]}>
            <h3 className={classes["label"]}>{t("link")}</h3>
            <Button variant="default" leftSection={<IconCopy size={14} />} onClick={() => copy(link, copied)}>
              {t("copyLink")}
            </Button>
          </div>
          <code className={classes["link"]}>{link}</code>
          <Text c="dimmed" mt={6}>
            {address === undefined ? t("linkNoAddress") : t("linkWhy")}
          </Text>
        </div>
      </section>
      <Text className={classes["keep"]} data-warn={state.paused || undefined}>
        {t(state.paused ? "keepPaused" : own ? "keepOpenOwn" : "keepOpen")}
      </Text>
      <Group justify="flex-end">
        <Button onClick={onClose}>{t("done")}</Button>
      </Group>
    </Stack>
  );
}
