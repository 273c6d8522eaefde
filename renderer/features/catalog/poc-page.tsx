import { useMessages } from "#renderer/platform/i18n.ts";
import { Page } from "#renderer/ui/page.tsx";
import { catalogMessages } from "./messages.ts";

/** One POC on a page of its own. */
export function PocPage() {
  const t = useMessages(catalogMessages);
  return <Page title={t("pocs")}>{null}</Page>;
}
