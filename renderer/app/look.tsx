import { useMantineColorScheme } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { setLanguage } from "#renderer/platform/i18n.ts";
import { core } from "#renderer/platform/queries.ts";
import { keepLook } from "#renderer/ui/look.ts";

/** Applies language, theme and density of the settings, at the start and whenever they change. */
export function Look() {
  const { data } = useQuery(core.settings.get.queryOptions());
  const { setColorScheme } = useMantineColorScheme();
  useEffect(() => {
    if (data === undefined) return;
    setLanguage(data.language);
    setColorScheme(data.theme);
    keepLook(data.theme, data.density);
  }, [data, setColorScheme]);
  return null;
}
