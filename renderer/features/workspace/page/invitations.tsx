import { Button } from "@mantine/core";
import { useState } from "react";
import { useFormat } from "#renderer/platform/format.ts";
import { useMessages } from "#renderer/platform/i18n.ts";
import { useCopy } from "#renderer/ui/clipboard.ts";
import { toast } from "#renderer/ui/toasts.tsx";
import { ConfirmDialog } from "../confirm-dialog.tsx";
import { setWorkspaceDialog } from "../dialog-state.ts";
import { inviteMessages } from "../invite/messages.ts";
import { isExpired, isUsedUp } from "../invite/over.ts";
import { workspaceMessages } from "../messages.ts";
import type { Invitation, Sharing } from "../types.ts";
import { useNow } from "../use-now.ts";
import { useSharingChanges } from "../use-workspace.ts";
import { pageMessages } from "./messages.ts";
import { Part } from "./part.tsx";
import shared from "../workspace.module.css";
import classes from "./page.module.css";

/** The invitations that this device has made: others' are known to others alone. */
export function Invitations({ state }: { readonly state: Sharing }) {
  const t = useMessages(pageMessages);
  const now = useNow();
  const [asked, setAsked] = useState<Invitation | null>(null);
  const { revoke } = useSharingChanges();
  return (
    <Part title={t("invitations")} why={t("invitationsWhy")}>
      {state.invitations.length === 0 ? (
        <p className={classes["none"]}>{t("noInvitations")}</p>
      ) : (
        <ul className={classes["rows"]}>
          {state.invitations.map((invitation) => (
            <InvitationRow
              key={invitation.id}
              invitation={invitation}
              now={now}
              onRevoke={() => setAsked(invitation)}
            />
          ))}
        </ul>
      )}
      {asked === null ? null : (
        <ConfirmDialog
          title={t("revokeTitle")}
          action={t("revoke")}
          danger
          pending={revoke.isPending}
          error={null}
          onConfirm={() => revoke.mutate({ id: asked.id }, { onSettled: () => setAsked(null) })}
          onClose={() => setAsked(null)}
        >
          <ul className={shared["points"]}>
            <li>{t("revokeLost")}</li>
            <li>{asked.used === 0 ? t("revokeNobody") : t("revokeStays", { count: asked.used })}</li>
          </ul>
        </ConfirmDialog>
      )}
    </Part>
  );
}

interface InvitationRowProps {
  readonly invitation: Invitation;
  readonly now: number;
  readonly onRevoke: () => void;
}

function InvitationRow({ invitation, now, onRevoke }: InvitationRowProps) {
  const t = useMessages(pageMessages);
  const i = useMessages(inviteMessages);
  const w = useMessages(workspaceMessages);
  const format = useFormat();
  const copy = useCopy();
  const { words, link, own, role, uses, used, expiresAt } = invitation;
  const [expired, usedUp] = [isExpired(invitation, now), isUsedUp(invitation)];
  const over = expired || usedUp;
  const copied = () => toast({ key: "copied", message: i("copied") });
  return (
    <li className={classes["invitation"]} data-over={over || undefined}>
      <div className={classes["invitationText"]}>
        <code lang="en" className={classes["invitationWords"]}>
          {words}
        </code>
        <div className={classes["memberState"]}>
          <span>{own ? t("ownDevice") : w(role)}</span>
          <span>
            {usedUp
              ? t("usedUp")
              : uses !== null
                ? t("used", { used, uses })
                : used === 0
                  ? t("unused")
                  : t("usedMany", { count: used })}
          </span>
          <span>
            {expired
              ? t("expired")
              : expiresAt === null
                ? i("untilRevoked")
                : i("until", { date: format.dateTime(expiresAt) })}
          </span>
        </div>
      </div>
      <div className={classes["invitationActions"]}>
        {over ? null : (
          <>
            <Button variant="default" onClick={() => setWorkspaceDialog({ kind: "invite", invitation })}>
              {t("show")}
            </Button>
            <Button
              variant="default"
              aria-label={t("copyWordsOf", { words })}
              onClick={() => copy(words, copied)}
            >
              {t("copyWords")}
            </Button>
            <Button
              variant="default"
              aria-label={t("copyLinkOf", { words })}
              onClick={() => copy(link, copied)}
            >
              {t("copyLink")}
            </Button>
          </>
        )}
        <Button
          variant="default"
          aria-label={t(over ? "removeOverOf" : "revokeOf", { words })}
          onClick={onRevoke}
        >
          {t(over ? "removeOver" : "revoke")}
        </Button>
      </div>
    </li>
  );
}
