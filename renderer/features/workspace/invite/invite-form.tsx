import { Button, Group, NativeSelect, SegmentedControl, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState, type FormEvent } from "react";
import { isName } from "#shared/features/workspace/records.ts";
import { useMessages } from "#renderer/platform/i18n.ts";
import { core } from "#renderer/platform/queries.ts";
import { ErrorNotice } from "#renderer/ui/error-notice.tsx";
import type { Sharing } from "../types.ts";
import { YourNameField } from "../your-name-field.tsx";
import type { AskProps } from "./inviting-dialog.tsx";
import { LASTS, lastsKey, type Lasts } from "./invite-choices.ts";
import { inviteMessages } from "./messages.ts";
import { NoAddress } from "./no-address.tsx";
import classes from "./invite.module.css";

/** As what, how many, how long; and before all else that nobody outside is reached where no address is set. */
export function InviteForm({ state, onMade, onClose }: AskProps) {
  const t = useMessages(inviteMessages);
  const queries = useQueryClient();
  const ids = { role: useId(), uses: useId() };
  const settings = useQuery(core.settings.get.queryOptions()).data;
  const [written, setWritten] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const [role, setRole] = useState<Sharing["mayInvite"][number]>(state.mayInvite[0] ?? "editor");
  const [uses, setUses] = useState("one");
  const [lasts, setLasts] = useState<Lasts>("week");
  const invite = useMutation(
    core.workspace.invite.mutationOptions({
      onSuccess: async (made) => {
        onMade(made);
        await queries.invalidateQueries({ queryKey: core.workspace.sharing.key() });
      },
    }),
  );
  // Whoever came in before has said how they are called.
  const founds = !state.shared;
  const shown = written ?? settings?.deviceName ?? "";
  const name = shown.trim();
  const badName = founds && !isName(name);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (invite.isPending || badName) return;
    const wish = { role, uses: uses === "one" ? 1 : null, lasts: LASTS[lasts] };
    invite.mutate(founds ? { ...wish, name } : wish);
  };
  return (
    <Stack gap="md">
      <NoAddress state={state} />
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          {founds ? (
            <>
              <Text c="dimmed">{t("firstInvitation")}</Text>
              <YourNameField value={shown} wrong={tried && badName} first onChange={setWritten} />
            </>
          ) : null}
          <div>
            <div id={ids.role} className={classes["label"]}>
              {t("role")}
            </div>
            <SegmentedControl
              size="sm"
              aria-labelledby={ids.role}
              value={role}
              data={state.mayInvite.map((value) => ({ value, label: t(value) }))}
              onChange={(value) => setRole(value === "observer" ? "observer" : "editor")}
            />
            <Text c="dimmed" mt={4}>
              {t(role === "editor" ? "editorWhy" : "observerWhy")}
            </Text>
          </div>
          <Group gap="lg" align="flex-start">
            <div>
              <div id={ids.uses} className={classes["label"]}>
                {t("uses")}
              </div>
              <SegmentedControl
                size="sm"
                aria-labelledby={ids.uses}
                value={uses}
                data={[
                  { value: "one", label: t("usesOne") },
                  { value: "many", label: t("usesMany") },
                ]}
                onChange={setUses}
              />
            </div>
            <NativeSelect
              label={t("lasts")}
              classNames={{ label: classes["label"] ?? "" }}
              size="sm"
              value={lasts}
              data={(Object.keys(LASTS) as Lasts[]).map((value) => ({ value, label: t(lastsKey(value)) }))}
              onChange={(event) => setLasts(event.currentTarget.value as Lasts)}
            />
          </Group>
          {uses === "many" || lasts === "never" ? <Text c="dimmed">{t("looseWhy")}</Text> : null}
          {invite.error === null ? null : <ErrorNotice error={invite.error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button
              type="submit"
              disabled={founds && settings === undefined}
              loading={invite.isPending}
              data-autofocus={founds ? undefined : true}
            >
              {t("inviteAction")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Stack>
  );
}
