import { Button, SegmentedControl, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useMessages } from "#renderer/platform/i18n.ts";
import { toast } from "#renderer/ui/toasts.tsx";
import { ConfirmDialog } from "../confirm-dialog.tsx";
import { workspaceMessages } from "../messages.ts";
import type { Sharing } from "../types.ts";
import { useSharingChanges } from "../use-workspace.ts";
import { peopleMessages } from "./people-messages.ts";
import classes from "./page.module.css";
import own from "./people.module.css";

type Removed = Sharing["removed"][number];

/** Those who were removed, for whoever may let them in again. */
export function RemovedPeople({ removed }: { readonly removed: readonly Removed[] }) {
  const t = useMessages(peopleMessages);
  const [asked, setAsked] = useState<Removed | null>(null);
  if (removed.length === 0) return null;
  return (
    <details className={own["removed"]}>
      <summary>{t("removed", { count: removed.length })}</summary>
      <ul className={classes["rows"]} aria-label={t("removedList")}>
        {removed.map((one) => (
          <li key={one.device} className={own["removedRow"]}>
            <bdi>{one.name}</bdi>
            <Button
              variant="default"
              aria-label={t("readmitNamed", { name: one.name })}
              onClick={() => setAsked(one)}
            >
              {t("readmit")}
            </Button>
          </li>
        ))}
      </ul>
      {asked === null ? null : <Readmit removed={asked} onClose={() => setAsked(null)} />}
    </details>
  );
}

interface ReadmitProps {
  readonly removed: Removed;
  readonly onClose: () => void;
}

function Readmit({ removed: { device, name, fingerprint, roles }, onClose }: ReadmitProps) {
  const t = useMessages(peopleMessages);
  const w = useMessages(workspaceMessages);
  const { readmit } = useSharingChanges();
  // Whoever was shut out begins with little.
  const [role, setRole] = useState<Removed["roles"][number]>("observer");
  return (
    <ConfirmDialog
      title={t("readmitTitle", { name })}
      action={t("readmit")}
      pending={readmit.isPending}
      error={null}
      onConfirm={() =>
        readmit.mutate(
          { device, role },
          {
            onSuccess: () =>
              toast({ key: `role ${device}`, message: t("readmitted", { name, role: w(role) }) }),
            onSettled: onClose,
          },
        )
      }
      onClose={onClose}
    >
      <Stack gap="md">
        <Text>{t("readmitWhy", { name })}</Text>
        <SegmentedControl
          className={own["roles"]}
          size="sm"
          aria-label={t("roleOf", { name })}
          value={role}
          data={roles.map((value) => ({ value, label: w(value) }))}
          onChange={(value) => setRole(roles.find((one) => one === value) ?? role)}
        />
        <div className={own["fingerprint"]}>
          <p>{t("readmitWords")}</p>
          <code lang="en">{fingerprint}</code>
        </div>
      </Stack>
    </ConfirmDialog>
  );
}
