import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useMessages } from "#renderer/platform/i18n.ts";
import { core } from "#renderer/platform/queries.ts";
import { ErrorNotice } from "#renderer/ui/error-notice.tsx";
import { uiMessages } from "#renderer/ui/messages.ts";
import { useFocusReturns } from "#renderer/ui/use-focus-returns.ts";
import { InvitationView } from "../invite/invitation-view.tsx";
import { NoAddress } from "../invite/no-address.tsx";
import type { Invitation, Sharing } from "../types.ts";
import { useSharing, useWorkspaceName } from "../use-workspace.ts";
import { deviceMessages } from "./messages.ts";

/** Shows the code by which another device of the same person comes in: first what it may, then words, link and picture. */
export function DeviceDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useMessages(deviceMessages);
  const ui = useMessages(uiMessages);
  useFocusReturns();
  const [made, setMade] = useState<Invitation | null>(null);
  const state = useSharing().data;
  // An address that is set meanwhile belongs into the link.
  const shown = state?.invitations.find(({ id }) => id === made?.id) ?? made;
  return (
    <Modal
      opened
      onClose={onClose}
      size={shown === null ? 480 : 640}
      yOffset="8vh"
      title={t(shown === null ? "add" : "code")}
      closeButtonProps={{ "aria-label": ui("close") }}
    >
      {state === undefined ? null : shown === null ? (
        <Ask state={state} onMade={setMade} onClose={onClose} />
      ) : (
        <InvitationView state={state} invitation={shown} onClose={onClose} />
      )}
    </Modal>
  );
}

interface AskProps {
  readonly state: Sharing;
  readonly onMade: (invitation: Invitation) => void;
  readonly onClose: () => void;
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
