import { Button, Group, Stack, Text } from "@mantine/core";
import { useEffect, useRef } from "react";
import { assertNever } from "#shared/lib/assert-never.ts";
import { useFormat } from "#renderer/platform/format.ts";
import { useMessages } from "#renderer/platform/i18n.ts";
import { IconCheck } from "#renderer/ui/icons.ts";
import type { Workspace } from "../types.ts";
import { useWorkspaceName } from "../use-workspace.ts";
import { Looking } from "./looking.tsx";
import { joinMessages } from "./messages.ts";
import type { JoinState, Offer } from "./use-join.ts";
import classes from "./join.module.css";

export interface JoinStepsProps {
  readonly state: Exclude<JoinState, { readonly step: "asking" | "failed" }>;
  readonly onAccept: () => void;
  readonly onCancel: () => void;
  readonly onClose: () => void;
  /** Looks at the workspace that one has come into. */
  readonly onLook: (workspace: Workspace) => void;
}

/** What happens once an invitation is looked for; each step says what can be done in it. */
export function JoinSteps({ state, onAccept, onCancel, onClose, onLook }: JoinStepsProps) {
  const t = useMessages(joinMessages);
  const nameOf = useWorkspaceName();
  const main = useRef<HTMLButtonElement>(null);
  // The button of the step before is gone: the keyboard goes on with this step's.
  useEffect(() => main.current?.focus(), [state.step]);
  switch (state.step) {
    case "looking":
      return (
        <Stack gap="md">
          <Looking where={state.where} />
          <Group justify="flex-end">
            <Button ref={main} variant="default" onClick={onCancel}>
              {t("cancel")}
            </Button>
          </Group>
        </Stack>
      );
    case "offered":
    case "entering":
      return (
        <Stack gap="md">
          <Offered offer={state.offer} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onCancel}>
              {state.step === "offered" ? t("decline") : t("cancel")}
            </Button>
            <Button ref={main} loading={state.step === "entering"} onClick={onAccept}>
              {t("accept")}
            </Button>
          </Group>
        </Stack>
      );
    case "joined":
    case "here":
      return (
        <Stack gap="md">
          <div role="status" className={classes["joined"]}>
            <IconCheck size={20} aria-hidden />
            <div>
              <Text fw={600}>{t(state.step, { name: nameOf(state.workspace) })}</Text>
              <Text c="dimmed">{t(`${state.step}Why`)}</Text>
            </div>
          </div>
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t("stay")}
            </Button>
            <Button ref={main} onClick={() => onLook(state.workspace)}>
              {t("lookAt", { name: nameOf(state.workspace) })}
            </Button>
          </Group>
        </Stack>
      );
    default:
      return assertNever(state);
  }
}

function Offered({ offer }: { readonly offer: Offer }) {
  const t = useMessages(joinMessages);
  const format = useFormat();
  return (
    <div role="status">
      <Text c="dimmed">{t("offered")}</Text>
      <h3 className={classes["room"]}>{offer.roomName}</h3>
      <dl className={classes["facts"]}>
        <div>
          <dt>{t("holds")}</dt>
          <dd>{t("pocs", { count: offer.documents })}</dd>
        </div>
        <div>
          <dt>{t("comes")}</dt>
          <dd>{format.bytes(offer.bytes)}</dd>
        </div>
        <div>
          <dt>{t("yourRole")}</dt>
          <dd>
            {t(offer.role)}: {t(`${offer.role}May`)}
          </dd>
        </div>
        {offer.person === null ? null : (
          <div>
            <dt>{t("as")}</dt>
            <dd>{t("deviceOf", { name: offer.person })}</dd>
          </div>
        )}
        <div>
          <dt>{t("validUntil")}</dt>
          <dd>{offer.expiresAt === null ? t("noEnd") : format.dateTime(offer.expiresAt)}</dd>
        </div>
      </dl>
      <Text c="dimmed">{t("offeredWhy")}</Text>
    </div>
  );
}
