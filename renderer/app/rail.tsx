import { Tooltip } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useMessages } from "#renderer/platform/i18n.ts";
import { IconFolderSearch, IconSettings, IconStack2, IconUsers } from "#renderer/ui/icons.ts";
import logo from "#renderer/ui/logo.svg";
import { appMessages } from "./messages.ts";
import classes from "./app.module.css";

/** The slim rail at the left: one mark for each place that exists. */
export function Rail() {
  const t = useMessages(appMessages);
  return (
    <nav className={classes["rail"]} aria-label={t("mainNavigation")}>
      <img className={classes["logo"]} src={logo} alt="Tatami" />
      <RailLink to="/catalog" label={t("catalog")} icon={<IconStack2 size={20} stroke={1.6} />} />
      <RailLink to="/folders" label={t("folders")} icon={<IconFolderSearch size={20} stroke={1.6} />} />
      <RailLink to="/workspace" label={t("workspace")} icon={<IconUsers size={20} stroke={1.6} />} />
      <div className={classes["railEnd"]}>
        <RailLink to="/settings" label={t("settings")} icon={<IconSettings size={20} stroke={1.6} />} />
      </div>
    </nav>
  );
}

interface RailLinkProps {
  readonly to: "/catalog" | "/folders" | "/workspace" | "/settings";
  readonly label: string;
  readonly icon: ReactNode;
}

function RailLink({ to, label, icon }: RailLinkProps) {
  return (
    <Tooltip label={label} position="right">
      <Link
        to={to}
        className={classes["railLink"]}
        aria-label={label}
        activeOptions={{ includeSearch: false }}
      >
        {icon}
      </Link>
    </Tooltip>
  );
}
