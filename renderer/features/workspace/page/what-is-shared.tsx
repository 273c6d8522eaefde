import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMessages } from "#renderer/platform/i18n.ts";
import { core } from "#renderer/platform/queries.ts";
import { IconLock, IconUsers } from "#renderer/ui/icons.ts";
import type { Sharing } from "../types.ts";
import { pageMessages } from "./messages.ts";
import { Part } from "./part.tsx";
import classes from "./page.module.css";

/** What members see, and what never leaves this machine. */
export function WhatIsShared({ state: { shared, documents, pictures } }: { readonly state: Sharing }) {
  const t = useMessages(pageMessages);
  const tells = useQuery(core.settings.get.queryOptions()).data?.syncPresence ?? true;
  const settings = <Link to="/settings">{t("settings")}</Link>;
  return (
    <Part title={shared ? t("sharedTitle") : t("sharedTitleAlone")} why={t("sharedWhy")}>
      <div className={classes["halves"]}>
        <div className={classes["half"]}>
          <h3 className={classes["halfTitle"]}>
            <IconUsers size={16} aria-hidden /> {t("sharedYes")}
          </h3>
          <ul className={classes["list"]}>
            <li>{t("sharedPocs", { count: documents })}</li>
            <li>{t("sharedPictures", { count: pictures })}</li>
            <li>{t("sharedNotes")}</li>
            <li>{t("sharedHistory")}</li>
            <li>{t("sharedMembers")}</li>
            {tells ? (
              <li>
                {t("sharedPresence")} {settings}.
              </li>
            ) : null}
          </ul>
        </div>
        <div className={classes["half"]}>
          <h3 className={classes["halfTitle"]}>
            <IconLock size={16} aria-hidden /> {t("sharedNo")}
          </h3>
          <ul className={classes["list"]}>
            <li>{t("keptPrivateNotes")}</li>
            <li>{t("keptFiles")}</li>
            <li>{t("keptPlaces")}</li>
            <li>{t("keptAuthors")}</li>
            <li>{t("keptRest")}</li>
            {tells ? null : (
              <li>
                {t("keptPresence")} {settings}.
              </li>
            )}
          </ul>
        </div>
      </div>
      <p className={classes["why"]}>{t("sharedServer")}</p>
    </Part>
  );
}
