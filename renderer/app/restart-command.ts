import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { host } from "#renderer/platform/queries.ts";

const ITEM = "tatami.restart";

/** The command that starts this tab's Tatami again, as its shell has told while it was there. */
export function useRestartCommand(): string {
  const told = useQuery(host.capabilities.queryOptions()).data?.restart ?? null;
  useEffect(() => {
    // A page that is loaded without access is told nothing.
    if (told !== null) sessionStorage.setItem(ITEM, told);
  }, [told]);
  return told ?? sessionStorage.getItem(ITEM) ?? "npm start -- --web";
}
