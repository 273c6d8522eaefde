import { Alert, Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { isAddress } from "#shared/features/workspace/invitation.ts";
import { isName } from "#shared/features/workspace/records.ts";
import { failureOf } from "#renderer/platform/failure.ts";
import { useLanguage, useMessages } from "#renderer/platform/i18n.ts";
import { IconAlertTriangle, IconCheck, IconStethoscope } from "#renderer/ui/icons.ts";
import type { DoctorWish } from "../doctor/use-doctor.ts";
import { workspaceMessages } from "../messages.ts";
import { YourNameField } from "../your-name-field.tsx";
import { InvitationField } from "./invitation-field.tsx";
import { joinMessages } from "./messages.ts";
import { readTyped } from "./read-typed.ts";
import type { JoinWish } from "./use-join.ts";
import classes from "./join.module.css";

/** What is being typed. */
export interface JoinDraft {
  readonly invitation: string;
  /** Null until somebody chose one. */
  readonly name: string | null;
  readonly address: string;
}

export interface JoinFormProps {
  readonly draft: JoinDraft;
  /** Why the last attempt failed. */
  readonly error: unknown;
  readonly onWrite: (part: Partial<JoinDraft>) => void;
  readonly onJoin: (wish: JoinWish) => void;
  readonly onCancel: () => void;
  /** Looks for what keeps this device apart from whoever invited. */
  readonly onDoctor: (wish: DoctorWish) => void;
}

/** Takes what somebody was given, and what the others are to call this device. */
export function JoinForm({ draft, error, onWrite, onJoin, onCancel, onDoctor }: JoinFormProps) {
  const t = useMessages(joinMessages);
  const w = useMessages(workspaceMessages);
  const language = useLanguage();
  const [tried, setTried] = useState(false);
  const typed = readTyped(draft.invitation);
  const name = (draft.name ?? "").trim();
  const address = draft.address.trim();
  // A link says where to look; words do not.
  const asksWhere = typed.kind !== "link" || typed.where.length === 0;
  const badAddress = asksWhere && address !== "" && !isAddress(address);
  const badName = !isName(name);
  const ready = typed.kind === "link" || (typed.kind === "words" && typed.whole);
  const addresses = asksWhere && address !== "" && !badAddress ? [address] : [];
  const failure = error === null ? null : failureOf(error, language);
  const isOwn = failure?.reason === "join.own";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!ready || badName || badAddress) return;
    onJoin({ invitation: draft.invitation, name, addresses });
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <Text c="dimmed">{t("joinWhy")}</Text>
        <InvitationField
          text={draft.invitation}
          typed={typed}
          onChange={(invitation) => onWrite({ invitation })}
        />
        <YourNameField
          value={draft.name ?? ""}
          wrong={tried && badName}
          onChange={(written) => onWrite({ name: written })}
        />
        {asksWhere ? (
          <TextInput
            label={t("where")}
            description={t("whereWhy")}
            placeholder={t("whereHint")}
            maxLength={200}
            spellCheck={false}
            autoComplete="off"
            value={draft.address}
            error={tried && badAddress ? t("whereWrong") : null}
            onChange={(event) => onWrite({ address: event.currentTarget.value })}
          />
        ) : null}
        {failure === null ? null : isOwn ? (
          // Nothing has failed, and there is no way to look at.
          <div role="status" className={classes["joined"]}>
            <IconCheck size={20} aria-hidden />
            <div>
              <Text fw={600}>{t("own")}</Text>
              <Text c="dimmed">{failure.message}</Text>
            </div>
          </div>
        ) : (
          <Alert role="alert" color="red" icon={<IconAlertTriangle size={18} />} title={t("notIn")}>
            <Text>{failure.message || t("notInWhy")}</Text>
            <Text c="dimmed">{t("nothingChanged")}</Text>
            <Button
              mt="sm"
              variant="default"
              leftSection={<IconStethoscope size={15} />}
              onClick={() => onDoctor({ invitation: draft.invitation, addresses })}
            >
              {w("doctor")}
            </Button>
          </Alert>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onCancel}>
            {t("cancel")}
          </Button>
          <Button type="submit" disabled={!ready}>
            {t(failure === null || isOwn ? "look" : "lookAgain")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
