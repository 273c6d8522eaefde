import { useMantineColorScheme } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { client, inBrowserTab } from "#renderer/platform/client.ts";
import { currentLanguage, setLanguage } from "#renderer/platform/i18n.ts";
import { core } from "#renderer/platform/queries.ts";
import { keepLook } from "#renderer/ui/look.ts";
import { toastError } from "#renderer/ui/toasts.tsx";

/** Applies the settings to the page and its shell, at the start and whenever they change. */
export function Look() {
  const { data } = useQuery(core.settings.get.queryOptions());
  const keep = data?.syncClosed;
  useEffect(() => {
    if (keep === undefined || inBrowserTab()) return;
    client.host.keepRunning({ keep }).catch((error: unknown) => toastError(error, currentLanguage()));
  }, [keep]);
  const { setColorScheme } = useMantineColorScheme();
  useEffect(() => {
    if (data === undefined) return;
    setLanguage(data.language);
    setColorScheme(data.theme);
    keepLook(data.theme, data.density);
  }, [data, setColorScheme]);
  return null;
}
