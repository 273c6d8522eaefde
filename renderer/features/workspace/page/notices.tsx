import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useMessages } from "#renderer/platform/i18n.ts";
import type { Sharing } from "../types.ts";
import { useSharingChanges } from "../use-workspace.ts";
import { isOut } from "../way-out.ts";
import { pageMessages } from "./messages.ts";
import classes from "./page.module.css";

/** What stands above all else: this device was removed, or the workspace is to change hands. */
export function Notices({ state }: { readonly state: Sharing }) {
  const t = useMessages(pageMessages);
  const { offer, accept } = useSharingChanges();
  const self = state.members.find((member) => member.self);
  const owner = state.members.find(({ role }) => role === "owner");
  const { transfer } = state;
  const refused = state.members.reduce((sum, member) => sum + member.refused, 0);
  return (
    <>
      {isOut(state) ? (
        <Notice title={t(state.role === "left" ? "leftTitle" : "removedTitle")} tone="warn">
          {t("removedWhy")}
        </Notice>
      ) : null}
      {transfer === null ? null : transfer.to === self?.device ? (
        <Notice
          title={t("offeredToYou", { name: owner?.name ?? "" })}
          action={
            <Button loading={accept.isPending} onClick={() => accept.mutate(undefined)}>
              {t("acceptOwnership")}
            </Button>
          }
        >
          {t("offeredToYouWhy", { name: owner?.name ?? "" })}
        </Notice>
      ) : (
        <Notice
          title={t("offeredTo", { name: transfer.name })}
          action={
            self === undefined || state.role !== "owner" ? null : (
              <Button
                variant="default"
                loading={offer.isPending}
                onClick={() => offer.mutate({ device: self.device })}
              >
                {t("takeOfferBack")}
              </Button>
            )
          }
        >
          {t("offeredToWhy")}
        </Notice>
      )}
      {refused === 0 ? null : (
        <Notice title={t("refused", { count: refused })} tone="warn">
          {t("refusedWhy")}
        </Notice>
      )}
    </>
  );
}

interface NoticeProps {
  readonly title: string;
  readonly tone?: "warn";
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

function Notice({ title, tone, action, children }: NoticeProps) {
  return (
    <div className={classes["notice"]} data-tone={tone} role="status">
      <div>
        <strong>{title}</strong>
        <div>{children}</div>
      </div>
      {action}
    </div>
  );
}
