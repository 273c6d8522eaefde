import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useFormat } from "#renderer/platform/format.ts";
import { useLanguage, useMessages } from "#renderer/platform/i18n.ts";
import { core } from "#renderer/platform/queries.ts";
import { useCopy } from "#renderer/ui/clipboard.ts";
import { toast, toastError } from "#renderer/ui/toasts.tsx";
import { ConfirmDialog } from "../confirm-dialog.tsx";
import { inviteMessages } from "../invite/messages.ts";
import type { PutAsideEntry } from "../types.ts";
import { pageMessages } from "./messages.ts";
import { Part } from "./part.tsx";
import { putAsideField } from "./put-aside-field.ts";
import classes from "./page.module.css";

/** What was written here just before this device lost the right to: nobody took it, and here alone it can still be copied. */
export function PutAside() {
  const t = useMessages(pageMessages);
  const language = useLanguage();
  const queries = useQueryClient();
  const [asked, setAsked] = useState<readonly number[] | null>(null);
  const { data = [] } = useQuery(core.workspace.putAside.queryOptions());
  const forget = useMutation(
    core.workspace.forgetPutAside.mutationOptions({
      onSuccess: (rest) => {
        queries.setQueryData(core.workspace.putAside.queryKey(), rest);
        void queries.invalidateQueries({ queryKey: core.workspace.sharing.key() });
      },
      onError: (error) => toastError(error, language),
      onSettled: () => setAsked(null),
    }),
  );
  if (data.length === 0) return null;
  return (
    <Part title={t("putAside")} why={t("putAsideWhy")}>
      <ul className={classes["rows"]}>
        {data.map((entry) => (
          <Entry key={entry.id} entry={entry} onForget={() => setAsked([entry.id])} />
        ))}
      </ul>
      {data.length === 1 ? null : (
        <Button
          variant="default"
          mt="sm"
          className={classes["leave"]}
          onClick={() => setAsked(data.map(({ id }) => id))}
        >
          {t("forgetAll")}
        </Button>
      )}
      {asked === null ? null : (
        <ConfirmDialog
          title={t("forgetTitle")}
          action={t("forget")}
          danger
          pending={forget.isPending}
          error={null}
          onConfirm={() => forget.mutate({ ids: [...asked] })}
          onClose={() => setAsked(null)}
        >
          {t("forgetLost", { count: asked.length })}
        </ConfirmDialog>
      )}
    </Part>
  );
}

function Entry({ entry, onForget }: { readonly entry: PutAsideEntry; readonly onForget: () => void }) {
  const t = useMessages(pageMessages);
  const i = useMessages(inviteMessages);
  const format = useFormat();
  const copy = useCopy();
  const { name, field, mine, at } = entry;
  const said = `${name ?? t("nameless")}: ${putAsideField(field, t)}`;
  return (
    <li className={classes["aside"]}>
      <div className={classes["invitationText"]}>
        <div className={classes["memberName"]}>{said}</div>
        {mine === null || mine === "" ? null : <div className={classes["asideText"]}>{mine}</div>}
        <div className={classes["memberState"]}>{format.dateTime(at)}</div>
      </div>
      <div className={classes["invitationActions"]}>
        {mine === null || mine === "" ? null : (
          <Button
            variant="default"
            aria-label={t("copyOf", { what: said })}
            onClick={() => copy(mine, () => toast({ key: "copied", message: i("copied") }))}
          >
            {t("copy")}
          </Button>
        )}
        <Button variant="default" aria-label={t("forgetOf", { what: said })} onClick={onForget}>
          {t("forget")}
        </Button>
      </div>
    </li>
  );
}
