import { Modal } from "@mantine/core";
import { useState, type ComponentType } from "react";
import { useMessages } from "#renderer/platform/i18n.ts";
import { uiMessages } from "#renderer/ui/messages.ts";
import { useFocusReturns } from "#renderer/ui/use-focus-returns.ts";
import type { Invitation, Sharing } from "../types.ts";
import { useSharing } from "../use-workspace.ts";
import { InvitationView } from "./invitation-view.tsx";

/** What is asked before an invitation is made. */
export interface AskProps {
  readonly state: Sharing;
  readonly onMade: (invitation: Invitation) => void;
  readonly onClose: () => void;
}

export interface InvitingDialogProps {
  /** Above what is asked, and above what was made. */
  readonly titles: { readonly ask: string; readonly made: string };
  readonly ask: ComponentType<AskProps>;
  /** One that is there already, to be shown once more. */
  readonly invitation?: Invitation | undefined;
  readonly onClose: () => void;
}

/** Asks first for what somebody is let in, and shows then the words, the link and its picture to be given away. */
export function InvitingDialog({ titles, ask: Ask, invitation, onClose }: InvitingDialogProps) {
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
      title={shown === null ? titles.ask : titles.made}
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
