import { Button, Group, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useMessages } from "#renderer/platform/i18n.ts";
import { core } from "#renderer/platform/queries.ts";
import { ErrorNotice } from "#renderer/ui/error-notice.tsx";
import { InvitingDialog, type AskProps } from "../invite/inviting-dialog.tsx";
import { NoAddress } from "../invite/no-address.tsx";
import { useWorkspaceName } from "../use-workspace.ts";
import { deviceMessages } from "./messages.ts";

/** Shows the code by which another device of the same person comes in: first what it may, then words, link and picture. */
export function DeviceDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useMessages(deviceMessages);
  return <InvitingDialog titles={{ ask: t("add"), made: t("code") }} ask={Ask} onClose={onClose} />;
}

function Ask({ state, onMade, onClose }: AskProps) {
  const t = useMessages(deviceMessages);
  const nameOf = useWorkspaceName();
  const queries = useQueryClient();
  const make = useMutation(
    core.workspace.inviteOwnDevice.mutationOptions({
      onSuccess: async (invitation) => {
        onMade(invitation);
        await queries.invalidateQueries({ queryKey: core.workspace.sharing.key() });
      },
    }),
  );
  const { ownDevice } = state;
  return (
    <Stack gap="md">
      <NoAddress state={state} />
      <Text>{t("why", { name: nameOf(state) })}</Text>
      {ownDevice === null ? null : (
        <Text c="dimmed">{t(`as_${state.role === "owner" ? "owner" : ownDevice}`)}</Text>
      )}
      <Text c="dimmed">{t("lost")}</Text>
      {make.error === null ? null : <ErrorNotice error={make.error} />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {t("cancel")}
        </Button>
        <Button loading={make.isPending} onClick={() => make.mutate(undefined)} data-autofocus>
          {t("show")}
        </Button>
      </Group>
    </Stack>
  );
}
