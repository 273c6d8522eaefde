import { useMessages } from "#renderer/platform/i18n.ts";
import { InviteForm } from "./invite-form.tsx";
import { InvitingDialog, type InvitingDialogProps } from "./inviting-dialog.tsx";
import { inviteMessages } from "./messages.ts";

/** Invites somebody: first for what, then the words, the link and its picture to be given away. */
export function InviteDialog(props: Pick<InvitingDialogProps, "invitation" | "onClose">) {
  const t = useMessages(inviteMessages);
  return <InvitingDialog {...props} titles={{ ask: t("invite"), made: t("inviteMade") }} ask={InviteForm} />;
}
