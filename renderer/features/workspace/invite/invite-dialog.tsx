import { Modal } from "@mantine/core";
import { useState } from "react";
import { useMessages } from "#renderer/platform/i18n.ts";
import { uiMessages } from "#renderer/ui/messages.ts";
import { useFocusReturns } from "#renderer/ui/use-focus-returns.ts";
import type { Invitation } from "../types.ts";
import { useSharing } from "../use-workspace.ts";
import { InvitationView } from "./invitation-view.tsx";
import { InviteForm } from "./invite-form.tsx";
import { inviteMessages } from "./messages.ts";

export interface InviteDialogProps {
  /** One that is there already, to be shown once more. */
  readonly invitation?: Invitation | undefined;
  readonly onClose: () => void;
}

/** Invites somebody: first for what, then the words, the link and its picture to be given away. */
export function InviteDialog({ invitation, onClose }: InviteDialogProps) {
  const t = useMessages(inviteMessages);
  const ui = useMessages(uiMessages);
  useFocusReturns();
  const [made, setMade] = useState(invitation ?? null);
  const state = useSharing().data;
  // An address that is set meanwhile belongs into the link.
  const shown = state?.invitations.find(({ id }) => id === made?.id) ?? made;
  return (
    <Modal
      opened
      onClose={onClose}
      size={shown === null ? 480 : 640}
      yOffset="8vh"
      title={shown === null ? t("invite") : t("inviteMade")}
      closeButtonProps={{ "aria-label": ui("close") }}
    >
      {state === undefined ? null : shown === null ? (
        <InviteForm state={state} onMade={setMade} onClose={onClose} />
      ) : (
        <InvitationView state={state} invitation={shown} onClose={onClose} />
      )}
    </Modal>
  );
}
