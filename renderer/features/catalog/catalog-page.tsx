import { useMessages } from "#renderer/platform/i18n.ts";
import { Page } from "#renderer/ui/page.tsx";
import { catalogMessages } from "./messages.ts";

/** The catalogue: facets, list, and the selected POC beside it where the window is wide. */
export function CatalogPage() {
  const t = useMessages(catalogMessages);
  return <Page title={t("catalog")}>{null}</Page>;
}
