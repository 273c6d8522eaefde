import { Button } from "@mantine/core";
import { useState } from "react";
import { useFormat } from "#renderer/platform/format.ts";
import { useMessages } from "#renderer/platform/i18n.ts";
import { IconDevices, IconUserPlus } from "#renderer/ui/icons.ts";
import { ConfirmDialog } from "../confirm-dialog.tsx";
import { setWorkspaceDialog } from "../dialog-state.ts";
import { workspaceMessages } from "../messages.ts";
import { useSecond } from "../status/use-second.ts";
import type { Member, Sharing } from "../types.ts";
import { useSharingChanges } from "../use-workspace.ts";
import { MemberRow } from "./member-row.tsx";
import { peopleMessages } from "./people-messages.ts";
import { Part } from "./part.tsx";
import { RemovedPeople } from "./removed.tsx";
import shared from "../workspace.module.css";
import classes from "./page.module.css";
import own from "./people.module.css";

type Asked = { readonly what: "remove" | "offer"; readonly member: Member } | null;

/** Who belongs to the workspace. */
export function People({ state }: { readonly state: Sharing }) {
  const t = useMessages(peopleMessages);
  const w = useMessages(workspaceMessages);
  const now = useSecond(state.shared && !state.paused);
  const [asked, setAsked] = useState<Asked>(null);
  if (!state.shared)
    return (
      <Part title={t("people")}>
        <div className={own["alone"]}>
          <div>
            <strong>{t("aloneTitle")}</strong>
            <p>
              {t("aloneWhy")} {t("ownDevices")}
            </p>
          </div>
          <div className={own["aloneActions"]}>
            <Button
              leftSection={<IconUserPlus size={15} />}
              onClick={() => setWorkspaceDialog({ kind: "invite" })}
            >
              {w("inviteSomebody")}
            </Button>
            <AddDevice />
          </div>
        </div>
      </Part>
    );
  return (
    <Part title={t("people")} aside={state.ownDevice === null ? null : <AddDevice />}>
      <ul className={classes["rows"]}>
        {byPerson(state.members).map((member) => (
          <MemberRow
            key={member.device}
            member={member}
            state={state}
            now={now}
            onRemove={() => setAsked({ what: "remove", member })}
            onOffer={() => setAsked({ what: "offer", member })}
          />
        ))}
      </ul>
      <RemovedPeople removed={state.removed} />
      {asked === null ? null : asked.what === "remove" ? (
        <RemoveMember member={asked.member} members={state.members} onClose={() => setAsked(null)} />
      ) : (
        <OfferOwnership member={asked.member} onClose={() => setAsked(null)} />
      )}
    </Part>
  );
}

function AddDevice() {
  const t = useMessages(workspaceMessages);
  return (
    <Button
      variant="default"
      leftSection={<IconDevices size={15} />}
      onClick={() => setWorkspaceDialog({ kind: "add-device" })}
    >
      {t("addDevice")}
    </Button>
  );
}

interface AskProps {
  readonly member: Member;
  readonly onClose: () => void;
}

/** Devices of a person stand together, the one that was there first before those that came by it. */
function byPerson(members: readonly Member[]): Member[] {
  const isFirst = ({ of }: Member) => members.every(({ device }) => device !== of);
  const after = (first: Member): Member[] => [
    first,
    ...members.filter(({ of }) => of === first.device).flatMap(after),
  ];
  return members.filter(isFirst).flatMap(after);
}

function RemoveMember({
  member: { name, device, of },
  members,
  onClose,
}: AskProps & { readonly members: readonly Member[] }) {
  const t = useMessages(peopleMessages);
  const format = useFormat();
  const others = members.flatMap((member) => (member.of === device ? [member.name] : []));
  const { assign } = useSharingChanges();
  // A device that was lost keeps what it has; a person does who goes.
  const isDevice = of !== null;
  return (
    <ConfirmDialog
      title={t("removeTitle", { name })}
      action={t("remove")}
      danger
      pending={assign.isPending}
      error={null}
      onConfirm={() => assign.mutate({ device, role: "removed" }, { onSettled: onClose })}
      onClose={onClose}
    >
      <ul className={shared["points"]}>
        <li>{t(isDevice ? "removeKeepsDevice" : "removeKeeps", { name })}</li>
        <li>{t(isDevice ? "removeLaterDevice" : "removeLater")}</li>
        {others.length === 0 ? null : (
          <li>{t("removeOthers", { count: others.length, names: format.list(others) })}</li>
        )}
        <li>{t(isDevice ? "removeBackDevice" : "removeBack")}</li>
      </ul>
    </ConfirmDialog>
  );
}

function OfferOwnership({ member: { name, device }, onClose }: AskProps) {
  const t = useMessages(peopleMessages);
  const { offer } = useSharingChanges();
  return (
    <ConfirmDialog
      title={t("offerTitle", { name })}
      action={t("offer")}
      pending={offer.isPending}
      error={null}
      onConfirm={() => offer.mutate({ device }, { onSettled: onClose })}
      onClose={onClose}
    >
      <ul className={shared["points"]}>
        <li>{t("offerAccepts", { name })}</li>
        <li>{t("offerAdmin")}</li>
        <li>{t("offerFinal", { name })}</li>
      </ul>
    </ConfirmDialog>
  );
}
